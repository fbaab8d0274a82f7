"""
``python -m tests.faults [SEED] [TIMES]``: inject faults by class, and say how many of each.

TIMES multiplies what the short run of the tests does, which is 1.
"""

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from click.testing import CliRunner
from tests.faults.children import InvariantBroken, hold
from tests.faults.commands import Commands
from tests.faults.injections import (
    Publishing,
    Serving,
    corrupt,
    hold_next_clears,
    switch,
    write,
)
from tests.faults.pushes import Pushing

from wirlod.cli import main as wirlod
from wirlod.settings import Settings

SHORT = {
    **{"corrupt": 21, "switch": 8, "write": 8, "publish": 3, "serve": 8},
    **{"push": 8, "command": 5},
}
"""How many faults of each class the short run injects."""

OPENED_LATER = 60
"""Files that are opened when they are first needed: a store, connections of threads."""


def prepare(folder: Path) -> Publishing:
    """Make a small programme with two editions."""
    made = CliRunner().invoke(wirlod, ["new", str(folder / "programme")])
    assert made.exit_code == 0, made.output
    settings = Settings(
        base_uri="https://a.example/",
        data=folder / "programme",
        editions=folder / "editions",
        keep_editions=3,
        publish_processes=1,
    )
    publishing = Publishing(settings, datetime(2026, 11, 22, tzinfo=UTC))
    publishing.publish()
    publishing.publish()
    return publishing


def inject(
    publishing: Publishing, chance: Random, numbers: dict[str, int], done: Counter[str]
) -> None:
    """Inject faults of all classes; count in *done* how many of each."""
    editions, known = publishing.settings.editions, {}
    for _ in range(numbers["corrupt"]):
        done[corrupt(editions, chance)] += 1
    for _ in range(numbers["switch"]):
        done[switch(editions, known, chance)] += 1
    for _ in range(numbers["write"]):
        done[write(editions, known, chance)] += 1
    for number in range(numbers["publish"]):
        done[publishing.disturb(known, chance)] += 1
        if number % 10 == numbers["publish"] % 10:
            hold_next_clears(publishing)
    hold_next_clears(publishing)
    disturb_pushes(editions, chance, numbers["push"], done)
    commands = Commands(editions.parent)
    for _ in range(numbers["command"]):
        done[commands.disturb(chance)] += 1
    disturb_service(editions, chance, numbers["serve"], done)


def disturb_pushes(editions: Path, chance: Random, number: int, done: Counter[str]) -> None:
    """Disturb so many pushes to an engine."""
    pushing = Pushing(editions, editions.parent)
    try:
        for _ in range(number):
            done[pushing.disturb(chance)] += 1
    finally:
        pushing.close()


def disturb_service(editions: Path, chance: Random, number: int, done: Counter[str]) -> None:
    """Disturb a service so many times; nothing of it is left afterwards."""
    serving = Serving(editions)
    try:
        before = serving.files()
        for _ in range(number):
            done[serving.disturb(chance)] += 1
        after = serving.files()
        hold(after <= before + OPENED_LATER, f"{before} open files before, {after} after")
    finally:
        said = serving.close()
    hold(not said, f"said: {said[-600:]}")


def kinds_of(done: Counter[str]) -> Iterator[str]:
    """Yield the class of each fault."""
    for name in done.elements():
        yield name.partition(":")[0]


def main(seed: int, times: int) -> int:
    """Inject, and print what was done; 1 where something did not hold."""
    folder = Path(tempfile.mkdtemp(prefix="wirlod-faults-"))
    done: Counter[str] = Counter()
    broken = ""
    try:
        numbers = {name: number * times for name, number in SHORT.items()}
        inject(prepare(folder), Random(seed), numbers, done)
    except InvariantBroken as error:
        broken = str(error)
    finally:
        shutil.rmtree(folder)
    for kind, total in sorted(Counter(kinds_of(done)).items()):
        print(f"{total:>6}  {kind}")
        for name, number in sorted(done.items()):
            if name.startswith(f"{kind}: "):
                print(f"{number:>12}  {name.partition(': ')[2]}")
    ending = f"BROKEN: {broken}" if broken else "nothing broken"
    print(f"{done.total():>6}  injected, {ending}, seed {seed}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in [*sys.argv[1:], "1", "1"][:2])))
