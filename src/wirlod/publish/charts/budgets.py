"""
What sources say the programme could spend in a year; where they contradict each other, a range.

Statements about one year that count the same are one bar: where all can be true, what they leave
possible; where not, everything from the smallest to the largest.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from xml.etree.ElementTree import Element

import msgspec

from wirlod.drawing.bars import Bar, draw_bars
from wirlod.edition import Chart, Column
from wirlod.publish.charts.findings import find_bounds
from wirlod.values.sums import Total

BUDGETS = Chart(
    name="budgets",
    title={
        "de": "Berichtete Mittel des Programms nach Jahren",
        "en": "Reported funds of the programme by year",
    },
    about={
        "de": "Was Quellen als Mittel des Programms oder seiner Teile nennen, nach dem Jahr, in "
        "dem sie gelten. Die Teile sind im Ganzen enthalten und nicht zusammenzuzählen. "
        "Widersprechen sich Quellen, reicht der blasse Balken von der kleinsten bis zur größten "
        "Angabe; ein Pfeil heißt „mindestens“. Angaben ohne Jahr stehen allein in der Tabelle.",
        "en": "What sources state as funds of the programme or of its parts, by the year for which "
        "they hold. The parts are contained in the whole and not to be added. Where sources "
        "contradict each other, the pale bar reaches from the smallest to the largest statement; "
        "an arrow means “at least”. Statements without a year stand in the table alone.",
    },
    columns=(
        Column("year", "text", {"de": "Jahr", "en": "Year"}),
        Column("figure", "thing", {"de": "Angabe", "en": "Statement"}),
        Column("sum", "total", {"de": "Summe", "en": "Sum"}),
    ),
    query="""\
# Which funds of the programme do sources report, and how exactly?
SELECT ?year ?counted_de ?counted_en ?figure ?de ?en ?sum ?most (1 AS ?grants)
    (IF(?how = concept:approximate, 1, 0) AS ?about)
    (IF(?how = concept:at-least, 1, 0) AS ?atLeast)
    (IF(?how = concept:at-most, 1, 0) AS ?atMost) {
  ?figure dct:type concept:programme-budget ; wir:counted ?counted_de, ?counted_en ;
      schema:amount ?amount ; rdfs:label ?de, ?en .
  ?amount wir:precision ?how .
  FILTER(LANG(?de) = "de" && LANG(?en) = "en")
  FILTER(LANG(?counted_de) = "de" && LANG(?counted_en) = "en")
  OPTIONAL { ?figure dct:temporal/dcat:startDate ?start }
  OPTIONAL { ?amount schema:value ?value }
  OPTIONAL { ?amount schema:minValue ?low }
  OPTIONAL { ?amount schema:maxValue ?high }
  BIND(COALESCE(?value, ?low) AS ?sum)
  BIND(COALESCE(?value, ?high) AS ?most)
  BIND(SUBSTR(STR(?start), 1, 4) AS ?year)
}
ORDER BY ?year DESC(?sum) ?counted_de ?figure
""",
)
CHANGED = {
    "de": "{counted}: {was} ({first}) und {now} ({last})",
    "en": "{counted}: {was} ({first}) and {now} ({last})",
}
GREW = {
    "de": "{counted} wuchs von {was} ({first}) auf {now} ({last})",
    "en": "{counted} grew from {was} ({first}) to {now} ({last})",
}
FELL = {
    "de": "{counted} sank von {was} ({first}) auf {now} ({last})",
    "en": "{counted} fell from {was} ({first}) to {now} ({last})",
}


class Statements(msgspec.Struct, frozen=True):
    """What sources say of the same in a year."""

    year: str
    counted: dict[str, str]
    total: Total


def join_statements(rows: Sequence[dict[str, Any]]) -> list[Statements]:
    """Join the rows that say the same of a year, the largest of each year first."""
    dated = [row for row in rows if row.get("year")]
    ordered = sorted(dated, key=lambda row: (row["year"], row["counted_de"]))
    joined = [
        Statements(
            year,
            {tag: found[0][f"counted_{tag}"] for tag in ("de", "en")},
            join_bounds([Total.of_row(row) for row in found]),
        )
        for (year, _), group in groupby(ordered, key=lambda row: (row["year"], row["counted_de"]))
        if (found := list(group))
    ]
    return sorted(joined, key=lambda said: (said.year, -(said.total.most or said.total.least)))


def join_bounds(totals: Sequence[Total]) -> Total:
    """
    Give what is left possible where all are true, and else all from the smallest to the largest.

    >>> from decimal import Decimal
    >>> low, high = (Total.of("exact", Decimal(n), Decimal(n)) for n in (3, 4))
    >>> join_bounds([low, high]).words["en"]
    '3 to 4 euros'
    >>> join_bounds([high, Total.of("at-least", Decimal(3), None)]).words["en"]
    '4 euros'
    """
    if len(totals) == 1:
        return totals[0]
    least = max(total.least for total in totals)
    bounds = [total.most for total in totals if total.most is not None]
    most = min(bounds, default=None)
    if most is not None and most < least:
        least, most = min(total.least for total in totals), max(*bounds, least)
    if least == most:
        return next(total for total in totals if total.most == most)
    return Total(least=least, most=most, **{"at_least" if most is None else "exact": 1})


def draw_budgets(rows: list[dict[str, Any]], language: str) -> Element:
    """Draw a bar for what is said of each year."""
    bars = [Bar(said.year, said.counted[language], said.total) for said in join_statements(rows)]
    return draw_bars(bars, BUDGETS.title[language], language)


def find_budgets_finding(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """
    Say how what is reported for most years changed; nothing where it is reported once.

    >>> row = {"counted_de": "Budget", "counted_en": "Budget", "grants": "1"}
    >>> rows = [row | {"year": y, "sum": n, "most": n} for y, n in (("2014", "3"), ("2021", "9"))]
    >>> find_budgets_finding(rows)["en"]
    'Budget grew from 3 euros (2014) to 9 euros (2021)'
    """
    named: dict[str, list[Statements]] = {}
    for said in join_statements(rows):
        named.setdefault(said.counted["de"], []).append(said)
    longest = max(named.values(), key=len, default=[])
    if len(longest) < 2:
        return {}
    first, last = longest[0], longest[-1]
    words = _choose_words(first.total, last.total)
    return {
        tag: words[tag].format(
            counted=first.counted[tag],
            was=_say_where(first.total, tag),
            first=first.year,
            now=_say_where(last.total, tag),
            last=last.year,
        )
        for tag in words
    }


def _say_where(total: Total, language: str) -> str:
    """
    Say a total so that another may follow behind «to».

    >>> from decimal import Decimal
    >>> _say_where(Total(exact=1, least=Decimal(3), most=Decimal(4)), "en")
    'between 3 and 4 euros'
    """
    said = total.words[language]
    if language == "en" and total.precision == "range":
        return f"between {said.replace(' to ', ' and ')}"
    return said


def _choose_words(was: Total, now: Total) -> dict[str, str]:
    """Say that it grew or fell only where no bound of one reaches into the other."""
    (least_then, most_then), (least_now, most_now) = find_bounds(was), find_bounds(now)
    if most_then is not None and most_then < least_now:
        return GREW
    if most_now is not None and most_now < least_then:
        return FELL
    return CHANGED
