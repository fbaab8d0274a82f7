"""
The time and places that each dataset speaks of, computed from its statements.

Time keeps the precision of the data: a year stays a year. Of places there is one, the smallest
territory that contains all that are mentioned; portals keep a single value.
"""

from collections.abc import Iterable, Iterator

import msgspec
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from wirlod.kinds.datasets import dataset_of
from wirlod.namespaces import expand
from wirlod.publish.answers import Ask
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

SAID = " UNION ".join(f"{{ ?thing {name} ?date }}" for name in DATES)
"""That; a path of alternatives would keep every pair in memory."""

KIND = 'BIND(STRBEFORE(STRAFTER(STR(?thing), "%(things)s"), "/") AS ?kind)'
"""Of what kind a thing is; ``things`` is how the IRIs of all of them begin."""

MENTIONED = f"""
SELECT DISTINCT ?kind ?date ?type {{
  %(dates)s
  {KIND}
  BIND(DATATYPE(?date) AS ?type)
}}
"""
"""The dates that things of each kind mention."""

DATE_TYPES = frozenset(map(expand, DATATYPES.values()))
"""The datatypes of dates in every precision."""

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


def find_spans(ask: Ask, base_uri: str) -> dict[str, Span]:
    """Find the first and last date that the things of each dataset mention; ``""`` for all."""
    dates: dict[str, set[str]] = {"": set()}
    things = f"{base_uri}id/"
    for row in ask(MENTIONED % {"dates": SAID, "things": things})[1]:
        if row["type"] in DATE_TYPES:
            key = dataset_of(f"{things}{row['kind']}/", base_uri).key
            dates.setdefault(key, set()).add(row["date"])
            dates[""].add(row["date"])
    return {key: _span(map(PartialDate, sorted(found))) for key, found in dates.items() if found}


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
