"""Files of SQLite that a publication writes: nobody reads them before they are whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_to_write(
    path: Path, script: str = "", *, compact: bool = False
) -> Iterator[sqlite3.Connection]:
    """
    Open the file *path*, run *script* on it, and keep what is written where nothing fails.

    :param compact: whether to give back the room of what was deleted.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(f"PRAGMA journal_mode = OFF; {script}")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        if compact:
            connection.execute("VACUUM")
    finally:
        connection.close()
