"""
The map: what was granted to each district and city, drawn of tiles or of outlines.

On a map of areas large districts outshine cities, so a programme may lay out a tile of the same
size for each, and is given both.
"""

from collections.abc import Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

import msgspec

from wirlod.drawing.outlines import Outlines, Place, draw_outlines
from wirlod.drawing.scale import Scale, find_steps
from wirlod.edition import Chart, Column
from wirlod.publish.answers import Row, Rows
from wirlod.publish.charts.findings import find_leaders, join_names, say_together
from wirlod.publish.charts.sums import ADDED, COUNTED
from wirlod.values.sums import Total

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


def build_scale(rows: Rows, steps: Sequence[str] = ()) -> Scale:
    """Take the steps that the publisher gives, or such that a third of the sums lies in each."""
    return Scale(*find_steps((Decimal(row["sum"]) for row in rows if row.get("sum")), steps))


def draw_map(rows: Rows, scale: Scale, outlines: Outlines, language: str) -> Element:
    """Draw each place of *rows* where its outline is, with a dot where it has a centre."""
    places = {
        outlines.keys[row["place"]]: Place(
            name=row[language],
            path=row["place"],
            total=Total.of_row(row) if row.get("sum") else None,
            label=outlines.labels.get(row["place"], ""),
            has_dot=bool(row.get("centres")),
        )
        for row in rows
        if row["place"] in outlines.keys
    }
    words = (language, MAP.title[language], say_dots(rows, language))
    return draw_outlines(places, scale, outlines, words)


MOST = {
    "de": "Die größte belegte Summe hat {name}: {sum}",
    "en": "The largest documented sum is that of {name}: {sum}",
}
CLOSE = {
    "de": "Die größten belegten Summen liegen nah beieinander: {names} mit je {sum}",
    "en": "The largest documented sums lie close together: {names} with {sum} each",
}
ALIKE = {
    "de": "Die größte belegte Summe haben {names}: je {sum}",
    "en": "The largest documented sum is that of {names}: {sum} each",
}
MANY = {"de": "{count} Landkreise und Städte", "en": "{count} districts and cities"}
MOST_NAMED = 3
"""So many are named; more are counted."""

KNOWN = {
    "de": "Für {known} von {all} Landkreisen und Städten ist belegt, was die Verwaltung bekam",
    "en": "What the administration was granted is documented for {known} of {all} districts and "
    "cities",
}


def find_map_finding(rows: Sequence[Row]) -> dict[str, str]:
    """
    Say who was granted most, and who as much or nearly so; where a sum has no known end, for how
    many there is one.

    >>> one, other = ({"en": name, "de": name, "place": name, "grants": "1"} for name in "AB")
    >>> find_map_finding([one | {"sum": "9", "most": "9"}, other | {"sum": "1", "most": "1"}])["en"]
    'The largest documented sum is that of A: 9 euros'
    >>> find_map_finding([row | {"sum": "9", "most": "9"} for row in (one, other)])["en"]
    'The largest documented sum is that of A and B: 9 euros each'
    >>> find_map_finding([one | {"sum": "9", "most": "9"}, {"en": "B", "place": "B"}])["en"]
    'What the administration was granted is documented for 1 of 2 districts and cities'
    """
    known = {row["place"]: row for row in rows if row.get("grants")}
    totals = {place: Total.of_row(row) for place, row in known.items()}
    leaders = find_leaders(totals)
    if len(leaders) == 1:
        words = totals[leaders[0]].words
        return {tag: MOST[tag].format(name=known[leaders[0]][tag], sum=words[tag]) for tag in MOST}
    if leaders:
        return _say_leaders([known[place] for place in leaders], [totals[p] for p in leaders])
    if not known:
        return {}
    return {tag: said.format(known=len(known), all=len(rows)) for tag, said in KNOWN.items()}


def _say_leaders(rows: Sequence[Row], totals: Sequence[Total]) -> dict[str, str]:
    words = say_together(totals)
    is_one = len({(total.least, total.most, bool(total.about)) for total in totals}) == 1
    said = ALIKE if is_one else CLOSE
    return {
        tag: said[tag].format(
            names=join_names((row[tag] for row in rows), tag)
            if len(rows) <= MOST_NAMED
            else MANY[tag].format(count=len(rows)),
            sum=words[tag],
        )
        for tag in said
    }


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


def say_dots(rows: Rows, language: str) -> str:
    """Say what a dot means; nothing where there is none."""
    return CENTRE[language] if has_centres(rows) else ""
