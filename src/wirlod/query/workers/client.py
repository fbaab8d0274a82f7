"""Whoever waits for an answer, as far as a worker's caller must know."""

from collections.abc import Callable

import msgspec


def _never() -> bool:
    return False


def _nothing() -> None:
    return None


class Client(msgspec.Struct, frozen=True):
    """One client with one connection."""

    name: str = ""
    """What its queries are counted by; empty for nobody in particular."""
    is_gone: Callable[[], bool] = _never
    """Tells whether it has closed the connection."""
    hang_up: Callable[[], None] = _nothing
    """Closes the connection under whoever is writing to it."""
