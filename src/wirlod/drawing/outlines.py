"""
A map of outlines: each area a link with its name and what is known of it.

Areas are found by their official key. Whose outlines they are stands in the picture itself, for
pictures are copied. On pages the shapes are referred to, in a file that all pages share.
"""

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from itertools import groupby, pairwise
from math import cos, radians
from xml.etree.ElementTree import Element, SubElement

import msgspec

from wirlod.drawing.areas import Area, Ring
from wirlod.drawing.elements import PAPER, SVG, canvas, link, text
from wirlod.drawing.scale import Scale, draw_legend
from wirlod.drawing.units import say_short
from wirlod.values.sums import Total

WIDTH, TOP, BOTTOM = 440, 76, 28
MOST_HEIGHT = 640
LETTER, LINE = 5.9, 13
"""Width of a letter and height of a line, in pixels."""

SHAPES = {"stroke": PAPER, "stroke-width": "1", "fill-rule": "evenodd"}
LABELS = {"text-anchor": "middle", "stroke-width": "3", "paint-order": "stroke"}
UNTOUCHED = {"pointer-events": "none"}
"""Of what lies over the areas, which are the links."""

SHAPES_FILE = "outlines.svg"
"""Where the shapes of all areas are, below the folder of charts."""

Box = tuple[float, float, float, float]


class Outlines(msgspec.Struct, frozen=True):
    """All areas of a file, and whom to name beside them."""

    areas: list[Area]
    source: str
    source_url: str
    keys: dict[str, str] = {}
    """Path of a place, ``territory/x`` → the official key of its area."""
    labels: dict[str, str] = {}
    """Path of a place → what it is called where there is little room."""


class Place(msgspec.Struct, frozen=True):
    """What is known of one area."""

    name: str
    path: str
    """Where it leads, ``territory/x``; blank for nowhere."""
    total: Total | None = None
    label: str = ""
    """Its name where there is little room."""
    has_dot: bool = False

    @property
    def amount(self) -> Decimal | None:
        """What decides its colour."""
        return self.total.least if self.total else None


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


def draw_outlines(
    places: Mapping[str, Place], scale: Scale, outlines: Outlines, words: tuple[str, str, str]
) -> Element:
    """
    Draw the *outlines*, with the place of each official key.

    Cities that lie in a district are drawn over it; only what has room is named in the picture.

    :param words: the language, the title, and what is said below the legend.
    """
    language, title, note = words
    areas = sorted(outlines.areas, key=lambda area: (len(area.official_key), area.official_key))
    projection = _fit(areas)
    height = round(TOP + projection.height + BOTTOM)
    svg = canvas(WIDTH, height, title)
    draw_legend(svg, scale, language, note)
    drawn = SubElement(svg, "g", SHAPES)
    known = [(area, places.get(area.official_key) or Place(area.name, "")) for area in areas]
    for area, place in known:
        _draw_shape(drawn, area, place, (projection, scale), language)
    names = [_Name(area, place, (projection, scale), language) for area, place in known]
    for name in names:
        _draw_dot(svg, name)
    written, taken = SubElement(svg, "g", LABELS | UNTOUCHED), list[Box]()
    for name in sorted(names, key=lambda name: -name.amount):
        _write_name(written, name, taken)
    source = SubElement(svg, "a", {"href": outlines.source_url})
    text(source, (0, height - 8), outlines.source, font_size="11")
    return svg


def _draw_shape(
    svg: Element, area: Area, place: Place, how: tuple[Projection, Scale], language: str
) -> None:
    projection, scale = how
    parent = link(svg, f"doc/{place.path}") if place.path else SubElement(svg, "g")
    path = "".join(_write_ring(ring, projection) for ring in area.rings)
    said = say_short(place.total, language, scale.unit) if place.total else scale.nothing[language]
    SubElement(parent, "title").text = f"{place.name}: {said}"
    look = {"fill": scale.colours(place.amount)[0], "id": f"a{area.official_key}"}
    SubElement(parent, "path", {"d": path, **look})


def refer_to_shapes(picture: Element) -> tuple[Element, Element]:
    """Part a picture from the shapes of its areas, and refer to them in :data:`SHAPES_FILE`."""
    shapes, rest = Element("svg", {"xmlns": SVG}), deepcopy(picture)
    for shape in [path for path in rest.iter("path") if "id" in path.attrib]:
        SubElement(shapes, "path", {"id": shape.attrib["id"], "d": shape.attrib.pop("d")})
        shape.tag = "use"
        shape.attrib["href"] = f"chart/{SHAPES_FILE}#{shape.attrib.pop('id')}"
    return rest, shapes


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
        self, area: Area, place: Place, how: tuple[Projection, Scale], language: str
    ) -> None:
        projection, scale = how
        self.place = projection.place(area.inside)
        self.name = place.label or place.name
        self.written = say_short(place.total, language, scale.unit) if place.total else ""
        self.fill, self.ink = scale.colours(place.amount)
        self.has_dot = place.has_dot
        self.amount = place.amount or Decimal(0)

    @property
    def box(self) -> Box:
        """Left, top, right and bottom of the text."""
        left, top = self.place
        half = max(len(self.name), len(self.written)) * LETTER / 2
        return left - half, top - LINE, left + half, top + (LINE if self.written else 0) + 4


def _draw_dot(svg: Element, name: _Name) -> None:
    left, top = name.place
    if name.has_dot:
        dot = {"cx": f"{left:g}", "cy": f"{top - LINE:g}", "r": "3.5"}
        SubElement(svg, "circle", dot | {"fill": name.ink, "stroke": name.fill} | UNTOUCHED)


def _write_name(svg: Element, name: _Name, taken: list[Box]) -> None:
    """Write name and amount into an area where no other name is."""
    left, top = name.place
    if any(_overlap(name.box, other) for other in taken):
        return
    taken.append(name.box)
    style = {"font_size": "11", "fill": name.ink, "stroke": name.fill}
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
