"""
Milestones: a date, a verb of beginning or ending, and whom it happened to.

«Im Jahr 2015 wurde hier eine Koordinationsstelle geschaffen, 2016 ein Masterplan entwickelt»
is two, for every clause with a date of its own shares the verb form of the first.
"""

import itertools
import re

from wirlod.extract.facts import MilestoneFact
from wirlod.extract.names import read_alternatives, read_patterns
from wirlod.extract.names.parties import PartyMention
from wirlod.extract.scene import Part, Scene
from wirlod.values.dates import DateMention, find_dates

EVENT = re.compile(rf"\b(?:{read_alternatives('events')})\b")
SIGNS = read_patterns("wirlod.extract.told", "milestones")
CLAUSE = re.compile(r"(?:,|;|\sund|\ssowie|–)\s(?=(?:\w+\s){0,4}?(?:(?:19|20)\d\d))")
SUBORDINATE = re.compile(r",\s(?:um|damit|das|der|die|welche[rs]?|wo|sodass|womit)\s")


def find_milestones(scene: Scene) -> list[MilestoneFact]:
    """Find what happened when, outside the handover and the grant themselves."""
    facts: list[MilestoneFact] = []
    known: list[PartyMention] = []
    for part in scene.parts:
        if part.kind in ("text", "line"):
            facts.extend(_milestones_of(scene, part, known))
        known += [m for m in part.mentions if m.sort != "funder"]
    return facts


def _milestones_of(scene: Scene, part: Part, known: list[PartyMention]) -> list[MilestoneFact]:
    text = part.sentence.text
    if not (EVENT.search(text) or SIGNS["exists"].search(text)):
        return []
    dates = [d for d in find_dates(text) if d.kind in ("year", "month", "day")]
    facts = []
    for begin, end in _clauses(text):
        inside = [d for d in dates if begin <= d.start < end]
        if len(inside) == 1:
            fact = _read_clause(scene, part, (begin, end), inside[0], known)
            if fact is not None:
                facts.append(fact)
    return facts


def _clauses(text: str) -> list[tuple[int, int]]:
    """Cut where a new date begins a new clause."""
    cuts = (match.end() for match in CLAUSE.finditer(text))
    return list(itertools.pairwise([0, *cuts, len(text)]))


def _read_clause(
    scene: Scene, part: Part, clause: tuple[int, int], date: DateMention, known: list[PartyMention]
) -> MilestoneFact | None:
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
    subject, subject_span = _subject(part, clause, known)
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
    comma = SUBORDINATE.search(text, start, stop)
    return start, comma.start() if comma else stop


def _subject(
    part: Part, clause: tuple[int, int], known: list[PartyMention]
) -> tuple[str | None, tuple[int, int] | None]:
    begin, end = clause
    inside = [m for m in part.mentions if begin <= m.start < end and m.sort != "funder"]
    inside = inside or [m for m in part.mentions if m.sort != "funder"]
    if inside:
        return inside[0].party.label, (inside[0].start, inside[0].end)
    return (known[-1].party.label, None) if known else (None, None)
