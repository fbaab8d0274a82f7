"""
Organisations in a text: districts, towns, associations, ministries, known to ``data/`` or not.

Names that ``data/`` has are found as they are; all others are phrases of the grammar that say of
themselves what they are. Labels are given in the nominative.
"""

import re
from typing import NamedTuple

from wirlod.extract.facts import Party
from wirlod.extract.names.gazetteer import Gazetteer, Organisation
from wirlod.extract.names.noun_phrases import to_nominative
from wirlod.extract.names.phrases import PhraseFinder
from wirlod.values.amounts import find_amounts

DUTY = r"(?:[a-zäöü]+e[nr]?\ )?[A-ZÄÖÜ][\w-]*"
MINISTRY = (
    rf"(?:[A-ZÄÖÜ]\w+isch(?:e|es|en|em)\ )?\w*[Mm]inisteriums?"
    rf"(?:\ (?:für|des|der)\ {DUTY}(?:,\ (?:für\ )?{DUTY})*(?:\ und\ (?:für\ )?{DUTY})?)?"
)
MINISTRY_NAME = re.compile(MINISTRY)

PROGRAMME_NAME = re.compile(
    r"(?i:programm(?:s|es)?|förderlinie|richtlinie|initiative|motto|titel|projekt(?:s|es)?)"
    r"\s[„»\"][^“”«\"\n]{3,90}[“”«\"]"
)
"""Words between quotation marks that name a programme or project, and no organisation."""

BESIDE_RIVER = re.compile(r"[A-ZÄÖÜ][a-zäöüß]+ (?:an der|am) $")
"""«Rotenburg an der Fulda»: the river, not the town of its name."""

DISTRICT_BEFORE = re.compile(r"\b(?:Land)?[Kk]reis(?:es)?\s$")
"""«Kassel» in «Kreis Kassel» is not the city."""

SORTS = {
    "commune": "authority", "club": "organisation", "house": "organisation",
    "church": "organisation", "funder": "funder",
}  # fmt: skip
"""What a phrase says of itself → the sort of organisation."""

NO_NAME = re.compile(
    r"(?:\w*[Ss]tadt|\w*[Gg]emeinde|\w*[Kk]reis(?:es)?|\w*[Vv]erein(?:s|e|en)?|Amt|Region|Haus)"
)
"""A kind alone, that names nobody."""


class PartyMention(NamedTuple):
    """An organisation where it stands; *sort* is authority, organisation, place or funder."""

    start: int
    end: int
    party: Party
    sort: str


class PartyFinder:
    """Finds organisations in sentences of one text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def find(self, text: str) -> list[PartyMention]:
        """Find the organisations of *text* in order, none inside another."""
        found: list[PartyMention] = []
        reach = 0
        named = [match.span() for match in PROGRAMME_NAME.finditer(text)]
        for mention in sorted(self._candidates(text), key=lambda m: (m.start, -m.end)):
            inside = any(start <= mention.start and mention.end <= end for start, end in named)
            if mention.start >= reach and not inside:
                found.append(mention)
                reach = mention.end
        return found

    def _candidates(self, text: str) -> list[PartyMention]:
        sums = [(amount.start, amount.end) for amount in find_amounts(text)]
        phrases = [
            self._mention((p.start, p.end), p.label, SORTS[p.kind])
            for p in PhraseFinder(text, sums).find()
            if p.kind in SORTS
            and not NO_NAME.fullmatch(p.label)
            and (" " in p.label or p.kind != "house")
        ]
        ministries = [
            self._mention(m.span(), to_nominative(m.group()), "funder")
            for m in MINISTRY_NAME.finditer(text)
        ]
        return [*phrases, *ministries, *self._known(text)]

    def _mention(self, span: tuple[int, int], label: str, sort: str) -> PartyMention:
        known = self.organisation_named(label)
        return PartyMention(*span, Party(label, known.key if known else None), sort)

    def _known(self, text: str) -> list[PartyMention]:
        pattern = self._gazetteer.name_pattern
        found = []
        for match in pattern.finditer(text) if pattern else ():
            mention = self._known_mention(match)
            if mention is not None:
                found.append(mention)
        return found

    def _known_mention(self, match: re.Match[str]) -> PartyMention | None:
        if BESIDE_RIVER.search(match.string, 0, match.start()) and " " not in match.group():
            return None
        if re.match(r"\ (?:am|an\ der|v\.)\ [A-ZÄÖÜ]", match.string[match.end() :]):
            return None
        organisation = self.organisation_named(match.group())
        if organisation is None or DISTRICT_BEFORE.search(match.string[: match.start()]):
            return None
        place = self._gazetteer.local_authority_of_place.get(match.group().lower())
        bare = place is not None and organisation.label.lower() != match.group().lower()
        sort = "place" if bare else sort_of(organisation)
        label = organisation.label if bare else to_nominative(match.group())
        return PartyMention(*match.span(), Party(label, organisation.key), sort)

    def organisation_named(self, name: str) -> Organisation | None:
        """Look up *name* in any case, or the local authority of a place of that name."""
        plain = to_nominative(name)
        for form in (name, plain, *_other_forms(plain)):
            found = self._gazetteer.organisation_of_name.get(form.lower())
            found = found or self._gazetteer.local_authority_of_place.get(form.lower())
            if found is not None:
                return found
        return None


def _other_forms(name: str) -> list[str]:
    """«Kreis X» and «Landkreis X» are one body, and so are «Universitätsstadt X» and «Stadt X»."""
    kind, _, place = name.partition(" ")
    if not place:
        return []
    if kind in ("Kreis", "Landkreis"):
        return [f"Landkreis {place}", f"Kreis {place}"]
    return [f"Stadt {place}"] if kind.endswith("stadt") else []


def sort_of(organisation: Organisation) -> str:
    """Say of what sort an organisation of ``data/`` is."""
    if organisation.type in ("ministry", "state-government", "authority", "parliament"):
        return "funder"
    return "authority" if organisation.type == "local-authority" else "organisation"
