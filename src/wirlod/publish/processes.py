"""
Work that several processes share, its results in the order of the tasks.

Each process is a fresh interpreter, for a copy of one that has opened a store or runs threads may
hang. No more tasks wait than keep all of them busy, so memory does not grow with their number.
"""

import ctypes
import gc
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, TypeVar

from wirlod.errors import PublishingError
from wirlod.saying import say, speak, spoken_language

Setup = TypeVar("Setup")
Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 3
"""Tasks for each process that are under way or done and not yet asked for."""

SELDOM = (200_000, 100, 100)
"""After how many new objects cycles are looked for, and how rarely among older ones."""

_worker: dict[str, Callable[[Any], Any]] = {}
"""In a process that helps: what it does with a task, as ``work``."""


@contextmanager
def few_collections() -> Iterator[None]:
    """
    Look for cycles of objects rarely.

    Millions of statements are made and let go, none of which is in a cycle; looking for one after
    every few hundred of them takes a tenth of a publication.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def give_back_memory() -> None:
    """
    Give memory that is free back to the system, where its library can.

    What a store was loaded with stays with the process otherwise, while others need it.
    """
    with suppress(AttributeError, OSError):  # of glibc alone
        ctypes.CDLL(None).malloc_trim(0)


def run_in_order(
    tasks: Iterable[Task],
    prepare: Callable[[Setup], Callable[[Task], Result]],
    setup: Setup,
    processes: int,
) -> Generator[Result, None, None]:
    """
    Yield what ``prepare(setup)`` makes of each task; each process prepares once.

    Whoever may fail before the last result closes it, and so ends the processes: left to itself it
    is closed by any thread at any time.

    :raises PublishingError: when a process that helps is ended from outside.
    """
    if processes == 1:
        yield from map(prepare(setup), tasks)
        return
    context = get_context("spawn")
    beginning = (prepare, setup, spoken_language())
    with ProcessPoolExecutor(processes, context, _begin, beginning) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for task in tasks:
                waiting.append(pool.submit(_work, task))
                if len(waiting) >= AHEAD * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise PublishingError(
                say(
                    "a process that helps to publish was ended from outside, perhaps for want of "
                    "memory: look into the system's log, or set WIRLOD_PUBLISH_PROCESSES to 1"
                )
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _begin(prepare: Callable[[Any], Callable[[Any], Any]], setup: Any, language: str) -> None:
    """Prepare a process that helps; it ends when the publisher does, even if that is killed."""
    speak(language)
    gc.set_threshold(*SELDOM)
    Thread(target=_end_with_publisher, daemon=True).start()
    _worker["work"] = prepare(setup)


def _end_with_publisher() -> None:
    publisher = parent_process()
    assert publisher is not None
    wait([publisher.sentinel])
    os._exit(1)


def _work(task: Any) -> Any:
    return _worker["work"](task)
