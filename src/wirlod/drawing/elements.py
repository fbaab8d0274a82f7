"""What all pictures are drawn with: elements, and colours that follow the page."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

SVG = "http://www.w3.org/2000/svg"

INK = "var(--c-ink, #16212b)"
INK_OVER = "var(--c-ink-over, #ffffff)"
PAPER = "var(--paper, #ffffff)"
RULE = "var(--rule, #d3dae0)"
COLOURS = (
    ("var(--c0, #e3e8ec)", INK),
    ("var(--c1, #bcd9e6)", INK),
    ("var(--c2, #7db5cd)", INK),
    ("var(--c4, #12567a)", INK_OVER),
)
"""Colour of an area from least to most, and the colour of text on it."""

LETTER, BOLD_LETTER = 0.56, 0.62
"""How wide a letter of a wide font is on average, measured in its height."""


def canvas(width: int, height: int, label: str) -> Element:
    """Begin a picture that a screen reader announces as *label*, in the letters of its page."""
    attributes = {
        "xmlns": SVG,
        "viewBox": f"0 0 {width} {height}",
        "width": str(width),
        "height": str(height),
        "role": "group",
        "aria-label": label,
        "fill": INK,
    }
    return Element("svg", attributes)


def rectangle(parent: Element, place: Sequence[float], colour: str) -> Element:
    """Draw a rectangle at *place*: left, top, width, height."""
    left, top, width, height = (f"{number:g}" for number in place)
    shape = {"x": left, "y": top, "width": width, "height": height, "rx": "3", "fill": colour}
    return SubElement(parent, "rect", shape)


def text(parent: Element, place: tuple[float, float], content: str, **style: str) -> Element:
    """Write *content* with its baseline at *place*, in the ink of the picture if in no other."""
    attributes = {"x": f"{place[0]:g}", "y": f"{place[1]:g}", "font-size": "14"}
    attributes |= {name.replace("_", "-"): value for name, value in style.items()}
    element = SubElement(parent, "text", attributes)
    element.text = content
    return element


def width_of(content: str, size: float) -> float:
    """
    Give the room that *content* takes in bold letters of *size*.

    >>> width_of("600.000 €", 10)
    55.8
    """
    return round(len(content) * size * BOLD_LETTER, 1)


def fit(content: str, room: float, size: float) -> str:
    """
    Give the size of letters, at most *size*, at which *content* has no more than *room*.

    >>> fit("600.000 €", 60, 10), fit("24.070.500 €", 60, 10)
    ('10', '8.9')
    """
    return f"{min(size, round(room / (max(len(content), 1) * LETTER), 1)):g}"


def link(parent: Element, path: str) -> Element:
    """Begin a link to *path*, which is relative to the root of the site; its text names it."""
    return SubElement(parent, "a", {"href": path})


def shorten(label: str, longest: int) -> str:
    """
    Cut a label that has no room.

    >>> shorten("Landkreis", 9), shorten("Landkreis", 5)
    ('Landkreis', 'Land…')
    """
    return label if len(label) <= longest else f"{label[: longest - 1]}…"
