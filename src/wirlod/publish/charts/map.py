"""
The map: what was granted to each district and city, drawn of tiles or of outlines.

On a map of areas large districts outshine cities, so a programme may lay out a tile of the same
size for each, and is given both.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from wirlod.edition import Chart, Column
from wirlod.publish.charts.drawing import COLOURS, INK, rectangle, short_sum, text
from wirlod.publish.charts.findings import choose_largest
from wirlod.publish.charts.sums import ADDED, COUNTED
from wirlod.values.sums import Total

Rows = list[dict[str, Any]]

MAP = Chart(
    name="map",
    title={
        "de": "Was Landkreise und Städte bewilligt bekamen",
        "en": "What districts and cities were granted",
    },
    about={
        "de": "Summe der belegten Förderungen an die Verwaltung des Landkreises oder der Stadt "
        "selbst, über alle Jahre, soweit sie zählt. Grau heißt: Für die Verwaltung ist keine Summe "
        "belegt, die zählt, nicht: kein Geld. Was Vereine mit Sitz dort bekamen, ist nicht "
        "eingerechnet.",
        "en": "Sum of the documented grants to the administration of the district or city itself, "
        "over all years, as far as it counts. Grey means that no sum that counts is documented for "
        "the administration, not that there was no money. What associations with their seat there "
        "received is not included.",
    },
    columns=(
        Column("place", "thing", {"de": "Landkreis oder Stadt", "en": "District or city"}),
        Column("sum", "total", {"de": "Bewilligt", "en": "Granted"}),
        Column("grants", "number", {"de": "Förderungen", "en": "Grants"}),
        Column("centres", "number", {"de": "Vielfaltszentren", "en": "Diversity centres"}),
    ),
    query=f"""\
# What was granted to the administration of each district and city?
SELECT ?place ?de ?en ?sum ?most ?grants ?about ?atLeast ?atMost ?centres {{
  VALUES ?type {{ concept:district concept:district-free-city concept:special-status-city }}
  ?place dct:type ?type ; rdfs:label ?de, ?en .
  FILTER(LANG(?de) = "de" && LANG(?en) = "en")
  MINUS {{ ?later dct:replaces ?place }}
  OPTIONAL {{
    SELECT ?place {ADDED} {{{COUNTED}
      ?grant wir:recipientTerritory ?form . ?place dct:replaces* ?form .
    }} GROUP BY ?place
  }}
  OPTIONAL {{
    SELECT ?place (COUNT(?centre) AS ?centres) {{
      ?centre a wir:DiversityCentre ; schema:areaServed ?place
    }} GROUP BY ?place
  }}
}}
ORDER BY DESC(?sum) ?de
""",
)
TILES = msgspec.structs.replace(
    MAP,
    name="tiles",
    title={
        "de": "Landkreise und Städte als gleich große Kacheln",
        "en": "Districts and cities as tiles of one size",
    },
)
"""The same of tiles, where large districts do not outshine cities."""

CENTRE = {"de": "● Vielfaltszentrum bekannt", "en": "● diversity centre known"}
DOTS = {
    "de": " Ein Punkt steht, wo eine Quelle das Zentrum beim Namen nennt; es kann mehr Zentren "
    "geben als Punkte.",
    "en": " A dot stands where a source names the centre; there may be more centres than dots.",
}
USUAL_STEPS = (Decimal(100_000), Decimal(500_000))
LEGEND_STEP = 162


class Scale(msgspec.Struct, frozen=True):
    """Which sum has which colour."""

    low: Decimal
    high: Decimal
    """Sums at which an area takes the next colour."""

    def colours(self, amount: Decimal) -> tuple[str, str]:
        """Give the colour of an area where *amount* was granted, and that of text on it."""
        return COLOURS[sum(amount >= step for step in (Decimal(1), self.low, self.high))]

    def legend(self, language: str) -> tuple[str, str, str, str]:
        """Say what each colour means."""
        low, high = short_sum(self.low, language), short_sum(self.high, language)
        if language == "de":
            return "keine Summe belegt", f"unter {low}", f"bis unter {high}", f"ab {high}"
        return "no sum documented", f"under {low}", f"to under {high}", f"{high} and more"


def build_scale(rows: Rows, steps: Sequence[str] = ()) -> Scale:
    """
    Take the steps that the publisher gives, or such that a third of the sums lies in each.

    >>> build_scale([{"sum": "40000"}, {"sum": "130000"}, {"sum": "480000"}])
    Scale(low=Decimal('150000'), high=Decimal('500000'))
    """
    if steps:
        low, high = sorted(Decimal(step) for step in steps)
        return Scale(low, high)
    sums = sorted(Decimal(row["sum"]) for row in rows if row.get("sum"))
    if not sums:
        return Scale(*USUAL_STEPS)
    low, high = (_round(sums[len(sums) * third // 3]) for third in (1, 2))
    return Scale(low, high if high > low else low * 2)


def _round(amount: Decimal) -> Decimal:
    """Round to a number that people would choose: one digit, or one and a half."""
    step = Decimal(10) ** amount.adjusted() / 2
    return (amount / step).to_integral_value() * step


MOST = {
    "de": "Die größte belegte Summe hat {name}: {sum}",
    "en": "The largest documented sum is that of {name}: {sum}",
}
KNOWN = {
    "de": "Für {known} von {all} Landkreisen und Städten ist belegt, was die Verwaltung bekam",
    "en": "What the administration was granted is documented for {known} of {all} districts and "
    "cities",
}


def find_map_finding(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """
    Say who was granted most; where several may have been, for how many that is known at all.

    >>> one, other = ({"en": name, "de": name, "place": name} for name in "AB")
    >>> find_map_finding([one | {"sum": "9", "most": "9", "grants": "1"}, other])["en"]
    'What the administration was granted is documented for 1 of 2 districts and cities'
    """
    known = {row["place"]: row for row in rows if row.get("grants")}
    totals = {place: Total.of_row(row) for place, row in known.items()}
    most = choose_largest(totals)
    if most:
        words = totals[most].words
        return {tag: MOST[tag].format(name=known[most][tag], sum=words[tag]) for tag in MOST}
    if not known:
        return {}
    return {tag: said.format(known=len(known), all=len(rows)) for tag, said in KNOWN.items()}


def has_centres(rows: Rows) -> bool:
    """Tell whether any place has a centre; a programme may have none."""
    return any(row.get("centres") for row in rows)


def complete(chart: Chart, rows: Rows) -> Chart:
    """Put *rows* into the chart; of centres it speaks only where a place has one."""
    told = has_centres(rows)
    columns = tuple(column for column in chart.columns if column.name != "centres" or told)
    about = {language: text + DOTS[language] for language, text in chart.about.items()}
    about = about if told else chart.about
    return msgspec.structs.replace(chart, about=about, columns=columns, rows=tuple(rows))


def draw_legend(svg: Element, rows: Rows, scale: Scale, language: str) -> None:
    """Say what the colours mean, and the dot where there is one."""
    for number, (name, (colour, _)) in enumerate(zip(scale.legend(language), COLOURS, strict=True)):
        left = number * LEGEND_STEP
        rectangle(svg, (left, 2, 18, 18), colour)
        text(svg, (left + 24, 16), name, font_size="13")
    if has_centres(rows):
        text(svg, (0, 42), CENTRE[language], font_size="13", fill=INK)
