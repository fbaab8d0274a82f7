"""
Who receives in a sentence: by name, by the people who stand for a body, or spoken of before.
"""

import re

from wirlod.extract.facts import Party
from wirlod.extract.grants.dative_recipients import find_dative_recipients
from wirlod.extract.grants.drafts import moved
from wirlod.extract.grants.recipients import choose_recipients, read_cases
from wirlod.extract.grants.unlisted_recipients import (
    RECEIVES_BY_KIND,
    find_generic_recipient,
    find_sole_of_kind,
    find_unknown_recipient,
)
from wirlod.extract.names.noun_phrases import to_nominative
from wirlod.extract.names.officials import find_town_of_official
from wirlod.extract.names.parties import PartyMention
from wirlod.extract.names.people import PersonMention, find_people
from wirlod.extract.scene import HEADLINES, Part, Scene

SAME_GRANT = re.compile(
    r"(?:Insgesamt |So |Mit )?(?:[Dd]er (?:Zuwendungs|Förder)?bescheid|[Dd]ie (?:Zuwendung|"
    r"Förderung|Fördersumme)"
    r"|[Dd]er Zuschuss|"
    r"[Dd]ieser|[Dd]iese|[Dd]as Projekt|[Dd]as Vorhaben)\b"
)


def _is_object(text: str, recipients: list[PartyMention]) -> bool:
    """Tell whether one of *recipients* is more than what the money is for."""
    return any(cased.case in ("to", "dative", "direct") for cased in read_cases(text, recipients))


class RecipientFinder:
    """Finds recipients in one text; *known* grows with the organisations read so far."""

    def __init__(self, scene: Scene, organisations: dict[str, str]) -> None:
        self._scene = scene
        self._organisations = organisations
        self.known: list[PartyMention] = []

    def remember(self, part: Part) -> None:
        """Add the organisations of a sentence that was read."""
        self.known += [moved(m, part.sentence.start) for m in part.mentions]

    def find(self, part: Part) -> tuple[list[PartyMention], str]:
        """Find who receives by the words of the sentence, and whether they state it."""
        text = part.sentence.text
        recipients, basis = choose_recipients(text, read_cases(text, part.mentions))
        by_kind = RECEIVES_BY_KIND.search(text) and not _is_object(text, recipients)
        if recipients and basis == "stated" and not by_kind:
            return recipients, basis
        people = self._organisations_of_people(part)
        if people:
            return people, "stated"
        if by_kind:
            return [], "derived"
        datives = find_dative_recipients(text, self._scene.finder)
        if datives:
            return datives, "stated"
        town = find_town_of_official(text, self._scene.finder)
        unknown = town or find_unknown_recipient(text)
        if unknown is not None and part.kind not in HEADLINES:
            return [unknown], "stated"
        return recipients, basis

    def _organisations_of_people(self, part: Part) -> list[PartyMention]:
        """In «an Landrat X (Kreis Y)» the body is who receives."""
        text = part.sentence.text
        people = [self._with_organisation(person) for person in find_people(text)]
        persons = [PartyMention(p.start, p.end, Party(None), "person") for p in people]
        return [
            self._organisation_of(person)
            for person, cased in zip(people, read_cases(text, persons), strict=True)
            if cased.case in ("to", "dative") and person.organisation
        ]

    def _with_organisation(self, person: PersonMention) -> PersonMention:
        """Add the organisation that the text elsewhere, or ``data/``, gives the person."""
        known = self._organisations.get(person.name)
        if person.organisation or known is None:
            return person
        return person._replace(organisation=known, organisation_span=(person.start, person.end))

    def _organisation_of(self, person: PersonMention) -> PartyMention:
        name = person.organisation or ""
        mentions = self._scene.finder.find(name)
        party = mentions[0].party if mentions else Party(to_nominative(name))
        return PartyMention(*person.organisation_span, party, "authority")

    def _spoken_of_last(self, current: list[PartyMention]) -> bool:
        """Tell whether no other body was named since the recipients spoken of before."""
        end = max((m.end for m in current), default=0)
        labels = {m.party.label for m in current}
        since = [m for m in self.known if m.start > end and m.sort == "organisation"]
        return all(m.party.label in labels for m in since)

    def fall_back(
        self, part: Part, current: list[PartyMention], sum_is_stated: bool
    ) -> tuple[list[PartyMention], str]:
        """Lead «der Kreis» back to its name, or take the recipient spoken of before."""
        text = part.sentence.text
        generic = find_generic_recipient(text, self.known)
        if generic is not None:
            return [generic], "derived"
        if sum_is_stated and not (SAME_GRANT.match(text) and self._spoken_of_last(current)):
            return [], "derived"
        sole = None if current else find_sole_of_kind(text)
        if sole is not None:
            return [sole], "stated"
        back = part.sentence.start
        return [moved(m, -back) for m in current], "derived"
