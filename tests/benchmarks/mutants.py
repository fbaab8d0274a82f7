"""
``make mutants``: one important line at a time is changed, and the nearest tests must notice.

A test that passes whatever the program does is none. Each mutant is made in a copy of the tree; the
whole fails where fewer than nine in ten are caught, or where a line to change is no longer there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

ROOT = Path(__file__).parents[2]
ENOUGH = 0.9


class Mutant(msgspec.Struct, frozen=True):
    """A line, what it becomes, and the tests that must fail then."""

    file: str
    old: str
    new: str
    tests: str


MUTANTS = (
    Mutant("query/workers/lanes.py", "self._limits.kept_for_short:", "0:", "query/test_lanes.py"),
    Mutant(
        "query/workers/lanes.py", "limits.waiting // WAITING_SHARE", "10**9", "query/test_lanes.py"
    ),
    Mutant(
        "query/workers/lanes.py",
        "(running[ticket.client], ticket.since)",
        "ticket.since",
        "query/test_lanes.py",
    ),
    Mutant("sparql/tokens.py", "(?![dD][89a-fA-F])", "", "query/test_tokens.py"),
    Mutant("sparql/guard.py", '"SERVICE" in token.keyword', "False", "query/test_guard.py"),
    Mutant("web/http/entrance.py", "check_host(environ)", "pass", "web/http/test_entrance.py"),
    Mutant(
        "web/http/entrance.py", "int(port) > 65_535", "False", "web/http/test_entrance.py"
    ),
    Mutant("web/http/clients.py", "said[-proxies]", "said[0]", "web/http/test_counting.py"),
    Mutant("web/http/ready.py", "key > LONGEST_KEY", "False", "web/http/test_caching.py"),
    Mutant("editions.py", "numbers.get(found.name, 0)", "0", "test_edition.py"),
    Mutant("editions.py", "check_whole(target)", "pass", "test_edition.py"),
    Mutant("edition.py", "manifest.seal != seal(manifest)", "False", "test_edition.py"),
    Mutant("query/listing.py", '"from": "{it} >= {value}"', '"from": "{it} > {value}"',
           "web/answers/test_lists.py"),
    Mutant("web/answers/list_filters.py", "len(found) > MOST_FILTERS", "False",
           "web/answers/test_lists.py"),
    Mutant("reading.py", "isinstance(event, yaml.AliasEvent)", "False", "test_reading.py"),
    Mutant("query/xml_terms.py", "iri not in _SYNTAX", "True", "query/test_serialised.py"),
)  # fmt: skip


def is_caught(mutant: Mutant, tree: Path) -> bool:
    """Change the line in *tree*, run the tests, and put the line back."""
    path = tree / "src/wirlod" / mutant.file
    text = path.read_text(encoding="utf-8")
    if mutant.old not in text:
        sys.exit(f"{mutant.file}: {mutant.old!r} is no longer there: choose another line")
    path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider",
             "-m", "not slow", f"tests/{mutant.tests}"],
            cwd=tree,
            env={**os.environ, "PYTHONPATH": f"{tree / 'src'}:{tree}"},
            capture_output=True,
            check=False,
        )  # fmt: skip
    finally:
        path.write_text(text, encoding="utf-8")
    return run.returncode == 1


def main() -> None:
    """Try every mutant."""
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        leaves = shutil.ignore_patterns(".git", ".venv", "node_modules", "editions", "__pycache__")
        shutil.copytree(ROOT, tree, ignore=leaves)
        caught = 0
        for mutant in MUTANTS:
            was_caught = is_caught(mutant, tree)
            caught += was_caught
            print(
                f"{'caught  ' if was_caught else 'SURVIVED'} {mutant.file}: {mutant.old}",
                flush=True,
            )
    print(f"{caught} of {len(MUTANTS)} mutants caught")
    if caught < ENOUGH * len(MUTANTS):
        sys.exit("too many survive: write a test for each")


if __name__ == "__main__":
    main()
