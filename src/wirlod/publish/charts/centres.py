"""
How many centres sources count when: dots at the days they name, a broken line between.

Nothing is known between two reports, so the line joins them and claims no value.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import msgspec

from wirlod.edition import Chart, Column
from wirlod.publish.charts.bars import ticks
from wirlod.publish.charts.drawing import COLOURS, RULE, canvas, link, rectangle, text
from wirlod.values.words import PRECISION_WORDS, date_words

CENTRES = Chart(
    name="centres",
    title={"de": "Zahl der Zentren im Lauf der Zeit", "en": "Number of centres over time"},
    about={
        "de": "Zahlen, die Quellen berichten, an dem Tag, für den sie gelten. Zwischen zwei "
        "Punkten ist nichts bekannt; die gestrichelte Linie verbindet sie nur. Zahlen ohne "
        "Stichtag stehen allein in der Tabelle.",
        "en": "Numbers that sources report, at the day for which they hold. Nothing is known "
        "between two dots; the broken line only joins them. Numbers without a day stand in the "
        "table alone.",
    },
    columns=(
        Column("asOf", "date", {"de": "Stichtag", "en": "Day"}),
        Column("number", "number", {"de": "Zentren", "en": "Centres"}),
        Column("figure", "thing", {"de": "Angabe", "en": "Statement"}),
    ),
    query="""\
# How many centres do sources count, and when?
SELECT ?asOf ?number ?how ?figure ?de ?en {
  ?figure dct:type concept:measure-centres ; wir:number ?number ; wir:precision ?how ;
      rdfs:label ?de, ?en .
  FILTER(LANG(?de) = "de" && LANG(?en) = "en")
  OPTIONAL { ?figure wir:asOf ?asOf }
}
ORDER BY STR(?asOf) ?number ?figure
""",
)
WIDTH, HEIGHT, LEFT, TOP, BOTTOM, RIGHT = 440, 300, 40, 40, 40, 30
MOST_DOTS = 60
UNIT = {"de": "Zentren", "en": "centres"}
UNDATED = {"de": "Keine der Zahlen hat einen Stichtag.", "en": "None of the numbers has a day."}
FROM_TO = {
    "de": "Von {was} ({first}) auf {now} ({last}): die Zahl der Zentren",
    "en": "From {was} ({first}) to {now} ({last}): the number of centres",
}
SAME = {
    "de": "{now} Zentren, {first} wie {last}",
    "en": "{now} centres, in {first} as in {last}",
}


class Axes(msgspec.Struct, frozen=True):
    """Years across, from zero up to the largest number."""

    first: int
    last: int
    largest: float

    def left(self, years: float) -> float:
        """Give the place of a time."""
        share = (years - self.first) / (self.last - self.first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def top(self, number: float) -> float:
        """Give the place of a number."""
        return round(HEIGHT - BOTTOM - number / self.largest * (HEIGHT - TOP - BOTTOM), 1)


def _dated(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row.get("asOf")]


def find_centres_finding(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """
    Say the first number and the last; nothing where fewer than two have a day.

    >>> rows = [{"asOf": day, "number": number} for day, number in (("2021", "21"), ("2025", "33"))]
    >>> find_centres_finding(rows)["en"]
    'From 21 (2021) to 33 (2025): the number of centres'
    """
    dated = _dated(rows)
    if len(dated) < 2 or dated[0]["asOf"] == dated[-1]["asOf"]:
        return {}
    first, last = dated[0], dated[-1]
    said = [_say(row) for row in (first, last)]
    words = SAME if said[0] == said[1] else FROM_TO
    return {
        tag: words[tag].format(
            was=said[0][tag],
            now=said[1][tag],
            first=date_words(first["asOf"])[tag],
            last=date_words(last["asOf"])[tag],
        )
        for tag in words
    }


def _say(row: dict[str, Any]) -> dict[str, str]:
    precision = str(row.get("how", "")).rpartition("/")[2]
    before = PRECISION_WORDS.get(precision, PRECISION_WORDS["exact"])
    return {tag: f"{before[tag]}{row['number']}" for tag in before}


def _years(day: str) -> float:
    """
    Give the place of the middle of a day, month or year, in years.

    >>> _years("2021"), _years("2021-07")
    (2021.5, 2021.5416666666667)
    """
    year, *parts = (int(part) for part in day.split("-"))
    if not parts:
        return year + 0.5
    month, days = parts[0], parts[1] if len(parts) > 1 else 16
    return year + (month - 1 + (days - 1) / 30) / 12


def draw_centres(rows: list[dict[str, Any]], language: str) -> Element:
    """Draw a dot for each number with a day, over years and from zero on."""
    dated = _dated(rows)[-MOST_DOTS:]
    svg = canvas(WIDTH, HEIGHT, CENTRES.title[language])
    if not dated:
        text(svg, (0, TOP), UNDATED[language])
        return svg
    years = [int(row["asOf"][:4]) for row in dated]
    largest = max(Decimal(row["number"]) for row in dated)
    axes = Axes(min(years), max(years) + 1, float(largest or 1))
    _draw_axes(svg, axes, language)
    places = [(axes.left(_years(row["asOf"])), axes.top(float(row["number"]))) for row in dated]
    for (left, top), (right, end) in pairwise(places):
        way = {"x1": f"{left:g}", "y1": f"{top:g}", "x2": f"{right:g}", "y2": f"{end:g}"}
        line = {"stroke": COLOURS[3][0], "stroke-width": "2", "stroke-dasharray": "5 5"}
        SubElement(svg, "line", way | line)
    for row, (left, top) in zip(dated, places, strict=True):
        parent = link(svg, f"doc/{row['figure']}")
        dot = {"cx": f"{left:g}", "cy": f"{top:g}", "r": "6", "fill": COLOURS[3][0]}
        SubElement(SubElement(parent, "circle", dot), "title").text = row[language]
        text(parent, (left, top - 12), _say(row)[language], font_weight="700", text_anchor="middle")
    return svg


def _draw_axes(svg: Element, axes: Axes, language: str) -> None:
    text(svg, (0, 13), UNIT[language], font_size="12")
    for tick in ticks(Decimal(axes.largest)):
        top = axes.top(float(tick))
        rectangle(svg, (LEFT, top, WIDTH - LEFT - RIGHT, 1), RULE)
        text(svg, (LEFT - 8, top + 4), f"{tick:f}", font_size="12", text_anchor="end")
    for year in range(axes.first, axes.last + 1, max(1, (axes.last - axes.first) // 8)):
        left = axes.left(year)
        rectangle(svg, (left, HEIGHT - BOTTOM, 1, 6), RULE)
        text(svg, (left, HEIGHT - BOTTOM + 22), str(year), font_size="12", text_anchor="middle")
