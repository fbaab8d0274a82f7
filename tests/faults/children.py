"""Processes that work in a session of their own, to be killed, paused and starved."""

import os
import resource
import signal
import sqlite3
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from tests.faults.service import read_command

from wirlod.errors import WirlodError

FAILED, UNEXPECTED = 1, 70
"""How a child ends that failed in one line, as the command line does; and with a traceback."""


class InvariantBroken(AssertionError):
    """Something does not hold that must."""


def hold(held: bool, what: str) -> None:
    """Check one thing that must hold."""
    if not held:
        raise InvariantBroken(what)


def hold_ended(session: int) -> None:
    """Check that every process of a session has ended, or ends in a moment."""
    deadline = time.monotonic() + 10
    while left := [pid for pid in _processes() if _session(pid) == session]:
        if time.monotonic() > deadline:
            commands = [read_command(pid)[-200:] for pid in left]
            raise InvariantBroken(f"processes left: {commands}")
        time.sleep(0.05)


def _processes() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def _session(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] == "Z" else int(fields[3])


def in_a_child(work: Callable[[], object], limit: Callable[[], None]) -> int:
    """
    Fork a process with a session of its own that does *work*; give its id.

    It fails as the command line does; anything else is a traceback, which is kept.
    """
    if pid := os.fork():
        return pid
    code = UNEXPECTED
    try:
        os.setsid()
        with open(os.devnull, "r+b") as nowhere:
            for number in (0, 1, 2):
                os.dup2(nowhere.fileno(), number)
        limit()
        work()
        code = 0
    except (WirlodError, OSError, MemoryError, sqlite3.Error):
        code = FAILED
    finally:
        if code == UNEXPECTED:
            with suppress(OSError, MemoryError):
                _said_by(os.getpid()).write_text(traceback.format_exc())
        os._exit(code)


def _said_by(pid: int) -> Path:
    return Path(tempfile.gettempdir()) / f"wirlod-child-{pid}.txt"


def hold_told(pid: int, code: int, what: str) -> None:
    """Check that a child that failed did so in one line."""
    told = _said_by(pid)
    if code == UNEXPECTED:
        text = told.read_text() if told.exists() else "(no traceback was kept)"
        told.unlink(missing_ok=True)
        raise InvariantBroken(f"{what}: {text[-3000:]}")


def no_limit() -> None:
    """Starve of nothing."""


def starve(kind: int, amount: int) -> Callable[[], None]:
    """Make what sets a limit in a child; a file that grows too large is an error, no death."""

    def set_limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(kind, (amount, amount))

    return set_limit


def wait_or_kill(pid: int, seconds: float, how: signal.Signals) -> int:
    """Let a child live so long; give its status, negative where a signal ended it."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(pid, how)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def disturb(pid: int, way: str, chance: Random) -> None:
    """Kill a process, or have it starve or stand still for a moment, or now and again."""
    if way in SIGNALS:
        os.kill(pid, SIGNALS[way])
    elif way in ("pause", "storm"):
        for _ in range(1 if way == "pause" else chance.randrange(5, 40)):
            os.kill(pid, signal.SIGSTOP)
            time.sleep(chance.uniform(0.2, 0.5) if way == "pause" else chance.uniform(0, 0.03))
            os.kill(pid, signal.SIGCONT)
            time.sleep(0 if way == "pause" else chance.uniform(0, 0.01))
    elif way == "cpu":
        _starve_of_cpu_for_a_moment(pid)
    else:
        _starve_for_a_moment(pid, way)


SIGNALS = {"kill": signal.SIGKILL, "end": signal.SIGTERM, "interrupt": signal.SIGINT}


def _starve_for_a_moment(pid: int, way: str) -> None:
    kind = resource.RLIMIT_NOFILE if way == "descriptors" else resource.RLIMIT_AS
    before = resource.prlimit(pid, kind)
    used = len(os.listdir(f"/proc/{pid}/fd")) if way == "descriptors" else 2**26
    resource.prlimit(pid, kind, (used, before[1]))
    time.sleep(0.2)
    with suppress(ProcessLookupError):
        resource.prlimit(pid, kind, before)


def _starve_of_cpu_for_a_moment(pid: int) -> None:
    """Let a process work only when nobody else wants to, beside somebody who does."""
    every = os.sched_getaffinity(0)
    with suppress(ProcessLookupError), busy_processor():
        for policy, processors in ((os.SCHED_IDLE, {min(every)}), (os.SCHED_OTHER, every)):
            for thread in _threads(pid):
                with suppress(ProcessLookupError):
                    os.sched_setscheduler(thread, policy, os.sched_param(0))
                    os.sched_setaffinity(thread, processors)
            time.sleep(0.4 if policy == os.SCHED_IDLE else 0)


def _threads(pid: int) -> list[int]:
    try:
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]
    except FileNotFoundError:
        return []


def starve_of_cpu() -> None:
    """Let a child work only when nobody else wants to, on one processor beside a busy one."""
    os.nice(19)
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


@contextmanager
def busy_processor() -> Iterator[None]:
    """Keep busy the processor on which starved children work."""
    pid = in_a_child(_burn, no_limit)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _burn() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    while os.getppid() != 1:
        sum(range(1000))


def memory_of_this() -> int:
    """Tell how much address space this process has."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
