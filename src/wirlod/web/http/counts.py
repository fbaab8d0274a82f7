"""
How often something was asked for, counted by all processes of a service together.

Memory that is shared before they are forked: each process writes a row of its own, so nothing is
locked and nothing is lost when one is killed; who takes its place goes on in its row. No file is
left behind, whatever happens.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from mmap import mmap
from threading import Lock

import msgspec

ROWS = 256
"""More than processes are alive at once, two generations of 64."""

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the classes of duration."""

STATUSES = (*(int(status) for status in HTTPStatus if status >= 200), 0)
"""Every status that is known; 0 for an answer that was broken off, and for any other."""

MOST_FAMILIES = 48
_OTHER = len(STATUSES) - 1
_WIDTH = len(STATUSES) + len(SECONDS) + 2
"""Cells of a family: statuses, classes of duration, longer ones, the sum of all durations."""


class Family(msgspec.Struct, frozen=True):
    """What was counted of one family of addresses."""

    name: str
    statuses: dict[int, float]
    durations: list[float]
    """How many answers took at most so long, by :data:`SECONDS`; the last: all."""
    seconds: float


class Counts:
    """Numbers shared by the processes that are forked after it was made."""

    def __init__(self, families: Sequence[str]) -> None:
        self._families = {name: index for index, name in enumerate(families[:MOST_FAMILIES])}
        self._cells = memoryview(mmap(-1, 8 * ROWS * self._row)).cast("d")
        self._start = 0
        self._lock = Lock()

    @property
    def _row(self) -> int:
        return _WIDTH * len(self._families)

    def take_row(self, number: int) -> None:
        """Count in the row of the process *number*, which counts from its service's start."""
        self._start = number % ROWS * self._row

    def count(self, family: str, status: int, seconds: float) -> None:
        """Count an answer; a family that is unknown counts as the last."""
        index = self._families.get(family, len(self._families) - 1)
        start = self._start + index * _WIDTH
        place = STATUSES.index(status) if status in STATUSES else _OTHER
        took = len(STATUSES) + bisect_left(SECONDS, seconds)
        with self._lock:
            self._cells[start + place] += 1
            self._cells[start + took] += 1
            self._cells[start + _WIDTH - 1] += seconds

    def read(self) -> Iterator[Family]:
        """Add the rows of all processes, and yield each family that was asked for."""
        for name, index in self._families.items():
            columns = [sum(self._cells[index * _WIDTH + n :: self._row]) for n in range(_WIDTH)]
            given = columns[: len(STATUSES)]
            if any(given):
                statuses = {s: n for s, n in zip(STATUSES, given, strict=True) if n}
                yield Family(name, statuses, _add_up(columns[len(STATUSES) : -1]), columns[-1])


def _add_up(numbers: list[float]) -> list[float]:
    """
    Give the sums of the first number, the first two, and so on.

    >>> _add_up([1, 0, 2])
    [1, 1, 3]
    """
    sums: list[float] = []
    for number in numbers:
        sums.append(number + (sums[-1] if sums else 0))
    return sums
