"""
Who may run now, who waits, who is turned away, and who must make room.

One set of rules for the whole service, without processes or clocks of its own. Of those that wait,
whoever runs least goes first. A query that runs longer than a second is *long*; some workers are
kept for short ones: while somebody waits and too many long ones run, one of them is ended, the
newest of the client that runs most.
"""

from collections import Counter
from collections.abc import Hashable

import msgspec

from wirlod.errors import QueryBusy
from wirlod.saying import say

LONG_SECONDS = 1.0
"""A query that runs longer lets shorter ones go first."""

WAITING_SHARE = 4
"""One client may take one in so many of the places to wait."""


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How much may run and wait in the whole service."""

    workers: int
    per_client: int
    waiting: int
    waiting_seconds: float
    memory_mb: int
    rate: str

    @property
    def kept_for_short(self) -> int:
        """How many workers long queries leave to short ones."""
        return max(1, self.workers // 4) if self.workers > 1 else 0


class Ticket:
    """A query that waits or runs."""

    def __init__(self, client: str, place: Hashable, now: float) -> None:
        self.client = client
        """What it is counted by; empty for this machine itself."""
        self.place = place
        self.since = now
        """When it came, then when it started."""
        self.ended = False
        """Whether it had to make room."""


class Lanes:
    """The queries that wait and run; the caller holds a lock."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._waiting: list[Ticket] = []
        self._running: list[Ticket] = []

    def enter(self, ticket: Ticket) -> None:
        """
        Wait.

        :raises QueryBusy: when too many do already.
        """
        limits, mine = self._limits, self._count(self._waiting)[ticket.client]
        is_free = len(self._running) < limits.workers and not self._waiting
        share = max(1, limits.waiting // WAITING_SHARE)
        if not is_free and len(self._waiting) >= limits.waiting:
            raise QueryBusy(say("too many queries are waiting: try again in a few seconds"))
        if ticket.client and mine >= share:
            raise QueryBusy(
                say(
                    "{count} of your queries are waiting: try again when they are answered",
                    count=mine,
                )
            )
        self._waiting.append(ticket)

    def leave(self, ticket: Ticket) -> None:
        """Neither wait nor run any more."""
        for tickets in (self._waiting, self._running):
            if ticket in tickets:
                tickets.remove(ticket)

    def is_turn_of(self, ticket: Ticket) -> bool:
        """Tell whether *ticket* goes next."""
        return self.find_next() is ticket

    def find_next(self) -> Ticket | None:
        """Find what goes next, if anything may."""
        return self._next() if len(self._running) < self._limits.workers else None

    def start(self, ticket: Ticket, now: float) -> None:
        """Run."""
        self._waiting.remove(ticket)
        self._running.append(ticket)
        ticket.since = now

    def find_long(self, now: float) -> list[Ticket]:
        """Find what has been running longer than a short query does, the oldest first."""
        found = [ticket for ticket in self._running if now - ticket.since > LONG_SECONDS]
        return sorted(found, key=lambda ticket: ticket.since)

    def choose_to_end(self, now: float) -> Ticket | None:
        """Choose what must make room for somebody who waits, if anything must."""
        if self._next() is None or len(self._running) < self._limits.workers:
            return None
        long = [ticket for ticket in self.find_long(now) if not ticket.ended]
        if len(long) <= self._limits.workers - self._limits.kept_for_short:
            return None
        running = self._count(self._running)
        return max(long, key=lambda ticket: (running[ticket.client], ticket.since))

    def count(self) -> tuple[int, int]:
        """Tell how many run, and how many wait."""
        return len(self._running), len(self._waiting)

    def has_any(self, place: Hashable) -> bool:
        """Tell whether anything waits for, or runs on, the edition in *place*."""
        return any(ticket.place == place for ticket in (*self._waiting, *self._running))

    def _next(self) -> Ticket | None:
        running = self._count(self._running)
        allowed = [t for t in self._waiting if running[t.client] < self._share(t.client)]
        return min(allowed, key=lambda ticket: running[ticket.client], default=None)

    def _share(self, client: str) -> int:
        limits = self._limits
        most = max(1, limits.workers - limits.kept_for_short)
        return min(limits.per_client, most) if client else most

    def _count(self, tickets: list[Ticket]) -> Counter[str]:
        return Counter(ticket.client for ticket in tickets)
