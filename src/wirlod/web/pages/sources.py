"""Where a statement comes from: releases of this data set, and pages elsewhere."""

from collections.abc import Iterable

import msgspec

from wirlod.facts import Facts
from wirlod.values.partial_dates import PartialDate, Stretch, may_overlap
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
        publisher=named_on(visit, publisher, day) if publisher else None,
        kind=naming.thing(kind) if kind else None,
        day=day,
    )


def named_on(visit: Visit, organisation: str, text: str) -> Value:
    """
    Name *organisation* as it was called on a day, in the precision that a source states.

    Where nothing says the day, or two names can have been valid then, it is called as today.
    """
    link, day = visit.naming.thing(organisation), PartialDate.read(text)
    if day is None:
        return link
    facts = visit.facts([organisation])
    names = [
        name
        for name in facts.iris(organisation, "wir:datedName")
        if may_overlap((day, day), _validity(facts, name))
    ]
    said = visit.naming.choose(facts.all(names[0], "rdfs:label")) if len(names) == 1 else None
    return msgspec.structs.replace(link, text=said.text, language=said.language) if said else link


def _validity(facts: Facts, name: str) -> Stretch:
    start, end = (facts.text(name, f"schema:{part}") for part in ("validFrom", "validThrough"))
    return PartialDate.read(start), PartialDate.read(end)
