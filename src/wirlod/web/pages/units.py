"""Diversity centres and posts: since when they are there, and what they grew out of."""

from collections.abc import Iterable

import msgspec

from wirlod.facts import Facts
from wirlod.web.pages.naming import Value
from wirlod.web.pages.visit import Visit

CLASSES = ("wir:DiversityCentre", "wir:IntegrationPost")


class Unit(msgspec.Struct, frozen=True):
    """A diversity centre or a post."""

    link: Value
    is_centre: bool
    lifetime: str
    parent: Value | None
    originals: tuple[Value, ...]
    """The posts it was formed from."""
    homepage: Value | None


def read_units(visit: Visit, facts: Facts, organisations: Iterable[str]) -> list[Unit]:
    """Read those of *organisations* that are centres or posts, centres first."""
    units = [
        read_unit(visit, facts, iri)
        for iri in organisations
        if any(facts.has(iri, "rdf:type", name) for name in CLASSES)
    ]
    return sorted(units, key=lambda unit: (not unit.is_centre, unit.link.text))


def read_unit(visit: Visit, facts: Facts, unit: str) -> Unit:
    """Read one unit."""
    naming = visit.naming
    parent, homepage = facts.iri(unit, "org:unitOf"), facts.iri(unit, "foaf:homepage")
    merger = facts.iri(unit, "org:resultedFrom")
    return Unit(
        link=naming.thing(unit),
        is_centre=facts.has(unit, "rdf:type", "wir:DiversityCentre"),
        lifetime=visit.reader.lifetime(
            facts.text(unit, "schema:foundingDate"), facts.text(unit, "schema:dissolutionDate")
        ),
        parent=naming.thing(parent) if parent else None,
        originals=tuple(
            naming.thing(iri) for iri in facts.iris(merger, "org:originalOrganization")
        ),
        homepage=naming.thing(homepage) if homepage else None,
    )
