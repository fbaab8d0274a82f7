"""
Sentence by sentence: which sum goes to whom. Drafts are put together in ``grants``.
"""

import re
from typing import NamedTuple

from wirlod.extract.amounts import AmountMention, find_amounts
from wirlod.extract.facts import Party
from wirlod.extract.funding_words import (
    APPLIED,
    BUDGET,
    CALL,
    COLLECTIVE,
    DEMAND,
    DONATION,
    EARLIER,
    EVERYWHERE,
    HANDING_OVER,
    NEGATED,
    NO_GRANT_MONEY,
    NOTICE_DOCUMENT,
    PRIZE,
)  # fmt: skip
from wirlod.extract.grant_lists import owner_in_list
from wirlod.extract.granting import classify_sums, is_granted, without_parts
from wirlod.extract.noun_phrases import to_nominative
from wirlod.extract.parties import PartyMention
from wirlod.extract.people import PersonMention, find_people
from wirlod.extract.recipients import (
    choose_recipients,
    find_generic_recipient,
    find_unknown_recipient,
    read_cases,
)  # fmt: skip
from wirlod.extract.scene import Part, Scene
from wirlod.extract.sums import Sum

SAME_SUM = re.compile(
    r"\b(?:(?:[Dd]ie|[Dd]er|[Dd]en|[Ee]ine|[Ee]inen) (?:gleiche|selbe|identische)"
    r"[nr]? (?:Summe|Betrag|Förderung|Höhe|Förderhöhe)|"
    r"[Dd]ieselbe (?:Summe|Förderung)|[Dd]enselben Betrag|[Dd]erselbe Betrag|(?:[Ee]benso|"
    r"[Gg]enauso) viel|"
    r"[Ii]n gleicher Höhe|[Gg]leich viel)\b"
)
RECEIVED_SOMETHING = re.compile(
    rf"(?:{NOTICE_DOCUMENT.pattern}).*(?:{HANDING_OVER.pattern}|"
    r"\b(?:erhält|erhalten|erhielt|bewilligt|gingen|geht|gehen|ging)\b)|"
    rf"(?:{HANDING_OVER.pattern}|\b(?:erhält|erhielt|bekommt)\b).*(?:{NOTICE_DOCUMENT.pattern})|"
    r"\b(?:erhält|erhielt|bekommt|bekam)\b.*"
    r"\b(?:\w*[Ff]örder(?:ung|mittel|gelder)|Zuschuss|Landesmittel)\b|"
    r"\b(?:\w*[Ff]örder(?:ung|mittel|gelder)|Zuschuss|Landesmittel)\b.*"
    r"\b(?:erhalten|bekommen|bewilligt)\b"
)


class Draft(NamedTuple):
    """A sum and who gets it, as one sentence says; positions count in the whole text."""

    part: Part
    recipient: PartyMention | None
    recipient_basis: str
    amount: AmountMention | None
    kind: str
    doubt: str = ""


class Aside(NamedTuple):
    """A sum that is no grant: a cost, a programme, somebody else's share."""

    part: Part
    amount: AmountMention
    sum: Sum


