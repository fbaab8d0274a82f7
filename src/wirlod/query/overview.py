"""What the whole edition comes to: its newest figures and releases, its grants and their sum."""

from decimal import Decimal
from typing import cast

import msgspec
from pyoxigraph import NamedNode

from wirlod.query.store import Row, Store, bind

NEWEST_FIGURES = """
SELECT ?figure { ?figure a wir:ReportedFigure ; dct:type $measure ; wir:asOf ?day }
ORDER BY DESC(STR(?day)) ?figure LIMIT 2
"""
NEWEST_RELEASES = """
SELECT ?release { ?release a wir:SourceText ; dct:issued ?day }
ORDER BY DESC(STR(?day)) ?release LIMIT 6
"""
GRANTS = """
SELECT (COUNT(*) AS ?count) (COUNT(?value) AS ?counted) (SUM(COALESCE(?value, 0)) AS ?sum)
       (COUNT(DISTINCT ?recipient) AS ?recipients) {
  ?grant a wir:Grant ; wir:recipient ?recipient .
  OPTIONAL {
    ?grant wir:amount ?value ; schema:amount/wir:sumKind concept:grant .
    MINUS { ?grant schema:funder/org:classification concept:local-authority }
  }
}
"""


class Total(msgspec.Struct, frozen=True):
    """How many grants there are, and what the sums of those that state one add up to."""

    grants: int
    recipients: int
    with_sum: int
    """How many say a sum that is a grant of the state: not a total cost, not money passed on."""
    sum: Decimal


def find_newest_figures(store: Store, measure: str) -> list[str]:
    """Find up to two reported figures of *measure*, an IRI, the newest first."""
    rows = store.select(bind(NEWEST_FIGURES, measure=NamedNode(measure)))
    return [row["figure"].value for row in rows]


def find_newest_releases(store: Store) -> list[str]:
    """Find the newest releases and reports that state their day."""
    return [row["release"].value for row in store.select(NEWEST_RELEASES)]


def add_up_grants(store: Store) -> Total:
    """Count the grants and add up their sums."""
    row: Row = next(store.select(GRANTS))
    numbers = {name: cast(NamedNode, term).value for name, term in row.items()}
    return Total(
        grants=int(numbers["count"]),
        recipients=int(numbers["recipients"]),
        with_sum=int(numbers["counted"]),
        sum=Decimal(numbers["sum"]),
    )
