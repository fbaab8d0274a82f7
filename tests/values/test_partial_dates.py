"""Dates of different precision compare by one rule in Python, SPARQL and a spreadsheet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from wirlod.values.partial_dates import PartialDate, may_overlap, surely_overlap

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
partial_dates = st.builds(
    lambda day, length: PartialDate.from_text(day.isoformat()[:length]),
    days,
    st.sampled_from([4, 7, 10]),
)
IN_ORDER = ["2020-12-31", "2021", "2021-01", "2021-01-01", "2021-01-02", "2021-10-29", "2022-01"]


def test_a_longer_stretch_comes_first_where_both_begin_on_one_day() -> None:
    assert sorted(map(PartialDate.from_text, reversed(IN_ORDER))) == IN_ORDER


@given(partial_dates, partial_dates)
def test_the_order_is_that_of_the_texts(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) == (str(one).encode() < str(other).encode())
    assert (one > other) == (str(one).encode() > str(other).encode())
    assert (one <= other) == (not one > other)
    assert (one >= other) == (not one < other)


@given(partial_dates, partial_dates)
def test_what_lies_before_another_also_sorts_before_it(
    one: PartialDate, other: PartialDate
) -> None:
    if one.is_before(other):
        assert one < other
        assert not one.may_equal(other)


@given(partial_dates, days)
def test_a_date_means_exactly_the_days_from_its_first_to_its_last(
    stretch: PartialDate, day: date
) -> None:
    begins = day.isoformat().startswith(stretch)

    assert (stretch.first_day <= day <= stretch.last_day) == begins
    assert stretch.includes(PartialDate(day.isoformat())) == begins
    assert stretch.may_equal(PartialDate(day.isoformat())) == begins


@given(partial_dates)
def test_the_day_after_the_last_is_no_part_of_it(stretch: PartialDate) -> None:
    following = stretch.last_day + timedelta(days=1)

    assert not following.isoformat().startswith(stretch)
    assert stretch.last_day.isoformat().startswith(stretch)
    assert stretch.year == stretch.first_day.year


@pytest.mark.parametrize(
    "text", ["2021-13", "2021-02-29", "1899", "2200", "21", "2021-1", "2021-10-29T00", " 2021"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate.from_text(text)


def test_sparql_sorts_the_texts_the_same_way() -> None:
    values = " ".join(
        f'"{text}"^^<http://www.w3.org/2001/XMLSchema#{PartialDate(text).datatype[4:]}>'
        for text in reversed(IN_ORDER)
    )
    rows = Store().query(f"SELECT ?date {{ VALUES ?date {{ {values} }} }} ORDER BY STR(?date)")

    assert isinstance(rows, QuerySolutions)
    assert [row["date"].value for row in rows] == IN_ORDER


def stretch(text: str) -> tuple[PartialDate | None, PartialDate | None]:
    start, _, end = text.partition("/")
    return tuple(PartialDate(part) if part else None for part in (start, end))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("one", "other", "surely", "maybe"),
    [
        pytest.param("2014-01-18/2024-01", "2024-01/", False, True, id="they meet in a month"),
        pytest.param("/2014-01-17", "2014-01-18/", False, False, id="the next day"),
        pytest.param("/2014-01-18", "2014-01-18/", True, True, id="the same day"),
        pytest.param("2014/2020", "2016/2018", True, True, id="one within the other"),
        pytest.param("2014/2020", "2021/", False, False, id="one after the other"),
        pytest.param("2014/2020", "2020/", False, True, id="they meet in a year"),
        pytest.param("/", "2020/", True, True, id="for ever"),
    ],
)
def test_times_overlap_surely_or_maybe(one: str, other: str, surely: bool, maybe: bool) -> None:
    pairs = [(stretch(one), stretch(other)), (stretch(other), stretch(one))]

    assert [surely_overlap(*pair) for pair in pairs] == [surely] * 2
    assert [may_overlap(*pair) for pair in pairs] == [maybe] * 2


@pytest.mark.parametrize(
    ("one", "other", "lies_within"),
    [
        ("2021", "2021-10", True),
        ("2021-10", "2021-10-29", True),
        ("2021", "2021", True),
        ("2021-10", "2021", False),
        ("2021-01", "2021", False),
        ("2021-01-01", "2021-01", False),
        ("2021-01", "2021-02", False),
    ],
)
def test_a_date_includes_what_lies_within_it_whole(one: str, other: str, lies_within: bool) -> None:
    assert PartialDate(one).includes(PartialDate(other)) is lies_within
