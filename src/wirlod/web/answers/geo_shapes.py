"""
Outlines in the words of schema.org: a ``GeoShape`` with its box and polygons.

schema.org writes latitude before longitude, points with spaces between, and the lower corner of a
box before the upper one; it has no word for holes, so a polygon is the border alone.
"""

from collections.abc import Iterable, Iterator
from typing import cast

from pyoxigraph import Literal, NamedNode, Triple

from wirlod.facts import Facts
from wirlod.geojson import read_box, read_polygons
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.writing.description import RDF_TYPE

SCHEMA = FOREIGN_PREFIXES["schema"]


def write_box(wkt: str) -> str:
    """
    Write the box that a polygon of four corners is; blank where the text is none.

    >>> write_box("POLYGON ((8.5 49.7, 8.7 49.7, 8.7 49.9, 8.5 49.9, 8.5 49.7))")
    '49.7 8.5 49.9 8.7'
    """
    box = read_box(wkt)
    return _write([(box[0], box[1]), (box[2], box[3])]) if box else ""


def write_polygons(wkt: str) -> list[str]:
    """
    Write the border of each part of a MULTIPOLYGON.

    >>> write_polygons("MULTIPOLYGON (((0 50, 1.5 50, 0 51, 0 50)))")
    ['50 0 50 1.5 51 0 50 0']
    """
    borders = (polygon[0] for polygon in read_polygons(wkt))
    return [_write(border) for border in borders]


def _write(points: Iterable[tuple[float, float]]) -> str:
    """Write points, longitude first, as schema.org does."""
    degrees = (f"{degree:.6f}" for across, down in points for degree in (down, across))
    return " ".join(degree.rstrip("0").rstrip(".") for degree in degrees)


def describe_shapes(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Say of each place among *triples* that has an outline which shape it is."""
    triples = tuple(triples)
    facts, has_outline = Facts(triples), expand("geo:hasGeometry")
    for triple in triples:
        outline = triple.object
        if triple.predicate.value == has_outline and isinstance(outline, NamedNode):
            yield Triple(triple.subject, NamedNode(f"{SCHEMA}geo"), outline)
            yield Triple(outline, RDF_TYPE, NamedNode(f"{SCHEMA}GeoShape"))
            yield from _describe(facts, cast(NamedNode, triple.subject), outline)


def _describe(facts: Facts, place: NamedNode, outline: NamedNode) -> Iterator[Triple]:
    if box := write_box(facts.text(place.value, "dcat:bbox")):
        yield Triple(outline, NamedNode(f"{SCHEMA}box"), Literal(box))
    for polygon in write_polygons(facts.text(outline.value, "geo:asWKT")):
        yield Triple(outline, NamedNode(f"{SCHEMA}polygon"), Literal(polygon))
