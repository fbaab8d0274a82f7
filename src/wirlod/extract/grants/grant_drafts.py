"""
Sentence by sentence: which sum goes to whom. Drafts are put together in ``grants``.
"""

import re

from wirlod.extract.facts import Party
from wirlod.extract.grants.clauses import find_clauses, find_opening_recipient
from wirlod.extract.grants.crowds import COUNTED_MANY, is_for_many, is_notice, speaks_of_many
from wirlod.extract.grants.drafts import Aside, Draft, moved, moved_amount
from wirlod.extract.grants.funding_words import (
    APPLIED,
    BUDGET,
    CALL,
    COLLECTIVE,
    COUNTED_NOTICES,
    DEMAND,
    DONATION,
    EARLIER,
    HANDING_OVER,
    NEGATED,
    NO_GRANT_MONEY,
    NOTICE_DOCUMENT,
    PART_OF_IT,
    PRIZE,
    THE_SUM_IS,
)  # fmt: skip
from wirlod.extract.grants.grant_lists import owner_in_list
from wirlod.extract.grants.granting import classify_sums, is_granted, without_parts
from wirlod.extract.grants.line_lists import find_owners_above
from wirlod.extract.grants.recipient_finder import RecipientFinder
from wirlod.extract.grants.recipients import choose_recipients, read_cases
from wirlod.extract.grants.sums import Sum
from wirlod.extract.grants.unlisted_recipients import UNCLEAR, find_generic_recipient
from wirlod.extract.names.parties import PartyMention
from wirlod.extract.scene import HEADLINES, Part, Scene
from wirlod.values.amounts import AmountMention, find_amounts

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

OFFERED = re.compile(
    r"\b(?:stehen|steht|stehe|standen|stellt|stellen)\b.*\b(?:zur Verfügung|bereit)\b"
)
TAKEN = re.compile(r"\b(?:nahm|nahmen|nimmt|nehmen)\b.*\b(?:entgegen|in Empfang)\b")


