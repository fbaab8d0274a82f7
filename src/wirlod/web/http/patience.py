"""
Connections wait for their request's head without a thread.

A client that sends one byte and then nothing costs a place in a list, not a thread; the head has
to be whole in :data:`HEAD_SECONDS`. Only where few are busy does a thread wait for what a client
asks next, and not for long. Where there are too many connections, the one that has waited longest
goes. What cannot be read is answered like every other error, and logged without an address.
"""

import socket
import time
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ
from typing import Any

import msgspec
from gunicorn.config import Config
from gunicorn.http import errors
from gunicorn.http.message import Request
from gunicorn.http.wsgi import create
from gunicorn.util import close_graceful
from gunicorn.workers.gthread import TConn, ThreadWorker

from wirlod.web.http.entrance import write_refusal
from wirlod.web.http.sending import Sending
from wirlod.web.http.waiting import (
    LONGEST_HEAD,
    follows_at_once,
    is_read,
    is_whole,
    set_patience,
)

HEAD_SECONDS = 10.0
"""How long a client may take to send the head of a request."""

LOOK_SECONDS = 0.05
"""How often heads that have begun are looked at."""

GOODBYE_SECONDS = 2.0
"""How long a client may take to notice that its connection is closed."""

MOST_STAYING = 16
"""Where more connections are busy than these, all are watched, and get a thread in turn."""

CONNECTIONS = 2_000
"""How many connections one process holds."""

