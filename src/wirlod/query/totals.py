"""
What grants add up to: the one arithmetic of every page, list and table.

What counts was decided at publication (``wir:grantedAmount``); here it is only added, with how
exactly it is known.
"""

from collections.abc import Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from wirlod.query.listing import Listing, build_members, build_patterns
from wirlod.query.store import Row, Store, bind
from wirlod.values.sums import Total, add_up

COUNTED, NO_SUM = "counted", "no-sum"
"""Codes of ``counting``: a sum that is added, and a grant without any."""

SUMS = (
    "SELECT %s ?counting ?precision (COUNT(?thing) AS ?count) (SUM(?granted) AS ?least) "
    "(SUM(?maximum) AS ?most) (COUNT(?maximum) AS ?bounded) { { SELECT DISTINCT ?thing { %s } }"
    + """
  ?thing wir:counting ?counting .
  OPTIONAL { ?thing schema:amount/wir:precision ?precision }
  OPTIONAL { ?thing wir:grantedAmount ?granted }
  OPTIONAL { ?thing wir:grantedMaximum ?maximum }
  %s
} GROUP BY %s ?counting ?precision"""
)
BEGINNING = (
    "OPTIONAL { ?thing dct:temporal/dcat:startDate ?start "
    "BIND(SUBSTR(STR(?start), 1, 4) AS ?year) }"
)


def find_total(store: Store, listing: Listing, base_uri: str, prefixes: Mapping[str, str]) -> Total:
    """Add up the grants of *listing* on all its pages."""
    patterns, terms = build_patterns(listing, base_uri, prefixes)
    query = bind(SUMS % ("", build_members(listing.kind, patterns), "", ""), **terms)
    return add_up(map(_read, store.select(query)))


def find_totals_by_year(
    store: Store, listing: Listing, base_uri: str, prefixes: Mapping[str, str]
) -> dict[str, Total]:
    """Add up the grants of *listing* by the year in which they begin; blank where none is known."""
    patterns, terms = build_patterns(listing, base_uri, prefixes)
    members = build_members(listing.kind, patterns)
    query = bind(SUMS % ("?year", members, BEGINNING, "?year"), **terms)
    found: dict[str, Total] = {}
    for row in store.select(query):
        year = _text(row, "year")
        found[year] = found.get(year, Total()) + _read(row)
    return dict(sorted(found.items()))


def _read(row: Row) -> Total:
    count = int(_text(row, "count"))
    counting = _text(row, "counting").rpartition("/")[2]
    if counting != COUNTED:
        return Total(without=count) if counting == NO_SUM else Total(aside=count)
    bounded = int(_text(row, "bounded")) == count
    return Total.of(
        _text(row, "precision").rpartition("/")[2],
        Decimal(_text(row, "least") or 0),
        Decimal(_text(row, "most")) if bounded else None,
        count,
    )


def _text(row: Row, name: str) -> str:
    term = row.get(name)
    return term.value if isinstance(term, NamedNode | Literal) else ""
