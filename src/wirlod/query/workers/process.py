"""Our handles on the nursery and on the workers it forks."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import wirlod
from wirlod.errors import WorkersUnavailable
from wirlod.query.workers import wire
from wirlod.saying import say

_LOW_PRIORITY = 10


class NurseryProcess:
    """The process that forks and buries workers; used by many threads, one order at a time."""

    def __init__(self, plan: wire.Nursery) -> None:
        self._plan = plan
        self._lock = threading.RLock()
        self._closed = False
        self._start()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            # An environment of its own: no secret of the server is within a query's reach.
            self._popen = subprocess.Popen(
                [sys.executable, "-m", "wirlod.query.workers.nursery", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={"PYTHONPATH": str(Path(wirlod.__file__).parents[1])},
            )
        self._connection = Connection(ours.detach())
        try:
            wire.send(self._connection, self._plan)
            ready = wire.receive(self._connection, wire.NurseryReady)
        except (EOFError, ConnectionError) as error:
            self._end()
            raise WorkersUnavailable(
                say(
                    "the store in {place} cannot be opened by a worker process",
                    place=self._plan.place,
                )
            ) from error
        self.network_wall = ready.network_wall

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._popen.pid

    def birth(self) -> "Process":
        """
        Fork a worker and wait until it is ready; a nursery that died is replaced first.

        :raises WorkersUnavailable: when none can be had.
        """
        with self._lock:
            if self._closed:
                raise WorkersUnavailable(say("the workers of this edition have been dismissed"))
            try:
                return self._birth()
            except (EOFError, ConnectionError):
                self._end()
                self._start()
                return self._birth()

    def _birth(self) -> "Process":
        wire.send(self._connection, wire.Birth())
        pid = int(self._connection.recv_bytes())
        process = Process(self, pid, *wire.receive_worker(self._connection))
        process.connection.recv_bytes()
        return process

    def bury(self, pid: int) -> int:
        """Kill and reap the worker *pid*; give the signal that ended it."""
        with self._lock:
            try:
                wire.send(self._connection, wire.Burial(pid))
                return int(self._connection.recv_bytes())
            except (EOFError, OSError):
                return signal.SIGKILL  # the nursery is gone, and every worker with it

    def close(self) -> None:
        """End the nursery and every worker, for good."""
        with self._lock:
            self._closed = True
            self._end()

    def _end(self) -> None:
        self._connection.close()
        try:
            self._popen.wait(5)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()


class Process:
    """A worker: a socket to ask it, a pipe to read from."""

    def __init__(
        self, nursery: NurseryProcess, pid: int, connection: Connection, pipe: int
    ) -> None:
        self._nursery = nursery
        self._lock = threading.Lock()
        self._signal: int | None = None
        self.pid = pid
        self.connection = connection
        self.pipe = pipe

    def is_idle(self) -> bool:
        """Tell whether it waits for a question: alive, and with nothing left to say."""
        return not wire.wait([self.connection, self.pipe], 0)

    def lower_priority(self) -> None:
        """Let others go first from now on."""
        with suppress(ProcessLookupError, PermissionError):  # it may have just ended
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOW_PRIORITY)

    def kill(self) -> int:
        """End it, whatever it does, and give the signal that it died from: its own or ours."""
        with self._lock:
            if self._signal is None:
                self._signal = self._nursery.bury(self.pid)
            return self._signal

    def bury(self) -> None:
        """End it and give back what it held here; nobody may be reading from it any more."""
        self.kill()
        self.connection.close()
        os.close(self.pipe)
