"""The ontology for people: every term with its definition, its limits and how often it is used."""

from collections.abc import Iterator, Mapping

import msgspec
from pyoxigraph import NamedNode

from wirlod.facts import Facts
from wirlod.kinds import KINDS
from wirlod.query.describe import find_terms
from wirlod.web.pages.naming import Value
from wirlod.web.pages.visit import Visit


class Term(msgspec.Struct, frozen=True):
    """A class or property of the ontology."""

    name: str
    label: Value
    definition: Value | None
    scope: Value | None
    parents: tuple[Value, ...]
    domain: tuple[Value, ...]
    range: tuple[Value, ...]
    used: int
    members: str
    """Address of the list of all that is of this class, where there is one."""


def _find_lists() -> Iterator[tuple[str, str]]:
    """Yield a class with the list of its members; none where the list has others too."""
    for kind in KINDS.values():
        if len(kind.classes) == 1:
            yield kind.classes[0], f"doc/{kind.name}"
        for name, filter in kind.narrower.items():
            yield name, f"doc/{kind.name}?{filter}"


LISTS = dict(_find_lists())
"""Class → the address of the list of its members."""


def tell_ontology(visit: Visit, ontology: str) -> dict[str, object]:
    """Tell the terms of the ontology, with counts from the edition."""
    manifest = visit.opened.edition.manifest
    defined = find_terms(visit.opened.store, ontology)
    classes = defined.get(visit.iri("owl:Class"), [])
    properties = sorted(
        term
        for kind in ("owl:ObjectProperty", "owl:DatatypeProperty")
        for term in defined.get(visit.iri(kind), ())
    )
    facts = visit.facts([ontology, *classes, *properties])
    return {
        "about": visit.naming.choose(facts.all(ontology, "dct:description")),
        "title": visit.naming.choose(facts.all(ontology, "dct:title")),
        "version": facts.text(ontology, "owl:versionInfo"),
        "changed": visit.reader.date(facts.text(ontology, "dct:modified")),
        "classes": [_term(visit, facts, iri, manifest.classes) for iri in classes],
        "properties": [_term(visit, facts, iri, manifest.properties) for iri in properties],
    }


def _term(visit: Visit, facts: Facts, iri: str, counts: Mapping[str, int]) -> Term:
    lists = {visit.iri(name): address for name, address in LISTS.items()}

    def values(property: str) -> tuple[Value, ...]:
        return tuple(visit.naming.value(NamedNode(v)) for v in facts.iris(iri, property))

    return Term(
        name=iri.removeprefix(visit.iri("wir:")),
        label=visit.naming.thing(iri),
        definition=visit.naming.choose(facts.all(iri, "skos:definition")),
        scope=visit.naming.choose(facts.all(iri, "skos:scopeNote")),
        parents=values("rdfs:subClassOf") + values("rdfs:subPropertyOf"),
        domain=values("schema:domainIncludes"),
        range=values("schema:rangeIncludes"),
        used=counts.get(iri, 0),
        members=lists.get(iri, ""),
    )
