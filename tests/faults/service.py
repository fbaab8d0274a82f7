"""A service whose socket outlives it, as under systemd, with what it holds of the machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from tests.running import CHECKOUT, Running


class Service:
    """``wirlod serve`` on a socket of ours, killed and started again as one likes."""

    def __init__(
        self,
        editions: Path,
        *arguments: str,
        errors: BinaryIO | None = None,
        temporary: str = "",
        **settings: object,
    ) -> None:
        self._errors = errors
        given = {f"WIRLOD_{name.upper()}": str(value) for name, value in settings.items()}
        paths = {"PYTHONPATH": str(CHECKOUT / "src"), "WIRLOD_EDITIONS": str(editions)}
        places = {"TMPDIR": temporary} if temporary else {}
        self._environment = {**os.environ, **paths, **given, **places}
        self._arguments = " ".join(arguments)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=500)
        self.port: int = self.listener.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> Running:
        """What clients know of it."""
        return Running("127.0.0.1", self.port, self.pid)

    @property
    def pid(self) -> int:
        """Its first process."""
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it answers."""
        number = self.listener.fileno()
        move = f"exec 3<&{number} {number}<&-; " if number != 3 else ""
        script = (
            f"{move}export LISTEN_PID=$$ LISTEN_FDS=1; "
            f"exec {sys.executable} -m wirlod serve {self._arguments}"
        )
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", script],
            env=self._environment,
            pass_fds=[number],
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )
        assert self._process.stdout
        told = self._process.stdout.readline()
        assert told.startswith(b"Serving"), told

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End its first process, and wait for that."""
        assert self._process
        self._process.send_signal(how)
        assert self._process.stdout
        self._process.stdout.close()
        self._process.wait(40)

    def close(self) -> None:
        """End everything."""
        self.end()
        self.listener.close()

    def web_workers(self) -> list[int]:
        """Find the processes that answer."""
        return [pid for pid in find_children(self.pid) if b"\0serve\0" in read_command(pid)]

    def preparers(self) -> list[int]:
        """Find the process that prepares answers."""
        return [pid for pid in find_children(self.pid) if b"preparing" in read_command(pid)]


def find_children(pid: int) -> list[int]:
    """Find the children of a process, whichever thread made them; none where it has ended."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):
            found += map(int, (thread / "children").read_text().split())
    return found


def find_descendants(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    for child in find_children(pid):
        yield from find_descendants(child)


def read_command(pid: int) -> bytes:
    """Read the command line of a process; empty where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def wait_for_end(pids: list[int], seconds: float = 15) -> list[int]:
    """Wait until processes have ended; give those that have not."""
    deadline = time.monotonic() + seconds
    left = pids
    while left and time.monotonic() < deadline:
        time.sleep(0.1)
        left = [pid for pid in left if read_command(pid)]
    return left