class DraftFinder:
    """Walks through a text and remembers who was spoken of."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._known: list[PartyMention] = []
        self._current: list[PartyMention] = []
        self._last: Draft | None = None
        self.drafts: list[Draft] = []
        self.asides: list[Aside] = []

    def run(self) -> None:
        """Read every sentence, unless the text is about something else than funding."""
        for part in self._scene.parts:
            if not self._scene.is_no_funding_text:
                self._read(part)
            self._known += [_moved(m, part.sentence.start) for m in part.mentions]

    def _read(self, part: Part) -> None:
        text = part.sentence.text
        if NEGATED.search(text):
            return
        amounts = find_amounts(text)
        if not amounts:
            self._read_without_sum(part)
            return
        listed = self._listed(part, amounts)
        drafts = listed or self._funded(part, amounts)
        for draft in drafts:
            self._add(draft)

    def _add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self._last = draft
        if draft.recipient is not None:
            self._current = [draft.recipient]

    def _listed(self, part: Part, amounts: list[AmountMention]) -> list[Draft]:
        """Read «A (100.000 Euro), B (50.000 Euro)» and lines «A: 5.000 Euro»."""
        text = part.sentence.text
        found = [(amount, owner_in_list(part, amount)) for amount in amounts]
        owned = [(amount, owner) for amount, owner in found if owner is not None]
        if not owned or not is_granted(text, in_list=True):
            return []
        for amount, owner in found:
            if owner is None:
                self._aside(part, amount, Sum("programme-volume", ""))
        return [self._draft(part, owner, "stated", amount, "grant") for amount, owner in owned]

    def _funded(self, part: Part, amounts: list[AmountMention]) -> list[Draft]:
        text = part.sentence.text
        sums = classify_sums(text, amounts)
        grants = [a for a, s in zip(amounts, sums, strict=True) if s.kind == "grant"]
        for amount, found in zip(amounts, sums, strict=True):
            if found.kind != "grant":
                self._aside(part, amount, found)
        if not grants:
            return []
        if not is_granted(text):
            self._no_grants(part, grants)
            return []
        return self._pair(part, grants)

    def _no_grants(self, part: Part, amounts: list[AmountMention]) -> None:
        """Keep the sums of programmes and budgets as figures."""
        text = part.sentence.text
        if CALL.search(text) or PRIZE.search(text) or DONATION.search(text):
            return
        if DEMAND.search(text) or NO_GRANT_MONEY.search(text) or NEGATED.search(text):
            return
        recipients, _ = choose_recipients(text, read_cases(text, part.mentions))
        if not recipients:
            for amount in amounts:
                self._aside(part, amount, Sum("programme-volume", ""))

    def _pair(self, part: Part, amounts: list[AmountMention]) -> list[Draft]:
        text = part.sentence.text
        recipients, basis = self._recipients(part)
        if not recipients and self._is_for_many(text):
            for amount in amounts:
                self._aside(part, amount, Sum("programme-volume", ""))
            return []
        if not recipients:
            recipients, basis = self._fallback(part)
        amounts = without_parts(part.sentence.text, amounts, len(recipients))
        if len(amounts) == len(recipients) > 1:
            return [
                self._draft(part, recipient, basis, amount, "grant")
                for amount, recipient in zip(amounts, recipients, strict=True)
            ]
        return [
            draft for amount in amounts for draft in self._shared(part, amount, recipients, basis)
        ]

    def _is_for_many(self, text: str) -> bool:
        """Money for «Kommunen» or «hessenweit», unless the headline names one body."""
        if EVERYWHERE.search(text):
            return True
        one_body = re.search(
            r"\b(?:Stadt|Landkreis|Gemeinde|Verein)\b(?! und)", self._scene.title_text
        )
        return not one_body and bool(COLLECTIVE.search(text) or BUDGET.search(text))

    def _shared(
        self, part: Part, amount: AmountMention, recipients: list[PartyMention], basis: str
    ) -> list[Draft]:
        each = amount.each or re.search(r"\b(?:jeweils|je)\b", part.sentence.text)
        if len(recipients) <= 1 or each:
            each_one: list[PartyMention | None] = [*recipients] or [None]
            return [self._draft(part, one, basis, amount, "grant") for one in each_one]
        first, last = recipients[0], recipients[-1]
        label = " und ".join(r.party.label or "" for r in recipients)
        joint = PartyMention(first.start, last.end, Party(label), first.sort)
        draft = self._draft(part, joint, basis, amount, "grant")
        return [draft._replace(doubt="one sum for several recipients")]

    def _recipients(self, part: Part) -> tuple[list[PartyMention], str]:
        text = part.sentence.text
        recipients, basis = choose_recipients(text, read_cases(text, part.mentions))
        if recipients and basis == "stated":
            return recipients, basis
        people = self._organisations_of_people(part)
        if people:
            return people, "stated"
        unknown = find_unknown_recipient(text)
        if unknown is not None:
            return [unknown], "stated"
        return recipients, basis

    def _organisations_of_people(self, part: Part) -> list[PartyMention]:
        """In «an Landrat X (Kreis Y)» the body is who receives."""
        text = part.sentence.text
        people = find_people(text)
        persons = [PartyMention(p.start, p.end, Party(None), "person") for p in people]
        return [
            self._organisation_of(person)
            for person, cased in zip(people, read_cases(text, persons), strict=True)
            if cased.case in ("to", "dative") and person.organisation
        ]

    def _organisation_of(self, person: PersonMention) -> PartyMention:
        name = person.organisation or ""
        mentions = self._scene.finder.find(name)
        party = mentions[0].party if mentions else Party(to_nominative(name))
        return PartyMention(*person.organisation_span, party, "authority")

    def _fallback(self, part: Part) -> tuple[list[PartyMention], str]:
        generic = find_generic_recipient(part.sentence.text, self._known)
        if generic is not None:
            return [generic], "derived"
        back = part.sentence.start
        return [_moved(m, -back) for m in self._current], "derived"

    def _read_without_sum(self, part: Part) -> None:
        text = part.sentence.text
        same = SAME_SUM.search(text)
        if same and self._last and self._last.amount:
            amount = self._last.amount._replace(
                start=same.start() + part.sentence.start, end=same.end() + part.sentence.start
            )
            for recipient in self._recipients(part)[0]:
                self._add(
                    Draft(part, _moved(recipient, part.sentence.start), "stated", amount, "grant")
                )
            return
        if CALL.search(text) or DEMAND.search(text) or not RECEIVED_SOMETHING.search(text):
            return
        if (APPLIED.search(text) and not HANDING_OVER.search(text)) or EARLIER.search(text):
            return
        recipients, basis = self._recipients(part)
        if recipients and basis == "stated" and not COLLECTIVE.search(text):
            for recipient in recipients:
                self._add(self._draft(part, recipient, basis, None, "grant"))

    def _draft(
        self, part: Part, recipient: PartyMention | None, basis: str,
        amount: AmountMention | None, kind: str,
    ) -> Draft:  # fmt: skip
        offset = part.sentence.start
        placed = None if recipient is None else _moved(recipient, offset)
        money = None if amount is None else _moved_amount(amount, offset)
        return Draft(part, placed, basis, money, kind)

    def _aside(self, part: Part, amount: AmountMention, found: Sum) -> None:
        self.asides.append(Aside(part, _moved_amount(amount, part.sentence.start), found))


def _moved(mention: PartyMention, offset: int) -> PartyMention:
    return mention._replace(start=mention.start + offset, end=mention.end + offset)


def _moved_amount(amount: AmountMention, offset: int) -> AmountMention:
    return amount._replace(start=amount.start + offset, end=amount.end + offset)
