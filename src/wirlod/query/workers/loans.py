"""
Our side of the broker: workers are asked for, lent, and given back.

A web process holds nothing between two requests but connections to the broker that have nothing to
say, so it does not matter how many web processes there are, nor which of them a client reaches.
"""

import os
import signal
import socket
import subprocess
import sys
from collections import deque
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import TypeVar

import wirlod
from wirlod import errors
from wirlod.errors import QueryBusy, WirlodError, WorkersUnavailable
from wirlod.query.workers import wire
from wirlod.query.workers.client import Client
from wirlod.query.workers.lanes import Limits
from wirlod.saying import say
from wirlod.settings import Settings

LOOK_UP_SECONDS = 0.2
"""How often a wait is interrupted to see whether the client is still there."""

MOST_IDLE = 16
"""How many connections wait for the next request; the broker has a thread for each."""

T = TypeVar("T")


class BrokerProcess:
    """The broker of this service; ends with whoever started it, or when it is closed."""

    def __init__(self, settings: Settings) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            # An environment of its own: no secret of the server is within a query's reach.
            self._popen = subprocess.Popen(
                [sys.executable, "-m", "wirlod.query.workers.broker", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={"PYTHONPATH": str(Path(wirlod.__file__).parents[1])},
            )
        self._line = Connection(ours.detach())
        self._owner = os.getpid()
        wire.send(self._line, read_limits(settings))
        try:
            self.address = self._line.recv_bytes()
        except (EOFError, ConnectionError) as error:
            raise WorkersUnavailable(
                say("no process can be started for strangers' queries")
            ) from error

    def close(self) -> None:
        """End it, with every worker; a process that was forked from its owner only lets go."""
        self._line.close()
        if os.getpid() != self._owner:
            return
        self._popen.wait(10)


def read_limits(settings: Settings) -> Limits:
    """Take from the *settings* what holds for the whole service."""
    return Limits(
        workers=settings.query_workers,
        per_client=settings.query_workers_per_client,
        waiting=settings.query_waiting,
        waiting_seconds=settings.query_waiting_seconds,
        memory_mb=settings.query_memory_mb,
        rate=settings.query_rate,
    )


class Lines:
    """Connections to one broker; what has answered waits for the next request."""

    def __init__(self, broker: bytes) -> None:
        self._broker = broker
        self._idle: deque[Connection] = deque(maxlen=MOST_IDLE)

    def take(self) -> Connection:
        """
        Give a connection that nobody uses.

        :raises WorkersUnavailable: when the broker cannot be reached.
        """
        with suppress(IndexError):
            while not _has_ended(line := self._idle.pop()):
                return line
        return self._connect()

    def _connect(self) -> Connection:
        connecting = socket.socket(socket.AF_UNIX)
        try:
            connecting.connect(self._broker)
        except OSError as error:
            connecting.close()
            raise _gone() from error
        return Connection(connecting.detach())

    def keep(self, line: Connection) -> None:
        """Keep a connection over which everything was said."""
        self._idle.append(line)

    def close(self) -> None:
        """Close what waits."""
        while self._idle:
            self._idle.pop().close()


def _has_ended(line: Connection) -> bool:
    """Tell whether the other side of an idle connection is gone: else it says nothing."""
    if not wire.wait([line], 0):
        return False
    line.close()
    return True


def ask_broker(lines: Lines, request: wire.Request, wanted: type[T]) -> T:
    """
    Ask the broker one thing.

    :raises WorkersUnavailable: when it does not answer.
    """
    line = lines.take()
    try:
        wire.send(line, request)
        found = wire.receive(line, wanted)
    except (EOFError, OSError) as error:
        line.close()
        raise _gone() from error
    lines.keep(line)
    return found


def _gone() -> WorkersUnavailable:
    return WorkersUnavailable(say("the process that lends workers does not answer: try again"))


class LentWorker:
    """A worker of the broker's that answers one question of ours."""

    def __init__(self, lines: Lines, loan: Connection, worker: tuple[Connection, int]) -> None:
        self._lines = lines
        self._loan = loan
        self._end: wire.Ended | None = None
        self._given_back = False
        self._lock = Lock()
        self.connection, self.pipe = worker

    def kill(self) -> wire.Ended:
        """End it, whatever it does, and tell how it ended; what was given back is another's."""
        with self._lock:
            if self._given_back:
                return wire.Ended(signal.SIGKILL, made_room=False)
            if self._end is None:
                try:
                    wire.send(self._loan, wire.Kill())
                    self._end = wire.receive(self._loan, wire.Ended)
                except (EOFError, OSError):
                    self._end = wire.Ended(signal.SIGKILL, made_room=False)
            return self._end

    def give_back(self, *, reusable: bool, finished: bool) -> None:
        """Let others have it; what is not reusable is replaced."""
        self.connection.close()
        os.close(self.pipe)
        with self._lock:
            self._given_back = True
            try:
                wire.send(self._loan, wire.GiveBack(reusable, finished))
            except OSError:
                self._loan.close()  # the broker is gone, and every worker with it
            else:
                self._lines.keep(self._loan)


def borrow_worker(lines: Lines, wanted: wire.Wanted, client: Client) -> LentWorker:
    """
    Wait until it is the turn of *client*, and borrow a worker.

    :raises QueryBusy: when too many wait, or too long.
    :raises WorkersUnavailable: when there are none.
    """
    loan = lines.take()
    try:
        wire.send(loan, wanted)
        while not wire.wait([loan], LOOK_UP_SECONDS):
            if client.is_gone():
                raise QueryBusy(say("the client went away while its query was waiting"))
        lent = wire.receive(loan, wire.Lent)
        if lent.error:
            kind: type[WirlodError] = getattr(errors, lent.error)
            raise kind(lent.message)
        return LentWorker(lines, loan, wire.receive_worker(loan))
    except (EOFError, OSError, WirlodError) as error:
        loan.close()
        if isinstance(error, WirlodError):
            raise
        raise _gone() from error
