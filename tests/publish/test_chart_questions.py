"""The questions of the charts: what counts, under which place and year, and in which order."""

from typing import Any

from pyoxigraph import Literal, NamedNode
from tests.query.tiny import NAMES, load

from wirlod.publish.charts.map import MAP
from wirlod.publish.charts.years import YEARS

GRANTS = {
    "a": ("counted", "exact", "5", "5", "old", "2022-05"),
    "b": ("counted", "at-least", "7", "", "new", "2021"),
    "c": ("counted", "approximate", "20", "30", "other", "2022-01"),
    "d": ("passed-on", "exact", "", "", "new", "2021"),
}
"""Key → counting, precision, what is certain, what it cannot exceed, form of a place, start."""
STORE = """
id:old dct:type concept:district ; rdfs:label "Alt"@de, "Old"@en .
id:new dct:type concept:district ; rdfs:label "Neu"@de, "New"@en ; dct:replaces id:old .
id:other dct:type concept:district ; rdfs:label "Zuletzt"@de, "Last"@en .
id:empty dct:type concept:district ; rdfs:label "Leer"@de, "Empty"@en .
id:p2 a skos:Concept ; rdfs:label "Zwei"@de, "Two"@en .
id:p1 a skos:Concept ; rdfs:label "Eins"@de, "One"@en .
id:a wir:priority id:p2 . id:b wir:priority id:p2 . id:c wir:priority id:p1 .
""" + "".join(
    f"""
id:{key} wir:counting concept:{counting} ; schema:amount id:m{key} ;
  wir:recipientTerritory id:{at} ;
  dct:temporal id:t{key} .
id:m{key} wir:precision concept:{how} . id:t{key} dcat:startDate "{day}" .
{f"id:{key} wir:grantedAmount {least} ." if least else ""}
{f"id:{key} wir:grantedMaximum {most} ." if most else ""}
"""
    for key, (counting, how, least, most, at, day) in GRANTS.items()
)


def ask(query: str, *names: str) -> list[tuple[str, ...]]:
    return [
        tuple(_text(row[name]).rpartition("/")[2] for name in names)
        for row in load(STORE).query(query, prefixes=NAMES)
    ]


def _text(term: Any) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def test_a_place_has_what_its_earlier_forms_were_granted_the_largest_first() -> None:
    rows = ask(MAP.query, "place", "sum", "most", "grants", "atLeast")

    assert rows == [
        ("other", "20", "30", "1", "0"),
        ("new", "12", "5", "2", "1"),
        ("empty", "", "", "", ""),
    ]


def test_what_counts_stands_under_its_year_in_the_order_of_time() -> None:
    rows = ask(YEARS.query, "year", "priority", "sum", "grants", "about")

    assert rows == [
        ("2021", "p2", "7", "1", "0"),
        ("2022", "p1", "20", "1", "1"),
        ("2022", "p2", "5", "1", "0"),
    ]
