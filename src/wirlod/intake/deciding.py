"""
People decide whether two bodies are one: each likely match is shown with the rows that name both.

Keys are those of the review of proposals: ``a`` ``r`` ``o`` ``s`` ``b`` ``q``. Every answer is kept
in ``matches.csv`` at once, and going back undoes the last one.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from rich.console import Console
from rich.markup import escape

from wirlod.intake.bodies import find_known
from wirlod.intake.importing import WITHDRAWN_FILE, add_withdrawn, count_likely
from wirlod.intake.matching import Body
from wirlod.saying import message, say
from wirlod.sheets.entries import Entry, read_entries
from wirlod.sheets.folder import MATCHES, Match, TableFolder, write_rows
from wirlod.sheets.people import place_text
from wirlod.table_form import replace_file
from wirlod.together import changing_together

Ask = Callable[[str, str], str]
"""Asks a question with a suggested answer, and gives the answer; raises EOFError at the end."""

KEYS = ("a", "r", "o", "s", "b", "q")
QUESTION = message(
    "[a] accept: one and the same  [r] refuse: a body of its own  [o] other body  "
    "[s] skip  [b] back  [q] quit > "
)
MOST_ROWS = 3
"""Rows of a table that are shown for a name."""


class Occasion(NamedTuple):
    """The day of the review, and the folder of editions, whose addresses answer for ever."""

    day: str
    editions: Path


class Walk:
    """Walks through the likely matches of one table, forward and back."""

    def __init__(self, folder: TableFolder, ask: Ask, console: Console, when: Occasion) -> None:
        self.matches = list(folder.read_matches())
        self._folder = folder
        self._ask = ask
        self._console = console
        self._when = when
        self._open = [n for n, match in enumerate(self.matches) if match.decision == "likely"]
        self._known = _name_bodies(folder)
        self._rows = _find_rows(folder, self.matches, self._open)
        self._steps: list[tuple[int, Match, bytes | None]] = []

    def run(self) -> None:
        """Show one match after the other until the end, or until the reviewer quits."""
        place = 0
        while place < len(self._open):
            number = self._open[place]
            self._show(
                self.matches[number],
                say("{place} of {places}", place=place + 1, places=len(self._open)),
            )
            key = self._answer(number)
            if key == "q":
                return
            place += -1 if key == "b" else 1

    def _answer(self, number: int) -> str:
        """Ask until one of the keys is given and can be done."""
        while True:
            key = self._ask(say(QUESTION), "").strip().lower()
            if key in ("q", "s"):
                if key == "s":
                    self._steps.append((number, self.matches[number], self._read_withdrawn()))
                return key
            if key == "b" and self._back():
                return key
            if key in ("a", "r", "o") and self._decide(number, key):
                return key
            if key not in KEYS:
                self._say(
                    say(
                        "no such key: {key}; wanted {keys}",
                        key=key or say("nothing"),
                        keys=", ".join(KEYS),
                    )
                )

    def _decide(self, number: int, key: str) -> bool:
        match = self.matches[number]
        before = (number, match, self._read_withdrawn())
        if key == "r":
            decided = msgspec.structs.replace(match, decision="different")
        else:
            other = (
                match.candidate if key == "a" else self._ask(say("key of the body > "), "").strip()
            )
            if other not in self._known:
                self._say(
                    say(
                        "no such body: {other}; wanted a key as in square brackets",
                        other=other or say("nothing"),
                    )
                )
                return False
            decided = msgspec.structs.replace(
                match, decision="same", organisation=other, candidate=other
            )
        self.matches[number] = decided
        with changing_together(self._data, (self._folder.path / MATCHES, self._withdrawn)):
            self._keep()
            if key != "r":
                self._pass_on(match, decided.organisation)
        self._steps.append(before)
        return True

    def _back(self) -> bool:
        if not self._steps:
            self._say(say("this is the first match"))
            return False
        number, match, withdrawn = self._steps.pop()
        self.matches[number] = match
        path = self._withdrawn
        with changing_together(self._data, (self._folder.path / MATCHES, path)):
            self._keep()
            if withdrawn is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, withdrawn)
        return True

    def _keep(self) -> None:
        write_rows(self._folder.path / MATCHES, self.matches, Match)

    @property
    def _data(self) -> Path:
        return self._folder.path.parents[1]

    @property
    def _withdrawn(self) -> Path:
        return self._data / WITHDRAWN_FILE

    def _read_withdrawn(self) -> bytes | None:
        return self._withdrawn.read_bytes() if self._withdrawn.exists() else None

    def _pass_on(self, match: Match, successor: str) -> None:
        """Leave a trace at the address of a body that turned out to be another one."""
        if any(other.organisation == match.organisation for other in self.matches):
            return
        reason = ("ist dieselbe Stelle", "is the same body")
        gone, follows = (f"organisation/{key}" for key in (match.organisation, successor))
        row = (gone, match.name, match.name, self._when.day, *reason, follows)
        add_withdrawn(self._withdrawn, [row], self._when.editions)

    def _show(self, match: Match, place: str) -> None:
        self._console.print(f"\n[bold]{place}: {escape(match.role)}[/bold] {escape(match.name)}")
        self._print(say("place"), match.place or say("(no place)"))
        for row in self._rows.get(match.names, ()):
            self._print(say("says"), row)
        candidate = self._known.get(match.candidate)
        name = candidate.name.shown if candidate else match.candidate
        self._console.print(
            say(
                "  [yellow]may be[/yellow]  {name} {key}, alike {score}",
                name=escape(name),
                key=escape(f"[{match.candidate}]"),
                score=escape(match.score),
            )
        )
        others = [other for other in self.matches if other.organisation == match.candidate]
        for other in others[:MOST_ROWS]:
            self._print(say("named"), f"{other.name}, {other.place or say('(no place)')}")
            for row in self._rows.get(other.names, ()):
                self._print(say("says"), row)

    def _print(self, what: str, text: str) -> None:
        self._console.print(f"  {what:8}{escape(text)}")

    def _say(self, text: str) -> None:
        self._console.print(f"[red]{escape(text)}[/red]")


def review_matches(folder: TableFolder, ask: Ask, console: Console, when: Occasion) -> int:
    """
    Walk through the likely matches of a table.

    :returns: how many are left.
    """
    walk = Walk(folder, ask, console, when)
    try:
        walk.run()
    except EOFError:
        console.print(say("  ended; what was not decided stays likely"))
    return count_likely(walk.matches)


def _name_bodies(folder: TableFolder) -> dict[str, Body]:
    """Give every known body by its key."""
    mapping = folder.mapping_of(folder.files[-1])
    bodies: dict[str, Body] = {}
    for body in find_known(folder.path.parents[1], mapping):
        bodies.setdefault(body.key, body)
    return bodies


def _find_rows(
    folder: TableFolder, matches: list[Match], wanted: list[int]
) -> dict[tuple[str, str, str, str], list[str]]:
    """Find the first rows that name a likely match or its candidate, as they stand in the files."""
    candidates = {matches[number].candidate for number in wanted}
    shown = {matches[number].names for number in wanted}
    shown |= {match.names for match in matches if match.organisation in candidates}
    rows: dict[tuple[str, str, str, str], list[str]] = {names: [] for names in shown}
    for name, entry in _read_newest(folder) if wanted else ():
        for names in _names_of(entry):
            if names in rows and len(rows[names]) < MOST_ROWS:
                rows[names].append(_say_row(name, entry))
    return rows


def _read_newest(folder: TableFolder) -> Iterator[tuple[str, Entry]]:
    for file in reversed(folder.files):
        for outcome in read_entries(folder.path / file.file, folder.mapping_of(file)):
            if isinstance(outcome, Entry):
                yield file.file, outcome


def _names_of(entry: Entry) -> Iterator[tuple[str, str, str, str]]:
    yield ("recipient", entry.stated.recipient, entry.legal_form, place_text(entry))
    if entry.authority:
        yield ("authority", entry.authority, "", "")


def _say_row(file: str, entry: Entry) -> str:
    stated = entry.stated
    money = (
        say("{figure:,.2f} euros", figure=stated.sum.quantity.figure)
        if stated.sum
        else say("no sum")
    )
    sheet = f", {entry.line.sheet}" if entry.line.sheet else ""
    said = " · ".join(part for part in (stated.purpose, stated.start, money) if part)
    return say(
        "{file}{sheet}, row {number}: {said}",
        file=file,
        sheet=sheet,
        number=entry.line.number,
        said=said,
    )