class DraftFinder:
    """Walks through a text and remembers who was spoken of."""

    def __init__(self, scene: Scene, organisations: dict[str, str]) -> None:
        self._scene = scene
        self._finder = RecipientFinder(scene, organisations)
        self._above = find_owners_above(scene.parts)
        self._current: list[PartyMention] = []
        self._last: Draft | None = None
        self.drafts: list[Draft] = []
        self.asides: list[Aside] = []

    def run(self) -> None:
        """Read every sentence, unless the text is about something else than funding."""
        funding = not self._scene.is_no_funding_text
        for part in self._scene.parts:
            if funding:
                self._read(part)
            else:
                self._read_asides(part)
            self._finder.remember(part)

    def _read(self, part: Part) -> None:
        text = part.sentence.text
        if NEGATED.search(text):
            return
        amounts = find_amounts(text)
        if not amounts:
            self._read_without_sum(part)
            return
        listed = self._listed(part, amounts)
        told = self._told(part, amounts) if 0 < len(listed) < len(amounts) else []
        drafts = told or listed or self._funded(part, amounts)
        for draft in drafts:
            self._add(draft)

    def _read_asides(self, part: Part) -> None:
        """In a text that grants nothing, sums that say what they are sums of."""
        amounts = find_amounts(part.sentence.text)
        for amount, found in zip(amounts, classify_sums(part.sentence.text, amounts), strict=True):
            offered = found.kind == "grant" and (
                OFFERED.search(part.sentence.text) or COUNTED_MANY.search(part.sentence.text)
            )
            if offered:
                self._aside(part, amount, Sum("programme-volume", ""))
            elif found.kind not in ("grant", "other"):
                self._aside(part, amount, found)

    def _add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self._last = draft
        if draft.recipient is not None:
            self._current = [draft.recipient]

    def _listed(self, part: Part, amounts: list[AmountMention]) -> list[Draft]:
        """Read «A (100.000 Euro), B (50.000 Euro)» and lines «A: 5.000 Euro»."""
        text = part.sentence.text
        above = self._above.get(part.sentence.start)
        if above is not None and len(amounts) == 1:
            return [self._draft(part, above, "stated", amounts[0], "grant")]
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
        told = self._told(part, grants) if len(grants) > 1 else []
        return told or self._pair(part, grants)

    def _told(self, part: Part, amounts: list[AmountMention]) -> list[Draft]:
        """Read each sum in a clause of its own, if every clause tells who receives."""
        told = [
            self._clause(part.sentence.text, clause, amount)
            for clause, amount in find_clauses(part, amounts)
        ]
        if not all(drafts and drafts[0].recipient for drafts in told):
            return []
        return [draft for drafts in told for draft in drafts]

    def _clause(self, sentence: str, clause: Part, amount: AmountMention) -> list[Draft]:
        opening = find_opening_recipient(clause, sentence)
        if opening is not None:
            return [self._draft(clause, opening, "stated", amount, "grant")]
        return self._pair(clause, [amount])

    def _no_grants(self, part: Part, amounts: list[AmountMention]) -> None:
        """Keep the sums of programmes and budgets as figures."""
        text = part.sentence.text
        if CALL.search(text) or PRIZE.search(text) or DONATION.search(text):
            return
        if DEMAND.search(text) or NO_GRANT_MONEY.search(text):
            return
        if EARLIER.search(text) and not (COLLECTIVE.search(text) or BUDGET.search(text)):
            return
        recipients, _ = choose_recipients(text, read_cases(text, part.mentions))
        if not recipients:
            for amount in amounts:
                self._aside(part, amount, Sum("programme-volume", ""))

    def _pair(self, part: Part, amounts: list[AmountMention]) -> list[Draft]:
        text = part.sentence.text
        recipients, basis = self._finder.find(part)
        each = COUNTED_NOTICES.search(text) and any(amount.each for amount in amounts)
        named = recipients and basis == "stated"
        meant = each or (self._current and THE_SUM_IS.search(text))
        if not named and not meant and is_for_many(self._scene, text):
            kind = "other" if PART_OF_IT.match(text) else "programme-volume"
            for amount in amounts:
                self._aside(part, amount, Sum(kind, ""))
            return []
        if not recipients:
            recipients, basis = self._finder.fall_back(part, self._current, self._sum_is_stated)
        total = all(a.total for a in amounts) or re.search(r"\b[Ii]nsgesamt\b", text)
        many = total and speaks_of_many(self._scene, part)
        if not recipients and (many or self._sum_is_stated or not is_notice(self._scene, part)):
            for amount in amounts:
                self._aside(part, amount, Sum("programme-volume", ""))
            return []
        amounts = without_parts(part.sentence.text, amounts, len(recipients))
        if len(amounts) == len(recipients) > 1:
            return [
                self._draft(part, recipient, basis, amount, "grant")
                for amount, recipient in zip(amounts, recipients, strict=True)
            ]
        return [
            draft for amount in amounts for draft in self._shared(part, amount, recipients, basis)
        ]

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

    @property
    def _sum_is_stated(self) -> bool:
        """Once the text has said who gets what, a sum without recipient is another one."""
        return any(d.amount and d.recipient and d.part.kind not in HEADLINES for d in self.drafts)

    def _read_without_sum(self, part: Part) -> None:
        text = part.sentence.text
        same = SAME_SUM.search(text)
        if same and self._last and self._last.amount:
            amount = self._last.amount._replace(
                start=same.start() + part.sentence.start, end=same.end() + part.sentence.start
            )
            for recipient in self._finder.find(part)[0]:
                self._add(
                    Draft(part, moved(recipient, part.sentence.start), "stated", amount, "grant")
                )
            return
        if CALL.search(text) or DEMAND.search(text) or not RECEIVED_SOMETHING.search(text):
            return
        if (APPLIED.search(text) and not HANDING_OVER.search(text)) or EARLIER.search(text):
            return
        recipients, basis = self._finder.find(part)
        generic = None if recipients else find_generic_recipient(text, self._finder.known)
        recipients = [generic] if generic else recipients
        taken = bool(TAKEN.search(text))
        if recipients and (basis == "stated" or taken) and (taken or not COLLECTIVE.search(text)):
            for recipient in recipients:
                self._add(self._draft(part, recipient, basis, None, "grant"))

    def _draft(
        self, part: Part, recipient: PartyMention | None, basis: str,
        amount: AmountMention | None, kind: str,
    ) -> Draft:  # fmt: skip
        offset = part.sentence.start
        placed = None if recipient is None else moved(recipient, offset)
        money = None if amount is None else moved_amount(amount, offset)
        bare = recipient is not None and recipient.sort == UNCLEAR
        doubt = "nothing says which body this is" if bare else ""
        return Draft(part, placed, basis, money, kind, doubt)

    def _aside(self, part: Part, amount: AmountMention, found: Sum) -> None:
        self.asides.append(Aside(part, moved_amount(amount, part.sentence.start), found))
