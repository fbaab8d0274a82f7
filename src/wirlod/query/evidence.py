"""The sentences that support what is said: which source says it, in which words."""

from collections.abc import Iterable
from typing import cast

import msgspec
from pyoxigraph import NamedNode

from wirlod.query.store import Row, Store, Term, bind

ABOUT = """
SELECT * {
  VALUES ?body { $things }
  ?evidence oa:hasBody ?body ; wir:supportsProperty ?property ; oa:hasTarget ?target .
  ?target oa:hasSource ?source ; oa:hasSelector ?quote .
  ?quote oa:exact ?exact .
  OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix }
  OPTIONAL { ?evidence wir:reviewedBy ?reviewer } OPTIONAL { ?evidence wir:reviewedOn ?day }
} ORDER BY ?evidence LIMIT 5000
"""
NAMED = ABOUT.replace("VALUES ?body", "VALUES ?evidence")
IN_SOURCE = """
SELECT * {
  VALUES ?source { $things }
  ?target oa:hasSource ?source ; oa:hasSelector ?quote ; oa:hasSelector/oa:start ?start .
  ?evidence oa:hasTarget ?target ; oa:hasBody ?body ; wir:supportsProperty ?property .
  ?quote oa:exact ?exact .
  OPTIONAL { ?quote oa:prefix ?prefix } OPTIONAL { ?quote oa:suffix ?suffix }
  OPTIONAL { ?evidence wir:reviewedBy ?reviewer } OPTIONAL { ?evidence wir:reviewedOn ?day }
} ORDER BY ?start ?evidence LIMIT 5000
"""


NAMES = (
    *("evidence", "body", "property", "exact", "source"),
    *("prefix", "suffix", "reviewer", "day"),
)
"""The variables of a row, in the order of :class:`Evidence`."""


class Evidence(msgspec.Struct, frozen=True):
    """One sentence of a source that supports one property of a thing or part."""

    iri: str
    body: str
    property: str
    exact: str
    source: str
    prefix: str = ""
    """The words before it."""
    suffix: str = ""
    """The words after it."""
    reviewer: str = ""
    """Who confirmed it."""
    day: str = ""
    """When it was confirmed."""


def find_evidence(store: Store, things: Iterable[str]) -> list[Evidence]:
    """Find what supports statements about *things*, parts named separately."""
    return _find(store, ABOUT, things)


def find_evidence_in(store: Store, source: str) -> list[Evidence]:
    """Find what the release *source* supports, in the order of its text."""
    return _find(store, IN_SOURCE, [source])


def read_evidence(store: Store, evidence: Iterable[str]) -> list[Evidence]:
    """Read the sentences called *evidence*."""
    return _find(store, NAMED, evidence)


def _find(store: Store, query: str, things: Iterable[str]) -> list[Evidence]:
    named: list[Term] = [NamedNode(iri) for iri in sorted(things)]
    return [_read(row) for row in store.select(bind(query, things=named))]


def _read(row: Row) -> Evidence:
    found = (row.get(name) for name in NAMES)
    return Evidence(*(cast(NamedNode, term).value if term else "" for term in found))
