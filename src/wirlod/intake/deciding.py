"""
People decide whether two bodies are one: every likely match is shown once, and kept.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from rich.console import Console

from wirlod.intake.importing import add_withdrawn
from wirlod.sheets.folder import MATCHES, Match, TableFolder, write_rows

Ask = Callable[[str], str]
"""Shows a question and gives the answer; «q» ends."""


def decide_matches(folder: TableFolder, ask: Ask, console: Console, day: str) -> int:
    """
    Ask about every likely match and keep each answer at once.

    :returns: how many are left.
    """
    matches = list(folder.read_matches())
    called = {match.organisation: match for match in reversed(matches)}
    for number, match in _open(matches):
        console.print(_say(match, called.get(match.candidate)), markup=False)
        answer = ask("one and the same? [y]es, [n]o, [s]kip, [q]uit: ").strip().lower()[:1]
        if answer == "q":
            break
        if answer in ("y", "j"):
            decided = msgspec.structs.replace(match, decision="same", organisation=match.candidate)
            matches[number] = decided
            _pass_on(folder, matches, match, day)
        elif answer == "n":
            matches[number] = msgspec.structs.replace(match, decision="different")
        write_rows(folder.path / MATCHES, matches, Match)
    return sum(1 for _ in _open(matches))


def _open(matches: list[Match]) -> Iterator[tuple[int, Match]]:
    return ((n, match) for n, match in enumerate(matches) if match.decision == "likely")


def _say(match: Match, candidate: Match | None) -> str:
    other = f"{candidate.name}, {candidate.place}" if candidate else ""
    return (
        f"\n{match.name}, {match.place or '(no place)'}\n"
        f"  {other or match.candidate}   [{match.candidate}, {match.score}]"
    )


def _pass_on(folder: TableFolder, matches: list[Match], match: Match, day: str) -> None:
    """Leave a trace at the address of a body that turned out to be another one."""
    if any(other.organisation == match.organisation for other in matches):
        return
    reason = ("ist dieselbe Stelle", "is the same body")
    row = (f"organisation/{match.organisation}", match.name, match.name, day, *reason,
           f"organisation/{match.candidate}")  # fmt: skip
    add_withdrawn(Path(folder.path).parents[1] / "withdrawn.csv", [row])
