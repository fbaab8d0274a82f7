"""By what the things of a list can be told apart, and how many fall under each."""

from collections.abc import Mapping
from typing import cast

import msgspec
from pyoxigraph import NamedNode

from wirlod.query.listing import Listing, build_members, build_patterns
from wirlod.query.store import Store, bind

MOST_THINGS = 20_000
"""Lists with more things have no facets: counting them would take too long."""

MOST_VALUES = 60
"""How many values of a facet are offered; of the others the number is said."""

COUNTS = """
SELECT ?value (COUNT(DISTINCT ?thing) AS ?count) { %s } GROUP BY ?value ORDER BY DESC(?count) ?value
"""


class FacetValue(msgspec.Struct, frozen=True):
    """A value, an IRI or a year, and how many things have it."""

    value: str
    count: int


def count_values(
    store: Store,
    listing: Listing,
    facet: tuple[str, tuple[str, ...]],
    base_uri: str,
    prefixes: Mapping[str, str],
) -> list[FacetValue]:
    """Count the things of *listing* under each value of *facet*."""
    name, path = facet
    patterns, terms = build_patterns(listing, base_uri, prefixes)
    steps = {f"facet_{number}": NamedNode(iri) for number, iri in enumerate(path)}
    end = "?date BIND(SUBSTR(STR(?date), 1, 4) AS ?value)" if name == "year" else "?value"
    patterns += f"?thing {'/'.join(f'${step}' for step in steps)} {end} . "
    members = build_members(listing.kind, patterns)
    rows = store.select(bind(COUNTS % members, **terms, **steps))
    return [
        FacetValue(cast(NamedNode, row["value"]).value, int(cast(NamedNode, row["count"]).value))
        for row in rows
    ]
