"""
From drafts to grants: one fact per recipient and sum, with period, purpose and evidence.

A headline and the text often name one sum twice, once rounded. The text is believed, the
headline's reading is kept as a doubt.
"""

import re
from typing import NamedTuple

from wirlod.extract.facts import Doubt, Evidence, GrantFact, Party
from wirlod.extract.grants.draft_recipients import distributed, same_recipient, with_recipients
from wirlod.extract.grants.drafts import Aside, Draft, own_words
from wirlod.extract.grants.funding_words import PER_YEAR
from wirlod.extract.grants.programmes import find_only_priority, find_priority, find_programme
from wirlod.extract.grants.purposes import find_purpose
from wirlod.extract.grants.sums import Sum
from wirlod.extract.grants.totals import find_totals
from wirlod.extract.scene import HEADLINES, Part, Scene
from wirlod.extract.text.reading import Span
from wirlod.extract.told.handovers import HandoverDraft, handovers_to, join_handovers
from wirlod.values.amounts import Amount, find_amounts
from wirlod.values.periods import Period, PeriodMention, find_periods

PERIOD_SENTENCE = re.compile(
    r"\b(?:(?:[Gg]e)?[Ff]örder\w*|[Ll]aufzeit|[Zz]eitraum|[Bb]ewillig\w*|[Zz]uwendung\w*|[Mm]ittel|"
    r"[Bb]escheid|gesichert|Geld|Summe|[Pp]rojekt\w*|finanziert|unterstützt|läuft)\b"
)


NOTICE_PERIOD = re.compile(r"\b\w*[Bb]escheid\b[^.]*\b(?:bezieht|gilt|umfasst|für den Zeitraum)\b")


class Group(NamedTuple):
    """The drafts that are one grant, the deciding one first."""

    drafts: list[Draft]


