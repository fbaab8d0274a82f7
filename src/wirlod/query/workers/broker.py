"""
``python -m wirlod.query.workers.broker FD``: one for the whole service, whoever asks.

The processes of a server share it: one queue, one count of who runs how much and asks how often.
A web process connects, asks for one worker after the other, is lent its socket and pipe when it is
its turn, and speaks to the worker itself; when the connection ends, however it ends, the worker is
taken back. The first process only watches: it starts the broker anew when that dies, and goes with
both when the other end of FD is closed.
"""

import os
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from threading import Condition, Lock, Thread

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from wirlod.errors import QueryBusy, QueryError, WorkersUnavailable
from wirlod.query.workers import wire
from wirlod.query.workers.lanes import Lanes, Limits, Ticket
from wirlod.query.workers.process import NurseryProcess, Process
from wirlod.saying import answering, say
from wirlod.sparql import isolation

LOOK_SECONDS = 0.1
"""How often the warden looks who runs long, and who waits whether its client is still there."""

KEPT_SECONDS = 5.0
"""How long the workers of an edition wait for stragglers when there are workers of another."""


class Staff:
    """The workers on one edition."""

    def __init__(self, place: wire.Place, limits: Limits) -> None:
        self.nursery = NurseryProcess(wire.Nursery(place, limits.memory_mb))
        self.idle = [self.nursery.birth() for _ in range(limits.workers)]
        self.used = time.monotonic()


