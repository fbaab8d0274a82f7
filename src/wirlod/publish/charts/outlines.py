"""
The map as outlines: GeoJSON that the publisher keeps, each area a link with its name and sum.

Areas are found by their official key. Whose outlines they are stands in the picture itself, for
pictures are copied.
"""

from decimal import Decimal
from itertools import groupby, pairwise
from math import cos, radians
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import msgspec

from wirlod.publish.charts.drawing import PAPER, canvas, link, text
from wirlod.publish.charts.map import MAP, Rows, Scale, draw_legend
from wirlod.publish.charts.sums import short_total
from wirlod.publish.geometry import Area, Ring, read_areas
from wirlod.publish.publication import Geometry

WIDTH, TOP, BOTTOM = 648, 56, 28
MOST_HEIGHT = 900
LETTER, LINE = 6.4, 14
"""Width of a letter and height of a line, in pixels."""

SHAPES = {"stroke": PAPER, "stroke-width": "1.5", "fill-rule": "evenodd"}
LABELS = {"text-anchor": "middle", "stroke-width": "3", "paint-order": "stroke"}
UNTOUCHED = {"pointer-events": "none"}
"""Of what lies over the areas, which are the links."""

Box = tuple[float, float, float, float]


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
    """
    Draw the *outlines*; a row is that of the area with its official key, ``ags``.

    Cities that lie in a district are drawn over it; only what has room is named in the picture.
    """
    areas = sorted(outlines.areas, key=lambda area: (len(area.official_key), area.official_key))
    projection = _fit(areas)
    height = round(TOP + projection.height + BOTTOM)
    svg = canvas(WIDTH, height, MAP.title[language])
    draw_legend(svg, rows, scale, language)
    found = {row["ags"]: row for row in rows if row.get("ags")}
    drawn = SubElement(svg, "g", SHAPES)
    for area in areas:
        _draw_shape(drawn, area, found.get(area.official_key, {}), (projection, scale), language)
    names = [_Name(area, found.get(area.official_key, {}), projection, language) for area in areas]
    for name in names:
        _draw_dot(svg, name, scale)
    written, taken = SubElement(svg, "g", LABELS | UNTOUCHED), list[Box]()
    for name in sorted(names, key=lambda name: not name.sum):
        _write_name(written, name, scale, taken)
    note = SubElement(svg, "a", {"href": outlines.source_url})
    text(note, (0, height - 8), outlines.source, font_size="12")
    return svg


def _draw_shape(
    svg: Element, area: Area, row: dict[str, Any], how: tuple[Projection, Scale], language: str
) -> None:
    projection, scale = how
    parent = link(svg, f"doc/{row['place']}") if row else svg
    colour, _ = scale.colours(Decimal(row.get("sum", 0)))
    path = "".join(_write_ring(ring, projection) for ring in area.rings)
    drawn = SubElement(parent, "path", {"d": path, "fill": colour})
    SubElement(drawn, "title").text = f"{row.get(language, area.name)}: {_say(row, language)}"


def _say(row: dict[str, Any], language: str) -> str:
    if row.get("sum"):
        return short_total(row, language)
    return {"de": "keine Summe belegt", "en": "no sum documented"}[language]


def _write_ring(ring: Ring, projection: Projection) -> str:
    """Write a ring in whole pixels, each point as the way from the one before."""
    placed = [tuple(round(number) for number in projection.place(point)) for point in ring]
    points = [point for point, _ in groupby(placed)]
    ways = (way for (was_x, was_y), (x, y) in pairwise(points) for way in (x - was_x, y - was_y))
    written = "".join(f"{way}" if way < 0 else f" {way}" for way in ways)  # a minus parts as well
    return f"M{points[0][0]} {points[0][1]}l{written.lstrip()}z"


class _Name:
    """What is written into an area, and the room it takes."""

    def __init__(
        self, area: Area, row: dict[str, Any], projection: Projection, language: str
    ) -> None:
        self.place = projection.place(area.inside)
        self.name = row.get("label") or row.get(language) or area.name
        self.sum = Decimal(row.get("sum", 0))
        self.written = short_total(row, language) if self.sum else ""
        self.has_centre = bool(row.get("centres"))

    @property
    def box(self) -> Box:
        """Left, top, right and bottom of the text."""
        left, top = self.place
        half = max(len(self.name), len(self.written)) * LETTER / 2
        return left - half, top - LINE, left + half, top + (LINE if self.written else 0) + 4


def _draw_dot(svg: Element, name: _Name, scale: Scale) -> None:
    left, top = name.place
    fill, ink = scale.colours(name.sum)
    if name.has_centre:
        dot = {"cx": f"{left:g}", "cy": f"{top - LINE:g}", "r": "4", "fill": ink, "stroke": fill}
        SubElement(svg, "circle", dot | UNTOUCHED)


def _write_name(svg: Element, name: _Name, scale: Scale, taken: list[Box]) -> None:
    """Write name and sum into an area where no other name is."""
    left, top = name.place
    fill, ink = scale.colours(name.sum)
    if any(_overlap(name.box, other) for other in taken):
        return
    taken.append(name.box)
    style = {"font_size": "12", "fill": ink, "stroke": fill}
    text(svg, (left, top + 4), name.name, **style)
    if name.written:
        text(svg, (left, top + 4 + LINE), name.written, font_weight="700", **style)


def _overlap(one: Box, other: Box) -> bool:
    """
    Tell whether two boxes share any room.

    >>> _overlap((0, 0, 10, 10), (8, 8, 20, 20)), _overlap((0, 0, 10, 10), (10, 0, 20, 10))
    (True, False)
    """
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]
