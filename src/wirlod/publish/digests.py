"""
A digest of all that is said of each thing, and the day since when it has been so.

There may be millions, so they lie in a file, in the order of names: two editions are compared by
reading both once.
"""

import sqlite3
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

import msgspec

from wirlod.databases import UNSAFE, open_to_read, open_to_write
from wirlod.edition import Edition

FILE = "pages.sqlite"
FORMER_FILE = "pages.json"
"""What editions made before have in its place: a list of target, digest and day."""

SCHEMA = "CREATE TABLE page (target TEXT PRIMARY KEY, digest TEXT, day TEXT) WITHOUT ROWID;"
ADD = "INSERT OR REPLACE INTO page VALUES (?, ?, ?)"

Pair = tuple[str, str]
"""``kind/key`` of a thing, and its digest."""

Page = tuple[str, str, str]
"""The same, with the day since when it has had that digest."""


class Digests(Mapping[str, str]):
    """``kind/key`` of each thing → its digest; in the order of names."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def begin(cls, path: Path) -> "Digests":
        """Begin with none, in the file *path*."""
        connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript(f"{UNSAFE} {SCHEMA}")
        return cls(connection)

    @classmethod
    def of_edition(cls, edition: Edition) -> "Digests":
        """Open those of *edition*, for reading."""
        path = edition.folder / FILE
        if path.exists():
            return cls.in_file(path)
        former = edition.folder / FORMER_FILE
        found = cls.begin(Path(":memory:"))
        if former.exists():
            pages = msgspec.json.decode(former.read_bytes(), type=list[Page])
            found._connection.executemany(ADD, pages)
        return found

    @classmethod
    def in_file(cls, path: Path) -> "Digests":
        """Open those that were written, for reading."""
        return cls(open_to_read(path))

    def add(self, pairs: Iterable[Pair]) -> None:
        """Add the digests of some things."""
        self._connection.execute("BEGIN")
        self._connection.executemany(ADD, ((target, digest, "") for target, digest in pairs))
        self._connection.execute("COMMIT")

    def __getitem__(self, target: str) -> str:
        if (page := self.find(target)) is None:
            raise KeyError(target)
        return page[1]

    def __iter__(self) -> Iterator[str]:
        return (target for target, *_ in self.pages())

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT COUNT(*) FROM page").fetchone()[0])

    def items(self) -> ItemsView[str, str]:
        """Give all pairs; they are read while they are taken."""
        return _Pairs(self)

    def find(self, target: str) -> Page | None:
        """Find the page about *target*."""
        found = self._connection.execute("SELECT * FROM page WHERE target = ?", [target])
        return cast("Page | None", found.fetchone())

    def pages(self) -> Iterator[Page]:
        """Give all pages, in the order of names."""
        return iter(self._connection.execute("SELECT * FROM page ORDER BY target"))

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class _Pairs(ItemsView[str, str]):
    _mapping: Digests

    def __iter__(self) -> Iterator[Pair]:
        return ((target, digest) for target, digest, _ in self._mapping.pages())


def write_pages(digests: Digests, previous: Edition | None, created: datetime, file: Path) -> None:
    """Write them for the next edition; what is as in the edition before keeps its day."""
    before = Digests.of_edition(previous) if previous else None
    with open_to_write(file, SCHEMA) as connection:
        pages = before.pages() if before else iter(())
        today = created.date().isoformat()
        connection.executemany(ADD, _date(digests.items(), pages, today))
    if before:
        before.close()


def _date(pairs: Iterable[Pair], before: Iterator[Page], today: str) -> Iterator[Page]:
    """Yield *pairs* with the day of the pages *before*, or today; both come in order."""
    known = next(before, None)
    for target, digest in pairs:
        while known and known[0] < target:
            known = next(before, None)
        is_same = known and known[:2] == (target, digest)
        yield known if known and is_same else (target, digest, today)
