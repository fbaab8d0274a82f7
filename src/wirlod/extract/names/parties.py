"""
Organisations in a text: districts, towns, associations, ministries, known to ``data/`` or not.

Names that ``data/`` has are found as they are; all others are phrases of the grammar that say of
themselves what they are. Labels are given in the nominative.
"""

import re
from typing import NamedTuple

from wirlod.extract.facts import Party
from wirlod.extract.names.body_names import WORDS, to_nominative
from wirlod.extract.names.gazetteer import Gazetteer, Organisation
from wirlod.extract.names.offices import MINISTRY
from wirlod.extract.names.phrases import GENERIC, Phrase, PhraseFinder
from wirlod.values.amounts import find_amounts

MINISTRY_NAME = re.compile(MINISTRY)

SORTS = {"commune": "authority", "funder": "funder"}
SORTS |= dict.fromkeys(("club", "house", "church"), "organisation")
"""What a phrase says of itself → the sort of organisation."""


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
        named = [match.span() for match in WORDS["programme"].finditer(text)]
        for mention in sorted(self._candidates(text), key=lambda m: (m.start, -m.end)):
            inside = any(start <= mention.start and mention.end <= end for start, end in named)
            if mention.start >= reach and not inside:
                found.append(mention)
                reach = mention.end
        return found

    def _candidates(self, text: str) -> list[PartyMention]:
        sums = [(amount.start, amount.end) for amount in find_amounts(text)]
        phrases = (self._named(phrase) for phrase in PhraseFinder(text, sums).find())
        spelt = [(m, "funder") for m in MINISTRY_NAME.finditer(text)]
        pattern = self._gazetteer.name_pattern
        spelt += [(m, "") for m in (pattern.finditer(text) if pattern else ())]
        names = (self._mention(m.span(), to_nominative(m.group()), sort) for m, sort in spelt)
        return [mention for mention in (*phrases, *names) if mention is not None]

    def _named(self, phrase: Phrase) -> PartyMention | None:
        """Give the organisation that *phrase* names, if it says so of itself or ``data/`` does."""
        sort = SORTS.get(phrase.kind, "")
        alone = phrase.kind == "house" and " " not in phrase.label
        named = "" if alone or GENERIC.fullmatch(phrase.label) else sort
        return self._mention((phrase.start, phrase.end), phrase.label, named)

    def _mention(self, span: tuple[int, int], label: str, sort: str) -> PartyMention | None:
        known = self.organisation_named(label)
        if known is None:
            return PartyMention(*span, Party(label), sort) if sort else None
        bare = label.lower() in self._gazetteer.local_authority_of_place
        label = known.label if bare else label
        sort = "place" if bare else sort or sort_of(known)
        return PartyMention(*span, Party(label, known.key), sort)

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
