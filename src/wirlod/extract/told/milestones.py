"""
Milestones: a date, a verb of beginning or ending, and whom it happened to.

«Im Jahr 2015 wurde hier eine Koordinationsstelle geschaffen, 2016 ein Masterplan entwickelt»
is two, for every clause with a date of its own shares the verb form of the first.
"""

import itertools
import re
from collections.abc import Iterator

from wirlod.extract.facts import MilestoneFact
from wirlod.extract.names import read_alternatives, read_patterns
from wirlod.extract.scene import Part, Scene
from wirlod.values.dates import DateMention, find_dates

EVENT = re.compile(rf"\b(?:{read_alternatives('events')})\b")
SIGNS = read_patterns("wirlod.extract.told", "milestones")
FAR_BEFORE = 150
"""How many sentences back somebody may have been named."""


def find_milestones(scene: Scene) -> list[MilestoneFact]:
    """Find what happened when, outside the handover and the grant themselves."""
    return [
        fact
        for number, part in enumerate(scene.parts)
        if part.kind in ("text", "line")
        for fact in _milestones_of(scene, number, part.sentence.text)
    ]


def _milestones_of(scene: Scene, number: int, text: str) -> Iterator[MilestoneFact]:
    if not (EVENT.search(text) or SIGNS["exists"].search(text)):
        return
    dates = [d for d in find_dates(text) if d.kind in ("year", "month", "day")]
    for begin, end in _clauses(text):
        inside = [d for d in dates if begin <= d.start < end]
        if len(inside) == 1 and (fact := _read_clause(scene, number, (begin, end), inside[0])):
            yield fact


def _clauses(text: str) -> list[tuple[int, int]]:
    """Cut where a new date begins a new clause."""
    cuts = (match.end() for match in SIGNS["clause_with_year"].finditer(text))
    return list(itertools.pairwise([0, *cuts, len(text)]))


def _read_clause(
    scene: Scene, number: int, clause: tuple[int, int], date: DateMention
) -> MilestoneFact | None:
    part = scene.parts[number]
    text = part.sentence.text
    begin, end = clause
    before, words = text[: date.start], text[begin:end]
    exists = SIGNS["exists_since"].search(before) and SIGNS["exists"].search(words)
    if not (EVENT.search(words) or exists):
        return None
    if SIGNS["did_not_happen"].search(words) or SIGNS["no_date_behind"].search(before):
        return None
    start, stop = _event(text, clause, date)
    if stop - start < 6:
        return None
    subject, subject_span = _subject(scene.parts, number, clause)
    evidence = [
        scene.reading.evidence("date", part.span(date.start, date.end)),
        scene.reading.evidence("event", part.span(start, stop)),
    ]
    if subject_span is not None:
        evidence.append(scene.reading.evidence("subject", part.span(*subject_span)))
    return MilestoneFact(date.value, subject, text[start:stop], tuple(evidence))


def _event(text: str, clause: tuple[int, int], date: DateMention) -> tuple[int, int]:
    """The clause without its date and the auxiliary: «eine WIR-Koordinationsstelle geschaffen»."""
    start, end = clause
    if SIGNS["opens_with_date"].fullmatch(text[start : date.start].strip(" ,–")):
        lead = SIGNS["leads_to_event"].match(text, date.end, end)
        start = lead.end() if lead else date.end
        start += len(text[start:end]) - len(text[start:end].lstrip())
    stop = start + len(text[start:end].rstrip(" ,.;:–"))
    comma = SIGNS["subordinate"].search(text, start, stop)
    return start, comma.start() if comma else stop


def _subject(
    parts: list[Part], number: int, clause: tuple[int, int]
) -> tuple[str | None, tuple[int, int] | None]:
    """Give whom the clause names first, or else its sentence, or who was named last before it."""
    begin, end = clause
    here = [m for m in parts[number].mentions if m.sort != "funder"]
    inside = [m for m in here if begin <= m.start < end] or here
    if inside:
        return inside[0].party.label, (inside[0].start, inside[0].end)
    before = (part.mentions for part in reversed(parts[max(0, number - FAR_BEFORE) : number]))
    named = (m.party.label for those in before for m in reversed(those) if m.sort != "funder")
    return next(named, None), None
