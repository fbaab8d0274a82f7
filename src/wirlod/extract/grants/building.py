"""
From read sums to grants: recipient, period, purpose, programme, handover, each with its evidence.

What is likely enough becomes a grant; below that a doubt with its best readings.
"""

import re
from typing import NamedTuple

import msgspec

from wirlod.extract.facts import Doubt, Evidence, GrantFact, Party, SumFact, SumReading
from wirlod.extract.grants.assignment import DOUBTFUL, ReadSum, companions, second_best
from wirlod.extract.grants.confidence import Confidence
from wirlod.extract.grants.money_words import SIGNS, WORDS
from wirlod.extract.grants.purposes import find_programme_and_priority, find_purpose
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.extract.grants.units import Body, Unit
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.scene import HEADLINES, Part, Scene
from wirlod.extract.text.reading import Span
from wirlod.extract.told.handovers import Handovers
from wirlod.saying import message
from wirlod.values.amounts import find_amounts
from wirlod.values.periods import Period, PeriodMention, find_periods

FUNDS, FUNDS_FOR = WORDS["funds"], WORDS["funds_for"]
"""What a sentence says that may tell the period or the purpose of a grant."""

LIKELY = 0.05
"""How likely a body must be to be a reading beside the two best."""


class Award(NamedTuple):
    """One grant to be: a sum and who gets it."""

    read: ReadSum
    body: Body
    probability: float


