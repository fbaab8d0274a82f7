"""
The map: one tile of the same size for each of the 27 districts and cities of first rank.

Boundaries under an open licence were not to be had, and on a map of areas the large districts
would outshine the cities. Special-status cities are tiles within their district. Hanau stands
where it is since 2026, beside its former district; its grants were awarded before.
"""

from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from wirlod.edition import Chart, Column
from wirlod.publish.charts.drawing import (
    COLOURS,
    INK,
    PAPER,
    canvas,
    link,
    rectangle,
    short_sum,
    text,
)

GRID = (
    (None, None, ("landkreis-kassel", "Lk Kassel"), ("kassel", "Kassel")),
    (
        None,
        ("landkreis-waldeck-frankenberg", "Waldeck-Frankenb."),
        ("schwalm-eder-kreis", "Schwalm-Eder"),
        ("werra-meissner-kreis", "Werra-Meißner"),
    ),
    (
        ("lahn-dill-kreis", "Lahn-Dill"),
        ("landkreis-marburg-biedenkopf", "Marburg-Biedenk."),
        ("vogelsbergkreis", "Vogelsberg"),
        ("landkreis-hersfeld-rotenburg", "Hersfeld-Rotenb."),
    ),
    (
        ("landkreis-limburg-weilburg", "Limburg-Weilburg"),
        ("landkreis-giessen", "Lk Gießen"),
        ("wetteraukreis", "Wetterau"),
        ("landkreis-fulda", "Lk Fulda"),
    ),
    (
        ("rheingau-taunus-kreis", "Rheingau-Taunus"),
        ("hochtaunuskreis", "Hochtaunus"),
        ("frankfurt-am-main", "Frankfurt a. M."),
        ("main-kinzig-kreis", "Main-Kinzig"),
    ),
    (
        ("wiesbaden", "Wiesbaden"),
        ("main-taunus-kreis", "Main-Taunus"),
        ("offenbach-am-main", "Offenbach a. M."),
        ("hanau", "Hanau"),
    ),
    (
        None,
        ("landkreis-gross-gerau", "Groß-Gerau"),
        ("darmstadt", "Darmstadt"),
        ("landkreis-offenbach", "Lk Offenbach"),
    ),
    (
        None,
        ("landkreis-bergstrasse", "Bergstraße"),
        ("landkreis-darmstadt-dieburg", "Darmst.-Dieburg"),
        ("odenwaldkreis", "Odenwald"),
    ),
)
"""Rows from north to south, tiles from west to east: key of the territory and its short name."""

WITHIN = {
    "hochtaunuskreis": ("bad-homburg", "Bad Homburg"),
    "landkreis-fulda": ("fulda", "Fulda"),
    "landkreis-giessen": ("giessen", "Gießen"),
    "landkreis-gross-gerau": ("ruesselsheim-am-main", "Rüsselsheim"),
    "landkreis-marburg-biedenkopf": ("marburg", "Marburg"),
    "lahn-dill-kreis": ("wetzlar", "Wetzlar"),
}
"""District → special-status city within it."""

STEPS = (Decimal(1), Decimal(250_000), Decimal(600_000))
"""Sums at which a tile takes the next colour."""

LEGEND = {
    "de": ("keine Summe belegt", "unter 250.000 €", "bis unter 600.000 €", "ab 600.000 €"),
    "en": ("no sum documented", "under €250,000", "to under €600,000", "€600,000 and more"),
}
CENTRE = {"de": "● WIR-Vielfaltszentrum bekannt", "en": "● WIR diversity centre known"}
WIDTH, HEIGHT, GAP = 156, 88, 6
TOP = 56

