"""
The review in a terminal: one proposed record after the other, accept, correct, reject or skip.

Every value stands beside the sentence it was read from. Keys: ``a`` ``c`` ``r`` ``s`` ``q``.
"""

from collections.abc import Callable

from rich.console import Console
from rich.markup import escape

from wirlod.errors import SourceError
from wirlod.extract.review.release_file import Item, ReleaseFile
from wirlod.extract.review.reviewing import Decision, Reviewer, decide

QUESTION = "[a]ccept  [c]orrect  [r]eject  [s]kip  [q]uit > "
Ask = Callable[[str, str], str]
"""Asks a question with a suggested answer, and gives the answer."""


def review_file(file: ReleaseFile, reviewer: Reviewer, ask: Ask, console: Console) -> int:
    """Walk through what *file* proposes; give how many items are still unreviewed."""
    total = len(file.proposed)
    for number, item in enumerate(list(file.proposed), start=1):
        if item not in file.proposed:
            continue
        show_item(item, f"{number} of {total}", console)
        if not _review_item(file, item, reviewer, ask, console):
            break
    return len(file.proposed)


def show_item(item: Item, place: str, console: Console) -> None:
    """Print the cells of *item*, each with its sentence, and its doubts."""
    known = " (already in data/, its evidence is new)" if item.exists else ""
    console.print(f"\n[bold]{place}: {escape(item.record)}[/bold] {escape(item.target)}{known}")
    said = {evidence.column: evidence for evidence in item.evidence}
    for column, value in item.row.items():
        console.print(f"  {escape(column):22} {escape(value)}")
        if evidence := said.get(column):
            mark = " [yellow](derived)[/yellow]" if evidence.basis != "stated" else ""
            sentence = escape(evidence.exact.replace("\n", " ")).replace(
                escape(evidence.words), f"[bold]{escape(evidence.words)}[/bold]", 1
            )
            console.print(f"  {'':22} «{sentence}»{mark}")
    for doubt in item.doubts:
        console.print(f"  [yellow]? {escape(doubt)}[/yellow]")


def _review_item(
    file: ReleaseFile, item: Item, reviewer: Reviewer, ask: Ask, console: Console
) -> bool:
    """Ask until there is a decision; ``False`` ends the review."""
    while True:
        answer = ask(QUESTION, "").strip().lower()[:1]
        if answer in ("q", ""):
            return answer == ""
        if answer == "s":
            return True
        decision = _decision(item, answer, ask)
        if decision is None:
            continue
        try:
            fallen = decide(file, item, decision, reviewer)
        except SourceError as error:
            console.print(f"[red]{escape(str(error))}[/red]")
            continue
        for gone in fallen:
            console.print(f"  also rejected, for it needs this: {escape(gone.target)}")
        return True


def _decision(item: Item, answer: str, ask: Ask) -> Decision | None:
    if answer == "a":
        return Decision(True)
    if answer == "r":
        return Decision(False, {}, ask("why? > ", ""))
    if answer != "c":
        return None
    corrected: dict[str, str] = {}
    while column := ask("which column (empty: done)? > ", "").strip():
        before = corrected.get(column, item.row.get(column, ""))
        corrected[column] = ask(f"{column}: ", before).strip()
    return Decision(True, corrected) if corrected else None
