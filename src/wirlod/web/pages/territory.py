"""A district, city or municipality: its grants over time, its centre, its story, its neighbours."""

from wirlod.facts import Facts
from wirlod.query.facts import find_grants_within, find_neighbours
from wirlod.web.pages.charts import read_picture
from wirlod.web.pages.events import build_line
from wirlod.web.pages.grants import build_table
from wirlod.web.pages.naming import Value
from wirlod.web.pages.units import CLASSES, read_units
from wirlod.web.pages.visit import Visit

EVENTS = ("wir:Milestone", "wir:Handover")


def tell_territory(visit: Visit, territory: str) -> dict[str, object]:
    """Tell what the programme did in *territory*."""
    facts = visit.facts([territory])
    key = territory.rpartition("/")[2]
    organisations = visit.pointing("schema:areaServed", territory)
    members = visit.facts(organisations)
    own = visit.pointing("wir:recipient", *organisations)
    within = find_grants_within(visit.opened.store, territory)
    visit.naming.learn([*own, *within])
    return {
        "category": _value(visit, facts, territory, "dct:type"),
        "table": build_table(visit, own, f"doc/grant?recipient.areaServed=territory/{key}"),
        "within_table": build_table(
            visit, [grant for grant in within if grant not in own], "doc/grant?sort=-date"
        ),
        "units": read_units(visit, members, organisations),
        "bodies": [
            visit.naming.thing(iri)
            for iri in organisations
            if not any(members.has(iri, "rdf:type", name) for name in CLASSES)
        ],
        "line": build_line(visit, _events(visit, [territory, *organisations], own)),
        "seat": _value(visit, facts, territory, "wir:seat"),
        "within": _value(visit, facts, territory, "schema:containedInPlace"),
        "chart": read_picture(visit, f"timeline-{key}"),
        "key": facts.text(territory, "schema:identifier"),
        "valid": visit.reader.period(
            facts.text(territory, "schema:validFrom"), facts.text(territory, "schema:validThrough")
        ),
        "neighbours": _neighbours(visit, facts, territory),
        "places": [
            visit.naming.thing(iri) for iri in visit.pointing("schema:containedInPlace", territory)
        ],
    }


def _value(visit: Visit, facts: Facts, thing: str, name: str) -> Value | None:
    iri = facts.iri(thing, name)
    return visit.naming.thing(iri) if iri else None


def _events(visit: Visit, subjects: list[str], grants: list[str]) -> list[str]:
    """Find milestones of *subjects*, what happened at the first of them, handovers of *grants*."""
    found = visit.pointing("schema:about", *subjects)
    found += visit.pointing("schema:location", subjects[0])
    found += visit.pointing("wir:handsOver", *grants)
    facts = visit.facts(found)
    return [
        event
        for event in dict.fromkeys(found)
        if any(facts.has(event, "rdf:type", kind) for kind in EVENTS)
    ]


def _neighbours(visit: Visit, facts: Facts, territory: str) -> list[Value]:
    category = facts.iri(territory, "dct:type")
    if category.rpartition("/")[2] not in ("district", "district-free-city"):
        return []
    key = facts.text(territory, "schema:identifier")
    has_regions = key[2:3] not in ("", "0")  # the third digit is that of the region
    found = find_neighbours(visit.opened.store, key[:3]) if has_regions else []
    visit.naming.learn(found)
    names = [visit.naming.thing(iri) for iri in found if iri != territory]
    return sorted(names, key=lambda value: value.text)
