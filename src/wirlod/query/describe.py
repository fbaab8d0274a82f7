"""Everything about one thing: its own triples, those of its parts, and those that point at it."""

from collections.abc import Iterable
from typing import cast

from pyoxigraph import NamedNode

from wirlod.errors import ThingNotFound
from wirlod.query.facts import read_triples
from wirlod.query.store import Labels, Store, bind
from wirlod.saying import say
from wirlod.writing.description import Description, in_order, subject_iri

PORTION = 1000
"""How many triples that point at a thing its description holds at most."""

ONTOLOGY = """
CONSTRUCT { ?s ?p ?o } {
  { VALUES ?s { $ontology } ?s ?p ?o } UNION { ?s rdfs:isDefinedBy $ontology ; ?p ?o }
}
"""
TERMS = "SELECT ?kind ?term { ?term rdfs:isDefinedBy $ontology ; a ?kind } ORDER BY ?term"
GRAPH = "CONSTRUCT { ?s ?p ?o } { GRAPH $graph { ?s ?p ?o } }"


def describe_thing(store: Store, iri: str, portion: int = 1) -> Description:
    """
    Gather what *store* knows about the thing *iri* and its parts.

    :param portion: which thousand of the triples that point here to take.
    :raises ThingNotFound: when nothing is said of it, or no portion has this number.
    """
    own = read_triples(store, [iri])
    subjects = {subject_iri(triple) for triple in own} or {iri}
    skip = (portion - 1) * PORTION
    found = list(store.pointing_at(sorted(subjects), skip, PORTION + 1))
    if not own and not found:
        raise ThingNotFound(say("no thing has the address {iri}", iri=iri))
    if portion > 1 and not found:
        raise ThingNotFound(
            say("there is no portion {portion} of what points at {iri}", portion=portion, iri=iri)
        )
    incoming = [triple for triple in found[:PORTION] if subject_iri(triple) not in subjects]
    return Description(
        thing=iri,
        own=in_order(own, iri),
        incoming=in_order(incoming, iri),
        complete=len(found) <= PORTION,
        portion=portion,
    )


def exists(store: Store, iri: str) -> bool:
    """Tell whether *store* says anything of *iri*, or with it."""
    return any(store.about([iri])) or any(store.pointing_at([iri], 0, 1))


def describe_graph(store: Store, iri: str) -> Description:
    """
    Gather the triples of the named graph *iri*.

    :raises ThingNotFound: when it is empty.
    """
    triples = list(store.construct(bind(GRAPH, graph=NamedNode(iri))))
    if not triples:
        raise ThingNotFound(say("nothing is published as {thing}", thing=iri))
    return Description(thing=iri, own=in_order(triples, iri))


def describe_ontology(store: Store, iri: str) -> Description:
    """
    Gather what is said of the ontology *iri* and of every term it defines.

    :raises ThingNotFound: when nothing is.
    """
    triples = list(store.construct(bind(ONTOLOGY, ontology=NamedNode(iri))))
    if not triples:
        raise ThingNotFound(say("no ontology is published as {iri}", iri=iri))
    return Description(thing=iri, own=in_order(triples, iri))


def find_terms(store: Store, iri: str) -> dict[str, list[str]]:
    """Map each class of terms, such as ``owl:Class``, to those that the ontology *iri* defines."""
    terms: dict[str, list[str]] = {}
    for row in store.select(bind(TERMS, ontology=NamedNode(iri))):
        kind, term = cast(NamedNode, row["kind"]), cast(NamedNode, row["term"])
        terms.setdefault(kind.value, []).append(term.value)
    return terms


def find_labels(store: Store, iris: Iterable[str]) -> dict[str, Labels]:
    """Map each of *iris* that has labels to its label per language, ``""`` for no language."""
    return store.labels(sorted(iris))
