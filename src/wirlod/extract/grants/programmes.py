"""
Which programme pays, and which of its priorities: those that ``data/`` has, or one named as such.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from wirlod.extract.names.gazetteer import Priority, Programme
from wirlod.extract.text.reading import Span

NAMED_PROGRAMME = re.compile(
    r"\b(?:(?:Landes|Bundes|Förder|EU-|Investitions|Sonder|Städtebauförder|Sofort)"
    r"?[Pp]rogramm(?:s|es)?|Förderlinie|Förderrichtlinie|Initiative|Projektförderung|"
    r"Förderschwerpunkt)\s[„\"»](?P<name>[^“”\"«\n]{3,90})[“”\"«]"
)
TELLING = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{7,}")


class Found(NamedTuple):
    """A name, its key in ``data/`` if it has one, and where it stands."""

    name: str
    key: str
    span: Span


def find_programme(
    text: str, programmes: Iterable[Programme], date: str | None = None
) -> Found | None:
    """Find the programme that *text* names; of two with one short name that of the *date*."""
    found = []
    for programme in programmes:
        match = _pattern(programme).search(text)
        if match:
            whole = match.group() != programme.short_name and programme.label in match.group()
            found.append((not whole, not programme.ran_on(date), programme, match))
    if found:
        _, _, programme, match = min(found, key=lambda item: item[:2])
        return Found(programme.label, programme.key, Span(match.start(), match.end()))
    match = NAMED_PROGRAMME.search(text)
    if match:
        return Found(match["name"], "", Span(match.start("name"), match.end("name")))
    return None


def _pattern(programme: Programme) -> re.Pattern[str]:
    """Match the whole name, or the short one where it surely is that of a programme."""
    label = re.escape(programme.label).replace("–", "[–-]")
    short = re.escape(programme.short_name)
    if not short:
        return re.compile(label)
    return re.compile(
        rf"{label}|[Pp]rogramm(?:s|es)?\s[„\"»]?{short}\b|\b{short}-[A-ZÄÖÜ]?[a-zäöü]\w+"
    )


def find_priority(text: str, priorities: Iterable[Priority]) -> Found | None:
    """Find the priority whose telling words stand first in *text*."""
    found = [
        Found(priority.key, priority.key, Span(match.start(), match.end()))
        for priority in priorities
        if (match := _telling_words(priority.label).search(text))
    ]
    return min(found, key=lambda item: item.span.start, default=None)


def _telling_words(label: str) -> re.Pattern[str]:
    """Match the long words of *label* in any case: «Vielfaltszentrum»."""
    stems = [word[: max(6, len(word) - 4)] for word in TELLING.findall(label)]
    return re.compile("|".join(rf"(?i:{re.escape(stem)})\w*" for stem in stems) or r"(?!)")
