"""Commands of ours that run as servers, for tests that need a real connection."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

CHECKOUT = Path(__file__).parents[1]


class Running(msgspec.Struct, frozen=True):
    """A server that was started."""

    host: str
    port: int
    pid: int

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}/"

    @property
    def endpoint(self) -> str:
        return f"{self.address}sparql"

    def connect(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), timeout=30)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(command: str, *arguments: str, port: int = 0, **settings: object) -> Iterator[Running]:
    """Run ``wirlod COMMAND …`` until the block ends; *settings* are those of the program."""
    port = port or free_port()
    settings = {"prepared_mb": 0, **settings}  # but where a test is about it
    given = {f"WIRLOD_{name.upper()}": str(value) for name, value in settings.items()}
    process = subprocess.Popen(
        [sys.executable, "-m", "wirlod", command, *arguments, "--port", str(port)],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT / "src"), **given},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield Running("127.0.0.1", port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def wait_for(port: int, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on port {port}")
