"""The map as tiles of the same size, each a link that says its name and sum."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from wirlod.drawing.elements import PAPER, canvas, link, rectangle, text
from wirlod.drawing.scale import Scale, draw_legend
from wirlod.publish.answers import Rows
from wirlod.publish.charts.layout import Tile
from wirlod.publish.charts.map import MAP, say_dots
from wirlod.publish.charts.sums import short_total

WIDTH, HEIGHT, GAP = 106, 82, 4
TOP = 76


class Picture(msgspec.Struct, frozen=True):
    """What every tile needs to be drawn."""

    rows: Mapping[str, dict[str, Any]]
    """Key of a territory → its row."""
    within: Mapping[str, Tile]
    """Key of a territory → the tile that lies within its own."""
    scale: Scale
    language: str


def draw_tiles(layout: Iterable[Tile], rows: Rows, scale: Scale, language: str) -> Element:
    """Draw the tiles; a dot marks a centre."""
    layout = list(layout)
    standing = [tile for tile in layout if not tile.within]
    across = max((tile.column for tile in standing), default=1)
    down = max((tile.row for tile in standing), default=0)
    svg = canvas(max(across, 4) * (WIDTH + GAP), TOP + down * (HEIGHT + GAP), MAP.title[language])
    draw_legend(svg, scale, language, say_dots(rows, language))
    picture = Picture(
        {row["place"].removeprefix("territory/"): row for row in rows},
        {tile.within: tile for tile in layout if tile.within},
        scale,
        language,
    )
    for tile in standing:
        left, top = (tile.column - 1) * (WIDTH + GAP), TOP + (tile.row - 1) * (HEIGHT + GAP)
        _draw_tile(svg, tile, (left, top, WIDTH, HEIGHT), picture)
    return svg


def _draw_tile(
    svg: Element, tile: Tile, place: tuple[float, float, float, float], picture: Picture
) -> None:
    row = picture.rows.get(tile.key, {})
    amount = Decimal(row.get("sum", 0))
    colour, ink = picture.scale.colours(amount or None)
    anchor = link(svg, f"doc/territory/{tile.key}")
    left, top, width, _ = place
    inner = place[3] < HEIGHT
    shape = rectangle(anchor, place, colour)
    shape.attrib |= {"stroke": PAPER, "stroke-width": "1.5"} if inner else {}
    size = "11"
    text(anchor, (left + 5, top + (14 if inner else 17)), tile.label, fill=ink, font_size=size)
    if not inner or amount:
        written = short_total(row, picture.language)
        baseline = (left + 5, top + (27 if inner else 30))
        text(anchor, baseline, written, fill=ink, font_size=size, font_weight="700")
    if row.get("centres", "0") != "0":
        corner = (left + width - 14, top + (27 if inner else 42))
        text(anchor, corner, "●", fill=ink, font_size="12")
    if not inner and tile.key in picture.within:
        within = (left + 5, top + 44, width - 10, 33)
        _draw_tile(svg, picture.within[tile.key], within, picture)
