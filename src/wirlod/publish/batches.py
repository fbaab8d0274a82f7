"""
What an edition keeps of its batches, so that the next one need not convert them again.

A batch of the same rows, of which the index says the same to all that it is asked, states the same.
Of what it states a digest for each thing is enough: what nobody states otherwise lies in the
edition before, in its store and in its files.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import zstandard

from wirlod.databases import open_to_read, open_to_write
from wirlod.iris import thing_of
from wirlod.publish.index import Index
from wirlod.publish.staging import Piece
from wirlod.values.words import Words

FILE = "batches.sqlite"
SCHEMA = (
    "CREATE TABLE rules (digest TEXT);"
    "CREATE TABLE batch (number INTEGER PRIMARY KEY, key BLOB, content BLOB);"
)
FAST = 1
"""Level of packing."""

Pieces = dict[str, bytes]
"""IRI of a thing → a digest of what a batch says of it."""


class Asked(msgspec.Struct, frozen=True, array_like=True):
    """What understanding a batch asked the index, in order."""

    labels: list[str]
    things: list[str]
    """What must be there."""
    cells: list[tuple[str, str, str]]
    """Table, key of a row, column."""
    followers: list[str]

    def digest_answers(self, index: Index) -> bytes:
        """Digest what *index* answers."""
        return _digest_answers(
            (
                [_label(index, target) for target in self.labels],
                [target in index for target in self.things],
                [index.cell(*place) for place in self.cells],
                [index.followers(territory) for territory in self.followers],
            )
        )


def _label(index: Index, target: str) -> Words:
    return index[target] if target in index else {}  # noqa: SIM401 - an index is no dictionary


def _list_answers(answered: Mapping[Any, object]) -> list[object]:
    """List the answers in the order of what was asked."""
    return [answered[question] for question in sorted(answered)]


def _digest_answers(answers: Iterable[Sequence[object]]) -> bytes:
    return digest(msgspec.msgpack.encode(list(answers)))


class Overheard(Index):
    """An index that notes what it is asked."""

    def __init__(self, connection: sqlite3.Connection, incomplete: Iterable[str] = ()) -> None:
        super().__init__(connection, incomplete)
        self.listen()

    def listen(self) -> None:
        """Begin to note."""
        self._labels = dict[str, Words]()
        self._things = dict[str, bool]()
        self._cells = dict[tuple[str, str, str], str]()
        self._followers = dict[str, list[str]]()

    @property
    def asked(self) -> Asked:
        """What was asked since."""
        return Asked(
            labels=sorted(self._labels),
            things=sorted(self._things),
            cells=sorted(self._cells),
            followers=sorted(self._followers),
        )

    @property
    def answers(self) -> bytes:
        """A digest of what it has answered: as :meth:`Asked.digest_answers` would ask it again."""
        answered: list[Mapping[Any, object]]
        answered = [self._labels, self._things, self._cells, self._followers]
        return _digest_answers(map(_list_answers, answered))

    def __getitem__(self, target: str) -> Words:
        self._labels[target] = found = super().__getitem__(target)
        return found

    def may_have(self, target: str) -> bool:
        """Tell whether a thing, or the thing a part belongs to, is stated or may be."""
        thing = thing_of(target)
        if thing not in self._things:
            self._things[thing] = thing in self
        return self._things[thing] or super().may_have(target)

    def cell(self, table: str, key: str, column: str) -> str:
        """Give what the row *key* of a table says in *column*, nothing where there is none."""
        found = super().cell(table, key, column)
        self._cells[table, str(key), column] = found  # keys are references, too
        return found

    def followers(self, territory: str) -> list[str]:
        """Name the territories that name *territory* as their predecessor."""
        self._followers[territory] = found = super().followers(territory)
        return found


class KeptBatch(msgspec.Struct, frozen=True, array_like=True):
    """A batch in which nothing is wrong."""

    key: bytes
    """A digest of its rows."""
    records: dict[str, int]
    """Number of records per kind."""
    pieces: Pieces
    asked: Asked
    answers: bytes
    """A digest of what the index answered."""


def digest(content: bytes) -> bytes:
    """Digest anything."""
    return blake2b(content, digest_size=16).digest()


def digest_pieces(said: Iterable[Piece]) -> Pieces:
    """Digest what a batch says of each thing."""
    return {thing: blake2b(lines, digest_size=8).digest() for thing, lines in said}


class BatchWriter:
    """Keeps the batches of an edition, in order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, batch: KeptBatch) -> None:
        """Keep a batch."""
        content = zstandard.compress(msgspec.msgpack.encode(batch), FAST)
        row = (batch.key, content)
        self._connection.execute("INSERT INTO batch (key, content) VALUES (?, ?)", row)


@contextmanager
def write_batches(folder: Path, rules: str) -> Iterator[BatchWriter]:
    """Give what keeps the batches of the edition in *folder*, which was made by *rules*."""
    with open_to_write(folder / FILE, SCHEMA) as connection:
        connection.execute("INSERT INTO rules VALUES (?)", (rules,))
        yield BatchWriter(connection)


class KeptBatches:
    """The batches of the edition before; none where it was made by other rules."""

    def __init__(self, edition: Path | None, rules: str) -> None:
        path = edition / FILE if edition else None
        self._numbers: dict[bytes, int] = {}
        if path is None or not path.exists():
            self._connection = sqlite3.connect(":memory:")
            return
        self._connection = open_to_read(path)
        if self._connection.execute("SELECT digest FROM rules").fetchone() == (rules,):
            self._numbers = dict(self._connection.execute("SELECT key, number FROM batch"))

    def __len__(self) -> int:
        return len(self._numbers)

    def find(self, key: bytes, index: Index) -> int | None:
        """Give the number of the batch with *key* where *index* says the same to it as then."""
        number = self._numbers.get(key)
        if number is None:
            return None
        batch = self.read(number)
        return number if batch.asked.digest_answers(index) == batch.answers else None

    def numbers(self) -> set[int]:
        """Give the numbers of all."""
        return set(self._numbers.values())

    def read(self, number: int) -> KeptBatch:
        """Read a batch."""
        query = "SELECT content FROM batch WHERE number = ?"
        (content,) = self._connection.execute(query, (number,)).fetchone()
        return msgspec.msgpack.decode(zstandard.decompress(content), type=KeptBatch)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
