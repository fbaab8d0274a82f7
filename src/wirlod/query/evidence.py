"""The sentences that support what is said: which source says it, in which words."""

from collections.abc import Iterable
from typing import cast

import msgspec
from pyoxigraph import NamedNode

from wirlod.query.store import Row, Store, Term, bind

ABOUT = """
SELECT ?evidence ?body ?property ?exact ?source {
  VALUES ?body { $things }
  ?evidence oa:hasBody ?body ; wir:supportsProperty ?property ; oa:hasTarget ?target .
  ?target oa:hasSource ?source ; oa:hasSelector/oa:exact ?exact .
} ORDER BY ?evidence LIMIT 200
"""
IN_SOURCE = """
SELECT ?evidence ?body ?property ?exact ?source ?start {
  VALUES ?source { $things }
  ?target oa:hasSource ?source ; oa:hasSelector/oa:exact ?exact ; oa:hasSelector/oa:start ?start .
  ?evidence oa:hasTarget ?target ; oa:hasBody ?body ; wir:supportsProperty ?property .
} ORDER BY ?start ?evidence LIMIT 200
"""


class Evidence(msgspec.Struct, frozen=True):
    """One sentence of a source that supports one property of a thing or part."""

    iri: str
    body: str
    property: str
    exact: str
    source: str


def find_evidence(store: Store, things: Iterable[str]) -> list[Evidence]:
    """Find what supports statements about *things*, parts named separately."""
    return _find(store, ABOUT, things)


def find_evidence_in(store: Store, source: str) -> list[Evidence]:
    """Find what the release *source* supports, in the order of its text."""
    return _find(store, IN_SOURCE, [source])


def _find(store: Store, query: str, things: Iterable[str]) -> list[Evidence]:
    named: list[Term] = [NamedNode(iri) for iri in sorted(things)]
    return [_read(row) for row in store.select(bind(query, things=named))]


def _read(row: Row) -> Evidence:
    names = ("evidence", "body", "property", "exact", "source")
    return Evidence(*(cast(NamedNode, row[name]).value for name in names))
