"""
Which keys a table has given already, on disk beyond a few megabytes, for there may be a million.
"""

import hashlib
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple


class Sighting(NamedTuple):
    """The how-manieth row of a key it is, and whether it says what the first one said."""

    number: int
    is_equal: bool


class Seen:
    """Keys with a digest of the first row that had each."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute(
            "CREATE TABLE seen (key BLOB PRIMARY KEY, row BLOB, number INTEGER) WITHOUT ROWID"
        )
        self._connection.execute("BEGIN")

    def __enter__(self) -> "Seen":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def note(self, key: str, cells: Sequence[str]) -> Sighting:
        """Note a row with *cells* under *key*."""
        name, row = _digest([key]), _digest(cells)
        found = self._connection.execute(
            "SELECT row, number FROM seen WHERE key = ?", (name,)
        ).fetchone()
        if found is None:
            self._connection.execute("INSERT INTO seen VALUES (?, ?, 1)", (name, row))
            return Sighting(1, True)
        number = found[1] + 1
        self._connection.execute("UPDATE seen SET number = ? WHERE key = ?", (number, name))
        return Sighting(number, found[0] == row)


def _digest(texts: Sequence[str]) -> bytes:
    joined = "\x1f".join(texts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=10).digest()
