"""
Connections to an engine that are kept from one query to the next.

A connection of its own costs every query 0.3 ms at Virtuoso and 1.6 ms at Oxigraph's server on one
machine, and two or three ways to and fro where TLS and a network lie between; a page asks some
dozen queries. SPARQLWrapper asks through ``urllib``, and its own ``setUseKeepAlive`` puts a handler
of the package *keepalive* there; that one knows no TLS, so this is done here in the same place.

A connection is used again when the answer on it was read to its end, in the same process, and soon:
what lay longer may be cut by somebody in between. One that was closed meanwhile is opened anew.
"""

import atexit
import os
import socket
import time
import urllib.request
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

IDLE_SECONDS = 5.0
"""How long a connection may lie unused."""

REST_SECONDS = 0.05
"""How long the last bytes of an answer may take whose reader has enough."""

REST = 4_096

Idle = list[tuple[float, HTTPConnection]]

_idle: dict[tuple[int, str, str], Idle] = {}
"""Process, scheme, host → connections, each with when it was left; nobody else's after a fork."""

_engines: set[str] = set()
"""Hosts, each with its port."""


class _Answer(HTTPResponse):
    """Gives its connection back when it was read to its end."""

    lender: tuple[Idle, HTTPConnection] | None = None
    is_ended = False
    """Whether the last of its chunks came."""

    def close(self) -> None:
        """Read what little may be left first."""
        if self.fp is not None and self.lender and (sock := self.lender[1].sock):
            with suppress(OSError, ValueError, HTTPException):
                sock.settimeout(REST_SECONDS)
                self.read(REST)
        if self.fp is not None:
            self._leave()
        super().close()

    def _close_conn(self) -> None:
        super()._close_conn()  # type: ignore[misc]
        self.give_back()

    def _read_and_discard_trailer(self) -> None:
        super()._read_and_discard_trailer()  # type: ignore[misc]
        self.is_ended = True

    def give_back(self) -> None:
        """Let the connection be used again, unless bytes are missing or it will be closed."""
        is_whole = self.is_ended if self.chunked else self.length == 0
        if self.lender and is_whole and not self.will_close:
            idle, connection = self.lender
            idle.append((time.monotonic(), connection))
            self.lender = None
        self._leave()

    def _leave(self) -> None:
        if self.lender:
            self.lender[1].close()
            self.lender = None


class _Keeping(urllib.request.AbstractHTTPHandler):
    """What handlers for both schemes do."""

    def do_open(  # type: ignore[override]
        self, kind: type[HTTPConnection], request: Any, **given: Any
    ) -> HTTPResponse:
        """Send *request* over a connection that is there, or over a new one."""
        if request.host not in _engines:
            return super().do_open(kind, request, **given)
        idle = _idle.setdefault((os.getpid(), request.type, request.host), [])
        while connection := _take(idle, request.timeout):
            with suppress(ConnectionError):  # it was closed meanwhile
                return _send(connection, request, idle)
        connection = kind(request.host, timeout=request.timeout, **given)
        connection.response_class = _Answer
        try:
            return _send(connection, request, idle)
        except OSError as error:
            raise URLError(error) from error


def _take(idle: Idle, seconds: Any) -> HTTPConnection | None:
    """Take a connection that lies here; *seconds* are a number or urllib's sign for the usual."""
    if not isinstance(seconds, int | float):
        seconds = socket.getdefaulttimeout()
    while idle:
        left, connection = idle.pop()
        if connection.sock and time.monotonic() - left < IDLE_SECONDS:
            connection.sock.settimeout(seconds)
            return connection
        connection.close()
    return None


def _send(connection: HTTPConnection, request: Any, idle: Idle) -> HTTPResponse:
    headers = {**request.headers, **request.unredirected_hdrs}
    answer = None
    try:
        connection.request(request.get_method(), request.selector, request.data, headers)
        answer = connection.getresponse()
    finally:
        if answer is None:
            connection.close()
    assert isinstance(answer, _Answer)
    answer.url, answer.msg = request.full_url, answer.reason  # type: ignore[assignment]
    answer.lender = (idle, connection)
    if answer.isclosed():  # it has no body
        answer.give_back()
    return answer


class _Plain(_Keeping, urllib.request.HTTPHandler):
    """Keeps connections without TLS."""


class _Secure(_Keeping, urllib.request.HTTPSHandler):
    """Keeps connections with TLS."""


def keep_connections(address: str) -> None:
    """
    Have ``urllib`` keep connections to *address*.

    To no other: who uses it for something else may not close what was read.
    """
    _engines.add(urlsplit(address).netloc)
    opener: Any = getattr(urllib.request, "_opener", None)
    if opener is None or not any(isinstance(one, _Keeping) for one in opener.handlers):
        urllib.request.install_opener(urllib.request.build_opener(_Plain, _Secure))


def let_go() -> None:
    """Close the connections that nobody uses just now, and forget to whom they were."""
    _engines.clear()
    for idle in list(_idle.values()):
        while idle:
            idle.pop()[1].close()


atexit.register(let_go)
