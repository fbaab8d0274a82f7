"""An organisation: its names over time, its grants, its units, its people, its releases."""

import msgspec

from wirlod.facts import Facts
from wirlod.iris import thing_of
from wirlod.web.pages.events import build_line
from wirlod.web.pages.grants import build_table
from wirlod.web.pages.naming import Value
from wirlod.web.pages.sources import Source, read_sources
from wirlod.web.pages.units import read_unit, read_units
from wirlod.web.pages.visit import Visit

SHOWN = 12
"""How many releases and people are shown at most."""


class DatedName(msgspec.Struct, frozen=True):
    """A name that was borne for some time."""

    name: Value
    abbreviation: str
    period: str
    begins: str


class Office(msgspec.Struct, frozen=True):
    """Somebody who held a role, on the day a source says so."""

    person: Value
    role: Value
    day: str
    sort: str


def tell_organisation(visit: Visit, organisation: str) -> dict[str, object]:
    """Tell who an organisation is."""
    facts = visit.facts([organisation])
    naming = visit.naming
    area, parent = (
        facts.iri(organisation, "schema:areaServed"),
        facts.iri(organisation, "org:unitOf"),
    )
    homepage = facts.iri(organisation, "foaf:homepage")
    category = facts.iri(organisation, "org:classification")
    units = visit.pointing("org:unitOf", organisation)
    seat = facts.iri(organisation, "schema:location")
    key = organisation.partition("/id/")[2]
    granted = build_table(visit, recipient=key)
    published, count = _releases(visit, organisation)
    return {
        "category": naming.thing(category) if category else None,
        "area": naming.thing(area) if area else None,
        "parent": naming.thing(parent) if parent else None,
        "homepage": naming.thing(homepage) if homepage else None,
        "abbreviation": facts.text(organisation, "schema:alternateName"),
        "other_names": [naming.value(term) for term in facts.all(organisation, "skos:altLabel")],
        "unit": read_unit(visit, facts, organisation),
        "names": _names(visit, facts, organisation),
        "seat": naming.thing(seat) if seat else None,
        "table": granted if granted.count else build_table(visit, fundedItem=key),
        "units": read_units(visit, visit.facts(units), units),
        "offices": _offices(visit, organisation),
        "releases": published,
        "release_count": count,
        "line": build_line(visit, _milestones(visit, [organisation, *units])),
        "note": naming.choose(facts.all(organisation, "skos:editorialNote")),
    }


def _names(visit: Visit, facts: Facts, organisation: str) -> list[DatedName]:
    names = [_name(visit, facts, iri) for iri in facts.iris(organisation, "wir:datedName")]
    return sorted(names, key=lambda name: name.begins)


def _name(visit: Visit, facts: Facts, iri: str) -> DatedName:
    start, end = facts.text(iri, "schema:validFrom"), facts.text(iri, "schema:validThrough")
    name = visit.naming.choose(facts.all(iri, "rdfs:label"))
    return DatedName(
        name=name or visit.naming.thing(iri),
        abbreviation=facts.text(iri, "schema:alternateName"),
        period=visit.reader.lifetime(start, end),
        begins=start,
    )


def _offices(visit: Visit, organisation: str) -> list[Office]:
    roles = visit.pointing("org:organization", organisation)
    facts = visit.facts({thing_of(role) for role in roles})
    offices = [read_office(visit, facts, role) for role in roles]
    return sorted(offices, key=lambda office: office.sort, reverse=True)


def read_office(visit: Visit, facts: Facts, role: str) -> Office:
    """Read one role that a person held."""
    day = facts.text(role, "wir:attestedOn")
    return Office(
        person=visit.naming.thing(thing_of(role)),
        role=visit.naming.choose(facts.all(role, "schema:roleName")) or visit.naming.thing(role),
        day=visit.reader.date(day),
        sort=day,
    )


def _releases(visit: Visit, organisation: str) -> tuple[list[Source], int]:
    releases = visit.pointing("dct:publisher", organisation)
    return read_sources(visit, visit.facts(releases), releases)[:SHOWN], len(releases)


def _milestones(visit: Visit, organisations: list[str]) -> list[str]:
    about = visit.pointing("schema:about", *organisations)
    facts = visit.facts(about)
    return [event for event in about if facts.has(event, "rdf:type", "wir:Milestone")]
