"""
What is said of each thing, in N-Triples, between understanding and looking at it.

Records are understood in the order of the files, and several may speak of one thing; things are
looked at in the order of their addresses. What was said lies here until then, on disk: packed, for
of a million grants it is 16 gigabytes.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import zstandard

from wirlod.databases import open_to_read, open_to_write

FILE = "said.sqlite"
SCHEMA = "CREATE TABLE said (thing TEXT, lines BLOB);"
ADD = "INSERT INTO said VALUES (?, ?)"
INDEX = "CREATE INDEX said_of ON said (thing)"

FAST = 1
"""Level of packing."""

Piece = tuple[str, bytes]
"""The IRI of a thing, and some of the lines about it and its parts."""


@contextmanager
def stage_said(folder: Path) -> Iterator[Callable[[Iterable[Piece]], object]]:
    """Give what keeps pieces for a :class:`Staged`, in any order."""
    with open_to_write(folder / FILE, SCHEMA) as connection:
        yield lambda pieces: connection.executemany(ADD, _pack(pieces))
        connection.execute(INDEX)


@contextmanager
def stage_more(folder: Path) -> Iterator[Callable[[Iterable[Piece]], object]]:
    """Give what keeps more pieces, after the first were read."""
    with open_to_write(folder / FILE) as connection:
        yield lambda pieces: connection.executemany(ADD, _pack(pieces))


def _pack(pieces: Iterable[Piece]) -> Iterator[Piece]:
    compress = zstandard.ZstdCompressor(FAST).compress
    return ((thing, compress(lines)) for thing, lines in pieces)


class Staged:
    """Everything that was said, thing by thing."""

    def __init__(self, folder: Path) -> None:
        self._connection = open_to_read(folder / FILE, is_finished=False)
        self._unpack = zstandard.ZstdDecompressor().decompress

    def read(self, thing: str) -> list[str]:
        """Give the lines about the IRI *thing* and its parts: each once, the thing's own first."""
        rows = self._connection.execute("SELECT lines FROM said WHERE thing = ?", (thing,))
        found = set[str]().union(*(self._unpack(text).decode().split("\n") for (text,) in rows))
        found.discard("")
        lines = sorted(found)
        own = bisect_left(lines, f"<{thing}> ")  # «#» of parts comes before «>» in order
        return lines[own:] + lines[:own]

    def read_all(self) -> Iterator[bytes]:
        """Yield all pieces, in the order in which they were staged."""
        for (text,) in self._connection.execute("SELECT lines FROM said ORDER BY rowid"):
            yield self._unpack(text)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def drop_said(folder: Path) -> None:
    """Remove what was staged: it does not go with an edition."""
    (folder / FILE).unlink()
