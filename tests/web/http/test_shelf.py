"""Answers that processes share, and that are found by what was chosen."""

import sqlite3
import time
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from wirlod.web import create_app
from wirlod.web.http.ready import Named, ReadyAnswers
from wirlod.web.http.shelf import EXAMPLES, Ready, Shelf

GRANT = "/doc/grant/werra-meissner-kreis-2021"
ROOM = 400_000
NAMED = Named("named", "")
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
    first = ReadyAnswers(make, lambda: "state", lambda environ: NAMED, shelf)
    second = ReadyAnswers(fail, lambda: "state", lambda environ: NAMED, other)

    bodies = [b"".join(app(dict(environ), lambda *_: None)) for app in (first, second)]

    assert bodies == [b"made", b"made"]
    other.close()


def test_what_was_made_while_an_edition_became_current_is_nobodys_answer(shelf: Shelf) -> None:
    states = iter(("before", "after", "after"))

    def make(environ, start_response):
        start_response("200 OK", [("Cache-Control", "public"), ("Content-Length", "4")])
        return [b"made"]

    answers = ReadyAnswers(make, lambda: next(states), lambda environ: NAMED, shelf)
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


LIKE = "<p>What is said of a thing, in many words that all others have too: {}</p>" * 30


def test_a_process_reads_what_another_packed_with_what_it_learnt(tmp_path: Path) -> None:
    teacher, reader = (Shelf(tmp_path / "answers.sqlite", 100 * ROOM) for _ in range(2))
    for number in range(EXAMPLES):
        teacher.put("edition", f"example {number}", ready(LIKE.format(*range(number, number + 30))))
    other = ready(LIKE.format(*range(500, 530)))
    reader.put("edition", "alone", other)

    assert teacher.learn("edition")
    teacher.put("edition", "learnt", other)

    assert reader.find("edition", "learnt") == reader.find("edition", "alone") == other
    reader.put("edition", "learnt too", other)
    reader.put("next", "alone", other)
    reader.forget_others("next")
    assert teacher.find("next", "alone") == other
    assert reader.find("edition", "learnt") is None
    assert not read(tmp_path, "SELECT number FROM dictionary")
    teacher.close()
    reader.close()


def test_what_nobody_can_unpack_is_made_anew(tmp_path: Path) -> None:
    teacher, reader = (Shelf(tmp_path / "answers.sqlite", 100 * ROOM) for _ in range(2))
    for number in range(EXAMPLES):
        teacher.put("edition", f"example {number}", ready(LIKE.format(*range(number, number + 30))))
    assert teacher.learn("edition")
    teacher.put("edition", "learnt", ready(LIKE))
    read(tmp_path, "DELETE FROM dictionary")

    assert reader.find("edition", "learnt") is None
    assert reader.find("edition", "example 0")
    teacher.close()
    reader.close()


def test_too_few_answers_teach_nothing(shelf: Shelf) -> None:
    shelf.put("edition", "only", ready(LIKE))

    assert not shelf.learn("edition")
    assert not shelf.learn("another")


def read(folder: Path, question: str) -> list[tuple[int]]:
    connection = sqlite3.connect(folder / "answers.sqlite", isolation_level=None)
    found = connection.execute(question).fetchall()
    connection.close()
    return found


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


@pytest.mark.parametrize("coding", ["", "br", "gzip", "zstd"])
def test_who_has_an_answer_is_told_so_by_a_process_that_has_not(app: Flask, coding: str) -> None:
    fields = {"Accept": "text/html", "Accept-Encoding": coding}
    given = app.test_client().get(GRANT, headers=fields)
    other = create_app(app.config["WIRLOD"])

    found = other.test_client().get(
        GRANT, headers={**fields, "If-None-Match": given.headers["ETag"]}
    )

    assert (found.status_code, found.headers["ETag"]) == (304, given.headers["ETag"])
    other.extensions["wirlod-endpoint"].close()
