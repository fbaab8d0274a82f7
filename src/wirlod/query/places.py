"""Territories: what was granted within them, and which lie in the same region."""

from typing import cast

from pyoxigraph import Literal, NamedNode

from wirlod.query.store import Store, bind

WITHIN = """
SELECT DISTINCT ?grant {
  ?place schema:containedInPlace $territory .
  ?recipient schema:areaServed ?place .
  ?grant wir:recipient ?recipient .
} ORDER BY ?grant LIMIT 200
"""
REGION = """
SELECT DISTINCT ?place {
  VALUES ?type { concept:district concept:district-free-city }
  ?place dct:type ?type ; schema:identifier ?key .
  FILTER(STRSTARTS(STR(?key), $start))
} ORDER BY ?place
"""


def find_grants_within(store: Store, territory: str) -> list[str]:
    """Find up to 200 grants to recipients in the places that lie directly in *territory*."""
    rows = store.select(bind(WITHIN, territory=NamedNode(territory)))
    return [cast(NamedNode, row["grant"]).value for row in rows]


def find_neighbours(store: Store, key_start: str) -> list[str]:
    """Find the districts and cities of first rank whose official key begins with *key_start*."""
    rows = store.select(bind(REGION, start=Literal(key_start)))
    return [cast(NamedNode, row["place"]).value for row in rows]
