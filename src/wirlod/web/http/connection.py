"""
The connection to the client, as far as a WSGI server lets us see it.

WSGI has no word for «the client went away» nor for «this answer failed half way». Gunicorn and
Werkzeug give us the socket, Waitress a function; behind any other server a query simply runs on
to its limit, and an answer that fails is broken off as that server breaks off.
"""

import errno
import os
import socket
import struct
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, cast

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


def find_socket(environ: Mapping[str, Any]) -> socket.socket | None:
    """Give the socket to the client, where the server shows it to us."""
    found = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
    return found if isinstance(found, socket.socket) else None


def is_gone(environ: Mapping[str, Any]) -> bool:
    """Tell whether the client has closed the connection; False where nobody can know."""
    if (ask := environ.get("waitress.client_disconnected")) is not None:
        return cast("Callable[[], bool]", ask)()
    if (connection := find_socket(environ)) is None:
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def break_off(environ: Mapping[str, Any], why: Exception) -> ConnectionError:
    """
    Make an answer that has begun end so that the client must notice.

    A chunked answer without its last chunk is enough for HTTP/1.1; a proxy that speaks HTTP/1.0
    takes any end of the connection for the end of the answer, so the connection is reset.
    """
    if (connection := find_socket(environ)) is not None:
        with suppress(OSError):
            _reset(connection)
    return ConnectionResetError(errno.ECONNRESET, f"answer broken off: {why}")


def hang_up(environ: Mapping[str, Any]) -> None:
    """End the connection under a thread that is stuck writing to a client which does not read."""
    if (connection := find_socket(environ)) is not None:
        with suppress(OSError):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            connection.shutdown(socket.SHUT_RDWR)


def _reset(connection: socket.socket) -> None:
    """
    Reset *connection*, leaving its owner a socket that is closed at the other end.

    The owner would say goodbye in good order before it closes, and the client would not notice.
    """
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    closed, other = socket.socketpair()
    with closed, other:
        os.dup2(closed.fileno(), connection.fileno(), inheritable=False)
