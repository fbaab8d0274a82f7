"""
Bodies made before, found by their entity tag: whatever else a request says, they are the same.

:mod:`~wirlod.web.http.ready` finds an answer only under the same address and headers. Another
browser, or a tracking parameter in the address, leads here: the choice is made anew, the body is
not. Two requests for the same body at the same time make it once.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import msgspec

from wirlod.web.http.links import Link

KEPT_BYTES = 32 * 1024 * 1024
"""How much one process keeps; what was asked for longest ago goes first."""

LARGEST_BYTES = 1024 * 1024
"""A larger body is not kept."""

LINK_BYTES = 200
"""How much a link takes, roughly."""


class Body(msgspec.Struct, frozen=True):
    """A body, with what only its maker could tell."""

    content: bytes
    """Without a coding."""
    links: tuple[Link, ...] = ()
    licence: str = ""

    @property
    def size(self) -> int:
        """How much memory it takes, roughly."""
        return len(self.content) + LINK_BYTES * len(self.links)


class Bodies:
    """Keeps bodies by entity tag."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Body] = OrderedDict()
        self._making: dict[str, Lock] = {}
        self._bytes = 0
        self._lock = Lock()

    def get(self, etag: str, make: Callable[[], Body]) -> Body:
        """Give the body of *etag*; who comes while it is made waits for it."""
        if body := self._find(etag):
            return body
        with self._lock:
            making = self._making.setdefault(etag, Lock())
        with making:
            try:
                return self._find(etag) or self._keep(etag, make())
            finally:
                with self._lock:
                    self._making.pop(etag, None)

    def _find(self, etag: str) -> Body | None:
        with self._lock:
            if body := self._kept.get(etag):
                self._kept.move_to_end(etag)
            return body

    def _keep(self, etag: str, body: Body) -> Body:
        if body.size > LARGEST_BYTES:
            return body
        with self._lock:
            self._kept[etag] = body
            self._bytes += body.size
            while self._bytes > KEPT_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= oldest.size
        return body
