"""Connections that send little, slowly or too much, beside honest clients."""

import http.client
import json
import logging
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import TConn
from tests.running import Running, running
from tests.web.asking import connect, get

from wirlod.web.http import waiting
from wirlod.web.http.entrance import BODY_BYTES
from wirlod.web.http.patience import HEAD_SECONDS, MOST_STAYING, PatientWorker, settle
from wirlod.web.http.waiting import READ_SECONDS, follows_at_once, set_patience

CONNECTIONS = 300


@pytest.fixture(scope="module")
def server(editions: Path) -> Iterator[Running]:
    with running("serve", "--workers", "1", editions=editions, query_workers=2) as server:
        yield server


def is_served(server: Running) -> bool:
    with closing(http.client.HTTPConnection(server.host, server.port, timeout=3)) as connection:
        return get(connection, "/doc/grant.ttl")[0].status == 200


def send(server: Running, data: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send bytes as they are; give status, fields and body of what comes back."""
    with server.connect() as connection:
        connection.sendall(data)
        response = http.client.HTTPResponse(connection)
        response.begin()
        return response.status, dict(response.headers.items()), response.read()


@pytest.mark.parametrize(
    "beginning",
    [b"G", b"GET / HTTP/1.1\r\nHost: x\r\n", b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nG"],
    ids=["one byte", "half a head", "a request and one byte"],
)
def test_slow_heads_take_no_thread(server: Running, beginning: bytes) -> None:
    with ExitStack() as stack:
        slow = [stack.enter_context(server.connect()) for _ in range(CONNECTIONS)]
        for connection in slow:
            connection.sendall(beginning)
        time.sleep(0.5)

        assert is_served(server)


def test_slow_bodies_leave_room_for_pages(server: Running) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    with ExitStack() as stack:
        for _ in range(CONNECTIONS):
            connection = stack.enter_context(server.connect())
            connection.sendall(head + b"Content-Length: 100\r\n\r\nASK")
        time.sleep(0.5)

        assert is_served(server)


@pytest.mark.slow
def test_a_head_that_does_not_come_is_refused_in_time(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET")
        time.sleep(HEAD_SECONDS + 0.5)

        assert connection.recv(100).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        pytest.param(b"GET /%s HTTP/1.1\r\nHost: x\r\n\r\n" % (b"a" * 9_000), 414, id="address"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: x\r\nA: %s\r\n\r\n" % (b"a" * 9_000), 431, id="field"
        ),
        pytest.param(
            b"GET / HTTP/1.1\r\n%sHost: x\r\n\r\n" % (b"a: b\r\n" * 200), 431, id="fields"
        ),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", 400, id="no host"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: a b/c\r\n\r\n", 400, id="no such host"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400, id="two hosts"),
        pytest.param(b"GET / HTTP/9\r\nHost: x\r\n\r\n", 400, id="no such version"),
        pytest.param(b"nonsense\r\n\r\n", 400, id="nonsense"),
        pytest.param(
            b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: rot13\r\n\r\n", 501, id="coding"
        ),
        pytest.param(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            400,
            id="chunk",
        ),
    ],
)
def test_what_is_no_request_is_told_like_every_error(
    server: Running, data: bytes, status: int
) -> None:
    found, headers, body = send(server, data)

    assert found == status
    assert headers["Content-Type"] == "application/problem+json"
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(body)["status"] == status


@pytest.mark.parametrize("is_chunked", [True, False])
def test_a_large_body_is_refused_and_takes_no_memory(server: Running, is_chunked: bool) -> None:
    size = 20 * BODY_BYTES
    framing = b"Transfer-Encoding: chunked" if is_chunked else b"Content-Length: %d" % size
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    with server.connect() as connection:
        connection.sendall(head + framing + b"\r\n\r\n")
        piece = b"10000\r\n" + b"a" * 65_536 + b"\r\n" if is_chunked else b"a" * 65_536
        try:
            for _ in range(size // 65_536):
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        connection.settimeout(15)
        answer = connection.recv(1_000)

    assert answer.startswith(b"HTTP/1.1 413")


def test_no_field_of_a_stranger_is_part_of_the_environment(server: Running) -> None:
    address = "/doc/grant.en.html?poisoned"
    with closing(connect(server)) as connection:
        poisoned, _ = get(connection, address, **{"SCRIPT_NAME": "/evil"})
        connection.putrequest("GET", address)
        connection.putheader("SCRIPT_NAME", "/doc")
        connection.putheader("PATH_INFO", "/evil")
        connection.endheaders()
        connection.getresponse().read()
        _, body = get(connection, address)

    assert poisoned.status == 200
    assert b"evil" not in body


def test_the_log_has_no_addresses(editions: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with running("serve", "--workers", "1", editions=editions, query_workers=1) as server:
        assert send(server, b"nonsense\r\n\r\n")[0] == 400
        assert send(server, b"GET / HTTP/1.1\r\nHost: <\r\n\r\n")[0] == 400
        with server.connect() as connection:
            connection.sendall(b"GET /doc/grant.ttl HTTP/1.1\r\nHost: x\r\n\r\n")
            connection.recv(10)

    told = capfd.readouterr()
    assert socket.gethostbyname("localhost") not in told.err + told.out


def test_what_was_set_is_asked_for_without_a_search() -> None:
    config = Config()
    config.set("keepalive", 7)
    before = {name: getattr(config, name) for name in config.settings}

    settle(config)

    assert vars(config)["keepalive"] == 7
    assert {name: getattr(config, name) for name in config.settings} == before


@pytest.mark.parametrize(
    ("busy", "resting", "answered"),
    [(1, 0, 2), (MOST_STAYING + 1, 0, 1), (MOST_STAYING + 1, 1, 2)],
    ids=["few", "many", "many of which one rests"],
)
def test_a_thread_stays_for_what_follows_at_once_where_few_are_busy(
    busy: int, resting: int, answered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "STAY_SECONDS", 5)  # however slow the machine is
    paths: list[str] = []

    def app(environ: dict[str, Any], start_response: Callable[..., object]) -> list[bytes]:
        paths.append(environ["PATH_INFO"])
        start_response("200 OK", [("Content-Length", "0")])
        return [b""]

    config = Config()
    settle(config)
    worker = PatientWorker(1, 1, [], None, 1, config, logging.getLogger())
    worker.wsgi, worker.nr_conns = app, busy
    ours, theirs = socket.socketpair()
    with ours, theirs, closing(worker.tmp):
        connection = TConn(config, ours, ("127.0.0.1", 1), ("127.0.0.1", 80))
        worker.keepalived_conns.extend([connection] * resting)
        connection.data_ready = True
        theirs.sendall(b"GET /first HTTP/1.1\r\nHost: x\r\n\r\n")
        client = Thread(target=ask_again, args=[theirs])
        client.start()

        assert worker.handle(connection) is True
        client.join()

    assert paths == ["/first", "/second"][:answered]


def ask_again(connection: socket.socket) -> None:
    """Read an answer, and send another request."""
    connection.recv(1_000)
    connection.sendall(b"GET /second HTTP/1.1\r\nHost: x\r\n\r\n")


@pytest.mark.parametrize(
    ("sent", "follows"),
    [(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", True), (b"GET /", False), (b"", False)],
    ids=["a head", "half of one", "nothing"],
)
def test_a_thread_waits_for_whole_heads_alone_and_not_for_long(sent: bytes, follows: bool) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        connection = TConn(Config(), ours, ("127.0.0.1", 1), ("127.0.0.1", 80))
        connection.init()
        set_patience(ours)
        theirs.sendall(sent)

        assert follows_at_once(connection) is follows
        assert not sent or ours.recv(100) == sent
        time_left = struct.unpack("ll", ours.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, 16))
        assert time_left == (READ_SECONDS, 0)


def test_a_client_that_has_left_is_not_waited_for() -> None:
    ours, theirs = socket.socketpair()
    with ours:
        connection = TConn(Config(), ours, ("127.0.0.1", 1), ("127.0.0.1", 80))
        connection.init()
        theirs.close()

        assert not follows_at_once(connection)
