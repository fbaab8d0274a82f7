"""Answers that processes share, and that are found by what was chosen."""

import sqlite3
import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from wirlod.web.http.ready import ReadyAnswers
from wirlod.web.http.shelf import Ready, Shelf

GRANT = "/doc/grant/werra-meissner-kreis-2021"
ROOM = 400_000
CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def ready(text: str) -> Ready:
    return Ready("200 OK", [("Cache-Control", "public")], text.encode(), '"a"', "", [])


@pytest.fixture
def shelf(tmp_path: Path):
    shelf = Shelf(tmp_path / "answers.sqlite", ROOM)
    yield shelf
    shelf.close()


def kept_by(app: Flask) -> ReadyAnswers:
    return app.wsgi_app._app._app  # type: ignore[attr-defined]


def test_another_process_gives_what_the_first_one_made(tmp_path: Path, shelf: Shelf) -> None:
    def make(environ, start_response):
        start_response("200 OK", [("Cache-Control", "public"), ("Content-Length", "4")])
        return [b"made"]

    def fail(environ, start_response):
        raise AssertionError("it is on the shelf")

    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/x", "QUERY_STRING": ""}
    other = Shelf(tmp_path / "answers.sqlite", ROOM)
    first = ReadyAnswers(make, lambda: "state", lambda environ: "named", shelf)
    second = ReadyAnswers(fail, lambda: "state", lambda environ: "named", other)

    bodies = [b"".join(app(dict(environ), lambda *_: None)) for app in (first, second)]

    assert bodies == [b"made", b"made"]
    other.close()


def test_what_was_made_while_an_edition_became_current_is_nobodys_answer(shelf: Shelf) -> None:
    states = iter(("before", "after", "after"))

    def make(environ, start_response):
        start_response("200 OK", [("Cache-Control", "public"), ("Content-Length", "4")])
        return [b"made"]

    answers = ReadyAnswers(make, lambda: next(states), lambda environ: "named", shelf)
    answers({"REQUEST_METHOD": "GET", "PATH_INFO": "/x", "QUERY_STRING": ""}, lambda *_: None)

    assert shelf.find("before", "named") is shelf.find("after", "named") is None


def test_who_answers_waits_for_nobody_that_writes(tmp_path: Path, shelf: Shelf) -> None:
    shelf.put("edition", "known", ready("known"))
    writer = sqlite3.connect(tmp_path / "answers.sqlite", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    started = time.monotonic()

    for number in range(20):
        shelf.put("edition", str(number), ready("new"))
        assert shelf.find("edition", "known") == ready("known")

    assert time.monotonic() - started < 20
    writer.close()


def fill(shelf: Shelf, while_there: tuple[str, str]) -> None:
    for number in range(10_000):
        if not shelf.find(*while_there):
            return
        shelf.put("edition", f"filling {number}", ready("x" * 500))
    raise AssertionError("the shelf has no end")


def test_a_full_shelf_drops_other_editions_first_and_the_oldest_then(shelf: Shelf) -> None:
    for number in range(50):
        shelf.put("old edition", str(number), ready("x" * 500))
    shelf.put("edition", "first", ready("first"))

    fill(shelf, ("old edition", "0"))
    assert shelf.find("edition", "first") == ready("first")

    fill(shelf, ("edition", "first"))
    assert not shelf.has_room()


@pytest.mark.parametrize("coding", ["", "br"])
def test_large_bodies_come_back_as_they_were(shelf: Shelf, coding: str) -> None:
    large = Ready(
        "200 OK", [("Content-Encoding", coding)] if coding else [], b"ab" * 9_000, "", "", []
    )

    shelf.put("edition", "large", large)

    assert shelf.find("edition", "large") == large


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        pytest.param(GRANT, {"Accept": "text/html"}, id="a program that wants a page"),
        pytest.param(GRANT, {"Accept": CHROME}, id="a browser"),
        pytest.param(GRANT, {"Accept": CHROME, "Cookie": "a=b"}, id="a field that means nothing"),
        pytest.param(f"{GRANT}?utm_source=x", {"Accept": CHROME}, id="a parameter that does not"),
        pytest.param(GRANT, {"Accept": CHROME, "Accept-Language": "fr, de;q=0.5"}, id="French"),
    ],
)
def test_an_answer_is_found_by_what_was_chosen(
    app: Flask, address: str, headers: dict[str, str]
) -> None:
    client, kept = app.test_client(), kept_by(app)
    german = client.get(GRANT, headers={"Accept": "text/html", "Accept-Language": "de"})
    before = len(kept._kept), kept._bytes

    found = client.get(address, headers=headers)

    assert found.data == german.data
    assert (len(kept._kept), kept._bytes) == before


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        pytest.param(f"{GRANT}?lang=en", {}, 200, id="a language"),
        pytest.param(f"{GRANT}?l%61ng=en", {}, 200, id="a language, escaped"),
        pytest.param(f"{GRANT}?format=ttl", {}, 200, id="a format"),
        pytest.param(f"{GRANT}?_profile=schema", {}, 200, id="a profile"),
        pytest.param(f"{GRANT}?page=2", {}, 404, id="a portion"),
        pytest.param(f"{GRANT}?_explain", {}, 200, id="an explanation"),
        pytest.param(f"{GRANT}.en.html", {}, 200, id="the address of a page"),
        pytest.param(GRANT, {"Accept": "image/png"}, 406, id="what there is not"),
        pytest.param(GRANT, {"Accept-Language": "en"}, 200, id="another language"),
    ],
)
def test_what_means_something_is_another_answer(
    client: FlaskClient, address: str, headers: dict[str, str], status: int
) -> None:
    german = client.get(GRANT, headers={"Accept": "text/html", "Accept-Language": "de"})

    other = client.get(address, headers={"Accept": "text/html", **headers})

    assert other.status_code == status
    assert other.data != german.data
