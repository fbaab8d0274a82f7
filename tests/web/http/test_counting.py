"""By what a request is counted, directly, through proxies, and where somebody lies."""

import pytest
from flask.testing import FlaskClient

from wirlod.web.http.clients import client_name


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "counted"),
    [
        pytest.param("127.0.0.1", "", 0, "", id="the machine itself"),
        pytest.param("::1", "", 0, "", id="the machine itself by IPv6"),
        pytest.param("127.0.0.7", "", 0, "127.0.0.7", id="another address of the loopback"),
        pytest.param("1.2.3.4", "", 0, "1.2.3.4", id="a stranger"),
        pytest.param("1.2.3.4", "5.6.7.8", 0, "1.2.3.4", id="a stranger who lies"),
        pytest.param("127.0.0.1", "1.2.3.4", 0, "1.2.3.4", id="a proxy here"),
        pytest.param("127.0.0.1", "6.6.6.6, 1.2.3.4", 0, "1.2.3.4", id="a liar behind a proxy"),
        pytest.param("127.0.0.1", "127.0.0.1", 0, "127.0.0.1", id="this machine through the proxy"),
        pytest.param("127.0.0.1", "unknown", 0, "127.0.0.1", id="a proxy that does not know"),
        pytest.param("10.0.0.1", "6.6.6.6, 1.2.3.4, 10.0.0.2", 2, "1.2.3.4", id="two proxies"),
        pytest.param("9.9.9.9", "1.2.3.4", 2, "9.9.9.9", id="past the first of two proxies"),
        pytest.param("127.0.0.1", "2001:db8::1", 0, "2001:db8::/64", id="IPv6 by its network"),
        pytest.param("2001:db8::ffff:1", "", 0, "2001:db8::/64", id="another of that network"),
        pytest.param("::ffff:1.2.3.4", "", 0, "1.2.3.4", id="IPv4 in IPv6"),
        pytest.param("127.0.0.1", "[2001:db8::1]:443", 0, "2001:db8::/64", id="with a port"),
    ],
)
def test_a_request_is_counted_by_who_sent_it(
    peer: str, forwarded: str, proxies: int, counted: str
) -> None:
    environ = {"REMOTE_ADDR": peer} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})

    assert client_name(environ, proxies) == counted


def test_the_rate_is_counted_before_a_query_is_looked_at(client: FlaskClient) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9"}
    statuses = [
        client.get("/sparql?query=nonsense", headers=headers).status_code for _ in range(302)
    ]

    assert set(statuses[:300]) == {400}
    assert statuses[300:] == [429, 429]
    assert client.get("/sparql?query=ASK{}").status_code == 200
