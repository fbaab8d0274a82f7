"""Sums by the year in which a grant begins, and by priority."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

from wirlod.drawing.bars import Bar, draw_bars
from wirlod.edition import Chart, Column
from wirlod.publish.charts.findings import find_leaders, join_names, say_together
from wirlod.publish.charts.sums import ADDED, COUNTED
from wirlod.values.sums import Total, add_up

YEARS = Chart(
    name="years",
    title={
        "de": "Bewilligte Summen nach Beginn und Schwerpunkt",
        "en": "Sums granted by beginning and priority",
    },
    about={
        "de": "Alle Förderungen, deren Summe zählt; die Summe gilt für den ganzen Zeitraum, nicht "
        "für das Jahr. Wo keine Quelle den Beginn nennt, stehen sie oben für sich. Blass mit "
        "gestricheltem Rand ist, was es darüber hinaus sein kann; ein Pfeil heißt „mindestens“.",
        "en": "All grants with a sum that counts; the sum is for the whole period, not for the "
        "year. Where no source states the beginning, they stand on top by themselves. Pale with a "
        "dashed edge is what it may be beyond that; an arrow means “at least”.",
    },
    columns=(
        Column("year", "text", {"de": "Beginn", "en": "Beginning"}),
        Column("priority", "thing", {"de": "Schwerpunkt", "en": "Priority"}),
        Column("sum", "total", {"de": "Bewilligt", "en": "Granted"}),
        Column("grants", "number", {"de": "Förderungen", "en": "Grants"}),
    ),
    query=f"""\
# What was granted under each priority, by the year in which the grants begin?
SELECT ?year ?priority ?de ?en ?sum ?most ?grants ?about ?atLeast ?atMost {{
  {{
    SELECT ?year ?under {ADDED} {{{COUNTED}
      OPTIONAL {{ ?grant dct:temporal/dcat:startDate ?start }}
      OPTIONAL {{ ?grant wir:priority ?stated }}
      BIND(SUBSTR(STR(?start), 1, 4) AS ?year)
      BIND(COALESCE(?stated, "") AS ?under)
    }}
    GROUP BY ?year ?under
  }}
  OPTIONAL {{
    ?priority a skos:Concept ; rdfs:label ?de, ?en
    FILTER(LANG(?de) = "de" && LANG(?en) = "en")
    BIND(?priority AS ?under)
  }}
}}
ORDER BY ?year ?priority
""",
)
UNKNOWN = {"de": "ohne Beginn", "en": "no start"}
WITHOUT = {"de": "ohne Schwerpunkt", "en": "no priority"}
MOST = {
    "de": "Die größte Summe beginnt {years}: {sum}, soweit ein Beginn bekannt ist",
    "en": "The largest sum begins in {years}: {sum}, as far as a start is known",
}
CLOSE = {
    "de": "Die größten Summen beginnen {years}: je {sum}, soweit ein Beginn bekannt ist",
    "en": "The largest sums begin in {years}: {sum} each, as far as a start is known",
}
MOST_NAMED = 3
"""Where more years lie close together, none of them is a finding."""


def draw_years(rows: list[dict[str, Any]], language: str) -> Element:
    """Draw a bar for each year and priority, with its sum beside it."""
    bars = [
        Bar(
            row.get("year") or UNKNOWN[language],
            row.get(language, WITHOUT[language]),
            Total.of_row(row),
        )
        for row in rows
    ]
    return draw_bars(bars, YEARS.title[language], language)


def find_years_finding(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """
    Say which year has most, with those that may have as much or nearly so.

    >>> one = {"year": "2021", "sum": "5", "most": "5", "grants": "1"}
    >>> find_years_finding([one, one | {"year": "2022", "sum": "7", "most": "7"}])["en"]
    'The largest sum begins in 2022: 7 euros, as far as a start is known'
    >>> find_years_finding([one, one | {"year": "2022"}])["en"]
    'The largest sums begin in 2021 and 2022: 5 euros each, as far as a start is known'
    >>> find_years_finding([one, one | {"year": "2022", "sum": "1", "atLeast": "1"}])
    {}
    """
    dated = [row for row in rows if row.get("year")]
    totals = {
        year: add_up(map(Total.of_row, found))
        for year, found in groupby(dated, key=lambda row: str(row["year"]))
    }
    years = sorted(find_leaders(totals))
    if not years or len(years) > MOST_NAMED:
        return {}
    words = say_together([totals[year] for year in years])
    said = MOST if len(years) == 1 else CLOSE
    return {tag: said[tag].format(years=join_names(years, tag), sum=words[tag]) for tag in said}
