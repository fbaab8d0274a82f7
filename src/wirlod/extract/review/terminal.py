"""The readable view: each value beside the sentence that says it, doubts marked."""

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from wirlod.extract.facts import Doubt, Evidence, GrantFact, Handover, ReleaseFacts
from wirlod.extract.review.release_file import Quoter
from wirlod.saying import GERMAN_MARKS, say, spoken_language
from wirlod.values.amounts import Amount
from wirlod.values.words import amount_words, range_words

Row = tuple[str, str, tuple[Evidence, ...]]
"""A name, its value, and what says so."""


def show_release(facts: ReleaseFacts, source: str, console: Console) -> None:
    """Print *facts* of the text *source* as tables, one per kind."""
    release = facts.release
    console.print(
        f"[bold]{escape(facts.file)}[/bold]  {escape(release.title or say('(no title)'))}"
    )
    rows = [
        (name, getattr(release, name), release.evidence)
        for name in ("title", "date", "place", "publisher")
        if getattr(release, name)
    ]
    quoter = Quoter(source)
    _table(console, say("Release"), rows, quoter)
    for grant in facts.grants:
        title = say("Grant: {label}", label=grant.recipient.label or "?")
        _table(console, title, _grant_rows(grant), quoter)
    others = [
        (say("Handovers"), list(_handover_rows(facts))),
        (say("Figures"), [(f.counted, _figure(f.number, f.amount), f.evidence)
                          for f in facts.figures]),
        (say("People"), [(p.name, " · ".join(filter(None, (p.role, p.organisation))), p.evidence)
                    for p in facts.people]),
        (say("Quotations"), [(q.speaker or "?", q.text, q.evidence) for q in facts.quotations]),
        (say("Milestones"), [(m.date, f"{m.subject or '?'}: {m.event}", m.evidence)
                        for m in facts.milestones]),
    ]  # fmt: skip
    for title, lines in others:
        _table(console, title, lines, quoter, by_name=False)
    for doubt in facts.doubts:
        console.print(f"[yellow]? {escape(say_doubt(doubt))}[/yellow]")


def say_doubt(doubt: Doubt) -> str:
    """``amount: the text states the sum in two ways: 500000 (exact) | 500000 (approximate)``."""
    readings = f": {' | '.join(doubt.readings)}" if doubt.readings else ""
    return f"{doubt.property}: {say(doubt.reason)}{readings}"


def say_amount(amount: Amount) -> str:
    """``about 500,000 euros (grant)``."""
    if amount.min is not None and amount.max is not None:
        words = range_words(str(amount.min), str(amount.max))
    else:
        words = amount_words(str(amount.figure), amount.precision)
    return f"{words[spoken_language()]} ({amount.kind})"


def _figure(number: float | int | None, amount: Amount | None) -> str:
    marks = GERMAN_MARKS if spoken_language() == "de" else {}
    parts = [f"{number:,}".translate(marks)] if number is not None else []
    return " · ".join([*parts, say_amount(amount)] if amount else parts)


def _handover_rows(facts: ReleaseFacts) -> Iterator[Row]:
    """Yield who gave and who received where no sure grant is handed over."""
    of_grants = [grant.handover for grant in facts.grants]
    for handover in facts.handovers:
        if handover not in of_grants:
            doubtful = (g.evidence for g in facts.possible if g.handover == handover)
            says = tuple(e for e in next(doubtful, ()) if e.property.startswith("handover."))
            givers, receivers = (", ".join(n) for n in (handover.givers, handover.receivers))
            hands = say("{givers} to {receivers}", givers=givers or "?", receivers=receivers or "?")
            yield handover.date or "", hands, says


def _grant_rows(grant: GrantFact) -> list[Row]:
    period, handover = grant.period, grant.handover or Handover()
    values = {
        "recipient": grant.recipient.label,
        "amount": say_amount(grant.amount) if grant.amount else None,
        "period": say("{start} to {end}", start=period.start or "…", end=period.end or "…")
        if period else None,
        "purpose": grant.purpose, "programme": grant.programme, "priority": grant.priority,
        "handover.date": handover.date, "handover.place": handover.place,
        "handover.givers": ", ".join(handover.givers),
        "handover.receivers": ", ".join(handover.receivers),
    }  # fmt: skip
    return [(name, value, grant.evidence) for name, value in values.items() if value]


def _table(
    console: Console, title: str, rows: list[Row], quoter: Quoter, by_name: bool = True
) -> None:
    if not rows:
        return
    table = Table(
        say("what"), say("value"), say("says"), title=title, title_justify="left", expand=True
    )
    for name, value, evidence in rows:
        found = [e for e in evidence if e.property == name or not by_name]
        says = quote_around(quoter, found[0]) if found else ""
        mark = (
            f" [yellow]({say('derived')})[/yellow]" if found and found[0].basis != "stated" else ""
        )
        table.add_row(escape(name), escape(value) + mark, says)
    console.print(table)


def quote_around(quoter: Quoter, evidence: Evidence, width: int = 90) -> str:
    """Quote *evidence* in its sentence, the words themselves bold, as rich markup."""
    before, after = quoter.around(evidence)
    if len(before) > width:
        before = f"… {before[-width:].partition(' ')[2]}"
    if len(after) > width:
        after = f"{after[:width].rpartition(' ')[0]} …"
    return f"{escape(before)}[bold]{escape(evidence.quote)}[/bold]{escape(after)}"