STATUS: dict[type[Exception], HTTPStatus] = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.ForbiddenProxyRequest: HTTPStatus.FORBIDDEN,
    errors.InvalidResponseHeader: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.InvalidResponseHeaderName: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.ConfigurationProblem: HTTPStatus.INTERNAL_SERVER_ERROR,
    errors.ParseException: HTTPStatus.BAD_REQUEST,
    Exception: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""What is wrong with a request that is none; a class that is not named has that of its parent."""

TELLING = {
    HTTPStatus.REQUEST_URI_TOO_LONG: "the address is too long: send a long query by POST",
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "the fields of the request's head are too long",
    HTTPStatus.INTERNAL_SERVER_ERROR: "",
}


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's worker with threads, which gives a thread to whole heads only."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._begun: list[TConn] = []
        self._leaving: list[TConn] = []

    def init_process(self) -> None:
        """Serve, from here on to the end."""
        settle(self.cfg)
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, and make room for it if need be."""
        try:
            accepted, address = listener.accept()
        except OSError:
            return  # it has gone again
        if self.nr_conns >= self.worker_connections - 1:
            self._drop_oldest()
        self.nr_conns += 1
        set_patience(accepted)
        connection = TConn(self.cfg, accepted, address, listener.getsockname())
        connection.timeout = time.monotonic() + HEAD_SECONDS
        self._take(connection)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Look at a connection that was kept for another request."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        conn.timeout = time.monotonic() + HEAD_SECONDS
        self._take(conn)

    def on_pending_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """Look at a new connection whose first bytes have come."""
        self.poller.unregister(client)
        self.pending_conns.remove(conn)
        self._take(conn)

    def _take(self, conn: TConn) -> None:
        """Give the connection a thread if its head is whole, else let it wait."""
        conn.sock.setblocking(False)
        try:
            head = conn.sock.recv(LONGEST_HEAD, socket.MSG_PEEK)
        except BlockingIOError:
            self.pending_conns.append(conn)
            self.poller.register(
                conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn)
            )
            return
        except OSError:
            head = b""
        if not head:
            self._drop(conn)
        elif is_whole(head):
            conn.data_ready = True
            self.enqueue_req(conn)
        else:
            self._begun.append(conn)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Wait for events, look at heads that have begun, and at clients that leave."""
        is_waiting = self._begun or self._leaving
        super().wait_for_and_dispatch_events(min(timeout, LOOK_SECONDS) if is_waiting else timeout)
        self._leaving = [conn for conn in self._leaving if not self._has_left(conn)]
        begun, self._begun = self._begun, []
        now = time.monotonic()
        for conn in begun:
            if conn.timeout < now or not self.alive:
                self._refuse(conn)
            else:
                self._take(conn)

    def _refuse(self, conn: TConn) -> None:
        with suppress(OSError):
            answer = write_answer(HTTPStatus.REQUEST_TIMEOUT, "the head did not come in time")
            conn.sock.send(answer, socket.MSG_DONTWAIT)
        self._drop(conn)

    def _drop(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    def _drop_oldest(self) -> None:
        """Close the connection that has waited longest for its client."""
        for waiting in (self._begun, self.pending_conns, self.keepalived_conns):
            if waiting:
                conn = waiting[0]
                waiting.remove(conn)
                with suppress(KeyError, ValueError, OSError):
                    self.poller.unregister(conn.sock)
                self._drop(conn)
                return

    def handle(self, conn: TConn) -> Any:
        """
        Answer a request, and those that follow at once.

        A connection that goes back to be watched and comes again costs as much as a small answer.
        """
        is_kept = super().handle(conn)
        while is_kept is True and self._may_stay() and follows_at_once(conn):
            is_kept = super().handle(conn)
        return is_kept

    def _may_stay(self) -> bool:
        """Tell whether so few connections are busy that none has to wait long for its turn."""
        resting = (self.keepalived_conns, self.pending_conns, self._begun, self._leaving)
        busy = self.nr_conns - sum(map(len, resting))
        return bool(self.alive and busy <= MOST_STAYING)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """Go on with the connection; half of a next head that was read already ends it."""
        ahead = conn.parser.unreader.buf.getvalue() if conn.parser else b""
        is_kept = not fs.cancelled() and fs.exception() is None and fs.result()
        if is_kept and (not ahead or is_whole(ahead)):
            super().finish_request(conn, fs)
        else:
            self._say_goodbye(conn)

    def _say_goodbye(self, conn: TConn) -> None:
        """Let the client read the end of its answer; a reset would take it away (RFC 9112, 9.6)."""
        with suppress(OSError):
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        conn.timeout = time.monotonic() + GOODBYE_SECONDS
        self._leaving.append(conn)

    def _has_left(self, conn: TConn) -> bool:
        try:
            is_gone = not conn.sock.recv(LONGEST_HEAD)
        except BlockingIOError:
            is_gone = False
        except OSError:
            is_gone = True
        if is_gone or conn.timeout < time.monotonic():
            self._drop(conn)
            return True
        return False

    def handle_request(self, req: Request, conn: TConn) -> bool:
        """Answer a request that was read; tell whether the connection may have another."""
        environ: dict[str, Any] = {}
        answer = None
        try:
            answer, environ = create(
                req, conn.sock, conn.client, conn.server, self.cfg, response_class=Sending
            )
            environ["wsgi.multithread"] = True
            if not self.alive or len(self.keepalived_conns) >= self.max_keepalived:
                answer.force_close()
            answer.send(self.wsgi(environ, answer.start_response))
        except Exception as error:
            if isinstance(error, OSError) or not answer or not answer.headers_sent:
                raise
            self.log.exception("an answer failed half way")
            close_graceful(conn.sock)
            raise StopIteration from error  # the journal looks for an error; nobody else does
        finally:
            try:
                self.cfg.post_request(self, req, environ, answer)
            except Exception as error:
                self.log.error("a request was not noted", exc_info=error)
        return not answer.should_close()

    def _keepalive_after(self, conn: TConn, keepalive: bool) -> bool:
        """Keep the connection unless the rest of a body that nobody read is still to come."""
        if not keepalive or is_read(conn.parser.mesg.body):
            return keepalive
        return bool(conn.parser.finish_body(deadline=time.monotonic() + LOOK_SECONDS))

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        """Answer what cannot be read; who sent it stays out of the log."""
        status = next(STATUS[kind] for kind in type(exc).__mro__ if kind in STATUS)
        if status is HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.error("a request failed", exc_info=exc)
        answer = write_answer(status, TELLING.get(status, f"the request is no HTTP: {exc}"))
        with suppress(OSError):
            client.sendall(answer)
        self.cfg.post_request(self, req, {}, Refusal(status.value, len(answer)))


class Refusal(msgspec.Struct, frozen=True):
    """What was sent where there is no answer of the application."""

    status_code: int
    sent: int


def settle(config: Config) -> None:
    """Make what was set plain attributes: gunicorn asks for some twenty with every request."""
    vars(config).update({name: setting.get() for name, setting in config.settings.items()})


def write_answer(status: HTTPStatus, detail: str) -> bytes:
    """Write a whole answer that refuses, and ends the connection."""
    headers, body = write_refusal(status, detail)
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
