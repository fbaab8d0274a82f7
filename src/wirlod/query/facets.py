"""By what the things of a list can be told apart, how many fall under each, what they add up to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

import msgspec
from pyoxigraph import NamedNode

from wirlod.query.listing import MEMBERS, Listing, build_patterns
from wirlod.query.store import Store, bind

MOST_THINGS = 20_000
"""Lists with more things have no facets: counting them would take too long."""

MOST_VALUES = 60
"""How many values of a facet are offered."""

COUNTS = (
    "SELECT ?value (COUNT(DISTINCT ?thing) AS ?count) "
    + MEMBERS
    + f" GROUP BY ?value ORDER BY DESC(?count) ?value LIMIT {MOST_VALUES}"
)
SUMS = "SELECT (SUM(?amount) AS ?sum) (COUNT(DISTINCT ?thing) AS ?count) " + MEMBERS
COUNTED = """
?thing wir:amount ?amount ; schema:amount/wir:sumKind concept:grant .
MINUS { ?thing schema:funder/org:classification concept:local-authority }
"""


class FacetValue(msgspec.Struct, frozen=True):
    """A value, an IRI or a year, and how many things have it."""

    value: str
    count: int


class Total(msgspec.Struct, frozen=True):
    """What the grants of a list add up to: those of the state that state a sum."""

    sum: Decimal
    count: int


def count_values(
    store: Store,
    listing: Listing,
    facet: tuple[str, tuple[str, ...]],
    base_uri: str,
    prefixes: Mapping[str, str],
) -> list[FacetValue]:
    """Count the things of *listing* under each value of *facet*, its own filter left out."""
    name, path = facet
    others = tuple(filter for filter in listing.filters if filter.name != name)
    patterns, terms = build_patterns(
        msgspec.structs.replace(listing, filters=others), base_uri, prefixes
    )
    steps = {f"facet_{number}": NamedNode(iri) for number, iri in enumerate(path)}
    end = "?date BIND(SUBSTR(STR(?date), 1, 4) AS ?value)" if name == "year" else "?value"
    patterns += f"?thing {'/'.join(f'${step}' for step in steps)} {end} "
    rows = store.select(bind(COUNTS % patterns, **terms, **steps))
    return [
        FacetValue(cast(NamedNode, row["value"]).value, int(cast(NamedNode, row["count"]).value))
        for row in rows
    ]


def add_up(store: Store, listing: Listing, base_uri: str, prefixes: Mapping[str, str]) -> Total:
    """Add up the grants of *listing* on all its pages."""
    patterns, terms = build_patterns(listing, base_uri, prefixes)
    row = next(store.select(bind(SUMS % (patterns + COUNTED), **terms)))
    found = {name: cast(NamedNode, term).value for name, term in row.items()}
    return Total(Decimal(found.get("sum", "0")), int(found["count"]))
