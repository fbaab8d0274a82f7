"""
How the work of reading grows with what there is to read.

CPU seconds tell what C does, patterns above all; steps, lines of Python that were run, tell the
rest, and the same on a busy machine.
"""

import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

SIZES = (1, 2, 4)
LINEAR = 8
"""Four times as much may take this many times as long: linear is 4, quadratic is 16."""
TRIES = 4
SMALLEST_SECONDS = 0.02
"""What takes no longer for the longest text says nothing: it is the clock that is measured then."""

Read = Callable[[str], object]


def measure_growth(read: Read, worst: str, characters: int) -> float:
    """
    Give how many times as long four times as much takes: 4 where reading is linear, 16 where not.

    The best of three counts, and what looks bad is measured again: a machine may be busy with
    something else for a while, but not quadratically so, time after time.
    """
    least = _measure(read, worst, characters)
    for _ in range(TRIES - 1):
        if least < LINEAR:
            break
        least = min(least, _measure(read, worst, characters))
    return least


def _measure(read: Read, worst: str, characters: int) -> float:
    once, *_, four_times = _grow(worst, characters)
    if (longest := _time(read, four_times)) < SMALLEST_SECONDS:
        return 1
    longest = min(longest, _time(read, four_times), _time(read, four_times))
    return longest / max(min(_time(read, once) for _ in range(3)), SMALLEST_SECONDS / 4)


def _time(read: Read, text: str) -> float:
    started = time.process_time()
    read(text)
    return time.process_time() - started


def count_steps(read: Read, worst: str, characters: int) -> list[int]:
    """Count the lines of Python that are run for once, twice and four times as much."""
    return [_count(read, text) for text in _grow(worst, characters)]


def _count(read: Read, text: str) -> int:
    steps = 0

    def step(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal steps
        steps += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        read(text)
    finally:
        sys.settrace(before)
    return steps


def _grow(worst: str, characters: int) -> list[str]:
    return [worst * max(1, size * characters // len(worst)) for size in SIZES]
