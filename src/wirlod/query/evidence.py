"""The sentences that support what is said: which source says it, in which words."""

from collections.abc import Iterable, Iterator
from typing import cast

import msgspec
from pyoxigraph import NamedNode

from wirlod.facts import Facts
from wirlod.query.store import Row, Store, bind

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


def read_evidence(facts: Facts, evidence: Iterable[str]) -> Iterator[Evidence]:
    """Read of *facts* what each *evidence* supports, by name; one that quotes nothing is none."""
    for iri in sorted(evidence):
        for target in facts.iris(iri, "oa:hasTarget"):
            for quote in facts.iris(target, "oa:hasSelector"):
                if facts.text(quote, "oa:exact") and facts.iri(target, "oa:hasSource"):
                    yield from _read_quote(facts, iri, target, quote)


def _read_quote(facts: Facts, iri: str, target: str, quote: str) -> Iterator[Evidence]:
    for body in facts.iris(iri, "oa:hasBody"):
        for property in facts.iris(iri, "wir:supportsProperty"):
            yield Evidence(
                iri=iri,
                body=body,
                property=property,
                exact=facts.text(quote, "oa:exact"),
                source=facts.iri(target, "oa:hasSource"),
                prefix=facts.text(quote, "oa:prefix"),
                suffix=facts.text(quote, "oa:suffix"),
                reviewer=facts.text(iri, "wir:reviewedBy"),
                day=facts.text(iri, "wir:reviewedOn"),
            )


def find_evidence_in(store: Store, source: str) -> list[Evidence]:
    """Find what the release *source* supports, in the order of its text."""
    return [_read(row) for row in store.select(bind(IN_SOURCE, things=[NamedNode(source)]))]


def _read(row: Row) -> Evidence:
    found = (row.get(name) for name in NAMES)
    return Evidence(*(cast(NamedNode, term).value if term else "" for term in found))