class GrantBuilder:
    """Builds the grants of one text."""

    def __init__(self, scene: Scene, drafts: list[Draft], asides: list[Aside]) -> None:
        self._scene = scene
        self._drafts = with_recipients(scene, distributed(drafts))
        self.asides = list(asides)
        self.doubts: list[Doubt] = []
        self._sentences: set[int] = set()
        self._take_eligible_sum()

    def _take_eligible_sum(self) -> None:
        """A grant without a sum of its own takes the only eligible expenditure of the text."""
        eligible = [a for a in self.asides if a.sum.kind == "eligible-expenditure"]
        recipients = {d.recipient.party.label for d in self._drafts if d.recipient}
        if len(eligible) != 1 or len(recipients) != 1 or any(d.amount for d in self._drafts):
            return
        aside = eligible[0]
        first = self._drafts[0]
        self._drafts[0] = first._replace(amount=aside.amount, kind=aside.sum.kind)
        self.asides.remove(aside)

    def build(self, handovers: list[HandoverDraft]) -> list[GrantFact]:
        """Build every grant; handovers are joined to the recipients they name."""
        groups = self._without_totals(self._groups())
        self._sentences = {d.part.sentence.start for group in groups for d in group.drafts}
        recipients = {g.drafts[0].recipient and g.drafts[0].recipient.party for g in groups}
        grants = [self._grant(group, handovers, len(recipients)) for group in groups]
        self._forget_headlines(grants)
        return grants

    def _forget_headlines(self, grants: list[GrantFact]) -> None:
        """Who repeats the sum of a grant, a headline rounded, gives no figure of its own."""
        sums = [g.amount.figure for g in grants if g.amount and g.amount.figure]
        self.asides = [
            aside
            for aside in self.asides
            if not any(
                abs(float(aside.amount.low) - s) <= (s / 10 if aside.part.kind in HEADLINES else 0)
                for s in sums
            )
        ]

    def _groups(self) -> list[Group]:
        groups: list[Group] = []
        ordered = sorted(self._drafts, key=lambda d: (d.part.kind in HEADLINES, d.amount is None))
        for draft in ordered:
            home = next((g for g in groups if self._belongs(draft, g)), None)
            if home is None and draft.recipient is None and groups and draft.part.kind in HEADLINES:
                continue
            if home is None and not (draft.recipient is None and draft.amount is None):
                groups.append(Group([draft]))
            elif home is not None:
                home.drafts.append(draft)
        return sorted(groups, key=lambda g: g.drafts[0].part.sentence.start)

    def _without_totals(self, groups: list[Group]) -> list[Group]:
        """Keep as a figure the sum that the others add up to."""
        totals = find_totals([g.drafts[0] for g in groups])
        for group in groups:
            first = group.drafts[0]
            if first in totals and first.amount:
                self.asides.append(Aside(first.part, first.amount, Sum("programme-volume", "")))
        return [g for g in groups if g.drafts[0] not in totals]

    def _belongs(self, draft: Draft, group: Group) -> bool:
        first = group.drafts[0]
        headline = draft.part.kind in HEADLINES and draft.recipient is None
        if not headline and not same_recipient(draft.recipient, first.recipient):
            return False
        if draft.amount is None or first.amount is None:
            return True
        if draft.amount.low == first.amount.low:
            return True
        close = abs(draft.amount.low - first.amount.low) <= first.amount.low / 10
        return close and (draft.part.kind in HEADLINES or draft.amount.precision != "exact")

    def _grant(self, group: Group, handovers: list[HandoverDraft], count: int) -> GrantFact:
        first = group.drafts[0]
        evidence: list[Evidence] = []
        party = self._party(group, evidence)
        amount = self._amount(group, evidence)
        period = self._period(group, evidence, count)
        purpose = self._purpose(group, evidence)
        programme, priority = self._programme(group, evidence)
        handover = self._handover(group, handovers, count)
        if handover is not None:
            evidence.extend(handover.evidence)
        if first.doubt:
            self.doubts.append(Doubt("recipient", first.doubt, (), tuple(evidence[:1])))
        return GrantFact(
            party, amount, period, purpose, programme, priority,
            handover.handover if handover else None, tuple(evidence),
        )  # fmt: skip

    def _handover(
        self, group: Group, handovers: list[HandoverDraft], count: int
    ) -> HandoverDraft | None:
        own = {draft.part.sentence.start for draft in group.drafts}
        if count > 1:
            recipient, taken = group.drafts[0].recipient, self._sentences - own
            handovers = handovers_to(recipient, own, taken, handovers)
        return join_handovers(handovers)

    def _party(self, group: Group, evidence: list[Evidence]) -> Party:
        named = [d for d in group.drafts if d.recipient is not None]
        if not named:
            self.doubts.append(Doubt("recipient", "the text does not say who receives the sum"))
            return Party(None)
        best = min(named, key=lambda d: (d.recipient_basis != "stated", d.part.kind in HEADLINES))
        recipient = best.recipient
        assert recipient is not None
        keyed = next(
            (d.recipient.party for d in named if d.recipient and d.recipient.party.key), None
        )
        span = Span(recipient.start, recipient.end)
        evidence.append(self._scene.reading.evidence("recipient", span, best.recipient_basis))
        if best.recipient_basis != "stated":
            label = recipient.party.label or ""
            reason = "the sentence with the sum does not name who receives it"
            self.doubts.append(Doubt("recipient", reason, (label,), (evidence[-1],)))
        return recipient.party if recipient.party.key else keyed or recipient.party

    def _amount(self, group: Group, evidence: list[Evidence]) -> Amount | None:
        with_sum = [d for d in group.drafts if d.amount is not None]
        if not with_sum:
            return None
        for draft in with_sum:
            assert draft.amount is not None
            span = Span(draft.amount.start, draft.amount.end)
            evidence.append(self._scene.reading.evidence("amount", span))
        amount = with_sum[0].amount
        assert amount is not None
        self._doubt_amount(group, with_sum, evidence)
        return amount.as_amount(with_sum[0].kind)

    def _doubt_amount(self, group: Group, with_sum: list[Draft], evidence: list[Evidence]) -> None:
        sums = tuple(e for e in evidence if e.property == "amount")
        readings = list(dict.fromkeys(
            _say(d.amount.as_amount(d.kind)) for d in with_sum if d.amount
        ))  # fmt: skip
        amount = with_sum[0].amount
        assert amount is not None
        if len(readings) > 1:
            self.doubts.append(
                Doubt("amount", "the text states the sum in two ways", tuple(readings), sums)
            )
        if amount.doubt:
            self.doubts.append(Doubt("amount", amount.doubt, amount.readings, sums))
        text = self._scene.reading.text
        first = with_sum[0]
        if first.part.kind in HEADLINES and re.search(
            r"[Üü]ber\s$", text[amount.start - 5 : amount.start]
        ):
            bound = _say(Amount(min=amount.as_amount().value, precision="at-least"))
            reason = "«über» in a headline: about this sum, or more than it"
            self.doubts.append(Doubt("amount", reason, (readings[0], bound), sums))
        sentence = first.part.sentence.text
        if PER_YEAR.search(sentence[amount.end - first.part.sentence.start :][:25]):
            self.doubts.append(Doubt("amount", "a sum per year", (readings[0],), sums))

    def _period(self, group: Group, evidence: list[Evidence], count: int) -> Period | None:
        first = group.drafts[0]
        found = self._period_in(first.part)
        if found is None and first.said_in is not None:
            found = self._period_in(first.said_in)
        found = found or next((p for d in group.drafts[1:] if (p := self._period_in(d.part))), None)
        found = found or self._period_nearby(group, count)
        if found is None:
            return None
        evidence.append(self._scene.reading.evidence("period", Span(found.start, found.end)))
        return found.period

    def _period_in(self, part: Part) -> PeriodMention | None:
        found = find_periods(part.sentence.text)
        offset = part.sentence.start
        if not found or (part.kind in HEADLINES and found[0].weight > 4):
            return None
        best = min(found, key=lambda p: (p.weight, p.start))
        return best._replace(start=best.start + offset, end=best.end + offset)

    def _period_nearby(self, group: Group, count: int) -> PeriodMention | None:
        """The sentences after and before the sum; for a single grant any that speak of funding."""
        parts = self._scene.parts
        start = group.drafts[0].part.sentence.start
        at = next(i for i, p in enumerate(parts) if p.sentence.start <= start < p.sentence.end)
        near = [parts[i] for i in (at + 1, at - 1) if 0 <= i < len(parts)]
        others = parts if count == 1 else []
        of_notice = [p for p in others if NOTICE_PERIOD.search(p.sentence.text)]
        for part in [*of_notice, *near, *others]:
            mention = self._period_in(part)
            if mention is None or mention.weight >= 7 or find_amounts(part.sentence.text):
                continue
            if PERIOD_SENTENCE.search(part.sentence.text):
                return mention
        return None

    def _purpose(self, group: Group, evidence: list[Evidence]) -> str | None:
        for draft in sorted(group.drafts, key=lambda d: d.part.kind in HEADLINES):
            sentence = draft.part.sentence
            taken = [
                Span(sentence.start + m.start, sentence.start + m.end) for m in draft.part.mentions
            ]
            if draft.recipient is not None:
                taken.append(Span(draft.recipient.start, draft.recipient.end))
            begin, end = own_words(draft)
            words = sentence.text[begin:end]
            span = find_purpose(words, taken, sentence.start + begin)
            if span is not None:
                found = self._scene.reading.evidence("purpose", span)
                evidence.append(found)
                return re.sub(r"\s+", " ", self._scene.reading.text[span.start : span.end])
        if own_words(group.drafts[0])[0] > 0:
            return None
        return self._purpose_nearby(group, evidence)

    def _purpose_nearby(self, group: Group, evidence: list[Evidence]) -> str | None:
        wanted = re.compile(
            r"\b(?:[Ff]örder\w*|[Bb]escheid\w*|[Mm]ittel\w*|Geld|Zuwendung|Zuschuss)\b[^.]*\bfür\b|"
            r"\b(?:[Ff]ördergeld|Geld|Summe|Mittel)\w*\b[^.]*\bfließ\w*"
        )
        recipient = group.drafts[0].recipient
        label = (recipient.party.label or "") if recipient else ""
        for part in sorted(self._scene.parts, key=lambda p: p.kind in HEADLINES):
            text = part.sentence.text
            if not wanted.search(text) or (
                label and len(label) > 3 and label not in text and part.kind not in HEADLINES
            ):
                continue
            taken = [Span(m.start, m.end) for m in part.mentions]
            span = find_purpose(text, taken)
            if span is not None:
                moved = Span(span.start + part.sentence.start, span.end + part.sentence.start)
                evidence.append(self._scene.reading.evidence("purpose", moved, "derived"))
                return re.sub(r"\s+", " ", text[span.start : span.end])
        return None

    def _programme(self, group: Group, evidence: list[Evidence]) -> tuple[str | None, str | None]:
        texts = [(d.part.sentence.text, d.part.sentence.start) for d in group.drafts]
        texts.append((self._scene.reading.text, 0))
        programme = next((f for text, at in texts if (f := find_programme(text, at))), None)
        if programme is None:
            return None, None
        evidence.append(self._scene.reading.evidence("programme", programme.span))
        if not programme.name.startswith("WIR"):
            return programme.name, None
        priority = next((f for text, at in texts[:-1] if (f := find_priority(text, at))), None)
        priority = priority or find_only_priority(self._scene.reading.text)
        if priority is None:
            return programme.name, None
        evidence.append(self._scene.reading.evidence("priority", priority.span))
        return programme.name, priority.name


def _say(amount: Amount) -> str:
    """``500000 (approximate)``."""
    return f"{amount.figure} ({amount.precision})"
