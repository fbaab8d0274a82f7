"""What a store says of some things and their parts, and which things point at them."""

from collections.abc import Iterable
from typing import cast

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.iris import GENID, thing_of
from wirlod.query.store import Store, bind

MOST = 500
"""How many things that point at a thing are looked at for one page."""


class Pointing(msgspec.Struct, frozen=True):
    """Things that point at another by one property."""

    things: tuple[str, ...]
    complete: bool


MOST_PARTS = 10_000
"""Parts of things that are gathered; a document of any data may be one long list."""


def read_triples(store: Store, things: Iterable[str]) -> list[Triple]:
    """
    List the triples of *things* and of their parts, such as ``…#amount``.

    Parts are found by following the triples, for looking for them by the beginning of their IRI
    would read the whole store.
    """
    roots = set(things)
    found: list[Triple] = []
    seen: set[str] = set()
    ahead = set(roots)
    while ahead:
        triples = list(store.about(sorted(ahead)))
        found += triples
        seen |= ahead
        objects = {t.object.value for t in triples if isinstance(t.object, NamedNode)}
        parts = {iri for iri in objects if GENID in iri or ("#" in iri and thing_of(iri) in roots)}
        ahead = parts - seen if len(seen) < MOST_PARTS else set()
    return found


def find_pointing(store: Store, property: str, things: Iterable[str]) -> Pointing:
    """Find the things that name one of *things* by *property*, an IRI; at most :data:`MOST`."""
    found = store.naming(property, sorted(things), MOST + 1)
    return Pointing(tuple(sorted(found[:MOST])), complete=len(found) <= MOST)


REGION = """
SELECT DISTINCT ?place {
  VALUES ?type { concept:district concept:district-free-city }
  ?place dct:type ?type ; schema:identifier ?key .
  FILTER(STRSTARTS(STR(?key), $start))
} ORDER BY ?place
"""


def find_neighbours(store: Store, key_start: str) -> list[str]:
    """Find the districts and cities of first rank whose official key begins with *key_start*."""
    rows = store.select(bind(REGION, start=Literal(key_start)))
    return [cast(NamedNode, row["place"]).value for row in rows]
