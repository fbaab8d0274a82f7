"""Events: a grant notice handed over, and the milestones of the work."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from wirlod.publish.records.cells import KeyCell, Text
from wirlod.publish.records.codes import Basis, MilestoneType
from wirlod.publish.records.grant import NOTICE, NOTICE_TYPES, GrantNotice
from wirlod.publish.records.references import (
    AnyReference,
    GrantKey,
    Person,
    Receipt,
    Source,
    Territory,
)
from wirlod.publish.records.row import Contradiction, TableRow, period_contradictions
from wirlod.publish.records.thing import (
    Labels,
    Thing,
    Typed,
    both,
    concept,
    dated,
    german,
    refer,
    refer_all,
    source_ids,
    thing_id,
)
from wirlod.publish.records.words import joined
from wirlod.saying import say
from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import Words, date_words


class TakenGrant(msgspec.Struct):
    """A grant whose notice was taken by somebody who can be named."""

    id: str
    notice: GrantNotice


class Handover(Thing, kw_only=True):
    """A grant notice given to its recipient: neither the decision nor the press release."""

    hands_over: list[str | TakenGrant]
    start_date: Typed | None = None
    place: str | None = None
    given_by: list[str]
    received_by: list[str]


class Milestone(Thing, kw_only=True):
    """A step in the history of the programme or of the work in one place."""

    category: str
    start_date: Typed | None = None
    end_date: Typed | None = None
    about: list[str]
    place: str | None = None


class HandoverRow(TableRow, frozen=True, kw_only=True):
    """A row of ``handovers.csv``."""

    file: ClassVar[str] = "handovers.csv"
    target: ClassVar[str] = "handover/{key}"

    key: KeyCell
    grants: list[GrantKey]
    date: PartialDate | None
    place: Territory | None
    given_by: list[Person]
    received_by: list[Person]
    receipts: list[Receipt]
    sources: list[Source]
    basis: Basis
    note: Text | None

    def contradictions(self) -> Iterator[Contradiction]:
        """Something must be handed over; who took what is among what and whom it names."""
        if not self.grants:
            yield "grants", say("is empty, wanted the key of at least one grant")
        for receipt in self.receipts:
            if receipt.grant not in self.grants:
                yield (
                    "receipts",
                    say("{grant} is not among the grants: add it there", grant=receipt.grant),
                )
            if receipt.person not in self.received_by:
                yield (
                    "receipts",
                    say(
                        "{person} is not in received_by: add the person there",
                        person=receipt.person,
                    ),
                )

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the handover."""
        yield Handover(
            id=thing_id(target),
            type=["Handover", "schema:Event"],
            identifier=self.key,
            label=self._label(labels),
            hands_over=[self._handed_over(grant) for grant in self.grants],
            start_date=dated(self.date),
            place=refer(self.place),
            given_by=refer_all(self.given_by),
            received_by=refer_all(self.received_by),
            sources=source_ids(self.sources),
            basis=concept(self.basis),
            note=german(self.note),
        )

    def _handed_over(self, grant: GrantKey) -> str | TakenGrant:
        taken = [receipt.person for receipt in self.receipts if receipt.grant == grant]
        if not taken:
            return thing_id(grant.target)
        notice = GrantNotice(
            id=thing_id(f"{grant.target}#notice"),
            type=NOTICE_TYPES,
            label=NOTICE,
            received_by=refer_all(taken),
        )
        return TakenGrant(id=thing_id(grant.target), notice=notice)

    def _label(self, labels: Labels) -> Words:
        what: Words = {"de": "Bescheidübergabe", "en": "Handover of a grant notice"}
        if self.place:
            place = labels[self.place.target]
            what = joined(what, {"de": f"in {place['de']}", "en": f"in {place['en']}"})
        if self.date:
            day = date_words(self.date)
            what = joined(what, day, separator=", ")
        return what


class MilestoneRow(TableRow, frozen=True, kw_only=True):
    """A row of ``milestones.csv``."""

    file: ClassVar[str] = "milestones.csv"
    target: ClassVar[str] = "milestone/{key}"

    key: KeyCell
    type: MilestoneType
    label: Text
    label_en: Text
    date: PartialDate | None
    end: PartialDate | None
    subjects: list[AnyReference]
    place: Territory | None
    sources: list[Source]
    basis: Basis
    note: Text | None

    def contradictions(self) -> Iterator[Contradiction]:
        """It concerns something, and does not end before it starts."""
        yield from period_contradictions(self.date, self.end)
        if not self.subjects:
            yield (
                "subjects",
                say("is empty, wanted at least one kind/key, such as grant/musterkreis-2021"),
            )

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the milestone."""
        yield Milestone(
            id=thing_id(target),
            type=["Milestone", "schema:Event"],
            identifier=self.key,
            label=both(self.label, self.label_en) or {},
            category=concept(self.type),
            start_date=dated(self.date),
            end_date=dated(self.end),
            about=refer_all(self.subjects),
            place=refer(self.place),
            sources=source_ids(self.sources),
            basis=concept(self.basis),
            note=german(self.note),
        )
