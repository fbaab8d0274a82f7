"""
``wirlod import`` and ``wirlod review`` as whole commands, disturbed at one of their steps.

A step is what they do to a file of ``data/``. Whatever happens there, no file is half written, and
whoever reads ``data/`` next finds it as it was before or after, or, of a review, after some of its
decisions; nothing else is left.
"""

import csv
import io
import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import msgspec
from tests.faults.children import (
    FAILED,
    SIGNALS,
    busy_processor,
    disturb,
    hold,
    hold_told,
    in_a_child,
    memory_of_this,
    no_limit,
    starve_of_cpu,
    wait_or_kill,
)
from tests.running import CHECKOUT

from wirlod.cli import main as wirlod
from wirlod.errors import WirlodError
from wirlod.together import undo_interrupted

MAPPING = """\
name: musterliste
source: {title: Musterliste, publisher: Musteramt, url: "https://example.org/liste"}
columns: {recipient: Empfänger, place: Ort, purpose: Zweck, start: Beginn, end: Ende}
sums: [{column: Betrag, kind: grant}]
constants: {state: "06"}
key: Nr
gone: withdraw
gone-reason: Bescheid aufgehoben
"""
HEADER = "Nr;Empfänger;Ort;Zweck;Beginn;Ende;Betrag"
NAMES = ("Abendrot", "Abentrot", "Morgenlicht", "Morgenlich", "Sonnenhof", "Sonnenhoff")
"""Each may be the one before."""

TEXT = CHECKOUT / "tests/extract/texts/02-zwei-bescheide-jeweils.txt"

WAYS = (
    *("kill", "kill", "end", "interrupt", "pause", "storm", "cpu"),
    *("disk", "disk kills", "descriptors", "memory"),
)
KILLING = ("kill", "end", "interrupt", "disk kills", "memory")
"""What may end a process without a word."""

CHANGING = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.copyfile")
Snapshot = dict[str, bytes]


class Command(msgspec.Struct, frozen=True):
    """A command, and what is typed while it runs."""

    name: str
    arguments: tuple[str, ...]
    typed: str = ""


