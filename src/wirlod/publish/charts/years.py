"""Sums by the year in which a grant begins, and by priority."""

from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from wirlod.edition import Chart, Column
from wirlod.publish.charts.drawing import COLOURS, INK, RULE, canvas, rectangle, text
from wirlod.publish.charts.sums import ADDED, COUNTED, short_total

YEARS = Chart(
    name="years",
    title={
        "de": "Bewilligte Summen nach Beginn und Schwerpunkt",
        "en": "Sums granted by beginning and priority",
    },
    about={
        "de": "Alle Förderungen, deren Summe zählt; die Summe gilt für den ganzen Zeitraum, nicht "
        "für das Jahr. Wo keine Quelle den Beginn nennt, stehen sie oben für sich. Nicht dabei "
        "sind Beträge je Jahr, andere Arten von Summen, weitergegebene Mittel und Förderungen ohne "
        "genannte Summe.",
        "en": "All grants with a sum that counts; the sum is for the whole period, not for the "
        "year. Where no source states the beginning, they stand on top by themselves. Left out are "
        "amounts per year, other kinds of sums, money passed on, and grants of which no source "
        "states a sum.",
    },
    columns=(
        Column("year", "text", {"de": "Beginn", "en": "Beginning"}),
        Column("priority", "thing", {"de": "Schwerpunkt", "en": "Priority"}),
        Column("sum", "total", {"de": "Bewilligt", "en": "Granted"}),
        Column("grants", "number", {"de": "Förderungen", "en": "Grants"}),
    ),
    query=f"""\
# What was granted under each priority, by the year in which the grants begin?
SELECT ?year ?priority ?de ?en {ADDED} {{{COUNTED}
  OPTIONAL {{
    ?grant dct:temporal/dcat:startDate ?start
    BIND(SUBSTR(STR(?start), 1, 4) AS ?year)
  }}
  OPTIONAL {{
    ?grant wir:priority ?priority . ?priority rdfs:label ?de, ?en
    FILTER(LANG(?de) = "de" && LANG(?en) = "en")
  }}
}}
GROUP BY ?year ?priority ?de ?en
ORDER BY ?year ?priority
""",
)
UNKNOWN = {"de": "ohne Beginn", "en": "no start"}
WITHOUT = {"de": "ohne Schwerpunkt", "en": "no priority"}
WIDTH, BAR, LEFT, TOP = 640, 34, 110, 8
RIGHT = 200


def draw_years(rows: list[dict[str, Any]], language: str) -> Element:
    """Draw a bar for each year and priority, with its sum beside it."""
    largest = max((Decimal(row["sum"]) for row in rows), default=Decimal(1))
    svg = canvas(WIDTH, TOP + len(rows) * (BAR + 22) + 8, YEARS.title[language])
    for number, row in enumerate(rows):
        top = TOP + number * (BAR + 22)
        amount = Decimal(row["sum"])
        length = float(amount / largest) * (WIDTH - LEFT - RIGHT)
        first = number == 0 or rows[number - 1].get("year") != row.get("year")
        if first:
            rectangle(svg, (0, top - 6, WIDTH, 1), RULE)
            text(
                svg,
                (0, top + 36),
                row.get("year") or UNKNOWN[language],
                font_size="16",
                font_weight="700",
            )
        text(svg, (LEFT, top + 12), row.get(language, WITHOUT[language]), font_size="13")
        rectangle(svg, (LEFT, top + 18, max(length, 2), BAR - 10), COLOURS[3][0])
        place = (LEFT + max(length, 2) + 8, top + 35)
        text(svg, place, short_total(row, language), fill=INK, font_weight="700")
    return svg
