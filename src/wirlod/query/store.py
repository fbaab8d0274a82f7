"""
What we ask of a store, whoever keeps it: this process, or a SPARQL endpoint elsewhere.

The protocol is as narrow as it can be: two questions in SPARQL, and the four that every page and
document asks, which a store of our own answers without parsing a query. Queries of our own go
through it; a stranger's never does, for it must run where it can be killed
(:mod:`wirlod.query.workers`). Terms are pyoxigraph's, for pyoxigraph is the one writer of RDF.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Template
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal

Labels = Mapping[str, str]
"""Language, ``""`` for none → what a thing is called in it."""

Row = Mapping[str, Term]
"""One solution: variable name without ``?`` → term; an unbound variable is missing."""


class Store(Protocol):
    """A set of triples that answers queries of our own."""

    is_near: bool
    """Whether many small questions cost no more than one large one."""

    def select(self, query: str) -> Iterator[Row]:
        """Yield the solutions of a SELECT query."""
        ...

    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT query."""
        ...

    def about(self, things: Iterable[str]) -> Iterator[Triple]:
        """Yield what is said of each of *things*, IRIs."""
        ...

    def pointing_at(self, things: Iterable[str], skip: int, most: int) -> Iterator[Triple]:
        """Yield at most *most* triples whose object is one of *things*, after *skip* of them."""
        ...

    def naming(self, property: str, things: Iterable[str], most: int) -> list[str]:
        """List at most *most* subjects that name one of *things* by *property*, each once."""
        ...

    def labels(self, things: Iterable[str]) -> dict[str, Labels]:
        """Map each of *things* that has labels to them."""
        ...


def bind(query: str, **terms: Term | Sequence[Term]) -> str:
    """
    Write *terms* into the places ``$name`` of *query*, each in SPARQL's own syntax.

    Terms are serialised, never pasted as text, so nothing in them can be read as SPARQL.

    >>> bind("SELECT ?o { VALUES ?s { $things } ?s ?p ?o }", things=[NamedNode("http://a/b")])
    'SELECT ?o { VALUES ?s { <http://a/b> } ?s ?p ?o }'
    """
    written = {
        name: " ".join(str(term) for term in value) if isinstance(value, Sequence) else str(value)
        for name, value in terms.items()
    }
    return Template(query).substitute(written)


def name_all(iris: Iterable[str]) -> list[Term]:
    """Write *iris* as terms, in an order of their own."""
    return [NamedNode(iri) for iri in sorted(iris)]
