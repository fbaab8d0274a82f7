"""Grants by district or city and by priority: a field for each pair, with how many and how much."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from string import ascii_uppercase
from textwrap import wrap
from typing import Any
from xml.etree.ElementTree import Element

from wirlod.drawing.elements import COLOURS, RULE, canvas, fit, link, rectangle, text, width_of
from wirlod.drawing.units import say_short
from wirlod.edition import Chart, Column
from wirlod.values.sums import Total

PRIORITIES = Chart(
    name="priorities",
    title={
        "de": "Förderungen nach Landkreis oder Stadt und Schwerpunkt",
        "en": "Grants by district or city and priority",
    },
    about={
        "de": "Wie viele Förderungen an Empfänger in jedem Landkreis und jeder Stadt belegt sind "
        "und was ihre Summen ergeben, soweit sie zählen; ein Strich heißt, dass keine zählt. Leer "
        "heißt: nichts belegt. Wer in einer Stadt sitzt, die im Landkreis liegt, steht bei beiden. "
        "Nicht dabei ist, wer außerhalb von ihnen sitzt.",
        "en": "How many grants to recipients in each district and city are documented, and what "
        "their sums come to as far as they count; a dash means that none counts. Blank means "
        "that nothing is documented. Who sits in a city that lies in a district stands with both. "
        "Who sits outside of them is left out.",
    },
    columns=(
        Column("place", "thing", {"de": "Landkreis oder Stadt", "en": "District or city"}),
        Column("priority", "thing", {"de": "Schwerpunkt", "en": "Priority"}),
        Column("all", "number", {"de": "Förderungen", "en": "Grants"}),
        Column("sum", "total", {"de": "Summe, soweit sie zählt", "en": "Sum, as far as it counts"}),
    ),
    query="""\
