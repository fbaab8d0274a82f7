"""What is refused before the application looks at it: hosts, escapes, bodies."""

import io
import json
import socket
import threading
import time
from contextlib import ExitStack

import pytest
from flask.testing import FlaskClient

from wirlod.web.http import entrance
from wirlod.web.http.entrance import BODY_BYTES, MOST_PARAMETERS

PAGE = "/doc/grant/werra-meissner-kreis-2021.ttl"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "host",
    [
        "a b",
        "a b/c",
        "<script>",
        "localhost:abc",
        "localhost:99999",
        "a/b",
        "a@b",
        "[::1",
        "ä",
        "a:1:2",
    ],
)
def test_a_host_that_is_none_is_refused(client: FlaskClient, host: str) -> None:
    response = client.get(PAGE, headers={"Host": host})

    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Host" in response.get_json()["detail"]


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "[::1]:80", "daten.example.org.", "a_b", "%41", ""]
)
def test_a_host_is_let_in(client: FlaskClient, host: str) -> None:
    assert client.get(PAGE, headers={"Host": host}).status_code == 200


def test_a_cached_answer_is_no_way_around(client: FlaskClient) -> None:
    assert client.get(PAGE).status_code == 200
    assert client.get(PAGE, headers={"Host": "<script>"}).status_code == 400


@pytest.mark.parametrize("address", ["/doc/%zz", "/doc/grant?x=%", "/search?q=100%25%2", "/%e"])
def test_a_percent_sign_that_escapes_nothing_is_refused(client: FlaskClient, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 400
    assert "%25" in json.loads(response.data)["detail"]


@pytest.mark.parametrize(("byte", "status"), [("\xfc", 400), ("\xc3\xbc", 200)])
def test_a_byte_that_is_none_of_utf8_is_refused(
    client: FlaskClient, byte: str, status: int
) -> None:
    asked = {"QUERY_STRING": f"q={byte}"}

    assert client.get("/search", environ_overrides=asked).status_code == status


def test_an_address_has_not_any_number_of_parameters(client: FlaskClient) -> None:
    response = client.get("/doc/grant?" + "&".join(["x=1"] * (MOST_PARAMETERS + 1)))

    assert response.status_code == 400


class Endless(io.RawIOBase):
    """A body that goes on; remembers how much of it was read."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        size = len(memoryview(buffer))  # type: ignore[arg-type]
        self.given += size
        return size


@pytest.mark.parametrize("address", ["/sparql", PAGE, "/nowhere"])
def test_a_body_is_read_no_further_than_its_limit(client: FlaskClient, address: str) -> None:
    body = Endless()
    environ = {
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_TYPE": FORM,
    }

    response = client.post(address, environ_overrides=environ)

    assert response.status_code == 413
    assert body.given < 2 * BODY_BYTES


def test_a_body_that_says_it_is_too_long_is_not_read(client: FlaskClient) -> None:
    body = Endless()
    environ = {"wsgi.input": body, "CONTENT_LENGTH": str(10**9), "CONTENT_TYPE": FORM}

    response = client.post("/sparql", environ_overrides=environ)

    assert (response.status_code, body.given) == (413, 0)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_many_parameters_of_a_form_are_refused_at_once(client: FlaskClient) -> None:
    started = time.process_time()
    response = client.post("/sparql", data="a&" * 400_000, content_type=FORM)

    assert response.status_code == 400
    assert time.process_time() - started < 5


def test_reading_from_a_slow_client_ends_and_one_thread_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(entrance, "BODY_SECONDS", 0.1)
    patience = entrance.Patience()
    before = threading.active_count()
    pairs = [socket.socketpair() for _ in range(3)]

    with ExitStack() as held:
        for ours, _ in pairs:
            held.enter_context(patience.hold(ours))
        received = [ours.recv(1) for ours, _ in pairs]

    assert received == [b""] * 3
    assert threading.active_count() <= before + 1
    for connection in (end for pair in pairs for end in pair):
        connection.close()


def test_a_connection_is_left_alone_once_its_body_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(entrance, "BODY_SECONDS", -1.0)
    patience = entrance.Patience()
    ours, theirs = socket.socketpair()

    with patience.hold(ours):
        pass
    time.sleep(2 * entrance.LOOK_SECONDS)
    theirs.send(b"x")

    assert ours.recv(1) == b"x"
    ours.close()
    theirs.close()
