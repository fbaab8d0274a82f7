"""
The time and places that each dataset speaks of, computed from its statements.

Time keeps the precision of the data: a year stays a year. Of places there is one, the smallest
territory that contains all that are mentioned; portals keep a single value.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from wirlod.namespaces import expand
from wirlod.publish.tokens import is_literal, node, tag_of, value_of
from wirlod.values.partial_dates import DATATYPES, PartialDate

DATES = (
    "dcat:startDate",
    "dcat:endDate",
    "schema:startDate",
    "schema:endDate",
    "schema:foundingDate",
    "schema:dissolutionDate",
    "schema:validFrom",
    "schema:validThrough",
    "dct:issued",
    "dct:date",
)
"""Properties that say when something was."""

DATE_TAGS = frozenset(f"^^{node(expand(name))}" for name in DATATYPES.values())
"""What N-Triples have behind a date, in every precision."""

PLACES = ("schema:location", "schema:locationCreated", "schema:areaServed")
"""Properties that say where."""

WITHIN = "schema:containedInPlace"
SAME = "skos:exactMatch"
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"


class Span(msgspec.Struct, frozen=True):
    """A time from … to …, in the precision of the data."""

    start: PartialDate
    end: PartialDate


def _quads(store: Store, name: str) -> Iterator[Quad]:
    return store.quads_for_pattern(None, NamedNode(expand(name)), None, DefaultGraph())


def find_spans(dates: Mapping[str, Iterable[str]]) -> dict[str, Span]:
    """
    Find the first and last of the *dates* that the things of each dataset mention, by its key.

    They come as N-Triples write them; ``""`` is the key of all together.
    """
    said = {**dates, "": set().union(*dates.values())}
    found = {key: list(_read_dates(terms)) for key, terms in said.items()}
    return {key: _span(read) for key, read in found.items() if read}


def _read_dates(terms: Iterable[str]) -> Iterator[PartialDate]:
    dated = (term for term in terms if is_literal(term) and tag_of(term) in DATE_TAGS)
    return map(PartialDate, sorted(set(map(value_of, dated))))


def _span(dates: Iterable[PartialDate]) -> Span:
    dates = list(dates)
    return Span(
        min(dates),
        max(dates, key=lambda date: (date.last_day, -len(date))),
    )


def find_place(store: Store) -> str | None:
    """Find the geocoding of the smallest territory that contains all places mentioned."""
    within = {str(quad.subject): str(quad.object) for quad in _quads(store, WITHIN)}
    mentioned = {str(quad.object) for name in PLACES for quad in _quads(store, name)}
    chains = [list(_containers(place, within)) for place in sorted(mentioned)]
    codes = {
        str(quad.subject): quad.object.value
        for quad in _quads(store, SAME)
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(GEOCODING)
    }
    common = [place for place in chains[0] if all(place in c for c in chains)] if chains else []
    return next((codes[place] for place in common if place in codes), None)


def _containers(place: str, within: dict[str, str]) -> Iterator[str]:
    seen = set[str]()
    while place and place not in seen:
        seen.add(place)
        yield place
        place = within.get(place, "")
