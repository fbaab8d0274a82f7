"""
Answers that all processes of a service share, in a file that none of them needs.

A process looks here before it makes an answer, and leaves what it made. The file is bounded: when
it is full, what other editions answered goes first, then what has lain here longest. What fails
here, a full disk among it, costs an answer nothing but the time to make it.

Answers are much alike: from some of them a dictionary is learnt, with which another takes a quarter
of the room that it takes by itself. It lies here, too, and goes with its edition.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Lock

import msgspec
import zstandard

Headers = list[tuple[str, str]]

SCHEMA = """
PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS answer (name BLOB UNIQUE, edition BLOB, body BLOB);
CREATE INDEX IF NOT EXISTS by_edition ON answer (edition);
CREATE TABLE IF NOT EXISTS dictionary (number INTEGER PRIMARY KEY, edition BLOB, content BLOB);
"""
FIND = "SELECT body FROM answer WHERE name = ?"
PUT = "INSERT OR IGNORE INTO answer VALUES (?, ?, ?)"
FIND_EXAMPLES = "SELECT body FROM answer WHERE edition = ? LIMIT 2000"
FIND_DICTIONARY = "SELECT edition, content FROM dictionary WHERE number = ?"
PUT_DICTIONARY = "INSERT INTO dictionary VALUES (?, ?, ?)"
DROP_OTHERS = (
    "DELETE FROM dictionary WHERE edition <> :edition",
    "DELETE FROM answer WHERE edition <> :edition",
)
DROP_OLDEST = """
DELETE FROM answer
WHERE rowid <= (SELECT min(rowid) + (max(rowid) - min(rowid)) / 10 FROM answer)
"""

FULL = 0.9
"""Which share of the room may be taken beforehand; the rest is for what is asked."""

SMALLEST_PACKED_BYTES = 1_000
LEVEL = 9
"""How well bodies without a coding are packed; unpacked they are as fast as at any other."""

DICTIONARY_BYTES = 110_000
"""A larger one saves little more."""

EXAMPLES = 100
"""Fewer answers are not worth a dictionary."""


class Ready(msgspec.Struct, frozen=True):
    """An answer as it goes out."""

    status: str
    headers: Headers
    body: bytes
    etag: str
    last_modified: str
    not_modified: Headers


class Packer(msgspec.Struct, frozen=True):
    """Packs and unpacks with a dictionary, or without; not for several threads at once."""

    edition: bytes
    """Of whose answers the dictionary was learnt; nothing where there is none."""
    compressor: zstandard.ZstdCompressor
    decompressor: zstandard.ZstdDecompressor


def _learnt_packer(edition: bytes, content: bytes) -> Packer:
    learnt = zstandard.ZstdCompressionDict(content)
    learnt.precompute_compress(level=LEVEL)
    return Packer(
        edition,
        zstandard.ZstdCompressor(LEVEL, dict_data=learnt),
        zstandard.ZstdDecompressor(dict_data=learnt),
    )


class Shelf:
    """Answers by name; used by many threads, opened by each process for itself."""

    def __init__(self, path: Path, most_bytes: int, patience_ms: int = 0) -> None:
        """
        Open the file *path*.

        :param patience_ms: how long to wait for another process that writes. Who answers people
            waits for nobody: whoever writes may have no time to go on.
        """
        self._lock = Lock()
        self._plain = Packer(b"", zstandard.ZstdCompressor(LEVEL), zstandard.ZstdDecompressor())
        self._learnt: dict[int, Packer] = {}
        """The last packer that was needed, by the number that its dictionary has in bodies."""
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.executescript(SCHEMA)
        self._most_pages = max(most_bytes // self._read("PRAGMA page_size"), 1)
        self._read(f"PRAGMA max_page_count = {self._most_pages}")
        self._read(f"PRAGMA busy_timeout = {patience_ms}")

    def find(self, fingerprint: str, name: str) -> Ready | None:
        """Give what is answered to *name* in the state *fingerprint*, if somebody knows."""
        with suppress(sqlite3.Error, zstandard.ZstdError), self._lock:
            row = self._connection.execute(FIND, [_key(fingerprint, name)]).fetchone()
            return self._unpack(row[0]) if row else None
        return None

    def put(self, fingerprint: str, name: str, ready: Ready) -> None:
        """Keep an answer, and drop others where there is no room."""
        edition = _digest(fingerprint)
        with suppress(sqlite3.Error), self._lock:
            row = (_key(fingerprint, name), edition, self._pack(ready, edition))
            for drop in (DROP_OTHERS, (DROP_OLDEST,)):
                if self._insert(PUT, row):
                    return
                self._drop(drop, edition)

    def learn(self, fingerprint: str) -> bool:
        """Learn how answers in the state *fingerprint* are packed best; tell whether they are."""
        edition = _digest(fingerprint)
        with suppress(sqlite3.Error, zstandard.ZstdError), self._lock:
            kept = self._connection.execute(FIND_EXAMPLES, [edition]).fetchall()
            unpacked = (self._unpack(body) for (body,) in kept)
            examples = [msgspec.msgpack.encode(ready) for ready in unpacked if ready]
            if len(examples) < EXAMPLES:
                return False
            learnt = zstandard.train_dictionary(DICTIONARY_BYTES, [*examples])
            row = (learnt.dict_id(), edition, learnt.as_bytes())
            if self._insert(PUT_DICTIONARY, row):
                self._learnt = {learnt.dict_id(): _learnt_packer(*row[1:])}
                return True
        return False

    def forget_others(self, fingerprint: str) -> None:
        """Drop what was answered in other states than *fingerprint*."""
        with suppress(sqlite3.Error), self._lock:
            self._drop(DROP_OTHERS, _digest(fingerprint))

    def has_room(self) -> bool:
        """Tell whether much more can be kept without dropping anything."""
        pages, free = (self._read(f"PRAGMA {name}") for name in ("page_count", "freelist_count"))
        return pages - free < self._most_pages * FULL

    def _read(self, question: str) -> int:
        with self._lock:
            return int(self._connection.execute(question).fetchone()[0])

    def _drop(self, statements: Iterable[str], edition: bytes) -> None:
        for statement in statements:
            self._connection.execute(statement, {"edition": edition})

    def _insert(self, into: str, row: tuple[int | bytes, bytes, bytes]) -> bool:
        try:
            self._connection.execute(into, row)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                return False
            raise
        return True

    def _pack(self, ready: Ready, edition: bytes) -> bytes:
        packed = msgspec.msgpack.encode(ready)
        if len(packed) < SMALLEST_PACKED_BYTES:
            return b"\0" + packed
        fitting = (packer for packer in self._learnt.values() if packer.edition == edition)
        return b"\1" + next(fitting, self._plain).compressor.compress(packed)

    def _unpack(self, kept: bytes) -> Ready | None:
        """Give an answer; None where nobody knows any more how it was packed."""
        packed = kept[1:]
        if kept[0]:
            packer = self._find_packer(zstandard.get_frame_parameters(packed).dict_id)
            if packer is None:
                return None
            packed = packer.decompressor.decompress(packed)
        return msgspec.msgpack.decode(packed, type=Ready)

    def _find_packer(self, number: int) -> Packer | None:
        if not number:
            return self._plain
        if number not in self._learnt:
            row = self._connection.execute(FIND_DICTIONARY, [number]).fetchone()
            if row is None:
                return None
            self._learnt = {number: _learnt_packer(*row)}
        return self._learnt[number]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _digest(fingerprint: str) -> bytes:
    return blake2b(fingerprint.encode(), digest_size=8).digest()


def _key(fingerprint: str, name: str) -> bytes:
    return blake2b(f"{fingerprint} {name}".encode(), digest_size=16).digest()
