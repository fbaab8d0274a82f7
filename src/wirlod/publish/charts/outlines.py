"""
The map as outlines: GeoJSON that the publisher keeps, each area a link with its name and sum.

Areas are found by their official key. Whose outlines they are stands in the picture itself, for
pictures are copied.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from math import cos, radians
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import msgspec

from wirlod.errors import Origin, Problem
from wirlod.publish.charts.drawing import PAPER, canvas, link, short_sum, text
from wirlod.publish.charts.map import MAP, Rows, Scale, draw_legend
from wirlod.publish.publication import Geometry

WIDTH, TOP, BOTTOM = 648, 56, 28
MOST_HEIGHT = 900
Ring = list[tuple[float, float]]


class Area(msgspec.Struct, frozen=True):
    """The outline of one territory: longitude and latitude, holes included."""

    official_key: str
    name: str
    rings: list[Ring]


def read_areas(path: Path) -> Iterator[Area | Problem]:
    """Yield the areas of a GeoJSON file, and what cannot be read of it."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except FileNotFoundError:
        yield Problem(Origin(path), "is missing, though publication.yaml names it")
        return
    except (ValueError, KeyError, TypeError) as error:
        line = getattr(error, "lineno", 1)
        yield Problem(Origin(path, line), f"is no GeoJSON with features: {error}")
        return
    for number, feature in enumerate(features, start=1):
        try:
            yield _read_area(feature)
        except (KeyError, TypeError, ValueError) as error:
            message = f"feature {number}: wanted polygons and the properties ags and name ({error})"
            yield Problem(Origin(path), message)


def _read_area(feature: dict[str, Any]) -> Area:
    geometry, properties = feature["geometry"], feature["properties"]
    found = geometry["coordinates"]
    polygons = {"Polygon": [found], "MultiPolygon": found}[geometry["type"]]
    rings = [
        [(float(point[0]), float(point[1])) for point in ring]
        for polygon in polygons
        for ring in polygon
    ]
    return Area(str(properties["ags"]), str(properties["name"]), rings)


class Outlines(msgspec.Struct, frozen=True):
    """All areas of a file, and whom to name beside them."""

    areas: list[Area]
    source: str
    source_url: str

    @classmethod
    def read(cls, data: Path, geometry: Geometry) -> "Outlines":
        """Read the file that *geometry* names below *data*; it was checked before."""
        found = read_areas(data / geometry.file)
        areas = [area for area in found if isinstance(area, Area)]
        return cls(areas, geometry.source, geometry.source_url)


class Projection(msgspec.Struct, frozen=True):
    """From degrees to places in the picture: true enough for one state."""

    west: float
    north: float
    squeeze: float
    scale: float
    """Pixels per degree of latitude."""
    height: float

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """Give the place of a point, to a tenth of a pixel."""
        left = (point[0] - self.west) * self.squeeze * self.scale
        return round(left, 1), round(TOP + (self.north - point[1]) * self.scale, 1)


def _fit(areas: list[Area]) -> Projection:
    points = [point for area in areas for ring in area.rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = cos(radians((south + north) / 2))
    scale = min(WIDTH / ((east - west) * squeeze), MOST_HEIGHT / (north - south))
    return Projection(west, north, squeeze, scale, (north - south) * scale)


def draw_outlines(rows: Rows, scale: Scale, outlines: Outlines, language: str) -> Element:
    """Draw the *outlines*; a row is that of the area with its official key, ``ags``."""
    areas = outlines.areas
    projection = _fit(areas)
    height = round(TOP + projection.height + BOTTOM)
    svg = canvas(WIDTH, height, MAP.title[language])
    draw_legend(svg, rows, scale, language)
    found = {row["ags"]: row for row in rows if row.get("ags")}
    for area in areas:
        _draw_shape(svg, area, found.get(area.official_key), projection, scale)
    for area in areas:
        _write_name(svg, area, found.get(area.official_key, {}), projection, language)
    note = SubElement(svg, "a", {"href": outlines.source_url})
    text(note, (0, height - 8), outlines.source, font_size="12")
    return svg


def _draw_shape(
    svg: Element, area: Area, row: dict[str, Any] | None, projection: Projection, scale: Scale
) -> None:
    parent = link(svg, f"doc/{row['place']}") if row else svg
    colour, _ = scale.colours(Decimal((row or {}).get("sum", 0)))
    path = " ".join(_write_ring(ring, projection) for ring in area.rings)
    shape = {"d": path, "fill": colour, "fill-rule": "evenodd", "stroke": PAPER}
    drawn = SubElement(parent, "path", shape | {"stroke-width": "1.5"})
    SubElement(drawn, "title").text = area.name


def _write_ring(ring: Ring, projection: Projection) -> str:
    points = [projection.place(point) for point in ring]
    return "M" + "L".join(f"{left:g} {top:g}" for left, top in points) + "Z"


def _write_name(
    svg: Element, area: Area, row: dict[str, Any], projection: Projection, language: str
) -> None:
    """Write name and sum into the middle of an area, readable on every colour."""
    points = [projection.place(point) for point in max(area.rings, key=len)]
    left = (min(x for x, _ in points) + max(x for x, _ in points)) / 2
    top = (min(y for _, y in points) + max(y for _, y in points)) / 2
    halo = {"text_anchor": "middle", "stroke": PAPER, "stroke_width": "3", "paint_order": "stroke"}
    text(svg, (left, top), area.name, font_size="12", **halo)
    if row.get("sum"):
        written = short_sum(Decimal(row["sum"]), language)
        text(svg, (left, top + 14), written, font_size="12", font_weight="700", **halo)
