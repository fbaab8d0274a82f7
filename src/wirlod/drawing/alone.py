"""
A picture that stands alone: with title, explanation, source and licence, in literal colours.

On a page the colours of a picture follow the theme and its links the site; what is downloaded
travels without both, and other programs know no custom properties.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from textwrap import wrap
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec

from wirlod.drawing.elements import canvas, rectangle, text

CUSTOM = re.compile(r"var\(--[a-z0-9-]+, (#[0-9a-f]{6})\)")
"""A custom property with the colour that stands where no page defines it."""

SOURCE = {
    "de": "Quelle: {site}, {address}, Ausgabe vom {day} ({edition}). Lizenz: {licence}.",
    "en": "Source: {site}, {address}, edition of {day} ({edition}). Licence: {licence}.",
}
"""Where a picture comes from, and what it may be used for."""

FONT = "DejaVu Sans, Verdana, Arial, sans-serif"
MARGIN = 24
SHARES = {22: 0.7}
USUAL_SHARE = 0.58
"""How wide a letter is, in parts of its height: those of the title are bold."""


class Surroundings(msgspec.Struct, frozen=True):
    """What is written around a picture."""

    title: str
    below: str
    """What is under the title: what is shown, where the title says the finding."""
    notes: tuple[str, ...]
    """What is counted and left out, source, licence."""


def stand_alone(picture: Element, around: Surroundings, base_uri: str) -> bytes:
    """Write *picture* as an SVG document that needs no page around it."""
    inner = deepcopy(picture)
    width = max(int(inner.attrib["width"]) + 2 * MARGIN, 640)
    above = [(line, 22) for line in _break(around.title, 22, width)]
    above += [(line, 14) for line in _break(around.below, 14, width)]
    under = [(line, 12) for note in around.notes for line in _break(note, 12, width)]
    top = MARGIN + round(sum(size * 1.35 for _, size in above)) + 10
    bottom = top + int(inner.attrib["height"]) + 16
    height = bottom + round(sum(size * 1.5 for _, size in under)) + MARGIN
    svg = canvas(width, height, around.title)
    svg.attrib |= {"role": "img", "font-family": FONT}
    rectangle(svg, (0, 0, width, height), "#ffffff")
    _write(svg, above, MARGIN, 1.35)
    moved = SubElement(svg, "g", {"transform": f"translate({MARGIN} {top})"})
    moved.extend(list(inner))
    _write(svg, under, bottom, 1.5)
    for anchor in svg.iter("a"):
        if not anchor.get("href", "").startswith(("http://", "https://")):
            anchor.set("href", base_uri + anchor.get("href", ""))
    return CUSTOM.sub(r"\1", tostring(svg, encoding="unicode")).encode() + b"\n"


def _break(words: str, size: int, width: int) -> list[str]:
    return wrap(words, int((width - 2 * MARGIN) / (size * SHARES.get(size, USUAL_SHARE))))


def _write(svg: Element, lines: Sequence[tuple[str, int]], top: float, high: float) -> None:
    for line, size in lines:
        top += size * high
        weight = "700" if size > 20 else "400"
        place = (MARGIN, round(top - size * 0.35, 1))
        text(svg, place, line, font_size=str(size), font_weight=weight)
