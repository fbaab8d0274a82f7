"""
What a grant is for, and which programme pays it under which of its priorities.

A purpose is the thing that «für», «zur», «zum» governs and that is neither recipient nor time; a
programme is one that ``data/`` has, or one named as such.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from wirlod.extract.grants.money_words import WORDS
from wirlod.extract.names.gazetteer import Gazetteer, Priority, Programme
from wirlod.extract.names.phrases import Phrase
from wirlod.extract.text.reading import Span

FOR = frozenset(["für", "zur", "zum"])

LONGEST_VON = len(" von den ")
"""«Schulung von Freiwilligen» is one purpose."""


def find_purpose(phrases: Iterable[Phrase], taken: list[Phrase]) -> Span | None:
    """Find what the money is for among *phrases*, beside those *taken* that name bodies."""
    found: Span | None = None
    for phrase in sorted(phrases, key=lambda p: (p.start, -p.end)):
        if found is not None:
            goes_on = phrase.before == "von" and 0 < phrase.start - found.end <= LONGEST_VON
            return found._replace(end=phrase.end) if goes_on else found
        named = phrase.kind == "many" or any(t.start <= phrase.start < t.end for t in taken)
        if (
            phrase.before in FOR
            and not named
            and not WORDS["no_purpose"].fullmatch(phrase.label.split()[0])
        ):
            found = Span(phrase.start, phrase.end)
    return found


TELLING = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{7,}")


class Found(NamedTuple):
    """A name, its key in ``data/`` if it has one, and where it stands."""

    name: str
    key: str
    span: Span


def find_programme_and_priority(
    gazetteer: Gazetteer, text: str, sentence: Span, date: str | None
) -> list[Found]:
    """Find the programme that *sentence*, else *text* names, and its priority if it has some."""
    found = find_programme(text[: sentence.end], gazetteer.programmes, date, sentence.start)
    found = found or find_programme(text, gazetteer.programmes, date)
    if found is None:
        return []
    priority = find_priority(text, gazetteer.priorities) if found.key else None
    return [found] if priority is None else [found, priority]


def find_programme(
    text: str, programmes: Iterable[Programme], date: str | None = None, since: int = 0
) -> Found | None:
    """Find the programme that *text* names; of two with one short name that of the *date*."""
    found = []
    for programme in programmes:
        match = _pattern(programme).search(text, since)
        if match:
            whole = match.group() != programme.short_name and programme.label in match.group()
            found.append((not whole, not programme.ran_on(date), programme, match))
    if found:
        _, _, programme, match = min(found, key=lambda item: item[:2])
        return Found(programme.label, programme.key, Span(match.start(), match.end()))
    match = WORDS["named_programme"].search(text, since)
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
