"""The title of a chart is true whatever ranges, «rund» and «mindestens» hide, ties included."""

from typing import Any

import pytest

from wirlod.publish.charts.budgets import find_budgets_finding
from wirlod.publish.charts.centres import find_centres_finding
from wirlod.publish.charts.map import find_map_finding
from wirlod.publish.charts.priorities import find_priorities_finding
from wirlod.publish.charts.years import find_years_finding

Sum = tuple[int, str]
"""An amount and how it is known."""


def row(sum: Sum, **more: str) -> dict[str, Any]:
    amount, how = sum
    counts = {"about": "about", "at least": "atLeast", "at most": "atMost"}
    least, most = (0 if how == "at most" else amount), (0 if how == "at least" else amount)
    said = {"sum": str(least), "most": str(most), "grants": "1"}
    return said | ({counts[how]: "1"} if how in counts else {}) | more


def places(*sums: Sum) -> list[dict[str, Any]]:
    names = [chr(ord("A") + number) for number in range(len(sums))]
    return [row(s, place=n, de=n, en=n) for n, s in zip(names, sums, strict=True)]


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        pytest.param([(900, ""), (500, "")], "is that of A: 900 euros", id="one leads"),
        pytest.param([(500, ""), (900, "")], "is that of B: 900 euros", id="in any order"),
        pytest.param([(900, ""), (900, "")], "of A and B: 900 euros each", id="a tie"),
        pytest.param(
            [(605, ""), (600, ""), (100, "")],
            "lie close together: A and B with 600 to 605 euros each",
            id="a close call",
        ),
        pytest.param(
            [(600, "about"), (560, "about"), (100, "")],
            "A and B with about 560 to 600 euros each",
            id="about hides who leads",
        ),
        pytest.param([(900, "about"), (300, "")], "of A: about 900 euros", id="about, but far"),
        pytest.param([(900, ""), (100, "at least")], "for 2 of 2 districts", id="an open end"),
        pytest.param([(900, "at least"), (100, "")], "of A: at least 900 euros", id="open above"),
        pytest.param(
            [(900, ""), (880, "at most"), (100, "")], "A and B with at most", id="may be as much"
        ),
        pytest.param([(600, "")] * 5, "of 5 districts and cities: 600 euros each", id="many"),
        pytest.param([(900, "")], "for 1 of 1 districts", id="nobody to compare with"),
    ],
)
def test_the_map_names_a_leader_only_where_nobody_is_near(sums: list[Sum], said: str) -> None:
    finding = find_map_finding(places(*sums))

    assert said in finding["en"]
    assert set(finding) == {"de", "en"}


@pytest.mark.parametrize(
    ("sums", "said"),
    [
        ([(900, ""), (300, "")], "begins in 2020: 900 euros,"),
        ([(900, ""), (900, "")], "begin in 2020 and 2021: 900 euros each,"),
        ([(900, "about"), (850, "")], "begin in 2020 and 2021: about 850 to 900 euros each,"),
        ([(900, ""), (1, "at least")], ""),
        ([(900, "")] * 4, ""),
        ([(0, ""), (0, "")], ""),
    ],
)
def test_a_year_leads_only_where_no_other_is_near(sums: list[Sum], said: str) -> None:
    rows = [row(s, year=str(2020 + number)) for number, s in enumerate(sums)]

    finding = find_years_finding(rows)

    assert said in finding["en"] if said else finding == {}


def reached(**counts: int) -> list[dict[str, Any]]:
    keys = {"none": {}} | {n: {"priority": n, "priority_de": n, "priority_en": n} for n in "AB"}
    return [
        keys[name] | {"place": str(number)}
        for name, count in counts.items()
        for number in range(count)
    ]


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"A": 3, "B": 2}, "“A” reaches most districts and cities: 3 of 3"),
        ({"A": 3, "B": 3}, ""),
        ({"A": 3, "B": 2, "none": 1}, "3 of 3, as far as a priority is known"),
        ({"A": 1, "B": 2, "none": 5}, "“B” reaches most districts and cities: 2 of 5, as far"),
        ({"A": 3}, ""),
        ({"none": 3}, ""),
    ],
)
def test_a_priority_leads_by_count_and_none_is_no_priority(
    counts: dict[str, int], said: str
) -> None:
    finding = find_priorities_finding(reached(**counts))

    assert said in finding["en"] if said else finding == {}


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        ((300, ""), (900, ""), "Budget grew from 300 euros (2014) to 900 euros (2021)"),
        ((900, ""), (300, ""), "Budget fell from 900 euros (2014) to 300 euros (2021)"),
        ((900, "about"), (910, ""), "Budget: about 900 euros (2014) and 910 euros (2021)"),
        ((900, "at least"), (950, ""), "Budget: at least 900 euros (2014) and 950 euros (2021)"),
        ((300, ""), (900, "at least"), "Budget grew from 300 euros (2014) to at least 900 euros"),
        ((300, ""), (900, "at most"), "Budget: 300 euros (2014) and at most 900 euros (2021)"),
    ],
)
def test_a_budget_grew_only_where_its_ranges_part(then: Sum, now: Sum, said: str) -> None:
    named = {"counted_de": "Budget", "counted_en": "Budget"}
    rows = [row(then, year="2014", **named), row(now, year="2021", **named)]

    assert said in find_budgets_finding(rows)["en"]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([("2021", "21", ""), ("2025", "33", "")], "From 21 (2021) to 33 (2025)"),
        ([("2021", "21", "at-least"), ("2025", "33", "")], "From at least 21 (2021) to 33 (2025)"),
        ([("2021", "21", ""), ("2025", "30", ""), ("2025", "33", "")], ""),
        ([("2021", "20", ""), ("2021", "21", ""), ("2025", "33", "")], ""),
        ([("2021", "21", ""), ("2023", "9", ""), ("2023", "8", ""), ("2025", "33", "")], "From 21"),
        ([("2021", "21", ""), ("2021", "21", ""), ("2025", "21", "")], "21 centres, in 2021 as in"),
    ],
)
def test_the_number_of_centres_is_told_where_its_ends_are_sure(
    numbers: list[tuple[str, str, str]], said: str
) -> None:
    rows = [{"asOf": day, "number": number, "how": how} for day, number, how in numbers]

    finding = find_centres_finding(rows)

    assert said in finding["en"] if said else finding == {}
