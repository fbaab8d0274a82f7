"""
Answers that all processes of a service share, in a file that none of them needs.

A process looks here before it makes an answer, and leaves what it made. The file is bounded: when
it is full, what other editions answered goes first, then what has lain here longest. What fails
here, a full disk among it, costs an answer nothing but the time to make it.
"""

import sqlite3
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
"""
FIND = "SELECT body FROM answer WHERE name = ?"
PUT = "INSERT OR IGNORE INTO answer VALUES (?, ?, ?)"
DROP_OTHERS = "DELETE FROM answer WHERE edition <> :edition"
DROP_OLDEST = """
DELETE FROM answer
WHERE rowid <= (SELECT min(rowid) + (max(rowid) - min(rowid)) / 10 FROM answer)
"""

FULL = 0.9
"""Which share of the room may be taken beforehand; the rest is for what is asked."""

SMALLEST_PACKED_BYTES = 1_000
LEVEL = 3
"""How well bodies without a coding are packed: well enough, and unpacked at a gigabyte a second."""


class Ready(msgspec.Struct, frozen=True):
    """An answer as it goes out."""

    status: str
    headers: Headers
    body: bytes
    etag: str
    last_modified: str
    not_modified: Headers


class Shelf:
    """Answers by name; used by many threads, opened by each process for itself."""

    def __init__(self, path: Path, most_bytes: int, patience_ms: int = 0) -> None:
        """
        Open the file *path*.

        :param patience_ms: how long to wait for another process that writes. Who answers people
            waits for nobody: whoever writes may have no time to go on.
        """
        self._lock = Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.executescript(SCHEMA)
        self._most_pages = max(most_bytes // self._read("PRAGMA page_size"), 1)
        self._read(f"PRAGMA max_page_count = {self._most_pages}")
        self._read(f"PRAGMA busy_timeout = {patience_ms}")

    def find(self, fingerprint: str, name: str) -> Ready | None:
        """Give what is answered to *name* in the state *fingerprint*, if somebody knows."""
        with suppress(sqlite3.Error), self._lock:
            row = self._connection.execute(FIND, [_key(fingerprint, name)]).fetchone()
            return _unpack(row[0]) if row else None
        return None

    def put(self, fingerprint: str, name: str, ready: Ready) -> None:
        """Keep an answer, and drop others where there is no room."""
        edition = fingerprint.encode()
        row = (_key(fingerprint, name), edition, _pack(ready))
        with suppress(sqlite3.Error), self._lock:
            for drop in (DROP_OTHERS, DROP_OLDEST):
                if self._insert(row):
                    return
                self._connection.execute(drop, {"edition": edition})

    def forget_others(self, fingerprint: str) -> None:
        """Drop what was answered in other states than *fingerprint*."""
        with suppress(sqlite3.Error), self._lock:
            self._connection.execute(DROP_OTHERS, {"edition": fingerprint.encode()})

    def has_room(self) -> bool:
        """Tell whether much more can be kept without dropping anything."""
        pages, free = (self._read(f"PRAGMA {name}") for name in ("page_count", "freelist_count"))
        return pages - free < self._most_pages * FULL

    def _read(self, question: str) -> int:
        with self._lock:
            return int(self._connection.execute(question).fetchone()[0])

    def _insert(self, row: tuple[bytes, bytes, bytes]) -> bool:
        try:
            self._connection.execute(PUT, row)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
                return False
            raise
        return True

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _key(fingerprint: str, name: str) -> bytes:
    return blake2b(f"{fingerprint} {name}".encode(), digest_size=16).digest()


def _pack(ready: Ready) -> bytes:
    packed = msgspec.msgpack.encode(ready)
    is_coded = any(name == "Content-Encoding" for name, _ in ready.headers)
    if is_coded or len(packed) < SMALLEST_PACKED_BYTES:
        return b"\0" + packed
    return b"\1" + zstandard.compress(packed, LEVEL)


def _unpack(kept: bytes) -> Ready:
    packed = zstandard.decompress(kept[1:]) if kept[0] else kept[1:]
    return msgspec.msgpack.decode(packed, type=Ready)
