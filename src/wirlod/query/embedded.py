"""
An edition's own store: Oxigraph, opened read-only in this process.

For queries of our own only. Any number of processes may open one edition, and an open
store survives the removal of its folder.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import cast

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    QuerySolutions,
    QueryTriples,
    Triple,
)

from wirlod.kinds import prefixes
from wirlod.namespaces import expand
from wirlod.query.store import Labels, Row, Term

RDFS_LABEL = NamedNode(expand("rdfs:label"))

KEPT_LABELS = 20_000
"""Things whose labels stay in memory: properties, codes and places are called on every page."""

KEPT_THINGS = 512
"""Things of which it stays in memory what is said: pages ask several times, often of the same."""

Node = NamedNode | BlankNode


def _node(name: str) -> Node:
    """Give the node called *name*, which is no IRI where the data gave it none."""
    try:
        return NamedNode(name)
    except ValueError:
        return BlankNode(name)


def unique(found: Iterable[str]) -> Iterator[str]:
    """
    Yield each of *found* once.

    >>> list(unique("abca"))
    ['a', 'b', 'c']
    """
    seen = set[str]()
    for one in found:
        if one not in seen:
            seen.add(one)
            yield one


class EmbeddedStore:
    """The store of one edition."""

    is_near = True

    def __init__(self, store: pyoxigraph.Store, base_uri: str, *, union: bool = False) -> None:
        self._store = store
        self._union = union
        self._prefixes = prefixes(base_uri)
        self._labels = lru_cache(maxsize=KEPT_LABELS)(partial(_read_labels, store, union))
        self._about = lru_cache(maxsize=KEPT_THINGS)(partial(_read_about, store, union))

    @classmethod
    def from_folder(cls, folder: Path, base_uri: str, *, union: bool = False) -> "EmbeddedStore":
        """Open the store in *folder*, for reading; *union* asks all its graphs as one."""
        return cls(pyoxigraph.Store.read_only(str(folder)), base_uri, union=union)

    def select(self, query: str) -> Iterator[Row]:
        """Yield the solutions of a SELECT query; the prefixes of the dataset are known."""
        solutions = cast(QuerySolutions, self._ask(query))
        names = [variable.value for variable in solutions.variables]
        for solution in solutions:
            yield {
                name: cast(Term, term)
                for name, term in zip(names, solution, strict=True)
                if term is not None
            }

    def look(self, query: str) -> object:
        """Ask the default graph alone, as strangers do, a query that needs no prefix."""
        return self._store.query(query)

    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT query; the prefixes of the dataset are known."""
        yield from cast(QueryTriples, self._ask(query))

    def about(self, things: Iterable[str]) -> Iterator[Triple]:
        """Yield what is said of each of *things*."""
        for thing in things:
            yield from self._about(thing)

    def pointing_at(self, things: Iterable[str], skip: int, most: int) -> Iterator[Triple]:
        """Yield at most *most* triples whose object is one of *things*, after *skip* of them."""
        found = (triple for thing in things for triple in self._match(None, None, _node(thing)))
        yield from islice(found, skip, skip + most)

    def naming(self, property: str, things: Iterable[str], most: int) -> list[str]:
        """List at most *most* subjects that name one of *things* by *property*, each once."""
        named = NamedNode(property)
        found = (triple for thing in things for triple in self._match(None, named, _node(thing)))
        subjects = (cast(Node, triple.subject).value for triple in found)
        return list(islice(unique(subjects), most))

    def labels(self, things: Iterable[str]) -> dict[str, Labels]:
        """Map each of *things* that has labels to them."""
        return {thing: labels for thing in things if (labels := self._labels(thing))}

    def _match(
        self, subject: Node | None, predicate: NamedNode | None, value: Node | None
    ) -> Iterator[Triple]:
        """Yield the triples of a pattern."""
        return _match(self._store, self._union, (subject, predicate, value))

    def _ask(self, query: str) -> object:
        return self._store.query(
            query, prefixes=self._prefixes, use_default_graph_as_union=self._union
        )


Pattern = tuple[Node | None, NamedNode | None, Node | None]


def _match(store: pyoxigraph.Store, union: bool, pattern: Pattern) -> Iterator[Triple]:
    """Yield the triples of a pattern; of several graphs asked as one, each of them once."""
    quads = store.quads_for_pattern(*pattern, None if union else DefaultGraph())
    if union:
        yield from dict.fromkeys(quad.triple for quad in quads)
    else:
        for quad in quads:
            yield quad.triple


def _read_about(store: pyoxigraph.Store, union: bool, thing: str) -> tuple[Triple, ...]:
    return tuple(_match(store, union, (_node(thing), None, None)))


def _read_labels(store: pyoxigraph.Store, union: bool, thing: str) -> Labels:
    said = _match(store, union, (_node(thing), RDFS_LABEL, None))
    labels = (triple.object for triple in said if isinstance(triple.object, Literal))
    return {label.language or "": label.value for label in labels}
