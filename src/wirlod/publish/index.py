"""
Which things there are, where each is written, and what others call it.

An index on disk, for there may be a million: made in a first pass over the files, asked in the
second, where labels name other things and references must not dangle.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import count, groupby
from pathlib import Path
from typing import TypeVar

from wirlod.databases import UNSAFE, open_to_read
from wirlod.errors import Origin
from wirlod.iris import thing_of
from wirlod.languages import LANGUAGES
from wirlod.publish.records.kinds import ROW_TYPES
from wirlod.publish.register import REMEMBERED, Register, make_tables
from wirlod.values.words import Words

SCHEMA = """
CREATE TABLE things (target TEXT PRIMARY KEY, path TEXT, line INTEGER, de TEXT, en TEXT)
WITHOUT ROWID
"""

Opened = TypeVar("Opened", bound="Index")

Entry = tuple[str, Origin, Words]
"""``kind/key`` of a thing, its place, its label (empty where nothing refers to it)."""


class Index:
    """Everything that the sources state, by ``kind/key``."""

    def __init__(self, connection: sqlite3.Connection, incomplete: Iterable[str] = ()) -> None:
        self.register = Register(connection, ROW_TYPES)
        """Every row as it is written."""
        self.incomplete = set(incomplete)
        """Kinds of which a file cannot be read in full."""
        self.has_doubles = True
        """Whether anything may be stated twice."""
        self._connection = connection
        self._find = lru_cache(maxsize=REMEMBERED)(self._select)

    def add(self, entries: Iterable[Entry]) -> bool:
        """Add *entries*; the first one of a name stays. Tell whether each name was new."""
        known, places = len(self), count()
        rows = (
            (target, str(origin.path), origin.line, words.get("de"), words.get("en"))
            for (target, origin, words), _ in zip(entries, places, strict=False)
        )
        self._connection.executemany("INSERT OR IGNORE INTO things VALUES (?, ?, ?, ?, ?)", rows)
        self._find.cache_clear()
        return len(self) - known == next(places)

    def __len__(self) -> int:
        """Count what is stated."""
        return int(self._connection.execute("SELECT COUNT(*) FROM things").fetchone()[0])

    def settle(self) -> None:
        """Let other processes see all that was added."""
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def __contains__(self, target: str) -> bool:
        """Tell whether a thing of this name is stated anywhere."""
        return self._find(target) is not None

    def may_have(self, target: str) -> bool:
        """Tell whether a thing, or the thing a part belongs to, is stated or may be."""
        thing = thing_of(target)
        return thing in self or thing.partition("/")[0] in self.incomplete

    def __getitem__(self, target: str) -> Words:
        """
        Give what others call a thing.

        :raises KeyError: when it is not stated anywhere.
        """
        found = self._find(target)
        if found:
            return {"de": found[2], "en": found[3]}
        if self.may_have(target):  # the run fails anyway, but should report all it can
            return dict.fromkeys(LANGUAGES, target)
        raise KeyError(target)

    def cell(self, table: str, key: str, column: str) -> str:
        """Give what the row *key* of a table says in *column*, nothing where there is none."""
        return self.register.cell(table, key, column)

    def followers(self, territory: str) -> list[str]:
        """Name the territories that name *territory* as their predecessor."""
        return self.register.followers(territory)

    def targets(self, kind: str) -> Iterator[str]:
        """Yield ``kind/key`` of all things of a kind, sorted, also of those with parts only."""
        query = "SELECT target FROM things WHERE target BETWEEN ? AND ? ORDER BY target"
        rows = self._connection.execute(query, (f"{kind}/", f"{kind}0"))
        for thing, _ in groupby(rows, key=lambda row: str(row[0]).partition("#")[0]):
            yield thing

    def origin(self, target: str) -> Origin | None:
        """Give the place of a thing, or of the record that it is a part of."""
        thing, _, part = target.partition("#")
        record = f"{thing}#{part.rpartition('-')[0]}"  # …#claim-x-amount is a part of …#claim-x
        found = self._find(target) or self._find(record) or self._find(thing)
        return Origin(Path(found[0]), found[1]) if found else None

    def is_first(self, target: str, origin: Origin) -> bool:
        """Tell whether no other place states *target* before *origin* does."""
        found = self._find(target) if self.has_doubles else None
        return found is None or (found[1] == origin.line and found[0] == str(origin.path))

    def similar(self, target: str) -> list[str]:
        """Name up to 2,000 things of the same kind, and no parts, to guess what was meant."""
        kind = target.partition("/")[0]
        query = (
            "SELECT target FROM things WHERE target BETWEEN ? AND ? AND target NOT GLOB '*#*' "
            "LIMIT 2000"
        )
        return [name for (name,) in self._connection.execute(query, (f"{kind}/", f"{kind}0"))]

    def beginning_with(self, start: str) -> Iterator[tuple[str, Origin]]:
        """Yield the things whose key begins with *start*, and their places."""
        query = (
            "SELECT target, path, line FROM things WHERE target GLOB ? AND target NOT GLOB '*#*'"
        )
        for target, path, line in self._connection.execute(query, (f"*/{start}*",)):
            yield target, Origin(Path(path), line)

    def _select(self, target: str) -> tuple[str, int, str, str] | None:
        query = "SELECT path, line, de, en FROM things WHERE target = ?"
        row: tuple[str, int, str, str] | None = self._connection.execute(
            query, (target,)
        ).fetchone()
        return row


@contextmanager
def new_index(path: Path) -> Iterator[Index]:
    """Make an empty index in the file *path*; the file is gone afterwards."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(f"{UNSAFE} {SCHEMA}")
        connection.execute("BEGIN")
        make_tables(connection, ROW_TYPES)
        yield Index(connection)
    finally:
        connection.close()
        path.unlink(missing_ok=True)


def open_index(path: Path, incomplete: Iterable[str], kind: type[Opened]) -> Opened:
    """Open the index that another process has made in the file *path* and settled."""
    return kind(open_to_read(path, is_finished=False), incomplete)