class GrantBuilder(msgspec.Struct):
    """Builds the grants, the doubts and the list of all sums of one text."""

    scene: Scene
    around: Surroundings
    gazetteer: Gazetteer
    confidence: Confidence
    handovers: Handovers
    doubts: list[Doubt] = []
    sums: list[SumFact] = []
    possible: list[GrantFact] = []

    def build(self, reads: list[ReadSum], told: list[ReadSum]) -> list[GrantFact]:
        """
        Build the sure grants of *reads*; likely ones become possible, and doubts.

        Grants that are *told* without their sum are of a text that grants no sum.
        """
        awards, possible = list[Award](), list[Award]()
        for read in reads:
            row = self.confidence.recipients(read)
            likely = self.confidence.of(read, row)
            sure = self._is_sure(read, likely)
            self.sums.append(self._sum_fact(read, sure))
            if read.repeats:
                continue
            if sure:
                awards += [Award(read, body, likely) for body in row]
            elif read.granted >= DOUBTFUL:
                self._doubt(read, row)
                possible += [Award(read, body, likely) for body in row]
        for read in told:
            award = Award(read, read.choices[0].body, read.probability)
            enough = self.confidence.is_enough(award.probability)
            (awards if enough and self.confidence.is_surely_told else possible).append(award)
        every = [*awards, *possible]
        parts = {award.read.unit.number for award in every}
        grants = [self._grant(a, parts - {a.read.unit.number}, len(every)) for a in every]
        self.possible = grants[len(awards) :]
        return grants[: len(awards)]

    def _is_sure(self, read: ReadSum, likely: float) -> bool:
        if read.role != "grant":
            return read.granted < DOUBTFUL
        return self.confidence.may_be_sure(read) and self.confidence.is_enough(likely)

    def _sum_fact(self, read: ReadSum, sure: bool) -> SumFact:
        readings = [
            SumReading("grant", round(read.granted * c.probability, 2), self.party(c.body).label)
            for c in read.choices[:2]
        ] + [
            SumReading(role, round((1 - read.granted) * share, 2))
            for role, share in sorted(read.roles.items(), key=lambda item: -item[1])[:2]
        ]
        ordered = sorted(readings, key=lambda reading: -reading.probability)
        if read.role != "grant":
            ordered.sort(key=lambda reading: reading.role == "grant")
        kind = "grant" if read.role == "grant" else "other"
        return SumFact(read.amount.as_amount(kind), sure, tuple(ordered[:2]), (self._said(read),))

    def _said(self, read: ReadSum) -> Evidence:
        return self._say("amount", Span(read.start, read.unit.start + read.amount.end))

    def _say(self, name: str, span: Span, basis: str = "stated") -> Evidence:
        return self.scene.reading.evidence(name, span, basis)

    def _doubt(self, read: ReadSum, row: list[Body]) -> None:
        """
        Say to whom a sum may be granted, and what else it may be.

        Named are the two best readings, what else is likely, and of an enumeration everybody.
        """
        figure = read.amount.as_amount().figure
        first = row or [choice.body for choice in read.choices[:1]]
        bodies = [*first, *second_best(read.choices)]
        bodies += [choice.body for choice in read.choices if choice.probability >= LIKELY]
        bodies += companions(self.around, read) if read.choices else []
        labels = dict.fromkeys(self.party(body).label for body in bodies)
        readings = [f"{figure}: grant to {label}" for label in labels]
        if read.granted < 0.8 or not readings:
            readings.append(f"{figure}: no grant but {read.other_role}")
        reason = message("nothing says surely whether this is granted, and to whom")
        self.doubts.append(Doubt("grant", reason, tuple(readings), (self._said(read),)))

    def party(self, body: Body) -> Party:
        """Give the body by the name the text uses, with its key where ``data/`` has one."""
        known = self.scene.finder.organisation_named(body.label)
        label = known.label if known and body.phrase.kind == "place" else body.label
        return Party(label, known.key if known else None)

    def _grant(self, award: Award, taken: set[int], count: int) -> GrantFact:
        read, body, likely = award
        evidence = [self._recipient_evidence(award)]
        amount = None
        if not read.is_notice:
            amount = read.amount.as_amount("grant")
            evidence.append(self._said(read))
            self._doubt_amount(read, evidence[1])
        period = self._period(read, evidence, count)
        purpose = self._purpose(award, evidence)
        programme, priority = self._programme(read, evidence)
        handed = self.handovers.of_grant({read.unit.number, body.unit.number}, taken)
        if handed is not None:
            evidence.extend(handed[1])
        return GrantFact(
            self.party(body), amount, period, purpose, programme, priority,
            handed[0] if handed else None, tuple(evidence), round(likely, 2),
        )  # fmt: skip

    def _recipient_evidence(self, award: Award) -> Evidence:
        body = award.body
        span = Span(body.start, body.unit.start + body.phrase.end)
        stated = body.unit is award.read.unit and not body.phrase.generic
        return self._say("recipient", span, "stated" if stated else "derived")

    def _doubt_amount(self, read: ReadSum, said: Evidence) -> None:
        amount = read.amount
        if amount.doubt:
            self.doubts.append(Doubt("amount", amount.doubt, amount.readings, (said,)))
        around = read.unit.text[max(0, amount.start - 12) : amount.end + 25]
        if SIGNS["peryear"].search(around):
            figure = amount.as_amount()
            reading = f"{figure.figure} ({figure.precision})"
            self.doubts.append(Doubt("amount", message("a sum per year"), (reading,), (said,)))

    def _period(self, read: ReadSum, evidence: list[Evidence], count: int) -> Period | None:
        number = read.unit.number
        found = self._period_in(self.scene.parts[number]) or self._period_nearby(number, count)
        if found is None:
            return None
        evidence.append(self._say("period", Span(found.start, found.end)))
        return found.period

    def _period_in(self, part: Part) -> PeriodMention | None:
        found = find_periods(part.sentence.text)
        offset = part.sentence.start
        if not found or (part.kind in HEADLINES and found[0].weight > 4):
            return None
        best = min(found, key=lambda p: (p.weight, p.start))
        return best._replace(start=best.start + offset, end=best.end + offset)

    def _period_nearby(self, number: int, count: int) -> PeriodMention | None:
        """The sentences after and before; for a single grant any that speak of funding."""
        parts = self.scene.parts
        near = [parts[n] for n in (number + 1, number - 1) if 0 <= n < len(parts)]
        for part in [*near, *(parts if count == 1 else [])]:
            mention = self._period_in(part)
            if mention is None or mention.weight >= 7 or find_amounts(part.sentence.text):
                continue
            if FUNDS.search(part.sentence.text):
                return mention
        return None

    def _purpose(self, award: Award, evidence: list[Evidence]) -> str | None:
        unit, amount = award.read.unit, award.read.amount
        begin = max([a.end for a in unit.sums if a.end <= amount.start], default=0)
        end = min([a.start for a in unit.sums if a.start >= amount.end], default=len(unit.text))
        span, basis = _purpose_in(unit, begin, end), "stated"
        if span is None and len(unit.sums) == 1:
            span, basis = self._purpose_nearby(award), "derived"
        if span is None:
            return None
        evidence.append(self._say("purpose", span, basis))
        return re.sub(r"\s+", " ", self.scene.reading.text[span.start : span.end])

    def _purpose_nearby(self, award: Award) -> Span | None:
        for unit in sorted(self.around.units, key=lambda u: u.kind in HEADLINES):
            named = any(body.key == award.body.key for body in unit.bodies)
            if FUNDS_FOR.search(unit.text) and (named or unit.kind in HEADLINES):
                found = _purpose_in(unit, 0, len(unit.text))
                if found is not None:
                    return found
        return None

    def _programme(self, read: ReadSum, evidence: list[Evidence]) -> tuple[str | None, str | None]:
        sentence = Span(read.unit.start, read.unit.start + len(read.unit.text))
        found = find_programme_and_priority(
            self.gazetteer, self.scene.reading.text, sentence, self.scene.date
        )
        for name, one in zip(("programme", "priority"), found, strict=False):
            evidence.append(self._say(name, one.span))
        names = [*(one.name for one in found), None, None]
        return names[0], names[1]


def _purpose_in(unit: Unit, begin: int, end: int) -> Span | None:
    """Find what a stretch of *unit* says that money is for; bodies are no purpose."""
    phrases = (body.phrase for body in unit.bodies)
    taken = [phrase for phrase in phrases if phrase.kind not in ("thing", "office", "house")]
    inside = [p for p in unit.finder.find() if begin <= p.start and p.end <= end]
    found = find_purpose(inside, taken)
    return found and Span(unit.start + found.start, unit.start + found.end)
