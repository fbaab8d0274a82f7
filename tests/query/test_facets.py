"""How many things fall under each value: each once, its own filter left out, the most first."""

import pytest
from tests.query.tiny import BASE, NAMES, open_store

from wirlod.namespaces import expand
from wirlod.query.directory import Directory
from wirlod.query.listing import Filter, Listing

GRANTS = """
grant:a a wir:Grant ; wir:priority id:one ; dct:temporal id:pa ; rdfs:label "Kreis", "kreis" .
grant:b a wir:Grant ; wir:priority id:two ; dct:temporal id:pb ; rdfs:label "Kreis" .
grant:c a wir:Grant ; wir:priority id:two ; dct:temporal id:pc ; rdfs:label "Stadt" .
id:pa dcat:startDate "2021-05-06"^^xsd:date . id:pb dcat:startDate "2021"^^xsd:gYear .
id:pc dcat:startDate "2022-01"^^xsd:gYearMonth .
"""
PRIORITY = expand("wir:priority", NAMES)
LABEL = Filter("label", (expand("rdfs:label", NAMES),), "KREIS", "contains")
YEAR = (expand("dct:temporal", NAMES), expand("dcat:startDate", NAMES))


def count(name: str, path: tuple[str, ...], *filters: Filter) -> list[tuple[str, int]]:
    turtle = f"@prefix grant: <{BASE}id/grant/> .\n{GRANTS}"
    listing = Listing(kind="grant", filters=filters)
    found = Directory(open_store(turtle), BASE, NAMES).count_values(listing, (name, path))
    return [(value.value.rpartition("/")[2], value.count) for value in found]


def test_the_value_with_most_things_comes_first() -> None:
    assert count("priority", (PRIORITY,)) == [("two", 2), ("one", 1)]


def test_days_months_and_years_are_counted_by_year() -> None:
    assert count("year", YEAR) == [("2021", 2), ("2022", 1)]


def test_what_matches_another_filter_twice_counts_once() -> None:
    assert count("priority", (PRIORITY,), LABEL) == [("one", 1), ("two", 1)]


@pytest.mark.parametrize("chosen", ["one", "two"])
def test_the_filter_by_a_facet_does_not_hide_its_other_values(chosen: str) -> None:
    own = Filter("priority", (PRIORITY,), f"{BASE}id/{chosen}")

    assert count("priority", (PRIORITY,), own) == [("two", 2), ("one", 1)]
