"""
Pictures of an edition as PNG, drawn from the SVG that stands alone when somebody first asks.

An edition keeps no PNG: it is ten times larger and says nothing more. Letters are our own
(``fonts/``), so that a server without fonts draws the same bytes.
"""

from importlib.resources import files

from resvg_py import svg_to_bytes

FAMILY = "DejaVu Sans"
FONTS = tuple(
    str(files("wirlod.web.answers") / "fonts" / name)
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
)
ZOOM = 2
"""Pixels of a picture for each of the SVG, so that print is sharp."""


def draw_png(svg: bytes) -> bytes:
    """Draw an SVG document as PNG."""
    return svg_to_bytes(
        svg_string=svg.decode(),
        zoom=ZOOM,
        skip_system_fonts=True,
        font_files=list(FONTS),
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
