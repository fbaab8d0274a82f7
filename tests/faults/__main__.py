"""
``python -m tests.faults [SEED] [TIMES]``: inject faults by class, and say how many of each.

TIMES multiplies what the short run of the tests does, which is 1.
"""

import shutil
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from click.testing import CliRunner
from tests.faults.injections import (
    InvariantBroken,
    Publishing,
    Serving,
    corrupt,
    hold,
    hold_next_clears,
    switch,
    write,
)

from wirlod.cli import main as wirlod
from wirlod.settings import Settings

SHORT = {"corrupt": 21, "switch": 8, "write": 8, "publish": 3, "serve": 8}
"""How many faults of each class the short run injects."""


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


def inject(publishing: Publishing, chance: Random, numbers: dict[str, int]) -> Counter[str]:
    """Inject faults of all classes; give how many of each."""
    editions, known = publishing.settings.editions, {}
    done: Counter[str] = Counter()
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
    return done + disturb_service(editions, chance, numbers["serve"])


def disturb_service(editions: Path, chance: Random, number: int) -> Counter[str]:
    """Disturb a service so many times; nothing of it is left afterwards."""
    done: Counter[str] = Counter()
    serving = Serving(editions)
    try:
        before = serving.files()
        for _ in range(number):
            done[serving.disturb(chance)] += 1
        after = serving.files()
        hold(after <= before + 10, f"{before} open files before, {after} after")
    finally:
        said = serving.close()
    hold(not said, f"said: {said[-600:]}")
    return done


def main(seed: int, times: int) -> int:
    """Inject, and print what was done; 1 where something did not hold."""
    folder = Path(tempfile.mkdtemp(prefix="wirlod-faults-"))
    try:
        numbers = {name: number * times for name, number in SHORT.items()}
        done = inject(prepare(folder), Random(seed), numbers)
    except InvariantBroken as error:
        print(f"seed {seed}: BROKEN: {error}")
        return 1
    finally:
        shutil.rmtree(folder)
    for name, number in sorted(done.items()):
        print(f"{number:>6}  {name}")
    print(f"{done.total():>6}  injected, nothing broken, seed {seed}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in [*sys.argv[1:], "1", "1"][:2])))
