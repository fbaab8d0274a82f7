"""
Files of SQLite: a publication writes them, and nobody reads them before they are whole.

What a killed publisher leaves of them is thrown away, and the switch brings all files of an edition
to the disk. Should each page that leaves the cache wait for that, a file that is a little larger
than the cache takes a hundred times as long as one that is not.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNSAFE = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
"""For a file that is worth nothing until it is finished."""


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
        connection.executescript(f"{UNSAFE} {script}")
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        if compact:
            connection.execute("VACUUM")
    finally:
        connection.close()


def open_to_read(
    path: Path, *, is_finished: bool = True, is_shared: bool = False
) -> sqlite3.Connection:
    """
    Open the file *path*, whatever signs its name has, and never change it.

    :param is_finished: whether nobody will write to it any more, so that nothing is locked.
    :param is_shared: whether threads share the connection, which they must not use at once.
    :raises sqlite3.OperationalError: when there is no such file.
    """
    address = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_finished else ''}"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=not is_shared)