class Broker:
    """Lends workers; used by one thread for each connection."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rate = parse(limits.rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._lock = Lock()
        self._turns: dict[Ticket, Condition] = {}
        """What wakes each query that waits: to wake all of them takes longer than to answer one."""
        self._starting = Lock()
        self._lanes = Lanes(limits)
        self._staffs: dict[wire.Place, Staff] = {}
        self._lent: dict[Ticket, tuple[Staff, Process]] = {}
        self._happened: Counter[str] = Counter()

    def serve(self, listener: socket.socket) -> None:
        """Take connections of our own user until the process is ended."""
        Thread(target=self._watch, daemon=True).start()
        while True:
            accepted, _ = listener.accept()
            if _is_ours(accepted):
                connection = Connection(accepted.detach())
                Thread(target=self._converse, args=[connection], daemon=True).start()
            else:
                accepted.close()

    def _converse(self, connection: Connection) -> None:
        """Answer one request after the other, until the other side is gone."""
        with suppress(EOFError, OSError), connection:
            while True:
                self._answer(connection, wire.receive_request(connection))

    def _answer(self, connection: Connection, request: wire.Request) -> None:
        match request:
            case wire.Admission(client):
                wire.send(connection, self._admit(client))
            case wire.Look(place):
                wire.send(connection, self._look(place))
            case wire.Tally():
                wire.send(connection, self._tally())
            case wire.Wanted() as wanted:
                with answering(lambda: wanted.language):
                    self._lend(connection, wanted)

    def _admit(self, client: str) -> wire.Admitted:
        yes = not client or self._limiter.hit(self._rate, client)
        if not yes:
            self._note("refused")
        return wire.Admitted(yes, self._rate.get_expiry())

    def _look(self, place: wire.Place) -> wire.Seen:
        try:
            staff = self._staff(place)
        except WorkersUnavailable as error:
            return wire.Seen(error=str(error))
        with self._lock:
            pids = tuple(process.pid for process in staff.idle)
        return wire.Seen(staff.nursery.network_wall, pids, staff.nursery.pid)

    def _tally(self) -> wire.Tallied:
        with self._lock:
            running, waiting = self._lanes.count()
            idle = sum(len(staff.idle) for staff in self._staffs.values())
            return wire.Tallied(running, waiting, idle, **self._happened, pid=os.getpid())

    def _note(self, what: str) -> None:
        with self._lock:
            self._happened[what] += 1

    def _lend(self, connection: Connection, wanted: wire.Wanted) -> None:
        try:
            staff = self._staff(wanted.place)
            with self._turn(connection, wanted, staff) as (ticket, process):
                self._note("run")
                wire.send(connection, wire.Lent(process.pid))
                wire.send_worker(connection, [process.connection.fileno(), process.pipe])
                end = self._wait_for_end(connection, ticket, process)
        except (QueryError, WorkersUnavailable) as error:
            self._note("refused")
            wire.send(connection, wire.Lent(error=type(error).__name__, message=str(error)))
            return
        if ticket.ended or not end.finished:
            self._note("killed")
        if not ticket.ended:  # else it was replaced already
            self._take_back(staff, process, reusable=end.reusable)

    def _wait_for_end(
        self, connection: Connection, ticket: Ticket, process: Process
    ) -> wire.GiveBack:
        """Do what the borrower says, until it gives the worker back or is gone."""
        try:
            while not isinstance(order := wire.receive_end(connection), wire.GiveBack):
                wire.send(connection, wire.Ended(process.kill(), ticket.ended))
        except (EOFError, OSError):
            return wire.GiveBack(reusable=False, finished=False)
        return order

    @contextmanager
    def _turn(
        self, connection: Connection, wanted: wire.Wanted, staff: Staff
    ) -> Iterator[tuple[Ticket, Process]]:
        """Wait until it is this one's turn, and hold a worker as long as the block lasts."""
        ticket = Ticket(wanted.client, wanted.place, time.monotonic())
        with self._lock:
            self._lanes.enter(ticket)
            self._turns[ticket] = Condition(self._lock)
        try:
            process = self._wait_for_worker(connection, ticket, staff)
            yield ticket, process
        finally:
            with self._lock:
                del self._turns[ticket]
                self._lent.pop(ticket, None)
                self._lanes.leave(ticket)
                self._wake_next()

    def _wait_for_worker(self, connection: Connection, ticket: Ticket, staff: Staff) -> Process:
        deadline = time.monotonic() + self._limits.waiting_seconds
        with self._lock:
            while True:
                if self._lanes.is_turn_of(ticket) and staff.idle:
                    process = staff.idle.pop()
                    if process.is_idle():
                        self._lanes.start(ticket, time.monotonic())
                        self._lent[ticket] = staff, process
                        self._wake_next()
                        return process
                    Thread(target=self._replace, args=[staff, process], daemon=True).start()
                    continue  # another may be ready
                if time.monotonic() > deadline:
                    raise QueryBusy(say("every worker is busy: try again in a few seconds"))
                if wire.wait([connection], 0):
                    raise EOFError
                self._turns[ticket].wait(LOOK_SECONDS)

    def _take_back(self, staff: Staff, process: Process, *, reusable: bool) -> None:
        if reusable and process.is_idle():
            self._add_idle(staff, process)
        else:
            self._replace(staff, process)

    def _replace(self, staff: Staff, process: Process) -> None:
        process.bury()
        try:
            replacement = staff.nursery.birth()
        except WorkersUnavailable:
            return  # this edition is no longer served
        self._add_idle(staff, replacement)

    def _add_idle(self, staff: Staff, process: Process) -> None:
        with self._lock:
            staff.idle.append(process)
            self._wake_next()

    def _wake_next(self) -> None:
        """Wake whose turn it is now, if anybody's; the caller holds the lock."""
        if ticket := self._lanes.find_next():
            self._turns[ticket].notify()

    def _staff(self, place: wire.Place) -> Staff:
        """
        Give the workers on the edition in *place*, starting them when it is new.

        :raises WorkersUnavailable: when they cannot be started.
        """
        staff = self._staffs.get(place)
        if staff is None:
            with self._starting:
                staff = self._staffs.get(place)
                if staff is None:
                    staff = Staff(place, self._limits)
                    self._staffs[place] = staff
        staff.used = time.monotonic()
        return staff

    def _watch(self) -> None:
        """Let short queries go first, and dismiss the workers of editions nobody asks."""
        while True:
            time.sleep(LOOK_SECONDS)
            now = time.monotonic()
            with self._lock:
                for ticket in self._lanes.find_long(now):
                    self._lent[ticket][1].lower_priority()
                ending = list(self._make_room(now))
                unused = self._take_unused(now)
            for staff, process in ending:
                self._replace(staff, process)
            for staff in unused:
                staff.nursery.close()

    def _make_room(self, now: float) -> Iterator[tuple[Staff, Process]]:
        """End long queries for the sake of short ones; their borrowers find out by themselves."""
        while ticket := self._lanes.choose_to_end(now):
            ticket.ended = True
            self._lanes.leave(ticket)
            yield self._lent.pop(ticket)

    def _take_unused(self, now: float) -> list[Staff]:
        newest = max((staff.used for staff in self._staffs.values()), default=now)
        unused = [
            place
            for place, staff in self._staffs.items()
            if staff.used < newest
            and now - staff.used > KEPT_SECONDS
            and not self._lanes.has_any(place)
        ]
        return [self._staffs.pop(place) for place in unused]


def _is_ours(accepted: socket.socket) -> bool:
    """Tell whether a process of our own user has connected: the address is not in any folder."""
    credentials = accepted.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
    return int.from_bytes(credentials[4:8], sys.byteorder) == os.getuid()


def main() -> None:
    """Tell where the broker listens, start it, and start it again when it dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    line = Connection(int(sys.argv[1]))
    limits = wire.receive(line, Limits)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("")  # the kernel chooses a name that needs no folder
    listener.listen(socket.SOMAXCONN)
    line.send_bytes(listener.getsockname())
    while True:
        broker = _start(limits, listener, line)
        watched = os.pidfd_open(broker)
        ready = wait([line, watched])
        os.close(watched)
        if line in ready:
            os._exit(0)
        os.waitpid(broker, 0)


def _start(limits: Limits, listener: socket.socket, line: Connection) -> int:
    watcher = os.getpid()
    if pid := os.fork():
        return pid
    isolation.die_with_parent()
    if os.getppid() != watcher:  # it went before the kernel was asked to tell
        os._exit(0)
    line.close()
    try:
        Broker(limits).serve(listener)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