# How many grants does each district and city have under each priority, and how much?
SELECT ?place ?place_de ?place_en ?priority ?priority_de ?priority_en
    ?all ?grants ?sum ?most ?about ?atLeast ?atMost {
  {
    SELECT ?place ?under (COUNT(?grant) AS ?all) (SUM(?counts) AS ?grants)
        (SUM(COALESCE(?granted, 0)) AS ?sum) (SUM(COALESCE(?maximum, 0)) AS ?most)
        (SUM(IF(?counts = 1 && ?how = concept:approximate, 1, 0)) AS ?about)
        (SUM(IF(?counts = 1 && ?how = concept:at-least, 1, 0)) AS ?atLeast)
        (SUM(IF(?counts = 1 && ?how = concept:at-most, 1, 0)) AS ?atMost) {
      {
        SELECT ?place {
          VALUES ?type { concept:district concept:district-free-city concept:special-status-city }
          ?place dct:type ?type
          MINUS { ?later dct:replaces ?place }
        }
      }
      { ?grant wir:inTerritory ?place ; wir:counting ?counting }
      UNION
      {
        SELECT DISTINCT ?place ?grant ?counting {
          ?place dct:replaces ?before . ?before dct:replaces* ?form .
          ?grant wir:inTerritory ?form ; wir:counting ?counting
          FILTER NOT EXISTS { ?grant wir:inTerritory ?place }
        }
      }
      OPTIONAL { ?grant wir:grantedAmount ?granted }
      OPTIONAL { ?grant wir:grantedMaximum ?maximum }
      OPTIONAL { ?grant wir:priority ?stated }
      OPTIONAL { ?grant schema:amount ?money }
      BIND(COALESCE(?money, ?grant) AS ?holder)
      OPTIONAL { ?holder wir:precision ?precision }
      BIND(COALESCE(?precision, concept:exact) AS ?how)
      BIND(IF(?counting = concept:counted, 1, 0) AS ?counts)
      BIND(COALESCE(?stated, "") AS ?under)
    }
    GROUP BY ?place ?under
  }
  ?place a dct:Location ; rdfs:label ?place_de, ?place_en
  FILTER(LANG(?place_de) = "de" && LANG(?place_en) = "en")
  OPTIONAL {
    ?priority a skos:Concept ; rdfs:label ?priority_de, ?priority_en
    FILTER(LANG(?priority_de) = "de" && LANG(?priority_en) = "en")
    BIND(?priority AS ?under)
  }
}
ORDER BY ?place_de ?place ?priority_de
""",
)
"""
Precision is looked up in two steps, for what an OPTIONAL of two patterns may match the engine
gathers beforehand: 2 GiB at a million grants. Labels are joined to what was counted, last.
"""

WITHOUT = {"de": "ohne Schwerpunkt", "en": "no priority"}
MORE = {"de": "und {count} weitere in der Tabelle", "en": "and {count} more in the table"}
OTHERS = {"de": "weitere Schwerpunkte in der Tabelle", "en": "other priorities in the table"}
MOST = {
    "de": "„{name}“ erreicht die meisten Landkreise und Städte: {count} von {all}",
    "en": "“{name}” reaches most districts and cities: {count} of {all}",
}
AS_KNOWN = {
    "de": ", soweit ein Schwerpunkt bekannt ist",
    "en": ", as far as a priority is known",
}
WIDTH, LEFT, ROW, LINE = 440, 136, 40, 15
LETTER, INSIDE = 7.4, 4
MOST_ROWS, MOST_COLUMNS = 40, 4


def find_priorities_finding(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """
    Say which priority most places have grants under; nothing where several reach as many.

    These are counted, so one more is more. Grants without a known priority may be of any.

    A sum would say more, and be wrong: a grant stands with a city and with the district around it.

    >>> many, few = ({"priority": name, "priority_de": name, "priority_en": name} for name in "AB")
    >>> rows = [many | {"place": "x"}, many | {"place": "y"}, few | {"place": "x"}]
    >>> find_priorities_finding(rows)["en"]
    '“A” reaches most districts and cities: 2 of 2'
    """
    found = _by_priority(rows)
    ordered = sorted((key for key in found if key), key=lambda key: -len(found[key]))
    most, *others = ordered or [""]
    if not others or len(found[others[0]]) == len(found[most]):
        return {}
    places = {row["place"] for row in rows}
    return {
        tag: said.format(
            name=found[most][0][f"priority_{tag}"], count=len(found[most]), all=len(places)
        )
        + (AS_KNOWN[tag] if "" in found else "")
        for tag, said in MOST.items()
    }


def _by_priority(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Key of a priority → its rows; of grants without one, the empty key."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row.get("priority", ""), []).append(row)
    return found


def draw_priorities(rows: list[dict[str, Any]], language: str) -> Element:
    """Draw a row for each place and a column for each priority, those with most grants first."""
    columns = sorted(
        _by_priority(rows).items(), key=lambda item: -sum(int(row["all"]) for row in item[1])
    )
    names = [found[0].get(f"priority_{language}", WITHOUT[language]) for _, found in columns]
    shown = names[:MOST_COLUMNS]
    top = (len(shown) + (len(names) > len(shown))) * LINE + 28
    places = [(key, list(found)) for key, found in groupby(rows, key=lambda row: row["place"])]
    left_out = len(places) - MOST_ROWS
    height = top + min(len(places), MOST_ROWS) * ROW + (24 if left_out > 0 else 6)
    svg = canvas(WIDTH, height, PRIORITIES.title[language])
    width = (WIDTH - LEFT) / max(len(shown), 1)
    _write_key(svg, names, (top, width), language)
    keys = [key for key, _ in columns[:MOST_COLUMNS]]
    for number, (_, found) in enumerate(places[:MOST_ROWS]):
        _draw_place(svg, found, keys, (top + number * ROW, width), language)
    if left_out > 0:
        text(svg, (0, height - 8), MORE[language].format(count=left_out), font_size="13")
    return svg


def _write_key(
    svg: Element, names: Sequence[str], where: tuple[float, float], language: str
) -> None:
    """Say which priority each column is for: a letter above it, and a line for each letter."""
    top, width = where
    for number, name in enumerate(names[:MOST_COLUMNS]):
        letter = ascii_uppercase[number]
        text(svg, (0, 12 + number * LINE), f"{letter}: {name}", font_size="12")
        left = LEFT + number * width + 6
        text(svg, (left, top - 8), letter, font_size="13", font_weight="700")
    if len(names) > MOST_COLUMNS:
        text(svg, (0, 12 + MOST_COLUMNS * LINE), OTHERS[language], font_size="12")


def _draw_place(
    svg: Element,
    rows: list[dict[str, Any]],
    priorities: list[str],
    where: tuple[float, float],
    language: str,
) -> None:
    top, width = where
    rectangle(svg, (0, top - 2, WIDTH, 1), RULE)
    parent = link(svg, f"doc/{rows[0]['place']}")
    lines = wrap(rows[0][f"place_{language}"], int(LEFT / LETTER), max_lines=2, placeholder=" …")
    for line, part in enumerate(lines):
        start = top + (24 if len(lines) == 1 else 16 + line * LINE)
        text(parent, (0, start), part, font_size="13")
    for row in rows:
        if row.get("priority", "") in priorities:
            left = LEFT + priorities.index(row.get("priority", "")) * width
            total = Total.of_row(row)
            rectangle(
                svg, (left, top + 2, width - 4, ROW - 6), COLOURS[1 if total.counted else 0][0]
            )
            before, sum_of = _part(say_short(total, language))
            room = width - 4 - 2 * INSIDE
            text(svg, (left + INSIDE, top + 17), row["all"], font_size="13", font_weight="700")
            if before:
                aside = width_of(row["all"], 13) + INSIDE
                size = fit(before, room - aside, 10)
                text(svg, (left + INSIDE + aside, top + 16), before, font_size=size)
            text(svg, (left + INSIDE, top + 32), sum_of, font_size=fit(sum_of, room, 11))


def _part(written: str) -> tuple[str, str]:
    """
    Part a short sum into the words before it, and of a range the lower bound, and the rest.

    >>> _part("mind. rund 1.291.000 €"), _part("€3m – €4m"), _part("600.000 €"), _part("–")
    (('mind. rund', '1.291.000 €'), ('€3m', '– €4m'), ('', '600.000 €'), ('', '–'))
    """
    low, dash, high = written.partition(" – ")
    if dash:
        return low, f"– {high}"
    before = re.match(r"[^\d€–]*", written)
    words = before[0] if before else ""
    return words.strip(), written[len(words) :]
