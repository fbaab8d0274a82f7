"""What the whole edition comes to: its newest figures, its grants."""

from typing import cast

import msgspec
from pyoxigraph import NamedNode

from wirlod.query.store import Row, Store, bind

NEWEST_FIGURES = """
SELECT ?figure { ?figure a wir:ReportedFigure ; dct:type $measure ; wir:asOf ?day }
ORDER BY DESC(STR(?day)) ?figure LIMIT 2
"""
GRANTS = """
SELECT (COUNT(?grant) AS ?count) (COUNT(DISTINCT ?recipient) AS ?recipients) {
  ?grant a wir:Grant ; wir:recipient ?recipient
}
"""


class Overview(msgspec.Struct, frozen=True):
    """How many grants there are, and how many receive them."""

    grants: int
    recipients: int


def find_newest_figures(store: Store, measure: str) -> list[str]:
    """Find up to two reported figures of *measure*, an IRI, the newest first."""
    rows = store.select(bind(NEWEST_FIGURES, measure=NamedNode(measure)))
    return [row["figure"].value for row in rows]


def count_grants(store: Store) -> Overview:
    """Count the grants and their recipients."""
    row: Row = next(store.select(GRANTS))
    numbers = {name: int(cast(NamedNode, term).value) for name, term in row.items()}
    return Overview(numbers["count"], numbers["recipients"])
