"""
What extraction results in: the facts of one release, in the form that ``--json`` prints.

A fact never stands without evidence: the property it supports and the place in the source.
``stated`` is what the words say, ``derived`` what follows from them and the release date.
"""

import msgspec

from wirlod.values.amounts import Amount
from wirlod.values.periods import Period


class Evidence(msgspec.Struct, frozen=True):
    """The words that say one property; positions are code points of the kept text."""

    property: str
    start: int
    end: int
    quote: str
    basis: str = "stated"


class Party(msgspec.Struct, frozen=True):
    """An organisation as the text names it, and its key in ``data/`` where it has one."""

    label: str | None
    key: str | None = None


class Handover(msgspec.Struct, frozen=True):
    """When, where and by whom a notice was handed over."""

    date: str | None = None
    place: str | None = None
    givers: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()


class ReleaseHead(msgspec.Struct, frozen=True):
    """What the release says of itself."""

    title: str | None = None
    date: str | None = None
    place: str | None = None
    publisher: str | None = None
    evidence: tuple[Evidence, ...] = ()


class GrantFact(msgspec.Struct, frozen=True):
    """One recipient, one sum; *probability* says how surely it was read."""

    recipient: Party
    amount: Amount | None = None
    period: Period | None = None
    purpose: str | None = None
    programme: str | None = None
    priority: str | None = None
    handover: Handover | None = None
    evidence: tuple[Evidence, ...] = ()
    probability: float = 1.0
    said_by: tuple[str, ...] = msgspec.field(default=("grammar",), name="saidBy")
    """Which readers say so: ``grammar``, ``asked`` (a second reader, by choice)."""


class FigureFact(msgspec.Struct, frozen=True):
    """A count or a sum that is no grant."""

    counted: str
    number: float | int | None = None
    amount: Amount | None = None
    as_of: str | None = msgspec.field(default=None, name="asOf")
    evidence: tuple[Evidence, ...] = ()


class PersonFact(msgspec.Struct, frozen=True):
    """A person as named, with the role and organisation the text gives."""

    name: str
    role: str | None = None
    organisation: str | None = None
    evidence: tuple[Evidence, ...] = ()


class QuotationFact(msgspec.Struct, frozen=True):
    """What somebody is quoted with."""

    text: str
    speaker: str | None = None
    evidence: tuple[Evidence, ...] = ()


class MilestoneFact(msgspec.Struct, frozen=True):
    """Something that happened at a date."""

    date: str
    subject: str | None
    event: str
    evidence: tuple[Evidence, ...] = ()


class SumReading(msgspec.Struct, frozen=True):
    """One way to read a sum: its role, for a grant its recipient, and how likely that is."""

    role: str
    probability: float
    recipient: str | None = None


class SumFact(msgspec.Struct, frozen=True):
    """A sum of the text, whatever it is: ``sure``, or with its two best readings."""

    amount: Amount
    sure: bool
    readings: tuple[SumReading, ...]
    evidence: tuple[Evidence, ...] = ()


class Doubt(msgspec.Struct, frozen=True):
    """Where the text has two readings, or was not understood."""

    property: str
    reason: str
    readings: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class ReleaseFacts(msgspec.Struct, frozen=True):
    """Everything found in one text."""

    file: str
    release: ReleaseHead
    grants: tuple[GrantFact, ...] = ()
    figures: tuple[FigureFact, ...] = ()
    people: tuple[PersonFact, ...] = ()
    quotations: tuple[QuotationFact, ...] = ()
    milestones: tuple[MilestoneFact, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    possible: tuple[GrantFact, ...] = ()
    """Grants that are in doubt, by their best reading."""
    handovers: tuple[Handover, ...] = ()
    """Each handing over once, whatever grant it is of."""
    sums: tuple[SumFact, ...] = ()
    """Every sum of the text, in its order: none is left out."""
