"""
Milestones: a date, a verb of beginning or ending, and whom it happened to.

«Im Jahr 2015 wurde hier eine Koordinationsstelle geschaffen, 2016 ein Masterplan entwickelt»
is two, for every clause with a date of its own shares the verb form of the first.
"""

import itertools
import re

from wirlod.extract.facts import MilestoneFact
from wirlod.extract.names import read_alternatives
from wirlod.extract.names.parties import PartyMention
from wirlod.extract.scene import Part, Scene
from wirlod.values.dates import DateMention, find_dates

EVENT = re.compile(rf"\b(?:{read_alternatives('events')})\b")
NAMED_AFTER_YEAR = re.compile(
    r"(?!(?:Jahr|Jahre|Jahren|Anfang|Mitte|Ende|Herbst|Frühjahr|Frühling|Sommer|Winter|Im|Seit|Am|"
    r"Ab|Bereits|Schon|Erst|Und)\s$)\b[A-ZÄÖÜ][\w-]+\s$"
)
"""A year that belongs to a noun is no date: «den Haushalt 2024»."""
EXISTS_SINCE = re.compile(r"\b(?:[Ss]eit)\s(?:dem Jahr\s|Anfang\s|Ende\s|Mitte\s)?$")
EXISTENCE = re.compile(
    r"\b(?:gibt es|besteht|bestehen|existiert|läuft|ist [^,.]{0,60}(?:tätig|aktiv|im Amt)|"
    r"arbeitet|besteht)\b"
)
MODAL = re.compile(
    r"\b(?:soll|sollen|will|wollen|möchte|plant|planen|geplant|voraussichtlich|könnte|"
    r"könnten|wird|werden|würde)\b(?![^.,;]*\bworden\b)"
)
CLAUSE = re.compile(r"(?:,|;|\sund|\ssowie|–)\s(?=(?:\w+\s){0,4}?(?:(?:19|20)\d\d))")
FUNDING_VERB = re.compile(
    r"\b(?:bewilligt|gefördert|zur Verfügung gestellt|übergeben|überreicht|unterstützt|"
    r"erhalten|bezuschusst)\b"
)
OPENING = re.compile(
    r"(?:(?:Bereits|Schon|Erst|Und|Am|Im|Seit|seit|bereits|schon|im|am|dann|Jahr|dem|"
    r"Anfang|Ende|Mitte|Herbst|Frühjahr|Sommer|Winter|erstmals|–|-)\s?)*"
)
"""What may stand before the date that opens a clause."""
LEAD = re.compile(
    r"(?:\s?(?:wurden?|war(?:en)?|hat|haben|ist|sind|hier|dort|kam(?:en)?|konnte[n]?|dann|"
    r"schließlich|erstmals|auch|folgte|trat|begann|startete|gibt es|besteht|"
    r"in [A-ZÄÖÜ][\w-]+|im [A-ZÄÖÜ][\w-]+)\b\s?)+"
)
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
    dates = [d for d in find_dates(text) if d.kind in ("year", "month", "day")]
    if not dates or (not EVENT.search(text) and not EXISTENCE.search(text)):
        return []
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
    words = text[begin:end]
    since = EXISTS_SINCE.search(text[: date.start]) and EXISTENCE.search(words)
    verb = EVENT.search(words) or (since and EXISTENCE.search(words))
    if (
        not verb
        or re.search(r"\b[WwIi](?:ir|ch)\b", words)
        or NAMED_AFTER_YEAR.search(text[: date.start])
        or MODAL.search(words)
        or FUNDING_VERB.search(words)
        or re.search(r"\bbis\s(?:\w+\s)?$", text[: date.start])
    ):
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
    if OPENING.fullmatch(text[start : date.start].strip(" ,–")):
        lead = LEAD.match(text, date.end, end)
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
