"""The history of an edition, open for as long as the edition is: each page of a thing asks it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from wirlod.history import History


class KeptHistory:
    """Opened when it is first asked; for one thread at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._history: History | None = None
        self._lock = Lock()

    @contextmanager
    def reading(self) -> Iterator[History]:
        """Give it until the end of the block."""
        with self._lock:
            self._history = self._history or History.open(self._folder)
            yield self._history
