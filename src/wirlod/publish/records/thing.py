"""
What a record becomes: a structure whose JSON form, under ``context.jsonld``, is its RDF.

Attribute names are those of the context, in Python's spelling (``fundedItem`` → ``funded_item``).
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from wirlod.publish.records.references import Reference, Source
from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import Words, period_words


class Typed(msgspec.Struct, frozen=True):
    """A literal whose datatype depends on how precisely it is known."""

    value: str = msgspec.field(name="@value")
    datatype: str = msgspec.field(name="@type")


class Thing(msgspec.Struct, kw_only=True, omit_defaults=True, rename="camel"):
    """What all things and parts have."""

    id: str
    type: Sequence[str]
    label: Words
    identifier: str | None = None
    sources: Sequence[str] = ()
    note: Words | None = None
    basis: str | None = None


class Period(Thing, kw_only=True):
    """A time from … to …, one end of which may be open."""

    period_start: Typed | None = None
    period_end: Typed | None = None


def thing_id(target: str) -> str:
    """
    Write ``kind/key`` as an identifier under the context.

    >>> thing_id("grant/x#amount")
    'thing:grant/x#amount'
    """
    return f"thing:{target}"


def refer(reference: Reference | None) -> str | None:
    """Write a reference to another record."""
    return thing_id(reference.target) if reference else None


def refer_all(references: Sequence[Reference]) -> list[str]:
    """Write references to other records."""
    return [thing_id(reference.target) for reference in references]


def source_ids(sources: Sequence[Source]) -> list[str]:
    """Write where facts were read: our releases, or web pages."""
    return [thing_id(source.target) if source.is_release else str(source) for source in sources]


def concept(code: str) -> str:
    """Write a code of one of the code lists."""
    return thing_id(f"concept/{code}")


def dated(day: PartialDate | None) -> Typed | None:
    """Write a date in the precision it has."""
    return Typed(str(day), day.datatype) if day else None


def german(text: str | None) -> Words | None:
    """Write a text that exists in German only."""
    return {"de": str(text)} if text else None


def both(german_text: str | None, english_text: str | None) -> Words | None:
    """Write a text in the languages that it exists in."""
    texts = {"de": german_text, "en": english_text}
    return {language: str(text) for language, text in texts.items() if text} or None


def build_period(start: PartialDate | None, end: PartialDate | None, part: str) -> Period | None:
    """Build the period *part* (``grant/x#period``), None where neither end is known."""
    if not start and not end:
        return None
    return Period(
        id=thing_id(part),
        type=["dct:PeriodOfTime"],
        label=period_words(start, end),
        period_start=dated(start),
        period_end=dated(end),
    )


class Cells(Protocol):
    """What the rows of all tables say."""

    def cell(self, table: str, key: str, column: str) -> str:
        """Give what the row *key* of a table says in *column*, nothing where there is none."""
        ...

    def followers(self, territory: str) -> Sequence[str]:
        """Name the territories that name *territory* as their predecessor."""
        ...


class Labels(Cells, Protocol):
    """What a person would call each thing, by ``kind/key``, and what other rows say."""

    def __getitem__(self, target: str) -> Words:
        """
        Give the label of a thing in German and English.

        :raises KeyError: when there is no such thing.
        """
        ...
