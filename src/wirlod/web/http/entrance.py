"""
What is refused before the application looks at a request, and what is said then.

A server in front accepts more than HTTP allows (RFC 9112 section 3.2: a host that is none), and
reads as much as is sent. What it does not hold, this does: host and escapes are read here, and a
body is read here, no longer than :data:`BODY_BYTES`, however it is framed, and not for ever.
"""

import io
import re
import socket
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http import HTTPStatus
from threading import BoundedSemaphore, Lock, Thread
from typing import TYPE_CHECKING, Any

import msgspec

from wirlod.web.http.caching import REVALIDATE
from wirlod.web.http.connection import find_socket
from wirlod.web.http.methods import FOR_ANY_ORIGIN
from wirlod.web.http.protection import HEADERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PROBLEM_TYPE = "application/problem+json"

BODY_BYTES = 1_000_000
"""More than the longest query that is read, in any coding."""

BODY_SECONDS = 20.0
"""How long a client may take to send a body."""

LOOK_SECONDS = 0.5
"""How often it is looked who takes too long."""

BODIES = BoundedSemaphore(24)
"""How many bodies are read at once; threads that wait for slow ones are missing elsewhere."""

MACHINE = ("localhost", "127.0.0.1", "[::1]")
"""Names by which whoever watches the service asks it from here."""

READ_BYTES = 2**16
MOST_PARAMETERS = 200

_HOST = re.compile(
    r"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*+(?::(?P<port>[0-9]*))?|"
    r"\[[0-9A-Fa-fvV:.]+\](?::(?P<port6>[0-9]*))?"
)
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Patience:
    """Ends reading from clients that take too long: one thread for all, from the first body on."""

    def __init__(self) -> None:
        self._ends: dict[socket.socket, float] = {}
        self._lock = Lock()
        self._watcher: Thread | None = None

    @contextmanager
    def hold(self, connection: socket.socket | None) -> Iterator[None]:
        """Give whoever sends over *connection* so long as the block lasts, but not for ever."""
        if connection is None:
            yield
            return
        with self._lock:
            self._ends[connection] = time.monotonic() + BODY_SECONDS
            if self._watcher is None:
                self._watcher = Thread(target=self._watch, daemon=True)
                self._watcher.start()
        try:
            yield
        finally:
            with self._lock:
                del self._ends[connection]

    def _watch(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            now = time.monotonic()
            with self._lock:  # who is held here reads; afterwards the socket may be another's
                for connection in [held for held, end in self._ends.items() if end < now]:
                    with suppress(OSError):
                        connection.shutdown(socket.SHUT_RD)


PATIENCE = Patience()


class Refused(Exception):
    """A request is not let in."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status


def write_refusal(status: HTTPStatus, detail: str) -> tuple[list[tuple[str, str]], bytes]:
    """Give headers and body of an answer that needs no application: as every other error has."""
    problem = {"title": status.phrase, "status": status.value, "detail": detail}
    body = msgspec.json.encode(problem)
    headers = {
        "Content-Type": PROBLEM_TYPE,
        "Content-Length": str(len(body)),
        "Cache-Control": REVALIDATE,
        **FOR_ANY_ORIGIN,
        **HEADERS,
    }
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = "5"
    return list(headers.items()), body


class Entrance:
    """A WSGI application that lets through to another what is a request."""

    def __init__(self, app: "WSGIApplication", hosts: Collection[str] = ()) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in (*hosts, *MACHINE)) if hosts else ()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Refuse, or read the body and pass the request on."""
        try:
            check_host(environ)
            if self._hosts:
                self._check_name(environ)
            check_escapes(environ)
            if has_body(environ):
                body = read_body(environ)
                environ["wsgi.input"] = io.BytesIO(body)
                environ["CONTENT_LENGTH"] = str(len(body))
                environ.pop("HTTP_TRANSFER_ENCODING", None)
        except Refused as error:
            headers, told = write_refusal(error.status, str(error))
            start_response(f"{error.status.value} {error.status.phrase}", headers)
            return [told]
        return self._app(environ, start_response)

    def _check_name(self, environ: Mapping[str, Any]) -> None:
        name = re.sub(r":[0-9]*$", "", environ.get("HTTP_HOST", "")).lower()
        if name and name not in self._hosts:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST, f"no host {name[:60]!r} is served here")


