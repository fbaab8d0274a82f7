"""
The graphs of an edition in an engine elsewhere as a store: the same questions, asked over HTTP.

What an engine ends before its time is asked again from there, until it is whole: a list of
100,000 things does not fit into the 10,000 rows that Virtuoso gives at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import cast

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from wirlod.kinds import prefixes
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.store import Labels, Row, Term, bind, name_all
from wirlod.sparql.confinement import Confined, Graphs, confine

AT_ONCE = 300
"""How many things are asked about in one query: the text of a longer one is too long for some."""

ABOUT = "SELECT ?s ?p ?o { VALUES ?s { $things } ?s ?p ?o }"
POINTING_AT = "SELECT ?s ?p ?o { VALUES ?o { $things } ?s ?p ?o }"
NAMING = "SELECT DISTINCT ?s { VALUES ?o { $things } ?s $property ?o }"
LABELS = """
SELECT ?s ?o { VALUES ?s { $things } ?s rdfs:label ?o }
"""


class RemoteStore:
    """The graphs of one edition in an engine elsewhere."""

    is_near = False

    def __init__(self, engine: Elsewhere, graphs: Graphs, base_uri: str) -> None:
        self._engine = engine
        self._graphs = graphs
        self._prefixes = prefixes(base_uri)
        self._base = str(base_uri)

    def select(self, query: str) -> Iterator[Row]:
        """Yield the solutions of a SELECT query; the prefixes of the dataset are known."""
        confined = self._confine(query)
        skipped = most = 0
        while True:
            with closing(self._engine.find_rows(go_on(confined, skipped, most))) as rows:
                names = [one.value for one in cast(QuerySolutions, rows.result).variables]
                for solution in rows:
                    terms = zip(names, solution, strict=True)
                    yield {name: cast(Term, term) for name, term in terms if term is not None}
            if not (most := rows.most):
                return
            skipped += most

    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT query; the prefixes of the dataset are known."""
        confined = self._confine(query)
        skipped = most = 0
        while True:
            found = self._engine.find_triples(go_on(confined, skipped, most))
            yield from found.triples
            if not (most := found.most):
                return
            skipped += most

    def about(self, things: Iterable[str]) -> Iterator[Triple]:
        """Yield what is said of each of *things*: as rows, whose end every engine tells."""
        for some in _some_at_once(things):
            yield from map(_read_triple, self.select(bind(ABOUT, things=some)))

    def pointing_at(self, things: Iterable[str], skip: int, most: int) -> Iterator[Triple]:
        """Yield at most *most* triples whose object is one of *things*, after *skip* of them."""
        terms = [term for some in _some_at_once(things) for term in some]
        if not terms:
            return
        query = f"{POINTING_AT} ORDER BY ?o ?p ?s LIMIT {most} OFFSET {skip}"
        yield from map(_read_triple, self.select(bind(query, things=terms)))

    def naming(self, property: str, things: Iterable[str], most: int) -> list[str]:
        """List at most *most* subjects that name one of *things* by *property*, each once."""
        asked = bind(NAMING, things=name_all(things), property=NamedNode(property))
        return [cast(NamedNode, row["s"]).value for row in self.select(f"{asked} LIMIT {most}")]

    def labels(self, things: Iterable[str]) -> dict[str, Labels]:
        """Map each of *things* that has labels to them."""
        found: dict[str, dict[str, str]] = {}
        for some in _some_at_once(things):
            for row in self.select(bind(LABELS, things=some)):
                if isinstance(label := row["o"], Literal):
                    thing = cast(NamedNode, row["s"]).value
                    found.setdefault(thing, {})[label.language or ""] = label.value
        return dict(found)

    def _confine(self, query: str) -> Confined:
        return confine(query, self._graphs, self._prefixes, self._base)


def _read_triple(row: Row) -> Triple:
    return Triple(cast(NamedNode | BlankNode, row["s"]), cast(NamedNode, row["p"]), row["o"])


def go_on(query: Confined, skipped: int, most: int) -> Confined:
    """Ask *query* again for up to *most* rows after those that were *skipped*."""
    if not skipped:
        return query
    window = f" LIMIT {most} OFFSET {skipped}"
    return msgspec.structs.replace(
        query, text=query.text + window, pattern=query.pattern and query.pattern + window
    )


def _some_at_once(things: Iterable[str]) -> Iterator[Sequence[Term]]:
    """Yield those of *things* that have an IRI, some at a time."""
    names = [name for name in dict.fromkeys(things) if _is_iri(name)]
    for start in range(0, len(names), AT_ONCE):
        yield name_all(names[start : start + AT_ONCE])


def _is_iri(name: str) -> bool:
    """Nodes without a name are only known where they were found."""
    try:
        NamedNode(name)
    except ValueError:
        return False
    return True
