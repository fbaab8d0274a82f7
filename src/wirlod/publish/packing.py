"""
One record for each thing, from which answers are written in one read: :mod:`wirlod.writing.packed`.

It is made of the statements of the thing while they are at hand, and taken from the edition before
where the whole portion is.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

from wirlod.databases import open_to_read, open_to_write
from wirlod.errors import PublishingError
from wirlod.publish.kept import SPOILT
from wirlod.publish.made_of import digest_all
from wirlod.publish.tokens import Said
from wirlod.saying import say
from wirlod.writing.packed import FILE, VERSION, Packing

SCHEMA = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE rules (digest TEXT);
CREATE TABLE thing (path TEXT PRIMARY KEY, said TEXT, record BLOB, checksum BLOB);
CREATE TABLE pointed (part TEXT PRIMARY KEY) WITHOUT ROWID;
"""
KEEP = "INSERT INTO thing VALUES (?, ?, ?, ?)"
KEEP_PART = "INSERT OR IGNORE INTO pointed VALUES (?)"
FIND = "SELECT record, checksum FROM thing WHERE path = ? AND said = ?"

Row = tuple[str, str, bytes, bytes]
"""``kind/key``, a digest of all that is said of it, its record, and a checksum of that."""

Keep = Callable[[Iterable[Row], Iterable[str]], None]


class Packer:
    """Makes the records of things; one works in each process."""

    def __init__(
        self, base_uri: str, context: Mapping[str, Any], rules: str, before: Path | None
    ) -> None:
        self._packing = Packing(base_uri, context)
        self._ours = f"{base_uri}id/"
        self.rules = digest_rules(rules, context)
        self._before = _open_before(before / FILE, self.rules) if before else None

    def pack(self, thing: str, text: bytes, said: Said, digest: str) -> Row | None:
        """Make the record of the IRI *thing*: from N-Triples, the same as *said*, its *digest*."""
        path = thing.removeprefix(self._ours)
        record = self._packing.pack(thing, text, said) if path != thing else None
        return (path, digest, record, _checksum(record)) if record else None

    def find_pointed(self, thing: str, values: Iterable[str]) -> Iterator[str]:
        """Yield the parts of other things of ours that are among the *values* of *thing*."""
        ours, itself = f"<{self._ours}", f"<{thing}#"
        for value in values:
            if value.startswith(ours) and "#" in value and not value.startswith(itself):
                yield value[len(ours) : -1]

    def take(self, said: Mapping[str, str]) -> Iterator[Row]:
        """
        Yield the records of things as they are in the edition before: IRI → what is *said*.

        :raises PublishingError: when one is not what was written, and cannot be made anew here.
        """
        for thing, digest in said.items():
            path = thing.removeprefix(self._ours)
            if taken := self._read_before(path, digest):
                if _checksum(taken[0]) != taken[1]:
                    raise PublishingError(say(SPOILT, name=FILE))
                yield path, digest, *taken

    def _read_before(self, path: str, said: str) -> tuple[bytes, bytes] | None:
        if self._before is None:
            return None
        found: tuple[bytes, bytes] | None = self._before.execute(FIND, (path, said)).fetchone()
        return found


def digest_rules(rules: str, context: Mapping[str, Any]) -> str:
    """Digest what decides how things are written, beside the *rules* of all that is published."""
    return digest_all([rules, context, VERSION])


def _checksum(record: bytes) -> bytes:
    return blake2b(record, digest_size=8).digest()


def _open_before(path: Path, rules: str) -> sqlite3.Connection | None:
    """Open the records of an edition that were made under the same *rules*."""
    try:
        connection = open_to_read(path)
        same = connection.execute("SELECT 1 FROM rules WHERE digest = ?", (rules,)).fetchone()
    except sqlite3.Error:
        return None
    return connection if same else None


@contextmanager
def keep_records(folder: Path, rules: str) -> Iterator[Keep]:
    """Give what keeps records, and which parts are pointed at, in the edition below *folder*."""
    with open_to_write(folder / FILE, SCHEMA) as connection:
        connection.execute("INSERT INTO rules VALUES (?)", (rules,))

        def keep(rows: Iterable[Row], pointed: Iterable[str]) -> None:
            connection.executemany(KEEP, rows)
            connection.executemany(KEEP_PART, [(part,) for part in sorted(pointed)])

        yield keep
