"""
The score of data.europa.eu's metadata quality assessment: 405 points, each lost one named.

Points are given as strictly as can be: an indicator of files counts when every file of the dataset
fulfils it. Availability is what :mod:`~wirlod.publish.rehearsal.addresses` found.
"""

from collections.abc import Callable, Collection

import msgspec

from wirlod.facts import Facts
from wirlod.formats import CSV, GEO_JSON, GRAPH_FORMATS
from wirlod.namespaces import AUTHORITY, MEDIA_TYPES
from wirlod.publish.rehearsal.site import Site, follow

FILE_TYPES = f"{AUTHORITY}file-type/"
OPEN_AND_READABLE = {FILE_TYPES + row.file_type for row in (*GRAPH_FORMATS, CSV, GEO_JSON)}
"""File types that the EU lists both as non-proprietary and as machine-readable."""

LICENCES = "http://dcat-ap.de/def/licenses/"
ACCESS_RIGHTS = f"{AUTHORITY}access-right/"


class Indicator(msgspec.Struct, frozen=True):
    """One thing that gives points."""

    name: str
    points: int
    of_files: bool
    holds: Callable[[Facts, str, Site], bool]


class Score(msgspec.Struct, frozen=True):
    """The points of one dataset."""

    dataset: str
    points: int
    lost: tuple[str, ...]
    """What cost points, and how many."""


def _has(short: str) -> Callable[[Facts, str, Site], bool]:
    return lambda facts, thing, site: bool(facts.all(thing, short))


def _within(short: str, beginning: str) -> Callable[[Facts, str, Site], bool]:
    return lambda facts, thing, site: facts.value(thing, short).startswith(beginning)


def _among(short: str, values: Collection[str]) -> Callable[[Facts, str, Site], bool]:
    return lambda facts, thing, site: facts.value(thing, short) in values


def _answers(short: str) -> Callable[[Facts, str, Site], bool]:
    def holds(facts: Facts, thing: str, site: Site) -> bool:
        url = facts.value(thing, short)
        return bool(url) and follow(site, "HEAD", url).status == 200

    return holds


def _from_lists(facts: Facts, thing: str, site: Site) -> bool:
    return facts.value(thing, "dct:format").startswith(FILE_TYPES) and facts.value(
        thing, "dcat:mediaType"
    ).startswith(MEDIA_TYPES)


MANDATORY = {
    "dcat:Dataset": ("dct:title", "dct:description"),
    "dcat:Distribution": ("dcat:accessURL",),
    "foaf:Agent": ("foaf:name",),
}
"""What DCAT-AP 3 makes mandatory, of the classes that a dataset leads to."""


def _conforms(facts: Facts, thing: str, site: Site) -> bool:
    """Look in the catalogue as it was fetched; that it keeps every shape was checked before."""
    parts = {
        "dcat:Dataset": [thing],
        "dcat:Distribution": facts.values(thing, "dcat:distribution"),
        "foaf:Agent": facts.values(thing, "dct:publisher"),
    }
    return bool(parts["dcat:Distribution"]) and all(
        facts.has(part, "rdf:type", name) and all(facts.all(part, p) for p in MANDATORY[name])
        for name, found in parts.items()
        for part in found
    )


INDICATORS = (
    Indicator("keywords", 30, False, _has("dcat:keyword")),
    Indicator("categories", 30, False, _has("dcat:theme")),
    Indicator("area", 20, False, _has("dct:spatial")),
    Indicator("period", 20, False, _has("dct:temporal")),
    Indicator("access address answers", 50, True, _answers("dcat:accessURL")),
    Indicator("download address", 20, True, _has("dcat:downloadURL")),
    Indicator("download address answers", 30, True, _answers("dcat:downloadURL")),
    Indicator("format", 20, True, _has("dct:format")),
    Indicator("media type", 10, True, _has("dcat:mediaType")),
    Indicator("format and media type from lists", 10, True, _from_lists),
    Indicator("non-proprietary", 20, True, _among("dct:format", OPEN_AND_READABLE)),
    Indicator("machine-readable", 20, True, _among("dct:format", OPEN_AND_READABLE)),
    Indicator("DCAT-AP", 30, False, _conforms),
    Indicator("licence", 20, True, _has("dct:license")),
    Indicator("licence from a list", 10, True, _within("dct:license", LICENCES)),
    Indicator("access rights", 10, False, _has("dct:accessRights")),
    Indicator("access rights from a list", 5, False, _within("dct:accessRights", ACCESS_RIGHTS)),
    Indicator("contact", 20, False, _has("dcat:contactPoint")),
    Indicator("publisher", 10, False, _has("dct:publisher")),
    Indicator("rights", 5, True, _has("dct:rights")),
    Indicator("size", 5, True, _has("dcat:byteSize")),
    Indicator("issued", 5, False, _has("dct:issued")),
    Indicator("modified", 5, False, _has("dct:modified")),
)
MOST = sum(indicator.points for indicator in INDICATORS)


def score(facts: Facts, dataset: str, site: Site) -> Score:
    """Count the points of *dataset*."""
    files = facts.values(dataset, "dcat:distribution")
    lost = [
        indicator
        for indicator in INDICATORS
        if not all(
            indicator.holds(facts, thing, site)
            for thing in (files if indicator.of_files else [dataset])
        )
    ]
    return Score(
        dataset,
        MOST - sum(indicator.points for indicator in lost),
        tuple(f"{indicator.name} ({indicator.points})" for indicator in lost),
    )
