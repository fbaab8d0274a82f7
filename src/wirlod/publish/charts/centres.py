"""
How many centres sources count when: dots at the days they name, a broken line between.

Nothing is known between two reports, so the line joins them and claims no value.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element

from wirlod.drawing.elements import canvas, text
from wirlod.drawing.times import HEIGHT, MOST_MARKS, WIDTH, Mark, draw_times
from wirlod.edition import Chart, Column
from wirlod.values.sums import Total
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


def _dated(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row.get("asOf")]


def find_centres_finding(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """
    Say the first number and the last; nothing where fewer than two have a day, or where sources
    name several numbers for the first day or the last.

    >>> rows = [{"asOf": day, "number": number} for day, number in (("2021", "21"), ("2025", "33"))]
    >>> find_centres_finding(rows)["en"]
    'From 21 (2021) to 33 (2025): the number of centres'
    """
    dated = _dated(rows)
    if len(dated) < 2 or dated[0]["asOf"] == dated[-1]["asOf"]:
        return {}
    first, last = dated[0], dated[-1]
    ends = [row for row in dated if row["asOf"] in (first["asOf"], last["asOf"])]
    if len({(row["asOf"], *_say(row).values()) for row in ends}) > 2:
        return {}
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


def draw_centres(rows: list[dict[str, Any]], language: str) -> Element:
    """Draw a dot for each number with a day, over years and from zero on."""
    title = CENTRES.title[language]
    marks = [_mark(row, language) for row in _dated(rows)[-MOST_MARKS:]]
    if marks:
        return draw_times(marks, (language, title, UNIT[language]))
    svg = canvas(WIDTH, HEIGHT, title)
    text(svg, (0, 40), UNDATED[language])
    return svg


def _mark(row: dict[str, Any], language: str) -> Mark:
    number = Decimal(row["number"])
    total, path = Total.of("exact", number, number), f"doc/{row['figure']}"
    return Mark(row["asOf"], total, _say(row)[language], row[language], path)
