"""
``make mutants``: one important line at a time is changed, and the nearest tests must notice.

A test that passes whatever the program does is none. Each mutant is made in a copy of the tree; the
whole fails where fewer than nine in ten are caught; a line that is no longer there counts as none.
Tools such as mutmut change Python alone, and all of it; here the texts of queries are changed too,
and only what a rule stands on, so that each mutant that survives is worth a test.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).parents[2]
ENOUGH = 0.9
OK, FAILED = 0, 1
"""What pytest says when it is done."""

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "node_modules", "editions", "__pycache__")


class Mutant(NamedTuple):
    """A piece of a file, what it becomes, and the tests that must fail then."""

    rule: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def read_mutants() -> Iterator[Mutant]:
    """Yield what ``mutants.yaml`` lists."""
    for part in yaml.safe_load((Path(__file__).with_suffix(".yaml")).read_text("utf-8")):
        for change in part["changes"]:
            where = (part["rule"], part["file"], change["from"], change["to"])
            yield Mutant(*where, tuple(part["tests"]))


def main(wanted: Collection[str]) -> None:
    """Try every mutant of the rules *wanted*, of all where none is named."""
    every = list(read_mutants())
    mutants = [mutant for mutant in every if not wanted or mutant.rule in wanted]
    if not mutants:
        sys.exit(f"the rules are: {', '.join(dict.fromkeys(mutant.rule for mutant in every))}")
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        results = [_try(mutant, tree) for mutant in mutants]
    for rule in dict.fromkeys(mutant.rule for mutant in mutants):
        of_rule = [
            caught for mutant, caught in zip(mutants, results, strict=True) if mutant.rule == rule
        ]
        print(f"{sum(of_rule):4} of {len(of_rule):3}  {rule}")
    print(f"{sum(results):4} of {len(results):3}  in all")
    if sum(results) < ENOUGH * len(results):
        sys.exit("too many survive: write a test for each")


def _try(mutant: Mutant, tree: Path) -> bool:
    caught = is_caught(mutant, tree)
    told = f"{mutant.file}: {mutant.old!r} → {mutant.new!r}"
    print(f"{'caught  ' if caught else 'SURVIVED'} {told}", flush=True)
    return caught


def is_caught(mutant: Mutant, tree: Path) -> bool:
    """Change the line in *tree*, run the tests, and put the line back."""
    path = tree / mutant.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        print(f"{mutant.file}: {mutant.old!r} is not there once: choose another line")
        return False
    path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
    tests = [f"tests/{name}" for name in mutant.tests]
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider",
             "-m", "not slow and not browser", *tests],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": f"{tree / 'src'}:{tree}"},
            capture_output=True,
            check=False,
        )  # fmt: skip
    finally:
        path.write_text(text, encoding="utf-8")
    if run.returncode not in (OK, FAILED):
        sys.exit(f"{mutant.tests} cannot run with {mutant.new!r} in {mutant.file}: {run.stdout!r}")
    return run.returncode == FAILED


if __name__ == "__main__":
    main(sys.argv[1:])
