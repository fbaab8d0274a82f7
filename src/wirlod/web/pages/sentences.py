"""Sentences of sources beside what they support: one quotation, all it says."""

from collections.abc import Iterable

import msgspec

from wirlod.facts import Facts
from wirlod.iris import thing_of
from wirlod.query.evidence import Evidence
from wirlod.web.pages.naming import Value
from wirlod.web.pages.visit import Visit

SUMS = frozenset(("value", "minValue", "maxValue", "number", "amount"))
"""Last steps of the properties that say how much."""

GERMAN = "de"
"""The language of the sources."""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a source, and which statements it supports."""

    text: Value
    source: Value
    date: str
    supports: tuple[Value, ...]
    """The properties."""
    about: tuple[Value, ...]
    """The things."""
    states_sum: bool
    who: str = ""


def build_sentences(visit: Visit, evidence: Iterable[Evidence], facts: Facts) -> list[Sentence]:
    """
    Bring what is supported by the same words together.

    :param facts: what is said of the sources, for their dates.
    """
    found: dict[tuple[str, str], list[Evidence]] = {}
    for item in evidence:
        found.setdefault((item.source, item.exact), []).append(item)
    return [_sentence(visit, items, facts) for items in found.values()]


def _sentence(visit: Visit, items: list[Evidence], facts: Facts) -> Sentence:
    naming, first = visit.naming, items[0]
    properties = dict.fromkeys(item.property for item in items)
    things = dict.fromkeys(thing_of(item.body) for item in items)
    return Sentence(
        text=Value(first.exact, GERMAN),
        source=naming.thing(first.source),
        date=visit.reader.date(facts.text(first.source, "dct:issued")),
        supports=tuple(naming.thing(iri) for iri in properties),
        about=tuple(naming.thing(iri) for iri in things),
        states_sum=any(iri.replace("#", "/").rpartition("/")[2] in SUMS for iri in properties),
    )