class Commands:
    """A programme whose records are imported and reviewed, again and again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "commands"
        self._folder.mkdir()
        self.data = self._folder / "data"
        self._kept = self._folder / "kept"
        self._write_tables()
        shutil.copytree(CHECKOUT / "data", self.data)
        release = self.data / "releases" / "two-notices.md"
        self._run(Command("", ("extract", "--propose", "--key", release.stem, str(TEXT))))
        arguments = ("--mapping", "mapping.yaml", "--on", "2026-01-02")
        self._run(Command("", ("import", "first.csv", *arguments)))
        reviewing = ("review", "--as", "P", "--on", "2026-01-03")
        self._commands = (
            Command("import", ("import", "second.csv", *arguments)),
            Command("review of a table", (*reviewing, "musterliste"), "a\rr\ra\rb\ra\r"),
            Command("review of a release", (*reviewing, str(release)), "a\r" * 5),
        )
        shutil.copytree(self.data, self._kept)
        self._states = {command.name: self._find_states(command) for command in self._commands}

    def _write_tables(self) -> None:
        (self._folder / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
        for name, numbers in (("first", range(40)), ("second", range(20, 60))):
            rows = (
                f"A-{n};Verein {NAMES[n % len(NAMES)]} e.V.;Kassel;Probe {n};01.02.2015;31.12.2015;"
                f"{n + 1},00"
                for n in numbers
            )
            text = "\n".join([HEADER, *rows, ""])
            (self._folder / f"{name}.csv").write_text(text, encoding="utf-8")

    def disturb(self, chance: Random) -> str:
        """Disturb one command at one of its steps, and run it again undisturbed."""
        command, way = chance.choice(self._commands), chance.choice(WAYS)
        states, steps = self._states[command.name]
        step = chance.randrange(1, steps + 1)
        what = f"{command.name}: {way} at step {step} of {steps}"
        code = self._run(command, _harm_at(step, way, chance, self.data), way, chance)
        hold(code in (0, FAILED) or way in KILLING, f"{what}: ended by {code}")
        self._hold_files(states, what)
        undo_interrupted(self.data)
        found = _look(self.data)
        hold(found in states, f"{what}: neither before nor after: {_differs(found, states)}")
        hold(code != 0 or found == states[-1], f"{what}: went well, and is not as after")
        hold(self._run(command) == 0, f"{what}: cannot be run again")
        left = {path for path in _look(self.data) if _is_left(path)}
        hold(not left, f"{what}: left behind: {left}")
        hold(found != states[0] or _look(self.data) == states[-1], f"{what}: not as after")
        self._put_back()
        return f"{command.name}: {way}"

    def _hold_files(self, states: list[Snapshot], what: str) -> None:
        """Check that every file that can be seen is a whole one."""
        for path, content in _look(self.data).items():
            wanted = {state.get(path) for state in states}
            is_whole = content in wanted or (path.endswith(".csv") and _is_table(content))
            hold(_is_left(path) or is_whole, f"{what}: {path} is half written")

    def _find_states(self, command: Command) -> tuple[list[Snapshot], int]:
        """Find all states a command goes through that are whole, and count its steps."""
        states = [_look(self.data)]
        for typed in range(0, len(command.typed) + 1, 2):
            code = self._run(msgspec.structs.replace(command, typed=command.typed[:typed]))
            hold(code == 0, f"{command.name} fails, undisturbed")
            found = _look(self.data)
            states += [] if found in states else [found]
            self._put_back()
        hold(len(states) > 1, f"{command.name} changes nothing")
        counted = self._folder / "steps"
        self._run(command, lambda: sys.addaudithook(_counting(self.data, counted)))
        self._put_back()
        return states, len(counted.read_bytes())

    def _put_back(self) -> None:
        shutil.rmtree(self.data)
        shutil.copytree(self._kept, self.data)

    def _run(
        self,
        command: Command,
        limit: Callable[[], None] = no_limit,
        way: str = "",
        chance: Random | None = None,
    ) -> int:
        reading, writing = os.pipe()
        os.write(writing, command.typed.encode())
        os.close(writing)
        child = in_a_child(lambda: self._work(command, reading, limit), no_limit)
        os.close(reading)
        if way == "pause":
            _wait_until_it_stands(child)
            self._hold_files(self._states[command.name][0], f"{command.name}: pause")
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGCONT)
        elif way == "storm" and chance:
            with suppress(ProcessLookupError):
                disturb(child, "storm", chance)
        elif way == "cpu":
            with busy_processor():
                time.sleep(0.5)
        code = wait_or_kill(child, 280, signal.SIGKILL)
        hold_told(child, code, f"{command.name}: {way}")
        return code

    def _work(self, command: Command, reading: int, limit: Callable[[], None]) -> None:
        """What a child does: run the command as the command line does."""
        os.dup2(reading, 0)
        sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 (it lives as long as the child)
        os.chdir(self._folder)
        os.environ |= {
            "WIRLOD_DATA": str(self.data),
            "WIRLOD_EDITIONS": "nowhere",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        limit()
        try:
            wirlod.main(list(command.arguments))
        except SystemExit as ended:
            if ended.code:
                raise WirlodError from None


def _look(data: Path) -> Snapshot:
    return {str(p.relative_to(data)): p.read_bytes() for p in data.rglob("*") if p.is_file()}


def _is_table(content: bytes) -> bool:
    """Tell whether a table ends where a row ends, and all its rows have as many cells."""
    rows = list(csv.reader(io.StringIO(content.decode(), newline="")))
    return content.endswith(b"\n") and len({len(row) for row in rows}) == 1


def _is_left(path: str) -> bool:
    return path.endswith(".new") or any(part.startswith(".") for part in Path(path).parts)


def _differs(found: Snapshot, states: list[Snapshot]) -> list[list[str]]:
    return [
        sorted(p for p in found.keys() | state.keys() if found.get(p) != state.get(p))
        for state in states
    ]


def _changes(data: Path, event: str, arguments: tuple[object, ...]) -> bool:
    if event not in CHANGING or not str(arguments[0]).startswith(str(data)):
        return False
    return event != "open" or bool(int(str(arguments[2])) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _counting(data: Path, counted: Path) -> Callable[[str, tuple[object, ...]], None]:
    file = counted.open("wb", buffering=0)

    def count(event: str, arguments: tuple[object, ...]) -> None:
        if _changes(data, event, arguments):
            file.write(b".")

    return count


def _harm_at(step: int, way: str, chance: Random, data: Path) -> Callable[[], None]:
    """Make what has a child harm itself when it comes to a step."""
    size = chance.choice([1, chance.randrange(1, 3_000), chance.randrange(1, 60_000)])
    passed = 0

    def look(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal passed
        if _changes(data, event, arguments):
            passed += 1
            if passed == step:
                _harm_itself(way, size)

    def install() -> None:
        if way == "cpu":
            starve_of_cpu()
        sys.addaudithook(look)

    return install


STOPPING = {"pause": signal.SIGSTOP, **SIGNALS}


def _harm_itself(way: str, size: int) -> None:
    if way in STOPPING:
        os.kill(os.getpid(), STOPPING[way])
    elif way == "descriptors":
        used = len(os.listdir("/proc/self/fd"))
        resource.setrlimit(resource.RLIMIT_NOFILE, (used - 1, used - 1))
    elif way == "memory":
        limit = memory_of_this() + 2**16
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    elif way.startswith("disk"):
        kills = way == "disk kills"
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if kills else signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _wait_until_it_stands(pid: int) -> None:
    while not os.waitid(os.P_PID, pid, os.WSTOPPED | os.WEXITED | os.WNOHANG | os.WNOWAIT):
        time.sleep(0.002)
