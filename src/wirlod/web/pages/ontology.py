"""The ontology for people: every term with its definition, its limits and how often it is used."""

from collections.abc import Iterator, Mapping

import msgspec
from pyoxigraph import NamedNode

from wirlod.facts import Facts
from wirlod.kinds import KINDS
from wirlod.namespaces import CLASSES, PROPERTIES
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
    names = {name: visit.iri(f"wir:{name}") for name in (*CLASSES, *PROPERTIES)}
    facts = visit.facts([ontology, *names.values()])
    return {
        "about": visit.naming.choose(facts.all(ontology, "dct:description")),
        "title": visit.naming.choose(facts.all(ontology, "dct:title")),
        "version": facts.text(ontology, "owl:versionInfo"),
        "changed": visit.reader.date(facts.text(ontology, "dct:modified")),
        "classes": [_term(visit, facts, name, manifest.classes) for name in CLASSES],
        "properties": [_term(visit, facts, name, manifest.properties) for name in PROPERTIES],
    }


def _term(visit: Visit, facts: Facts, name: str, counts: Mapping[str, int]) -> Term:
    iri = visit.iri(f"wir:{name}")

    def values(property: str) -> tuple[Value, ...]:
        return tuple(visit.naming.value(NamedNode(v)) for v in facts.iris(iri, property))

    return Term(
        name=name,
        label=visit.naming.thing(iri),
        definition=visit.naming.choose(facts.all(iri, "skos:definition")),
        scope=visit.naming.choose(facts.all(iri, "skos:scopeNote")),
        parents=values("rdfs:subClassOf") + values("rdfs:subPropertyOf"),
        domain=values("schema:domainIncludes"),
        range=values("schema:rangeIncludes"),
        used=counts.get(iri, 0),
        members=LISTS.get(f"wir:{name}", ""),
    )