MAP = Chart(
    name="map",
    title={
        "de": "Was Landkreise und Städte bewilligt bekamen",
        "en": "What districts and cities were granted",
    },
    about={
        "de": "Summe der belegten Förderungen des Landes an den Landkreis oder die Stadt selbst, "
        "über alle Jahre; „mindestens“ zählt mit dem, was sicher ist. Grau heißt: keine Quelle "
        "nennt eine Summe, nicht: kein Geld.",
        "en": "Sum of the documented grants of the state to the district or city itself, over all "
        "years; “at least” counts with what is certain. Grey means that no source states a sum, "
        "not that there was no money.",
    },
    columns=(
        Column("place", "thing", {"de": "Landkreis oder Stadt", "en": "District or city"}),
        Column("sum", "money", {"de": "Bewilligt", "en": "Granted"}),
        Column("grants", "number", {"de": "Förderungen", "en": "Grants"}),
        Column("centres", "number", {"de": "Vielfaltszentren", "en": "Diversity centres"}),
    ),
    query="""\
# What was granted to each district and city with a claim to a diversity centre?
SELECT ?place ?de ?en ?sum ?grants ?centres {
  VALUES ?type { concept:district concept:district-free-city concept:special-status-city }
  ?place dct:type ?type ; rdfs:label ?de, ?en .
  FILTER(LANG(?de) = "de" && LANG(?en) = "en")
  OPTIONAL {
    SELECT ?place (SUM(?amount) AS ?sum) (COUNT(?grant) AS ?grants) {
      ?grant wir:recipient ?recipient ; wir:amount ?amount ;
        schema:funder/org:classification ?kind ; schema:amount/wir:sumKind concept:grant .
      ?recipient schema:areaServed ?place ; org:classification concept:local-authority .
      FILTER(?kind != concept:local-authority)
    } GROUP BY ?place
  }
  OPTIONAL {
    SELECT ?place (COUNT(?centre) AS ?centres) {
      ?centre a wir:DiversityCentre ; schema:areaServed ?place
    } GROUP BY ?place
  }
}
ORDER BY DESC(?sum) ?de
""",
)


def draw_map(rows: list[dict[str, Any]], language: str) -> Element:
    """Draw the tiles; each is a link that says its name and sum, with a dot for a centre."""
    found = {row["place"].removeprefix("territory/"): row for row in rows}
    width, height = 4 * (WIDTH + GAP), TOP + len(GRID) * (HEIGHT + GAP)
    svg = canvas(width, height, MAP.title[language])
    _draw_legend(svg, language)
    for number, tiles in enumerate(GRID):
        for column, tile in enumerate(tiles):
            if tile:
                place = (column * (WIDTH + GAP), TOP + number * (HEIGHT + GAP), WIDTH, HEIGHT)
                _draw_tile(svg, tile, place, found, language)
    return svg


def _draw_tile(
    svg: Element,
    tile: tuple[str, str],
    place: tuple[float, float, float, float],
    found: dict[str, dict[str, Any]],
    language: str,
) -> None:
    key, name = tile
    row = found.get(key, {})
    amount = Decimal(row.get("sum", 0))
    colour, ink = COLOURS[sum(amount >= step for step in STEPS)]
    centre = bool(int(row.get("centres", 0)))
    anchor = link(svg, f"doc/territory/{key}")
    left, top, width, _ = place
    inner = place[3] < HEIGHT
    shape = rectangle(anchor, place, colour)
    shape.attrib |= {"stroke": PAPER, "stroke-width": "1.5"} if inner else {}
    size = "12" if inner else "15"
    text(anchor, (left + 7, top + (14 if inner else 20)), name, fill=ink, font_size=size)
    if not inner or amount:
        baseline = top + (28 if inner else 39)
        text(
            anchor,
            (left + 7, baseline),
            short_sum(amount, language) if amount else "–",
            fill=ink,
            font_size=size,
            font_weight="700",
        )
    if centre:
        corner = (left + width - 18, top + (14 if inner else 40))
        text(anchor, corner, "●", fill=ink, font_size="12")
    if not inner and key in WITHIN:
        _draw_tile(svg, WITHIN[key], (left + 8, top + 50, width - 16, 33), found, language)


def _draw_legend(svg: Element, language: str) -> None:
    for number, (name, (colour, _)) in enumerate(zip(LEGEND[language], COLOURS, strict=True)):
        left = number * (WIDTH + GAP)
        rectangle(svg, (left, 2, 18, 18), colour)
        text(svg, (left + 24, 16), name, font_size="13")
    text(svg, (0, 42), CENTRE[language], font_size="13", fill=INK)
