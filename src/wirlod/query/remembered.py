"""
What is costly to find out and stays true for as long as an edition is open.

Counts, sums and the order of a list take seconds where there are a million things. Each is found
out once, by one thread at a time: what many ask at once must not slow everything else.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

Found = TypeVar("Found")


class Remembered:
    """Keeps what was found; what was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()
        self._finding = Lock()

    def get(self, question: Hashable, find: Callable[[], Found]) -> Found:
        """Give the answer to *question*, and find it out where nobody has."""
        if question in self._kept:
            return self._recall(question, find)
        with self._finding:
            return self._recall(question, find)

    def _recall(self, question: Hashable, find: Callable[[], Found]) -> Found:
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                return cast(Found, self._kept[question])
        found = find()
        with self._lock:
            self._kept[question] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found
