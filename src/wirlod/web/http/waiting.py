"""
What has come over a connection, and how long is waited for more.

The kernel ends waiting: a time that Python sets is lost whenever blocking is set.
"""

import socket
import struct
from functools import cache

from gunicorn.http.body import Body, LengthReader
from gunicorn.workers.gthread import TConn

READ_SECONDS = 15
"""How long a thread waits for the next bytes of a client."""

WRITE_SECONDS = 30
"""How long a thread waits for a client to take the next bytes."""

STAY_SECONDS = 0.002
"""How long a thread waits for a client's next request before it is given to others."""

USUAL_HEAD = 2**13
"""Few heads are longer."""

LONGEST_HEAD = 2**17
"""A head that is longer goes to the parser, which refuses it."""


def is_whole(head: bytes) -> bool:
    """Tell whether the head in *head* has an end, or is so long that it needs none."""
    return b"\r\n\r\n" in head or len(head) >= LONGEST_HEAD


def is_read(body: Body) -> bool:
    """Tell whether nothing is left of a body whose length was said, as that of most requests."""
    return isinstance(body.reader, LengthReader) and not (body.reader.length or body.failed)


def follows_at_once(conn: TConn) -> bool:
    """Tell whether the whole head of another request comes in :data:`STAY_SECONDS`."""
    if conn.parser.unreader.buf.getvalue():
        return False  # some of it was read already
    wait_for_reading(conn.sock, STAY_SECONDS)
    try:
        return is_whole(conn.sock.recv(USUAL_HEAD, socket.MSG_PEEK))
    except OSError:
        return False
    finally:
        wait_for_reading(conn.sock, READ_SECONDS)


def set_patience(connection: socket.socket) -> None:
    """Let the kernel end waiting for a client, to read or to write."""
    wait_for_reading(connection, READ_SECONDS)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, _write_time(WRITE_SECONDS))


def wait_for_reading(connection: socket.socket, seconds: float) -> None:
    """Let the kernel wait so long for what a client sends."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _write_time(seconds))


@cache
def _write_time(seconds: float) -> bytes:
    """Write seconds as the kernel has them, with millionths."""
    return struct.pack("ll", int(seconds), int(seconds % 1 * 1_000_000))
