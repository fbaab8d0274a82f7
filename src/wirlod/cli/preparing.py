"""
``python -m wirlod.cli.preparing FOLDER``: answers to first requests, made before anybody asks.

A page takes ten times as long to make as to send. So beside the server runs a process that has only
what time nobody wants, asks the application for every thing of the current edition as browsers and
programs do, and leaves the answers on the shelf that all processes share. Where that is full it
stops: of a million things, most are made when they are asked for. It ends with whoever started it.
"""

import io
import logging
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from math import ceil
from pathlib import Path
from threading import Thread
from typing import Any

from wirlod.errors import NothingPublished, WirlodError
from wirlod.iris import local_path
from wirlod.kinds import KINDS
from wirlod.languages import LANGUAGES
from wirlod.query.listing import Listing
from wirlod.settings import Settings, read_settings
from wirlod.web import create_app
from wirlod.web.answers.serving import OpenEdition, Serving
from wirlod.web.http.shelf import Shelf

FILE = "answers.sqlite"
MEGABYTE = 2**20
SIZE = 1_000
"""How many things are listed at once."""

PATIENCE_MS = 1_000
"""How long to wait for the server to write."""

LOOK_SECONDS = 1.0
"""How often it is looked whether another edition is served."""

WANTED = (
    *(("text/html", language) for language in LANGUAGES),
    ("text/turtle", ""),
    ("application/ld+json", ""),
)
"""How things are asked for: the fields Accept and Accept-Language."""

EXAMPLES = 400
"""Of how many things the answers teach how answers are packed."""

log = logging.getLogger(__name__)


class Preparation:
    """The shelf of a service and the process that fills it; nothing where no room is given."""

    def __init__(self, settings: Settings) -> None:
        self._bytes = settings.prepared_mb * MEGABYTE
        self._owner = os.getpid()
        self._folder = _make_folder() if self._bytes else ""
        self._process = self._start() if self._folder else None

    def _start(self) -> subprocess.Popen[bytes]:
        with suppress(sqlite3.Error):  # made here, so that no two processes make it at once
            Shelf(Path(self._folder) / FILE, self._bytes).close()
        command = [sys.executable, "-m", "wirlod.cli.preparing", self._folder]
        return subprocess.Popen(command, stdin=subprocess.PIPE)

    def open_shelf(self) -> Shelf | None:
        """Open the shelf, in a process of the service."""
        with suppress(sqlite3.Error):
            return Shelf(Path(self._folder) / FILE, self._bytes) if self._folder else None
        return None

    def close(self) -> None:
        """End the process, and remove the folder, which one that was killed leaves behind."""
        if self._process and os.getpid() == self._owner:
            self._process.communicate()
            shutil.rmtree(self._folder, ignore_errors=True)  # where the process ended before
            shutil.rmtree(self._folder, ignore_errors=True)


def _make_folder() -> str:
    try:
        return tempfile.mkdtemp(prefix="wirlod-answers-")
    except OSError as error:
        log.warning("no answers are made beforehand: %s", error)
        return ""


def main() -> None:
    """Fill the shelf in FOLDER until the server is gone, then remove it."""
    folder = Path(sys.argv[1])
    Thread(target=_leave_with_owner, args=[folder], daemon=True).start()
    _give_way()
    settings = read_settings()
    shelf = Shelf(folder / FILE, settings.prepared_mb * MEGABYTE, PATIENCE_MS)
    app = create_app(settings, shelf=shelf)
    try:
        _prepare_always(app, settings, shelf)
    except (OSError, MemoryError, sqlite3.Error, WirlodError) as error:
        log.warning("no more answers are made beforehand: %s", error)


def _prepare_always(app: Any, settings: Settings, shelf: Shelf) -> None:
    serving: Serving = app.extensions["wirlod"]
    done = ""
    while True:
        with suppress(NothingPublished):
            if settings.store == "" and serving.fingerprint != done:
                done = serving.fingerprint
                prepare(app, serving, shelf)
        time.sleep(LOOK_SECONDS)


def _leave_with_owner(folder: Path) -> None:
    while os.read(sys.stdin.fileno(), 4096):  # a buffer would be locked when the process ends
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def _give_way() -> None:
    """Let everybody else go first."""
    with suppress(OSError, AttributeError):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    os.nice(19)


def prepare(app: Any, serving: Serving, shelf: Shelf) -> int:
    """
    Ask *app* for every thing until the *shelf* is full or another edition is served; count.

    Some come first, and teach how the others are packed.
    """
    opened = serving.opened()
    fingerprint = opened.version.fingerprint
    shelf.forget_others(fingerprint)

    def fill(paths: Iterable[str]) -> int:
        count = 0
        for path in paths:
            if not shelf.has_room() or serving.fingerprint != fingerprint:
                break
            prepare_document(app, path)
            count += 1
        return count

    taught = fill(choose_examples(opened))
    shelf.learn(fingerprint)
    return max(taught, fill(list_documents(opened)))


def choose_examples(opened: OpenEdition) -> Iterator[str]:
    """Yield the addresses of some documents, of each kind as many as it has its share of all."""
    listed = [opened.directory.list_things(Listing(kind=kind, size=SIZE)) for kind in list_kinds()]
    total = sum(found.total for found in listed) or 1
    for found in listed:
        wanted = ceil(EXAMPLES * found.total / total)
        for thing in found.things[:: len(found.things) // max(wanted, 1) or 1][:wanted]:
            yield document_of(thing, opened)


def list_kinds() -> list[str]:
    """Name the kinds of which things there are documents worth preparing."""
    return [kind.name for kind in KINDS.values() if not kind.is_catalogued]


def list_documents(opened: OpenEdition) -> Iterator[str]:
    """Yield the addresses of the documents about things, kind by kind."""
    for kind in list_kinds():
        number = 1
        while things := opened.directory.list_things(
            Listing(kind=kind, page=number, size=SIZE)
        ).things:
            number += 1
            yield from (document_of(thing, opened) for thing in things)


def document_of(thing: str, opened: OpenEdition) -> str:
    """Give the address of the document about the IRI *thing*."""
    path = local_path(thing, opened.base_uri) or ""
    return f"/doc/{path.removeprefix('id/')}"


def prepare_document(app: Any, path: str) -> None:
    """Ask *app* for the document at *path* in all ways that are wanted."""
    for accept, language in WANTED:
        for _ in app(_request(path, accept, language), lambda *_: None):
            pass


def _request(path: str, accept: str, language: str) -> dict[str, object]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT": accept,
        "HTTP_ACCEPT_LANGUAGE": language,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }


if __name__ == "__main__":
    main()
