"""
Places as GeoJSON (RFC 7946): a feature each, whose properties are the columns of its kind.

Whose outlines they are, and what they may be used for, travels with them as foreign members.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from pyoxigraph import Triple

from wirlod.facts import Facts
from wirlod.flat import EVERY_KIND, read_cell
from wirlod.kinds import KINDS

POINT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) (-?[0-9]+(?:\.[0-9]+)?)")
CREDITS = {"attribution": "schema:creditText", "license": "dct:license"}
"""Member of the collection → what outlines say about themselves."""

Members = dict[str, object]


def write_geojson(
    kind: str, things: Sequence[str], triples: Iterable[Triple], context: Mapping[str, Any]
) -> bytes:
    """Write *things* of *kind* as a collection; *triples* speak of them and their outlines."""
    facts = Facts(triples, context)
    features = [_feature(kind, thing, facts, context) for thing in things]
    collection: Members = {"type": "FeatureCollection", "features": features}
    outlines = [iri for thing in things for iri in facts.iris(thing, "geo:hasGeometry")]
    for member, name in CREDITS.items():
        if said := {value for iri in outlines for value in facts.values(iri, name)}:
            collection[member] = " · ".join(sorted(said))
    return msgspec.json.encode(collection) + b"\n"


def _feature(kind: str, thing: str, facts: Facts, context: Mapping[str, Any]) -> Members:
    properties = {
        column.replace("@", "_"): " | ".join(sorted(term.value for term in found))
        for column in EVERY_KIND + KINDS[kind].columns
        if (found := read_cell(thing, column, facts, context))
    }
    feature: Members = {"type": "Feature", "id": thing, "properties": properties}
    if box := read_box(facts.text(thing, "dcat:bbox")):
        feature["bbox"] = box
    outline = facts.text(facts.iri(thing, "geo:hasGeometry"), "geo:asWKT")
    shape = {"type": "MultiPolygon", "coordinates": read_polygons(outline)} if outline else None
    feature["geometry"] = shape
    return feature


def read_polygons(wkt: str) -> list[list[list[tuple[float, float]]]]:
    """
    Read the coordinates of a MULTIPOLYGON.

    >>> read_polygons("MULTIPOLYGON (((0 0, 1.5 0, 0 1, 0 0)))")
    [[[(0.0, 0.0), (1.5, 0.0), (0.0, 1.0), (0.0, 0.0)]]]
    """
    inner = wkt.partition("(((")[2].rpartition(")))")[0]
    polygons = inner.split(")), ((")
    return [[read_points(ring) for ring in polygon.split("), (")] for polygon in polygons]


def read_box(wkt: str) -> list[float]:
    """
    Read west, south, east and north of a polygon; nothing of boxes that others write otherwise.

    >>> read_box("POLYGON ((8.5 49.7, 8.7 49.7, 8.7 49.9, 8.5 49.9, 8.5 49.7))")
    [8.5, 49.7, 8.7, 49.9]
    >>> read_box("ENVELOPE (8.5, 8.7, 49.9, 49.7)")
    []
    """
    points = read_points(wkt) if "POLYGON" in wkt else []
    if not points:
        return []
    across, down = zip(*points, strict=True)
    return [min(across), min(down), max(across), max(down)]


def read_points(wkt: str) -> list[tuple[float, float]]:
    """Read all points of a text, longitude first."""
    return [(float(x), float(y)) for x, y in POINT.findall(wkt)]
