"""A relay before an engine that counts requests, and spoils one of them, or all from one on."""

import os
import socket
import time
from contextlib import closing, suppress

import msgspec
from tests.faults.children import in_a_child, no_limit
from tests.running import free_port


def _say(status: bytes, body: bytes) -> bytes:
    length = b"Content-Length: %d\r\n" % len(body)
    return b"HTTP/1.1 " + status + b"\r\nConnection: close\r\n" + length + b"\r\n" + body


SPOILT = {
    "refused": _say(b"500 Oops", b"out of service"),
    "full": _say(b"500 Oops", b"No space left on device"),
    "busy": _say(b"503 Later", b""),
    "garbage": _say(b"200 OK", b"<html><body>Welcome</body></html>"),
    "no HTTP": b"\x16\x03\x01\x02 what is this\r\n\r\n",
    "cut before": b"",
}
"""What is answered without asking the engine."""

HANGING_SECONDS = 3.0


class Spoiling(msgspec.Struct, frozen=True):
    """What is done to which request."""

    way: str = ""
    number: int = 0
    """Which request, from 1; 0 for none."""
    always: bool = False
    """Whether all that follow are spoilt, too."""

    def hits(self, number: int) -> bool:
        """Tell whether the request of this number is spoilt."""
        return bool(self.number) and (
            number == self.number or (self.always and number > self.number)
        )


class Relay:
    """A process that stands between a push and an engine until it is closed."""

    def __init__(self, engine_port: int, spoiling: Spoiling) -> None:
        self.port = free_port()
        self._reading, writing = os.pipe()
        listener = socket.create_server(("127.0.0.1", self.port), backlog=20)
        self._pid = in_a_child(lambda: _relay(listener, engine_port, spoiling, writing), no_limit)
        listener.close()
        os.close(writing)
        os.set_blocking(self._reading, False)
        self._passed = 0

    def passed(self) -> int:
        """Count the requests that came until now."""
        with suppress(BlockingIOError):
            while more := os.read(self._reading, 65536):
                self._passed += len(more)
        return self._passed

    def close(self) -> None:
        """End it."""
        os.kill(self._pid, 9)
        os.waitpid(self._pid, 0)
        os.close(self._reading)


def _relay(listener: socket.socket, engine_port: int, spoiling: Spoiling, writing: int) -> None:
    number = 0
    while True:
        client, _ = listener.accept()
        number += 1
        with closing(client), suppress(OSError):
            client.settimeout(20)
            request = _read_request(client)
            os.write(writing, b".")
            _answer(client, request, engine_port, spoiling.way if spoiling.hits(number) else "")


def _answer(client: socket.socket, request: bytes, engine_port: int, way: str) -> None:
    if way in SPOILT:
        client.sendall(SPOILT[way])
        return
    if way == "hanging":
        time.sleep(HANGING_SECONDS)
    if way == "late":  # the client goes, and the engine still does what it was told
        client.close()
    answer = _ask(request, engine_port)
    if way == "cut after":
        return
    client.sendall(answer[: len(answer) // 2] if way == "cut within" else answer)


def _read_request(client: socket.socket) -> bytes:
    request = b""
    while b"\r\n\r\n" not in request:
        if not (more := client.recv(65536)):
            raise ConnectionResetError
        request += more
    head, _, body = request.partition(b"\r\n\r\n")
    lengths = [
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    ]
    while len(body) < sum(lengths):
        body += client.recv(65536)
    if b"\r\nConnection: close" not in head:
        head += b"\r\nConnection: close"  # one request each, so that they can be counted
    return head + b"\r\n\r\n" + body


def _ask(request: bytes, port: int) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as engine:
        engine.sendall(request)
        parts = []
        while part := engine.recv(65536):
            parts.append(part)
    return b"".join(parts)
