"""Where a statement comes from: releases of this data set, and pages elsewhere."""

from collections.abc import Iterable

import msgspec

from wirlod.facts import Facts
from wirlod.web.pages.naming import Value
from wirlod.web.pages.visit import Visit


class Source(msgspec.Struct, frozen=True):
    """A release or another text, in a list."""

    link: Value
    date: str
    publisher: Value | None
    kind: Value | None
    day: str
    """The date to sort by."""


def read_sources(visit: Visit, facts: Facts, sources: Iterable[str]) -> list[Source]:
    """Read *sources*, the newest first; what has no date comes last."""
    found = [read_source(visit, facts, source) for source in sources]
    return sorted(found, key=lambda source: source.day, reverse=True)


def read_source(visit: Visit, facts: Facts, source: str) -> Source:
    """Read one source."""
    naming = visit.naming
    publisher, kind = facts.iri(source, "dct:publisher"), facts.iri(source, "dct:type")
    day = facts.text(source, "dct:issued")
    kinds = [iri for iri in facts.iris(source, "dct:type") if iri.startswith(naming.base_uri)]
    kind = next(iter(kinds), kind)
    return Source(
        link=naming.thing(source),
        date=visit.reader.date(day),
        publisher=naming.thing(publisher) if publisher else None,
        kind=naming.thing(kind) if kind else None,
        day=day,
    )
