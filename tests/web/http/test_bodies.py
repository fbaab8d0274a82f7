"""Bodies found by what was chosen, whatever else the request says."""

from threading import Barrier, Thread

import pytest
from flask.testing import FlaskClient

from wirlod.web.http import bodies
from wirlod.web.http.bodies import Bodies, Body

THING = "/doc/grant/werra-meissner-kreis-2021"
SMALL = Body(b"x" * 100)


def fail() -> Body:
    """Stand where nothing may be made."""
    raise AssertionError("made again")


def test_a_body_is_made_once() -> None:
    kept = Bodies()

    assert kept.get("a", lambda: SMALL) is SMALL
    assert kept.get("a", fail) is SMALL


def test_the_body_asked_for_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "KEPT_BYTES", 250)
    kept = Bodies()
    kept.get("a", lambda: SMALL)
    kept.get("b", lambda: SMALL)
    kept.get("a", fail)
    kept.get("c", lambda: SMALL)

    assert kept.get("a", fail) is SMALL
    with pytest.raises(AssertionError, match="made again"):
        kept.get("b", fail)


def test_many_who_ask_at_once_let_it_be_made_once() -> None:
    kept, together, made = Bodies(), Barrier(8), []

    def make() -> Body:
        made.append(1)
        return SMALL

    def ask() -> None:
        together.wait()
        kept.get("a", make)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert made == [1]


def test_a_failure_is_not_kept() -> None:
    kept = Bodies()
    with pytest.raises(AssertionError):
        kept.get("a", fail)

    assert kept.get("a", lambda: SMALL) is SMALL


@pytest.mark.parametrize("accept", ["text/turtle", "text/turtle;q=0.9, text/html;q=0.1"])
def test_another_header_and_address_get_the_same_bytes(client: FlaskClient, accept: str) -> None:
    first = client.get(f"{THING}.ttl")
    second = client.get(f"{THING}?utm_source=mail", headers={"Accept": accept})

    assert second.headers["ETag"] == first.headers["ETag"]
    assert second.data == first.data
    assert second.headers["Link"].count("license") == first.headers["Link"].count("license")
