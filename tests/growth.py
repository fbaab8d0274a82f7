"""How the work of reading grows with what there is to read, in CPU seconds."""

import time
from collections.abc import Callable

SIZES = (1, 2, 4)
SMALLEST_SECONDS = 0.02
"""Less than this says nothing: it is the clock that is measured then."""


def measure_growth(read: Callable[[str], object], worst: str, characters: int) -> float:
    """
    Give how many times as long four times as much takes: 4 where reading is linear, 16 where not.

    The best of three counts, for the machine may be busy with something else.
    """
    seconds = []
    for size in SIZES:
        text = worst * (size * characters // len(worst))
        seconds.append(min(_time(read, text) for _ in range(3)))
    return seconds[-1] / max(seconds[0], SMALLEST_SECONDS)


def _time(read: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    read(text)
    return time.process_time() - started
