"""Answers are made before they are asked for, in bounded room, and nothing of it stays behind."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import product
from pathlib import Path
from statistics import median

import msgspec
import pytest
from flask import Flask
from tests.running import running
from werkzeug.test import TestResponse

from wirlod.cli.preparing import (
    EXAMPLES,
    FILE,
    WANTED,
    list_documents,
    prepare,
    prepare_document,
)
from wirlod.edition import Edition
from wirlod.settings import Settings
from wirlod.web import create_app
from wirlod.web.http.shelf import Shelf

SMALL = 300_000
ROOM = 64_000_000
MOST_SECONDS = 900
"""For a process that has only what time nobody else wants; on an idle machine it takes two."""


def wait_until(is_so: Callable[[], object]) -> None:
    end = time.monotonic() + MOST_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def count(folder: Path) -> int:
    for path in folder.glob(f"wirlod-answers-*/{FILE}"):
        with suppress(sqlite3.Error):
            return int(sqlite3.connect(path).execute("SELECT count(*) FROM answer").fetchone()[0])
    return 0


def test_things_are_prepared_as_long_as_there_is_room(
    edition: Edition, settings: Settings, tmp_path: Path
) -> None:
    shelf = Shelf(tmp_path / FILE, SMALL)
    app = create_app(settings, shelf=shelf)

    prepared = prepare(app, app.extensions["wirlod"], shelf)

    found = sqlite3.connect(tmp_path / FILE).execute("SELECT count(*) FROM answer").fetchone()[0]
    assert prepared * len(WANTED) == found > len(WANTED)
    assert not shelf.has_room()
    assert (tmp_path / FILE).stat().st_size <= SMALL
    shelf.close()


def test_what_is_learnt_from_some_makes_all_of_them_small(
    edition: Edition, settings: Settings, tmp_path: Path
) -> None:
    shelf, other = (Shelf(tmp_path / FILE, ROOM) for _ in range(2))
    app, giver = (create_app(settings, shelf=given) for given in (shelf, other))

    prepared = prepare(app, app.extensions["wirlod"], shelf)

    bodies = sqlite3.connect(tmp_path / FILE).execute("SELECT body FROM answer ORDER BY rowid")
    sizes = [len(body) for (body,) in bodies]
    assert prepared * len(WANTED) == len(sizes) > 2 * EXAMPLES
    assert 3 * median(sizes[-EXAMPLES:]) < median(sizes[:EXAMPLES])
    giver.wsgi_app._app._app._app = wake_nobody  # type: ignore[attr-defined]
    last = list(list_documents(app.extensions["wirlod"].opened()))[-1]
    assert all(ask(giver, last, *wanted).status_code == 200 for wanted in WANTED)
    shelf.close()
    other.close()


def ask(app: Flask, path: str, accept: str, language: str, coding: str = "") -> TestResponse:
    fields = {"Accept": accept, "Accept-Language": language, "Accept-Encoding": coding}
    return app.test_client().get(path, headers=fields)


def told(response: TestResponse) -> tuple[str, dict[str, str], bytes]:
    headers = {name: value for name, value in response.headers if name != "X-Request-ID"}
    return response.status, headers, response.data


def test_what_was_made_beforehand_is_what_is_made_when_somebody_asks(
    edition: Edition, settings: Settings, tmp_path: Path
) -> None:
    shelf, other = (Shelf(tmp_path / FILE, ROOM) for _ in range(2))
    maker, giver, without = (create_app(settings, shelf=given) for given in (shelf, other, None))
    documents = list_documents(maker.extensions["wirlod"].opened())
    last_of_each_kind = {path.split("/")[2]: path for path in documents}.values()
    for path in last_of_each_kind:
        prepare_document(maker, path)
    giver.wsgi_app._app._app._app = wake_nobody  # type: ignore[attr-defined]

    for path in last_of_each_kind:
        for wanted in product(WANTED, ("", "br", "gzip", "zstd")):
            asked = (path, *wanted[0], wanted[1])
            assert told(ask(giver, *asked)) == told(ask(without, *asked)), asked

    assert len(last_of_each_kind) > 10
    shelf.close()
    other.close()


def wake_nobody(environ: object, start_response: object) -> None:
    raise AssertionError("it was made beforehand")


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_nothing_stays_behind_however_the_server_ends(
    edition: Edition,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    end: signal.Signals,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    given = msgspec.structs.asdict(settings)
    with running("serve", editions=given["editions"], prepared_mb=8) as server:
        wait_until(lambda: count(tmp_path))

        os.kill(server.pid, end)

        wait_until(lambda: not list(tmp_path.glob("wirlod-answers-*")))
