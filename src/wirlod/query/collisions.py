"""Engines that undo one of two requests that came at once, which is to be sent again."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

COLLIDED = ("deadlock", "serialization failure", "40001")
"""What engines say of it; Virtuoso undoes a mere question, too."""

TRIES = 5
PAUSE_SECONDS = 1.0
"""How often a request is sent, and how long to wait at most before the next time."""

Answer = TypeVar("Answer")


def tells_of_collision(said: str) -> bool:
    """
    Tell whether an engine says that it undid a request for the sake of another.

    >>> tells_of_collision("Virtuoso 40001 Error SR172: Transaction deadlocked")
    True
    """
    return any(word in said.lower() for word in COLLIDED)


def insist(send: Callable[[], Answer], has_collided: Callable[[Exception], bool]) -> Answer:
    """
    Call *send*, and again where it collides with others.

    :param has_collided: tells whether an error says that; others are passed on at once.
    """
    for _ in range(TRIES - 1):
        try:
            return send()
        except Exception as error:
            if not has_collided(error):
                raise
            time.sleep(random.uniform(0, PAUSE_SECONDS))
    return send()
