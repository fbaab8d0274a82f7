"""Whoever waits for a worker is woken when it is its turn, and nobody else is."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from threading import Thread
from typing import Any

import pytest
from tests.query.small_store import strict

from wirlod.errors import WorkersUnavailable
from wirlod.query.workers import broker
from wirlod.query.workers.broker import Broker
from wirlod.query.workers.lanes import Lanes, Ticket
from wirlod.query.workers.loans import read_limits
from wirlod.query.workers.wire import Place, Wanted

QUERIES = 30
WORKERS = 2
SHORT_SECONDS = 0.005


class Worker:
    """A worker that is ready, or has died while it waited."""

    def __init__(self, *, is_alive: bool) -> None:
        self._is_alive = is_alive

    def is_idle(self) -> bool:
        return self._is_alive

    def bury(self) -> None:
        """Bury it."""


class Staff:
    """Workers that never wear out; none is born after them."""

    def __init__(self) -> None:
        self.idle: list[Any] = [Worker(is_alive=True) for _ in range(WORKERS)]
        self.nursery = self

    def birth(self) -> Worker:
        raise WorkersUnavailable("none is born")


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[Ticket]]:
    """Count how often each query looks whether it is its turn; nothing but being woken helps."""
    looked = Counter[Ticket]()
    is_turn_of = Lanes.is_turn_of

    def look(lanes: Lanes, ticket: Ticket) -> bool:
        looked[ticket] += 1
        return is_turn_of(lanes, ticket)

    monkeypatch.setattr(Lanes, "is_turn_of", look)
    monkeypatch.setattr(broker, "LOOK_SECONDS", 20)
    yield looked


def test_who_waits_is_woken_when_it_is_its_turn_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lender = Broker(read_limits(strict(query_workers=WORKERS, query_waiting=4 * QUERIES)))
    staff: Any = Staff()
    answered: list[int] = []

    def ask(number: int) -> None:
        ours, theirs = Pipe()
        with ours, theirs:
            wanted = Wanted(Place("store"), f"client {number % 3}")
            with lender._turn(theirs, wanted, staff) as (_, process):
                time.sleep(SHORT_SECONDS)
            answered.append(number)
            lender._take_back(staff, process, reusable=True)

    with counting(monkeypatch) as looked:
        threads = [Thread(target=ask, args=[number]) for number in range(QUERIES)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)

    assert sorted(answered) == list(range(QUERIES))
    assert sum(looked.values()) < 4 * QUERIES


def test_who_finds_a_worker_dead_takes_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    lender = Broker(read_limits(strict(query_workers=WORKERS)))
    staff: Any = Staff()
    staff.idle.append(Worker(is_alive=False))
    lent: list[Any] = []

    def ask() -> None:
        ours, theirs = Pipe()
        wanted = Wanted(Place("store"), "client")
        with ours, theirs, lender._turn(theirs, wanted, staff) as (_, process):
            lent.append(process)

    with counting(monkeypatch):
        thread = Thread(target=ask)
        thread.start()
        thread.join(5)

    assert [process.is_idle() for process in lent] == [True]
