"""A district, city or municipality: its grants over time, its centre, its story, its neighbours."""

from wirlod.facts import Facts
from wirlod.query.facts import find_neighbours
from wirlod.query.totals import find_totals_by_year
from wirlod.values.sums import Total, add_up
from wirlod.web.pages.charts import read_picture
from wirlod.web.pages.events import build_line
from wirlod.web.pages.grants import add_up_tables, build_listing, build_table, total_of
from wirlod.web.pages.lines import read_lines
from wirlod.web.pages.naming import Value
from wirlod.web.pages.units import CLASSES, read_units
from wirlod.web.pages.visit import Visit

MOST_HANDOVERS = 30
MOST_LOOKED_AT = 300
"""How many of its newest grants are looked at for what is not known."""
GOVERNED = ("district", "district-free-city", "special-status-city")

EVENTS = ("wir:Milestone", "wir:Handover")


def tell_territory(visit: Visit, territory: str) -> dict[str, object]:
    """Tell what the programme did in *territory*, and whose money it is."""
    facts = visit.facts([territory])
    key = territory.rpartition("/")[2]
    forms = _other_forms(visit, territory)
    organisations = visit.pointing("schema:areaServed", territory, *forms)
    members = visit.facts(organisations)
    own = visit.pointing("wir:recipientTerritory", territory, *forms)
    units = read_units(visit, members, organisations)
    handovers = visit.pointing("wir:handsOver", *own)
    return {
        "years": _years(visit, [territory, *forms]),
        "handovers": read_lines(visit, "handover", handovers[:MOST_HANDOVERS]),
        "more_handovers": max(0, len(handovers) - MOST_HANDOVERS),
        "unknown": _unknown(visit, facts.iri(territory, "dct:type"), own, handovers, bool(units)),
        "category": _value(visit, facts, territory, "dct:type"),
        **_tables(visit, territory, forms),
        "units": units,
        "bodies": [
            *(
                visit.naming.thing(iri)
                for iri in organisations
                if not any(members.has(iri, "rdf:type", name) for name in CLASSES)
            ),
            *_sitting(visit, territory),
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


def _tables(visit: Visit, territory: str, forms: list[str]) -> dict[str, object]:
    """List the grants to its administration, in every form, and those to others that are here."""
    target = _target(territory)
    table, *others = (
        build_table(visit, recipientTerritory=_target(form)) for form in (territory, *forms)
    )
    return {
        "granted": add_up_tables([table, *others]),
        "table": table,
        "form_tables": list(zip(map(visit.naming.thing, forms), others, strict=True)),
        "seat_table": build_table(visit, recipient__place=target),
        "benefit_table": build_table(visit, beneficiaryPlace=target),
        "within_table": build_table(visit, inTerritory=target),
    }


def add_up_forms(visit: Visit, territory: str) -> Total:
    """Add up what the administration of *territory* was granted, in every form it had and has."""
    forms = (territory, *_other_forms(visit, territory))
    return add_up(
        total_of(visit, build_listing(visit, {"recipientTerritory": _target(form)}))
        for form in forms
    )


def _years(visit: Visit, forms: list[str]) -> list[tuple[str, Total]]:
    """Add up what the administration was granted in all its forms, by the year it begins."""
    opened, found = visit.opened, dict[str, Total]()
    for form in forms:
        listing = build_listing(visit, {"recipientTerritory": _target(form)})
        years = find_totals_by_year(opened.store, listing, opened.base_uri, opened.prefixes)
        for year, total in years.items():
            found[year] = found.get(year, Total()) + total
    return sorted(found.items(), key=lambda item: item[0] or "9999")


def _unknown(
    visit: Visit, category: str, grants: list[str], handovers: list[str], has_centre: bool
) -> list[str]:
    """Say what no source tells of a district or city; of other places nothing is expected."""
    if category.rpartition("/")[2] not in GOVERNED:
        return []
    reader, grants = visit.reader, grants[:MOST_LOOKED_AT]
    facts = visit.facts([*grants, *handovers])
    handed = {grant for iri in handovers for grant in facts.iris(iri, "wir:handsOver")}
    sums = sum(not facts.iri(grant, "schema:amount") for grant in grants)
    starts = sum(not _start(facts, grant) for grant in grants)
    unhanded = sum(grant not in handed for grant in grants)
    counted = {
        reader.ngettext(
            "%(num)s grant without a stated sum.", "%(num)s grants without a stated sum.", sums
        ): sums,
        reader.ngettext(
            "%(num)s grant without a stated start.",
            "%(num)s grants without a stated start.",
            starts,
        ): starts,
        reader.ngettext(
            "%(num)s grant of which no source tells who handed over the notice, and when.",
            "%(num)s grants of which no source tells who handed over the notice, and when.",
            unhanded,
        ): unhanded,
    }
    said = [words % {"num": reader.number(n)} for words, n in counted.items() if n]
    if not grants:
        said.append(reader.gettext("Whether its administration was granted anything."))
    if visit.iri("wir:DiversityCentre") in visit.opened.edition.manifest.classes and not has_centre:
        said.append(reader.gettext("Whether there is a diversity centre here."))
    return said


def _start(facts: Facts, grant: str) -> str:
    return facts.text(facts.iri(grant, "dct:temporal"), "dcat:startDate")


def _target(thing: str) -> str:
    """Give ``kind/key`` of *thing*."""
    return thing.partition("/id/")[2]


def _other_forms(visit: Visit, territory: str) -> list[str]:
    """List the forms that the same place had before and has had since, the latest first."""
    found, ahead = [territory], [territory]
    while ahead:
        form = ahead.pop()
        beside = visit.facts([form]).iris(form, "dct:replaces")
        beside += visit.pointing("dct:replaces", form)
        fresh = [iri for iri in beside if iri not in found]
        found += fresh
        ahead += fresh
    facts = visit.facts(found)
    return sorted(found[1:], key=lambda iri: facts.text(iri, "schema:validFrom"), reverse=True)


def _sitting(visit: Visit, territory: str) -> list[Value]:
    """Name the organisations that sit in *territory* without being responsible for it."""
    found = visit.pointing("schema:location", territory)
    facts = visit.facts(found)
    return [
        visit.naming.thing(iri)
        for iri in found
        if facts.has(iri, "rdf:type", "org:FormalOrganization")
    ]


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
