"""
Memory of a process and all that it has started, together, watched while they work.

Counted is what a process has for itself; pages of files, which the kernel shares and lets go, are
not. What starts and ends between two looks is overlooked.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

PROC = Path("/proc")
EVERY_SECONDS = 0.1
OWN = ("RssAnon:", "RssShmem:")
"""What of ``/proc/…/status`` is a process's own, in KiB."""


class Peak(NamedTuple):
    """The most at any time, in MiB."""

    largest: int
    """Of any one process."""
    together: int
    """Of all of them."""


class Watch:
    """Looks at memory again and again, until this process ends."""

    def __init__(self) -> None:
        self._peak = Peak(0, 0)
        Thread(target=self._look_on, daemon=True).start()

    def take(self) -> Peak:
        """Give the peak since this was asked last."""
        self._look()
        found, self._peak = self._peak, Peak(0, 0)
        return found

    def _look_on(self) -> None:
        while True:
            self._look()
            time.sleep(EVERY_SECONDS)

    def _look(self) -> None:
        sizes = [read_own(process) for process in find_processes(os.getpid())]
        now = Peak(max(sizes, default=0) // 1024, sum(sizes) // 1024)
        self._peak = Peak(*map(max, self._peak, now))


def find_processes(process: int) -> Iterator[int]:
    """Yield *process*, and what it and those have started."""
    yield process
    with suppress(OSError):
        for children in (PROC / str(process) / "task").glob("*/children"):
            for child in children.read_text().split():
                yield from find_processes(int(child))


def read_own(process: int) -> int:
    """Give the KiB that a process has for itself; 0 where it is gone."""
    with suppress(OSError):
        lines = (PROC / str(process) / "status").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith(OWN))
    return 0
