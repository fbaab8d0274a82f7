"""The programme, its guidelines and the six priorities."""

from wirlod.facts import Facts
from wirlod.query.facts import MOST
from wirlod.query.listing import Listing
from wirlod.web.pages.events import build_line
from wirlod.web.pages.grants import build_table
from wirlod.web.pages.naming import Value
from wirlod.web.pages.visit import Visit


def tell_programme(visit: Visit, programme: str) -> dict[str, object]:
    """Tell what a programme is, by which rules it works, and what happened in it."""
    facts = visit.facts([programme])
    guidelines = _guidelines(visit, programme)
    about = visit.pointing("schema:about", programme)
    return {
        "description": visit.naming.choose(facts.all(programme, "dct:description")),
        "period": _period(visit, facts, programme),
        "funder": _value(visit, facts, programme, "schema:funder"),
        "predecessor": _value(visit, facts, programme, "dct:replaces"),
        "successors": [visit.naming.thing(i) for i in visit.pointing("dct:replaces", programme)],
        "guidelines": [visit.naming.thing(iri) for iri in guidelines],
        "priorities": _priorities(visit, guidelines),
        "table": build_table(visit, programme=_target(programme)),
        "line": build_line(visit, about),
        "note": visit.naming.choose(facts.all(programme, "skos:editorialNote")),
    }


def tell_guideline(visit: Visit, guideline: str) -> dict[str, object]:
    """Tell what a guideline rules, and since when."""
    facts = visit.facts([guideline])
    return {
        "programme": _value(visit, facts, guideline, "wir:programme"),
        "citation": facts.text(guideline, "dct:bibliographicCitation"),
        "dated": visit.reader.date(facts.text(guideline, "eli:date_document")),
        "in_force": visit.reader.date(facts.text(guideline, "eli:first_date_entry_in_force")),
        "passed_by": _value(visit, facts, guideline, "eli:passed_by"),
        "predecessor": _value(visit, facts, guideline, "dct:replaces"),
        "priorities": _priorities(visit, [guideline]),
        "table": build_table(visit, guideline=_target(guideline)),
        "line": build_line(visit, visit.pointing("schema:about", guideline)),
        "note": visit.naming.choose(facts.all(guideline, "skos:editorialNote")),
    }


def tell_priority(visit: Visit, priority: str) -> dict[str, object]:
    """Tell what a priority is about, and which grants fall under it."""
    facts = visit.facts([priority])
    return {
        "number": facts.text(priority, "skos:notation"),
        "definition": visit.naming.choose(facts.all(priority, "skos:definition")),
        "guideline": _value(visit, facts, priority, "dct:isPartOf"),
        "priorities": _priorities(visit, facts.iris(priority, "dct:isPartOf")),
        "table": build_table(visit, priority=_target(priority)),
        "line": build_line(visit, visit.pointing("schema:about", priority)),
    }


def _target(thing: str) -> str:
    """Give ``kind/key`` of *thing*."""
    return thing.partition("/id/")[2]


def _guidelines(visit: Visit, programme: str) -> list[str]:
    """Find the guidelines of a programme among all, for all its grants point to it, too."""
    listing = Listing(kind="guideline", size=MOST)
    listed = visit.opened.directory.list_things(listing).things
    facts = visit.facts(listed)
    return sorted(iri for iri in listed if programme in facts.iris(iri, "wir:programme"))


def _priorities(visit: Visit, guidelines: list[str]) -> list[tuple[str, Value]]:
    found = visit.pointing("dct:isPartOf", *guidelines)
    facts = visit.facts(found)
    numbered = [(facts.text(iri, "skos:notation"), visit.naming.thing(iri)) for iri in found]
    return sorted(numbered, key=lambda pair: (pair[0], pair[1].text))


def _period(visit: Visit, facts: Facts, programme: str) -> str:
    start = facts.text(programme, "schema:startDate")
    return visit.reader.period(start, facts.text(programme, "schema:endDate"))


def _value(visit: Visit, facts: Facts, thing: str, name: str) -> Value | None:
    iri = facts.iri(thing, name)
    return visit.naming.thing(iri) if iri else None
