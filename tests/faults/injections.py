"""
Faults that are injected, class by class, and what must hold whatever happens.

Each function injects one fault, chosen by the chance it is given, and raises
:class:`~tests.faults.children.InvariantBroken` where something does not hold afterwards:

- the current edition is whole, and the same bytes as before or those of the new one;
- an answer that began is complete or visibly broken;
- no process, lock or file is left; what a killed publisher left, the next one clears;
- a damaged edition is named, never switched to, and never served.
"""

import fcntl
import hashlib
import os
import re
import resource
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import closing, nullcontext, suppress
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, TemporaryFile
from urllib.parse import quote

import msgspec
from tests.faults.children import (
    InvariantBroken,
    busy_processor,
    disturb,
    hold,
    hold_ended,
    hold_told,
    in_a_child,
    memory_of_this,
    no_limit,
    starve,
    starve_of_cpu,
    wait_or_kill,
)
from tests.faults.service import (
    Service,
    find_children,
    find_descendants,
    read_command,
    wait_for_end,
)

from wirlod.editions import (
    current_edition,
    current_name,
    find_damage,
    find_editions,
    roll_back,
    usable_edition,
)
from wirlod.errors import WirlodError
from wirlod.publish.publisher import publish
from wirlod.settings import Settings
from wirlod.table_form import add_rows, replace_file

RECOVERY_SECONDS = 15
LOGGED = re.compile(r"[0-9-]{10}T[0-9:.+]+ (warning|error): Worker ")
"""Lines that tell of a process of the server that was ended."""

HIDDEN = {".lock"}


