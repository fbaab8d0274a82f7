"""
The review in a terminal: one record a screen, with the sentences it was read from.

Keys are exact: ``a`` ``e`` ``r`` ``s`` ``b`` ``q``; anything else is asked again. A grant is shown
with its handover, and its claim is decided with it. Going back undoes the last decision.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from rich.console import Console
from rich.markup import escape

from wirlod.errors import SourceError
from wirlod.extract.review.decisions import Before, Decision, Reviewer, decide, undo
from wirlod.extract.review.release_file import Item, ReleaseFile
from wirlod.extract.text.document import visible
from wirlod.saying import message, say
from wirlod.table_form import read_names
from wirlod.values.keys import is_key

KEYS = ("a", "e", "r", "s", "b", "q")
QUESTION = message("[a]ccept  [e]dit  [r]eject  [s]kip  [b]ack  [q]uit > ")
HANDED = ("date", "place", "given_by", "received_by", "note")
Ask = Callable[[str, str], str]
"""Asks a question with a suggested answer, and gives the answer."""


class Ended(Exception):
    """Nobody types any more; what was not decided stays proposed."""


class Step(NamedTuple):
    """What was done at a place of the walk, and the files as they were before."""

    place: int
    before: Before | None


class Walk:
    """Walks through what a file proposes, forward and back."""

    def __init__(self, file: ReleaseFile, reviewer: Reviewer, ask: Ask, console: Console) -> None:
        self._file = file
        self._reviewer = reviewer
        self._ask = ask
        self._console = console
        claims = [claim for item in file.proposed for claim in file.along(item, "claims")]
        self._targets = [item.target for item in file.proposed if item not in claims]
        self._steps: list[Step] = []
        self._place = 0

    def run(self) -> None:
        """Show one screen after the other until the end, or until the reviewer quits."""
        while self._place < len(self._targets):
            target = self._targets[self._place]
            item = next((item for item in self._file.proposed if item.target == target), None)
            if item is None:
                self._place += 1
                continue
            count = len(self._targets)
            place = say("{place} of {places}", place=self._place + 1, places=count)
            show_item(self._file, item, place, self._console)
            if not self._answer(item):
                return

    def _answer(self, item: Item) -> bool:
        """Ask until one of the keys is given and can be done; ``False`` ends the walk."""
        while True:
            key = self._ask(say(QUESTION), "").strip().lower()
            if key == "q":
                return False
            if key == "b":
                if self._back():
                    return True
            elif key == "s":
                self._went(None)
                return True
            elif key in KEYS and self._decided(item, key):
                return True
            elif key not in KEYS:
                wanted = ", ".join(KEYS)
                pressed = key or say("nothing")
                self._say(say("no such key: {key}; wanted {keys}", key=pressed, keys=wanted))

    def _back(self) -> bool:
        if not self._steps:
            self._say(say("this is the first screen"))
            return False
        step = self._steps.pop()
        if step.before is not None:
            undo(self._file, step.before)
        self._place = step.place
        return True

    def _went(self, before: Before | None) -> None:
        self._steps.append(Step(self._place, before))
        self._place += 1

    def _decided(self, item: Item, key: str) -> bool:
        decision = self._decision(item, key)
        if decision is None:
            return False
        try:
            before, fallen = decide(self._file, item, decision, self._reviewer)
        except SourceError as error:
            self._say(str(error))
            return False
        for gone in fallen:
            target = _safe(gone.target)
            self._console.print(say("  also rejected, for it needs this: {target}", target=target))
        self._went(before)
        return True

    def _decision(self, item: Item, key: str) -> Decision | None:
        if key == "r":
            return Decision(False, {}, visible(self._ask(say("why? > "), "")))
        corrected = self._edited(item) if key == "e" else {}
        if key == "e" and not corrected:
            return None
        return Decision(True, corrected | self._english(item, corrected))

    def _edited(self, item: Item) -> dict[str, str]:
        """Ask for columns and their new values until an empty line."""
        columns = read_names(self._file.table_of(item)) or list(item.row)
        corrected: dict[str, str] = {}
        while column := self._ask(say("which column (empty: done)? > "), "").strip():
            if column not in columns:
                fault = message("no such column: {column}; there are {columns}")
                self._say(say(fault, column=column, columns=", ".join(columns)))
                continue
            before = corrected.get(column, item.row.get(column, ""))
            value = visible(self._ask(f"{column}: ", before)).strip()
            if column == "key" and not is_key(value):
                fault = message("no key: {value!r}; wanted small letters, digits, single hyphens")
                self._say(say(fault, value=value))
            else:
                corrected[column] = value
        return corrected

    def _english(self, item: Item, corrected: dict[str, str]) -> dict[str, str]:
        """Ask for the English of what is German: nothing is filled in for the reviewer."""
        wanted = {}
        for column in read_names(self._file.table_of(item)):
            german = corrected.get(column.removesuffix("_en"), item.row.get(column[:-3], ""))
            filled = corrected.get(column) or item.row.get(column)
            if column.endswith("_en") and german and not filled and not item.exists:
                asked = message("{column}, in English «{german}» (empty: later)? > ")
                question = say(asked, column=column, german=german)
                if said := visible(self._ask(question, "")).strip():
                    wanted[column] = said
        return wanted

    def _say(self, text: str) -> None:
        self._console.print(f"[red]{_safe(text)}[/red]")


def review_file(file: ReleaseFile, reviewer: Reviewer, ask: Ask, console: Console) -> int:
    """Walk through what *file* proposes; give how many items are still unreviewed."""
    try:
        Walk(file, reviewer, ask, console).run()
    except Ended:
        console.print(say("  ended; what was not decided stays proposed"))
    return len(file.proposed)


def show_item(file: ReleaseFile, item: Item, place: str, console: Console) -> None:
    """Print the cells of *item*, the sentences that say them, and what is doubtful."""
    known = say(" (already in data/, its evidence is new)") if item.exists else ""
    console.print(f"\n[bold]{place}: {_safe(item.record)}[/bold] {_safe(item.target)}{known}")
    derived = {said.column for said in item.evidence if said.basis != "stated"}
    for column, value in item.row.items():
        mark = f" [yellow]({say('derived')})[/yellow]" if column in derived else ""
        console.print(f"  {_safe(column):22} {_safe(value)}{mark}")
    for handover in file.along(item, "handovers"):
        told = [f"{name} {value}" for name, value in handover.row.items() if name in HANDED]
        console.print(f"  {say('handover'):22} {_safe(', '.join(told))}")
    for sentence in dict.fromkeys(said.exact for said in item.evidence):
        words = [said.words for said in item.evidence if said.exact == sentence]
        console.print(f"  «{_highlighted(sentence, words)}»")
    for doubt in item.doubts:
        console.print(f"  [yellow]? {_safe(doubt)}[/yellow]")


def _highlighted(sentence: str, words: list[str]) -> str:
    """Print *words* bold where they stand in *sentence*."""
    wanted = "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True) if w)
    pieces = re.split(f"({wanted})", sentence) if wanted else [sentence]
    return "".join(
        f"[bold]{_safe(piece)}[/bold]" if number % 2 else _safe(piece)
        for number, piece in enumerate(pieces)
    ).replace("\n", " ")


def _safe(text: str) -> str:
    return escape(visible(text))
