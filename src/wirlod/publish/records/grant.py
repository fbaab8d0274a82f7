"""
Grants, and what each source claims about them.

Funder, granting authority and whoever hands a notice over are three different parties. Where
sources differ, every claim stays visible beside the grant, and the preferred one is marked.
"""

from collections.abc import Iterator
from typing import ClassVar

from wirlod.publish.records.cells import KeyCell, Text
from wirlod.publish.records.codes import Basis, YesNo
from wirlod.publish.records.references import (
    GrantKey,
    Guideline,
    Organisation,
    Priority,
    Programme,
    ReleaseKey,
    Source,
)
from wirlod.publish.records.sums import MoneyAmount, SumRow, build_money
from wirlod.publish.records.thing import (
    Labels,
    Period,
    Thing,
    Typed,
    both,
    build_period,
    concept,
    dated,
    german,
    refer,
    source_ids,
    thing_id,
)
from wirlod.publish.records.words import joined, quoted, recipient_words, sentence
from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import Words, amount_words, period_words


class GrantNotice(Thing, kw_only=True):
    """The decision to grant (Förderbescheid)."""

    date: Typed | None = None
    agent: str | None = None


class Grant(Thing, kw_only=True):
    """Public money for one recipient, period and purpose."""

    recipient: str
    programme: str | None = None
    guideline: str | None = None
    priority: str | None = None
    purpose: Words | None = None
    funder: str | None = None
    granting_authority: str | None = None
    funded_item: str | None = None
    amount: str | None = None
    money: MoneyAmount | None = None
    period: Period | None = None
    notice: GrantNotice | None = None


class Claim(Thing, kw_only=True):
    """What one source says of a grant."""

    claim_on: dict[str, str]
    money: MoneyAmount | None = None
    period: Period | None = None
    preferred: bool


class GrantRow(SumRow, frozen=True, kw_only=True):
    """A row of ``grants.csv``."""

    file: ClassVar[str] = "grants.csv"
    target: ClassVar[str] = "grant/{key}"

    key: KeyCell
    recipient: Organisation
    programme: Programme | None
    guideline: Guideline | None
    priority: Priority | None
    purpose: Text | None
    purpose_en: Text | None
    funder: Organisation | None
    granting_authority: Organisation | None
    centre: Organisation | None
    notice_date: PartialDate | None
    sources: list[Source]
    basis: Basis
    note: Text | None

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the grant with its sum, period and notice."""
        recipient = labels[self.recipient.target]
        yield Grant(
            id=thing_id(target),
            type=["Grant", "schema:MonetaryGrant"],
            identifier=self.key,
            label=self._label(recipient),
            recipient=thing_id(self.recipient.target),
            programme=refer(self.programme),
            guideline=refer(self.guideline),
            priority=refer(self.priority),
            purpose=both(self.purpose, self.purpose_en),
            funder=refer(self.funder),
            granting_authority=refer(self.granting_authority),
            funded_item=refer(self.centre),
            amount=self.sum.figure if self.sum else None,
            money=build_money(self.sum, f"{target}#amount") if self.sum else None,
            period=build_period(self.start, self.end, f"{target}#period"),
            notice=self._notice(target),
            sources=source_ids(self.sources),
            basis=concept(self.basis),
            note=german(self.note),
        )

    def _label(self, recipient: Words) -> Words:
        money: Words = {"de": "Förderung", "en": "grant"}
        if self.sum and self.sum.figure:
            money = amount_words(self.sum.figure, self.sum.precision)
        what = joined(money, recipient_words(recipient))
        return sentence(joined(what, period_words(self.start, self.end), separator=", "))

    def _notice(self, target: str) -> GrantNotice | None:
        if not (self.notice_date or self.granting_authority):
            return None
        return GrantNotice(
            id=thing_id(f"{target}#notice"),
            type=["GrantNotice", "prov:Activity"],
            label={"de": "Förderbescheid", "en": "Grant notice"},
            date=dated(self.notice_date),
            agent=refer(self.granting_authority),
        )


class ClaimRow(SumRow, frozen=True, kw_only=True):
    """A row of ``claims.csv``: what one source says of a grant."""

    file: ClassVar[str] = "claims.csv"
    target: ClassVar[str] = "grant/{grant}#claim-{key}"

    grant: GrantKey
    key: KeyCell
    source: ReleaseKey
    preferred: YesNo
    note: Text | None

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the claim, a part of its grant."""
        yield Claim(
            id=thing_id(target),
            type=["Claim"],
            label=self._label(labels[self.source.target]),
            claim_on={"id": thing_id(self.grant.target)},
            sources=[thing_id(self.source.target)],
            money=build_money(self.sum, f"{target}-amount") if self.sum else None,
            period=build_period(self.start, self.end, f"{target}-period"),
            preferred=self.preferred == "yes",
            note=german(self.note),
        )

    def _label(self, source: Words) -> Words:
        return joined({"de": "Angabe in", "en": "As stated in"}, quoted(source))
