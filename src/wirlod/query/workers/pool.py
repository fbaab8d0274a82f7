"""
Who may run now, who waits, and who is turned away.

A query waits in one queue; the first in it whose client is not already running its share gets
the next worker. Too many waiting, or too long: :class:`~wirlod.errors.QueryBusy`.
"""

import time
from collections import Counter
from threading import Condition, Thread
from typing import Self

from wirlod.errors import QueryBusy, WorkersUnavailable
from wirlod.query.workers import wire
from wirlod.query.workers.answer import LOOK_UP_SECONDS, Answer
from wirlod.query.workers.client import Client
from wirlod.query.workers.process import NurseryProcess, Process
from wirlod.settings import Settings

NOBODY = Client()


class _Ticket:
    """A place in the queue."""

    def __init__(self, client: str) -> None:
        self.client = client


class Pool:
    """The workers on one store; used by many threads."""

    def __init__(self, store_folder: str, *, in_memory: bool, settings: Settings) -> None:
        self._settings = settings
        plan = wire.Nursery(store_folder, in_memory, settings.query_memory_mb)
        self._nursery = NurseryProcess(plan)
        self._changed = Condition()
        self._queue: list[_Ticket] = []
        self._clients: Counter[str] = Counter()
        self._retired = False
        self._closed = False
        self._idle = [self._nursery.birth() for _ in range(settings.query_workers)]

    @property
    def network_wall(self) -> bool:
        """Whether the kernel keeps the workers from every network."""
        return self._nursery.network_wall

    @property
    def worker_pids(self) -> list[int]:
        """Process ids of the workers that wait for a question."""
        return [process.pid for process in self._idle]

    @property
    def nursery_pid(self) -> int:
        """Process id of the nursery."""
        return self._nursery.pid

    def answer(self, question: wire.Question, client: Client = NOBODY) -> Answer:
        """
        Answer a question; its first part is there when this returns.

        :raises QueryError: when it cannot be answered.
        """
        process = self._take(client)
        while not process.is_idle():  # it died while it waited
            self._release(process, client.name, reusable=False)
            process = self._take(client)

        def release(process: Process, reusable: bool) -> None:
            self._release(process, client.name, reusable=reusable)

        answer = Answer(process, self._settings, release, client)
        answer.ask(question)
        return answer

    def _take(self, client: Client) -> Process:
        ticket = _Ticket(client.name)
        deadline = time.monotonic() + self._settings.query_waiting_seconds
        with self._changed:
            if not self._idle and len(self._queue) >= self._settings.query_waiting:
                raise self._busy("too many queries are waiting")
            self._queue.append(ticket)
            try:
                while not self._is_turn_of(ticket):
                    if time.monotonic() > deadline or client.is_gone():
                        raise self._busy("every worker is busy")
                    self._changed.wait(LOOK_UP_SECONDS)
                self._clients[ticket.client] += 1
                return self._idle.pop()
            finally:
                self._queue.remove(ticket)
                self._changed.notify_all()

    def _busy(self, why: str) -> QueryBusy:
        return QueryBusy(f"{why}: try again in a few seconds")

    def _is_turn_of(self, ticket: _Ticket) -> bool:
        if not self._idle:
            return False
        allowed = (other for other in self._queue if self._has_share_left(other.client))
        return next(allowed, None) is ticket

    def _has_share_left(self, client: str) -> bool:
        return not client or self._clients[client] < self._settings.query_workers_per_client

    def _release(self, process: Process, client: str, *, reusable: bool) -> None:
        keep = reusable and process.is_idle()
        with self._changed:
            self._clients[client] -= 1
            self._clients += Counter()  # forgets whoever runs nothing
            if keep:
                self._idle.append(process)
            self._changed.notify_all()
        if not keep:
            Thread(target=self._replace, args=[process], daemon=True).start()
        self._close_when_unused()

    def _replace(self, process: Process) -> None:
        process.bury()
        try:
            replacement = self._nursery.birth()
        except WorkersUnavailable:
            return  # this edition is no longer served
        with self._changed:
            self._idle.append(replacement)
            self._changed.notify_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def retire(self) -> None:
        """Close as soon as the last query has ended; no new ones come."""
        self._retired = True
        self._close_when_unused()

    def _close_when_unused(self) -> None:
        with self._changed:
            unused = self._retired and not self._clients and not self._queue
        if unused:
            self.close()

    def close(self) -> None:
        """End every worker now."""
        with self._changed:
            if self._closed:
                return
            self._closed = True
        self._nursery.close()