def digest(folder: Path) -> str:
    """Hash names and bytes of all files in a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in ("LOCK", "LOG"):
            found.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def hold_whole(editions: Path, known: dict[str, str]) -> None:
    """Check that the current edition is whole, and as it was when it was published."""
    edition = current_edition(editions)
    hold(not find_damage(edition), f"{edition.name} is current and damaged")
    seen = known.setdefault(edition.name, digest(edition.folder))
    hold(seen == digest(edition.folder), f"{edition.name} is not what it was")


def hold_free(editions: Path) -> None:
    """Check that nobody holds the lock."""
    with (editions / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InvariantBroken("the lock is held by nobody we know") from None


def hold_clean(editions: Path) -> None:
    """Check that nothing lies beside the editions."""
    left = {p.name for p in editions.iterdir() if p.name.startswith(".")} - HIDDEN
    hold(not left, f"left behind: {sorted(left)}")


# ---- a copy of an edition is damaged


def damage(path: Path, chance: Random) -> str:
    """Damage a file in one of the ways that disks and people do."""
    content = path.read_bytes()
    way = chance.choice(["flip", "cut", "remove", "grow", "empty", "zero", "folder"])
    place = chance.randrange(len(content)) if content else 0
    if way in ("remove", "folder"):
        path.unlink()
        if way == "folder":
            path.mkdir()
    elif way == "grow" or not content:
        path.write_bytes(content + b"x")
    elif way == "flip":
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
    elif way == "zero":
        zeroed = content[:place] + bytes(min(512, len(content) - place)) + content[place + 512 :]
        path.write_bytes(zeroed if zeroed != content else content + b"\0")
    else:
        path.write_bytes(content[: place if way == "cut" else 0])
    return way


def corrupt(editions: Path, chance: Random) -> str:
    """Damage one file of the newest of two editions; it is put back afterwards."""
    newest = list(find_editions(editions))[-1]
    files = [p for p in sorted(newest.folder.rglob("*")) if p.is_file()]
    files = [p for p in files if p.name not in ("LOCK", "LOG")]
    path = chance.choice(files)
    kept = path.read_bytes()
    way = damage(path, chance)
    what = f"{way} {path.relative_to(newest.folder)}"
    try:
        served, warning = usable_edition(editions)
        hold(served.name != newest.name, f"{what}: served in silence")
        hold(bool(warning), f"{what}: no warning")
        hold(_is_refused(editions, newest.name), f"{what}: switched to")
    finally:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.write_bytes(kept)
    hold(usable_edition(editions)[0].name == newest.name, "not well when put back")
    return f"corrupt: {way}"


def _is_refused(editions: Path, name: str) -> bool:
    try:
        roll_back(editions, name)
    except WirlodError:
        return True
    return False


# ---- a process is ended or starved while it works


def switch(editions: Path, known: dict[str, str], chance: Random) -> str:
    """Kill a process that switches between two editions all the time, at rest or starved."""
    names = [edition.name for edition in find_editions(editions)][-2:]

    def work() -> None:
        while True:
            for name in names:
                roll_back(editions, name)

    way = chance.choice(["kill", "storm", "cpu"])
    child = in_a_child(work, starve_of_cpu if way == "cpu" else no_limit)
    with busy_processor() if way == "cpu" else nullcontext():
        if way == "storm":
            disturb(child, way, chance)
        code = wait_or_kill(child, chance.random() * 0.15, signal.SIGKILL)
    hold(code == -signal.SIGKILL, f"switch: {way}: ended by itself")
    hold_whole(editions, known)
    hold_free(editions)
    hold_ended(child)
    roll_back(editions, names[1])
    hold_clean(editions)
    return f"switch: {way}"


def write(editions: Path, known: dict[str, str], chance: Random) -> str:
    """End, or starve of disk, a process that writes tables as imports and reviews do."""
    path = editions.with_name("written.csv")
    short, long = b"key\na\n", b"key\n" + b"a\n" * chance.randrange(5_000, 200_000)
    replace_file(path, short)
    way = chance.choice(["kill", "disk"])
    limit = starve(resource.RLIMIT_FSIZE, chance.randrange(len(short), len(long)))

    def work() -> None:
        while True:
            replace_file(path, long)
            add_rows(path, [{"key": "b"}])
            replace_file(path, short)

    child = in_a_child(work, limit if way == "disk" else no_limit)
    code = wait_or_kill(child, chance.random() * 0.1 if way == "kill" else 20, signal.SIGKILL)
    hold(path.read_bytes() in (short, long, long + b"b\n"), f"{way}: half a table")
    hold(way == "kill" or (code, path.read_bytes()) == (1, short), f"{way}: {code}, not as before")
    replace_file(path, short)
    left = [one.name for one in path.parent.iterdir() if one.name.startswith("written.csv.")]
    hold(not left, f"left behind: {left}")
    return f"write: {way}"


class Publishing(msgspec.Struct):
    """Publications of a programme, one after the other, that are disturbed."""

    settings: Settings
    clock: datetime
    seconds: float = 10
    """How long one takes that is not disturbed."""

    def now(self) -> datetime:
        """Give the next second."""
        self.clock += timedelta(seconds=1)
        return self.clock

    def publish(self) -> None:
        """Publish, undisturbed; in a child, too, for it starts threads, and this process forks."""
        started, created = time.monotonic(), self.now()
        child = in_a_child(lambda: publish(self.settings, created, lambda line: None), no_limit)
        hold(wait_or_kill(child, 280, signal.SIGKILL) == 0, "a publication failed, undisturbed")
        self.seconds = time.monotonic() - started

    def disturb(self, known: dict[str, str], chance: Random) -> str:
        """Disturb one publication."""
        editions = self.settings.editions
        before, created = current_name(editions), self.now()
        way, limit, seconds = self._choose(chance)
        child = in_a_child(lambda: publish(self.settings, created, lambda line: None), limit)
        if way in ("pause", "storm"):
            time.sleep(seconds)
            seconds = 120
        if way == "pause":
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGSTOP)
                hold_whole(editions, known)
                os.kill(child, signal.SIGCONT)
        elif way == "storm":
            with suppress(ProcessLookupError):
                disturb(child, way, chance)
        with busy_processor() if way == "cpu" else nullcontext():
            code = wait_or_kill(child, seconds, signal.SIGKILL)
        if way != "memory":  # then anything may fail, in anybody's code
            hold_told(child, code, f"publish: {way}")
        hold_ended(child)
        hold_free(editions)
        hold_whole(editions, known)
        after = current_name(editions)
        hold(code != -signal.SIGKILL or way == "kill", f"{way}: no end in two minutes")
        hold(code == 0 or after == before or code < 0, f"{way}: failed, and {after} is current")
        hold(code != 0 or after != before, f"{way}: went well, and {before} is current")
        if code == 1:
            hold_clean(editions)
        return f"publish: {way}"

    def _choose(self, chance: Random) -> tuple[str, Callable[[], None], float]:
        """Choose a way: its name, what limits the child, and when it is killed."""
        way = chance.choice(
            ["kill", "kill", "pause", "storm", "cpu", "disk", "descriptors", "memory"]
        )
        limits = {
            "disk": (resource.RLIMIT_FSIZE, chance.randrange(1, 200_000)),
            "descriptors": (resource.RLIMIT_NOFILE, chance.randrange(8, 40)),
            "memory": (resource.RLIMIT_AS, memory_of_this() + chance.randrange(1, 60) * 2**20),
        }
        if way == "cpu":
            return way, starve_of_cpu, 120
        if way in limits:
            return way, starve(*limits[way]), 120
        return way, no_limit, chance.random() * self.seconds


def hold_next_clears(publishing: Publishing) -> None:
    """Check that an undisturbed publication leaves nothing of those that were."""
    publishing.publish()
    hold_clean(publishing.settings.editions)


# ---- a service is disturbed while it answers

QUERY = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 300"
ASKED = (
    "/doc/grant.csv",
    f"/sparql?format=csv&query={quote(QUERY)}",
    "/download/wirlod.nt.gz",
    "/catalogue.ttl",
    "/readyz",
)


class Serving:
    """A service whose processes are disturbed, and the answers it ought to give."""

    def __init__(self, editions: Path) -> None:
        self.temporary = TemporaryDirectory(prefix="wirlod-serving-")
        self.errors = TemporaryFile()  # noqa: SIM115 (close() closes it)
        limits = {"query_workers": 2, "query_seconds": 2}
        self.service = Service(
            editions,
            *("--workers", "1"),
            errors=self.errors,
            temporary=self.temporary.name,
            **limits,
        )
        self.service.start()
        self.expected = {path: self._get(path) for path in ASKED if path != "/readyz"}

    def _get(self, path: str) -> tuple[int, bytes]:
        with closing(HTTPConnection("127.0.0.1", self.service.port, timeout=20)) as connection:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read()

    def disturb(self, chance: Random) -> str:
        """Disturb one process while an answer is under way."""
        part, pid = chance.choice(self.processes())
        ways = ["kill", "pause", "storm", "cpu", "descriptors", "memory"]
        way = chance.choice(ways[:4] if part == "preparer" else ways)  # starved, it just ends
        path = chance.choice(ASKED)
        with closing(HTTPConnection("127.0.0.1", self.service.port, timeout=20)) as connection:
            connection.request("GET", path)
            time.sleep(chance.random() * 0.01)
            with suppress(ProcessLookupError):
                disturb(pid, way, chance)
            self._hold_answer(connection, path)
        self._hold_recovery()
        return f"serve: {way} {part}"

    def processes(self) -> list[tuple[str, int]]:
        """Find all processes but the first, by what they are."""
        web = [("web", pid) for pid in self.service.web_workers()]
        watchers = [p for p in find_children(self.service.pid) if b"broker" in read_command(p)]
        brokers = [pid for watcher in watchers for pid in find_children(watcher)]
        nurseries = [pid for broker in brokers for pid in find_children(broker)]
        workers = [pid for nursery in nurseries for pid in find_children(nursery)]
        named = {"broker": brokers, "nursery": nurseries, "query": workers}
        named["preparer"] = self.service.preparers()
        return web + [(name, pid) for name, pids in named.items() for pid in pids]

    def _hold_answer(self, connection: HTTPConnection, path: str) -> None:
        try:
            response = connection.getresponse()
            found = response.status, response.read()
        except (OSError, HTTPException):
            return  # visibly broken
        if found[0] == 200 and path in self.expected:
            hold(found == self.expected[path], f"{path}: 200 with another body")
        hold(found[0] in (200, 303, 307, 503), f"{path}: status {found[0]}")

    def _hold_recovery(self) -> None:
        deadline = time.monotonic() + RECOVERY_SECONDS
        while time.monotonic() < deadline:
            with suppress(OSError, HTTPException):
                if all(self._get(path) == known for path, known in self.expected.items()):
                    return
            time.sleep(0.05)
        raise InvariantBroken(f"no right answers {RECOVERY_SECONDS} seconds later")

    def close(self) -> str:
        """End it; give what it said that is no line of a log."""
        pids = list(find_descendants(self.service.pid))
        self.service.close()
        left = wait_for_end(pids)
        hold(not left, f"processes left: {left}")
        with self.temporary as folder:
            hold(not os.listdir(folder), f"left behind: {os.listdir(folder)}")
        with self.errors:
            self.errors.seek(0)
            lines = self.errors.read().decode().splitlines()
        return "\n".join(line for line in lines if not LOGGED.match(line))

    def files(self) -> int:
        """Count the open files of all processes."""
        pids = [self.service.pid, *(pid for _, pid in self.processes())]
        return sum(len(os.listdir(f"/proc/{pid}/fd")) for pid in pids)
