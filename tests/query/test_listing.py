"""Filters of a list: bounds include what they name, days compare as far as both are known."""

import pytest
from tests.query.tiny import BASE, NAMES, open_store

from wirlod.namespaces import expand
from wirlod.query.directory import Directory
from wirlod.query.listing import Comparison, Filter, Listing, Page

DAYS = {
    "a": '"2021"^^xsd:gYear',
    "b": '"2021-05"^^xsd:gYearMonth',
    "c": '"2021-05-06"^^xsd:date',
    "d": '"2022-01-01"^^xsd:date',
}
GRANTS = f"@prefix grant: <{BASE}id/grant/> .\n" + "".join(
    f"grant:{key} a wir:Grant ; wir:firstDay {day} ; wir:amount {5 + n}.0 .\n"
    f'grant:{key} rdfs:label "Ort {key}" .\n'
    for n, (key, day) in enumerate(DAYS.items())
)


def list_keys(name: str, comparison: Comparison, value: str, *, is_day: bool = False) -> str:
    filter = Filter(name, (expand(name, NAMES),), value, comparison, is_day)
    directory = Directory(open_store(GRANTS), BASE, NAMES)
    page = directory.list_things(Listing(kind="grant", filters=(filter,)))
    return "".join(thing[-1] for thing in page.things)


@pytest.mark.parametrize(
    ("comparison", "value", "keys"),
    [
        ("from", "2021", "abcd"),
        ("from", "2021-05", "bcd"),
        ("from", "2021-05-06", "cd"),
        ("from", "2021-05-07", "d"),
        ("to", "2021", "abc"),
        ("to", "2021-05", "abc"),
        ("to", "2021-05-05", "ab"),
        ("to", "2021-05-06", "abc"),
        ("to", "2022", "abcd"),
        ("begins", "2021", "abc"),
        ("begins", "2021-05", "bc"),
    ],
)
def test_days_lie_between_their_bounds(comparison: Comparison, value: str, keys: str) -> None:
    assert list_keys("wir:firstDay", comparison, value, is_day=True) == keys


@pytest.mark.parametrize(
    ("comparison", "value", "keys"), [("from", "6", "bcd"), ("to", "6", "ab"), ("equals", "6", "b")]
)
def test_numbers_lie_between_their_bounds(comparison: Comparison, value: str, keys: str) -> None:
    assert list_keys("wir:amount", comparison, value) == keys


@pytest.mark.parametrize(("value", "keys"), [("ORT", "abcd"), ("t a", "a"), ("x", "")])
def test_a_text_contains_a_part_however_it_is_written(value: str, keys: str) -> None:
    assert list_keys("rdfs:label", "contains", value) == keys


@pytest.mark.parametrize(("total", "last"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2)])
def test_a_last_page_may_be_short(total: int, last: int) -> None:
    assert Page(Listing(kind="grant"), (), total).last == last
