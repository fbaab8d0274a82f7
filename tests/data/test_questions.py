"""The saved questions answer what they ask: tried on a few grants whose answers are plain."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from tests.query.tiny import BASE, NAMES, load

from wirlod.questions import bind_question, read_questions

GRANTS = "".join(
    f"""
id:{key} a wir:Grant ; rdfs:label "{key}"@en ; wir:recipient id:x ; wir:counting concept:counted ;
  wir:grantedAmount {amount} ; schema:amount id:m{key} ; wir:firstDay "{first}"^^xsd:date ;
  dct:temporal id:p{key} . {f'id:{key} wir:lastDay "{last}"^^xsd:date .' if last else ""}
id:m{key} wir:precision concept:exact . id:p{key} dcat:startDate "{first}"^^xsd:date .
"""
    for key, amount, first, last in [
        ("a", 5, "2021-01-01", "2021-12-31"),
        ("b", 7, "2022-05-06", "2023-01-31"),
        ("c", 9, "2020-12-31", ""),
        ("d", 5, "2023-01-01", "2024-12-31"),
    ]
)
STORE = f"""
id:x rdfs:label "Somebody"@en . concept:exact rdfs:label "exact"@en .
concept:about rdfs:label "about"@en . {GRANTS}
id:one dct:isPartOf guideline:wir-2020 ; skos:notation "1" ; rdfs:label "One"@en .
id:two dct:isPartOf guideline:wir-2020 ; skos:notation "2" ; rdfs:label "Two"@en .
id:a wir:priority id:two . id:b wir:priority id:two . id:e wir:priority id:two ; wir:counting
  concept:passed-on . id:f1 a wir:ReportedFigure ; dct:type concept:measure-centres ; wir:number 9 ;
  wir:precision concept:about ; wir:asOf "2021"^^xsd:gYear .
id:f2 a wir:ReportedFigure ; dct:type concept:measure-centres ; wir:number 5 ;
  wir:precision concept:about ; wir:asOf "2026-01"^^xsd:gYearMonth .
"""


def ask(checkout: Path, name: str, **given: str) -> list[dict[str, str]]:
    (question,) = (q for q in read_questions(checkout / "data/questions") if q.name == name)
    text = bind_question(question, given, BASE, "en")
    found = load(STORE).query(text, prefixes=NAMES)
    names = [variable.value for variable in found.variables]
    return [
        {
            name: term.value.rpartition("/")[2]
            for name, term in zip(names, row, strict=True)
            if isinstance(term, NamedNode | Literal)
        }
        for row in found
    ]


@pytest.mark.parametrize(("number", "keys"), [("1", "c"), ("3", "cba"), ("10", "cbad")])
def test_the_largest_grants_come_first_as_many_as_asked_for(
    checkout: Path, number: str, keys: str
) -> None:
    rows = ask(checkout, "largest-grants", number=number)

    assert "".join(row["grant"] for row in rows) == keys


@pytest.mark.parametrize(("year", "keys"), [("2021", "ca"), ("2023", "cbd"), ("2020", "c")])
def test_a_grant_runs_in_the_years_from_its_first_day_to_its_last(
    checkout: Path, year: str, keys: str
) -> None:
    rows = ask(checkout, "grants-in-a-year", year=year)

    assert sorted(row["grant"] for row in rows) == sorted(keys)


def test_sums_by_priority_add_what_counts_in_the_order_of_the_guideline(checkout: Path) -> None:
    rows = ask(checkout, "sums-by-priority")

    assert [(row["number"], row["grants"], row["counted"], row["known"]) for row in rows] == [
        ("1", "0", "0", "0"),
        ("2", "3", "2", "12"),
    ]


def test_centres_are_counted_in_the_order_of_time(checkout: Path) -> None:
    rows = ask(checkout, "number-of-centres-over-time")

    assert [(row["asOf"], row["number"]) for row in rows] == [("2021", "9"), ("2026-01", "5")]
