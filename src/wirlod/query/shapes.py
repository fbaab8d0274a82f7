"""
SHACL shapes as documents that can be used alone.

A file of shapes refers to shapes of other files; a validator that is given one of them only refuses
to load it. So a document brings what it refers to, without the targets those shapes have there.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from pyoxigraph import BlankNode, NamedNode, Triple

from wirlod.errors import ThingNotFound
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.describe import describe_graph
from wirlod.query.store import Store
from wirlod.saying import say
from wirlod.writing.description import Description

SHACL = FOREIGN_PREFIXES["sh"]
TARGETS = frozenset(
    f"{SHACL}{name}"
    for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
)
GRAPHS = "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }"

Node = NamedNode | BlankNode


Read = Callable[[str], tuple[Triple, ...]]
"""IRI of a document → what it says."""


def describe_shapes(store: Store, folder: str, key: str) -> Description:
    """
    Gather the shapes of the document *key* below *folder*, an IRI, and all they refer to.

    :raises ThingNotFound: when there is no such document.
    """
    own = describe_graph(store, f"{folder}/{key}")
    return complete_shapes(own, folder, lambda document: describe_graph(store, document).own)


def complete_shapes(own: Description, folder: str, read: Read) -> Description:
    """Add to a document of shapes what it refers to in others below *folder*."""
    known: set[object] = {triple.subject for triple in own.own}
    borrowed: list[Triple] = []
    ahead = list(_foreign(own.own, folder, known))
    while ahead:
        shape = ahead.pop()
        if shape in known:
            continue
        found = list(_closure(read(shape.value.partition("#")[0]), shape))
        known.update(triple.subject for triple in found)
        borrowed += found
        ahead += _foreign(found, folder, known)
    return Description(thing=own.thing, own=(*own.own, *sorted(borrowed, key=str)))


def describe_all_shapes(store: Store, folder: str, *, headers_only: bool = False) -> Description:
    """Gather the shapes of every document below *folder*, or only what each says of itself."""
    graphs = sorted(
        iri
        for row in store.select(GRAPHS)
        if (iri := cast(NamedNode, row["graph"]).value).startswith(f"{folder}/")
    )
    if not graphs:
        raise ThingNotFound(say("nothing is published as {thing}", thing=folder))
    own = (triple for graph in graphs for triple in describe_graph(store, graph).own)
    if headers_only:
        own = (triple for triple in own if triple.subject in {NamedNode(iri) for iri in graphs})
    return Description(thing=folder, own=tuple(own))


def _foreign(triples: Iterable[Triple], folder: str, known: set[object]) -> Iterator[NamedNode]:
    for triple in triples:
        value = triple.object
        if not isinstance(value, NamedNode) or value in known:
            continue
        if "#" in value.value and value.value.startswith(f"{folder}/"):
            yield value


def _closure(triples: tuple[Triple, ...], shape: NamedNode) -> Iterator[Triple]:
    """Yield what is said of *shape*, and of the nodes without a name that belong to it."""
    ahead: list[object] = [shape]
    while ahead:
        node = ahead.pop()
        for triple in triples:
            if triple.subject == node and triple.predicate.value not in TARGETS:
                yield triple
                if isinstance(triple.object, BlankNode):
                    ahead.append(triple.object)