def has_body(environ: Mapping[str, Any]) -> bool:
    """Tell whether a request says that it has a body."""
    length = environ.get("CONTENT_LENGTH") or "0"
    return length != "0" or "HTTP_TRANSFER_ENCODING" in environ


def check_host(environ: Mapping[str, Any]) -> None:
    """
    Check the field ``Host``.

    :raises Refused: where HTTP/1.1 has none, or any version one that names no host.
    """
    host = environ.get("HTTP_HOST")
    if host is None:
        if environ.get("SERVER_PROTOCOL") != "HTTP/1.0":
            raise Refused(HTTPStatus.BAD_REQUEST, "the request has no Host: RFC 9112, section 3.2")
        return
    match = _HOST.fullmatch(host) if len(host) <= 300 else None
    port = (match["port"] or match["port6"] or "0") if match else ""
    if not match or len(port) > 5 or int(port) > 65_535:
        raise Refused(HTTPStatus.BAD_REQUEST, f"Host is {host[:60]!r}: give a host, and a port")


def check_escapes(environ: Mapping[str, Any]) -> None:
    """
    Check the address as it was written.

    :raises Refused: where a percent sign escapes nothing, a byte is none of UTF-8's, or there are
        too many parameters.
    """
    written = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or "")
    query = str(environ.get("QUERY_STRING", ""))
    if bad := _BAD_ESCAPE.search(written) or _BAD_ESCAPE.search(query):
        found = bad.string[bad.start() : bad.start() + 3]
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            f"{found!r} in the address is no escape: write a percent sign as %25",
        )
    if not (query.isascii() or _is_utf8(query)):
        raise Refused(
            HTTPStatus.BAD_REQUEST,
            "the address is no UTF-8: write what is no letter of ASCII with percent signs",
        )
    if query.count("&") >= MOST_PARAMETERS:
        raise Refused(
            HTTPStatus.BAD_REQUEST, f"an address has at most {MOST_PARAMETERS} parameters"
        )


def _is_utf8(text: str) -> bool:
    """Tell whether bytes, as WSGI gives them, are a text."""
    try:
        text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    return True


def read_body(environ: Mapping[str, Any]) -> bytes:
    """
    Read the body of a request.

    :raises Refused: when it is too long, or does not come in time.
    """
    said = str(environ.get("CONTENT_LENGTH") or "")
    length = int(said) if re.fullmatch("[0-9]{1,10}", said) else None
    if len(said) > 10 or (length or 0) > BODY_BYTES:
        raise _too_long()
    if not BODIES.acquire(blocking=False):
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "too many bodies are being read: try again")
    try:
        with PATIENCE.hold(find_socket(environ)):
            return _read(environ, length)
    except OSError:
        raise Refused(HTTPStatus.REQUEST_TIMEOUT, "the body did not come in time") from None
    finally:
        BODIES.release()


def _read(environ: Mapping[str, Any], length: int | None) -> bytes:
    """Read *length* bytes, or to the end where the server marks one."""
    stream, body = environ["wsgi.input"], bytearray()
    if length is None and not environ.get("wsgi.input_terminated"):
        return b""
    while length is None or len(body) < length:
        wanted = READ_BYTES if length is None else min(READ_BYTES, length - len(body))
        piece = stream.read(wanted)
        body += piece
        if len(body) > BODY_BYTES:
            raise _too_long()
        if not piece:
            break
    return bytes(body)


def _too_long() -> Refused:
    return Refused(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a body has at most {BODY_BYTES:,} bytes here"
    )
