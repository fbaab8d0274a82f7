"""
Grants, and what each source claims about them.

Funder, granting authority and whoever hands a notice over are three different parties. Where
sources differ, every claim stays visible beside the grant, and the preferred one is marked.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar

from wirlod.publish.money import find_containing, find_first_day, find_form, find_granted
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
    Territory,
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
from wirlod.values.words import Words, period_words

NOTICE_TYPES = ["GrantNotice", "prov:Activity"]
NOTICE = {"de": "Förderbescheid", "en": "Grant notice"}
GRANTED = "grant"
"""The kind of sum that a grant can be called by; expenditure is not what was granted."""

LOCAL_AUTHORITY = "local-authority"
"""The type of recipients that govern their territory; others only sit in it."""


class GrantNotice(Thing, kw_only=True):
    """The decision to grant (Förderbescheid)."""

    date: Typed | None = None
    agent: str | None = None
    received_by: Sequence[str] = ()


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
    beneficiary_place: str | None = None
    recipient_territory: str | None = None
    in_territory: Sequence[str] = ()
    amount: str | None = None
    granted_amount: str | None = None
    granted_maximum: str | None = None
    counting: str
    money: MoneyAmount | None = None
    period: Period | None = None
    first_day: str | None = None
    last_day: str | None = None
    notice: GrantNotice | None = None
    row: Thing | None = None
    """The row of an office's table that states it."""


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
    place: Territory | None
    notice_date: PartialDate | None
    sources: list[Source]
    basis: Basis
    note: Text | None

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the grant with its sum, period and notice."""
        recipient = labels[self.recipient.target]
        granted = find_granted(self.sum, self.funder or "", self.programme or "", labels)
        first_day = self._first_day(labels)
        territory = self._territory(first_day, labels)
        public = labels.cell("organisations", self.recipient, "type") == LOCAL_AUTHORITY
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
            beneficiary_place=refer(self.place),
            recipient_territory=_territory_id(territory) if territory and public else None,
            in_territory=[_territory_id(key) for key in find_containing(territory, labels)],
            amount=self.sum.figure if self.sum else None,
            granted_amount=granted.least,
            granted_maximum=granted.most,
            counting=concept(granted.counting),
            money=build_money(self.sum, f"{target}#amount") if self.sum else None,
            period=build_period(self.start, self.end, f"{target}#period"),
            first_day=first_day.isoformat() if first_day else None,
            last_day=self.end.last_day.isoformat() if self.end else None,
            notice=self._notice(target),
            sources=source_ids(self.sources),
            basis=concept(self.basis),
            note=german(self.note),
        )

    def _label(self, recipient: Words) -> Words:
        money: Words = {"de": "Förderung", "en": "grant"}
        if self.sum and self.sum.figure and self.sum.sum_kind == GRANTED:
            money = self.sum.words
        what = joined(money, recipient_words(recipient))
        return sentence(joined(what, period_words(self.start, self.end), separator=", "))

    def _first_day(self, labels: Labels) -> date | None:
        releases = [source for source in self.sources if source.is_release]
        return find_first_day(self.start, self.notice_date, releases, labels)

    def _territory(self, first_day: date | None, labels: Labels) -> str:
        """Name the recipient's territory in the form that it had when the funding ran."""
        key = labels.cell("organisations", self.recipient, "territory")
        day = self.end.last_day if self.end and not self.start else first_day
        return find_form(key, day, labels) if key else ""

    def _notice(self, target: str) -> GrantNotice | None:
        if not (self.notice_date or self.granting_authority):
            return None
        return GrantNotice(
            id=thing_id(f"{target}#notice"),
            type=NOTICE_TYPES,
            label=NOTICE,
            date=dated(self.notice_date),
            agent=refer(self.granting_authority),
        )


def _territory_id(key: str) -> str:
    return thing_id(f"territory/{key}")


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
