"""Amounts over time: where they stand, what is certain, and what is said when there is no room."""

import re
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest

from wirlod.drawing.times import HEIGHT, Mark, draw_times
from wirlod.drawing.units import EURO, say_short
from wirlod.values.sums import Total

WORDS = ("en", "Title", "Grants")


def exact(number: int) -> Total:
    return Total.of("exact", Decimal(number), Decimal(number))


def mark(date: str, total: Total) -> Mark:
    return Mark(date, total, say_short(total, "en"), f"in {date}")


def bars(picture: Element) -> list[dict[str, float]]:
    names = ("x", "y", "width", "height")
    found = [rect for rect in picture.iter("rect") if float(rect.get("width", "0")) > 10]
    return [
        {name: float(rect.get(name, "0")) for name in names}
        for rect in found
        if rect.get("height") != "1"
    ]


def test_columns_stand_on_the_axis_and_are_as_high_as_their_amounts() -> None:
    marks = [mark("2020", exact(100)), mark("2022", exact(50))]

    first, last = bars(draw_times(marks, WORDS, as_columns=True))

    assert first["height"] == pytest.approx(2 * last["height"])
    assert {bar["y"] + bar["height"] for bar in (first, last)} == {HEIGHT - 40}
    assert first["width"] == pytest.approx(last["width"], abs=0.2)
    assert last["x"] - first["x"] == pytest.approx(2 * first["width"] / 0.7, abs=0.3)


def test_what_may_be_besides_is_pale_above_what_is_certain() -> None:
    total = Total(least=Decimal(40), most=Decimal(80), exact=1)

    pale, certain = bars(draw_times([mark("2020", total)], WORDS, as_columns=True))

    assert pale["height"] == pytest.approx(2 * certain["height"])


@pytest.mark.parametrize(
    ("precision", "arrows"), [("exact", 0), ("at-least", 1), ("approximate", 0)]
)
def test_an_arrow_stands_where_no_end_is_known(precision: str, arrows: int) -> None:
    most = None if precision == "at-least" else Decimal(5)
    total = Total.of(precision, Decimal(5), most)

    picture = draw_times([mark("2020", total)], WORDS, EURO, as_columns=True)

    assert len(list(picture.iter("path"))) == arrows


def test_days_are_dots_at_their_place_in_the_year_joined_by_a_broken_line() -> None:
    marks = [
        mark("2020-01-01", exact(5)),
        mark("2020-07-01", exact(6)),
        mark("2020-12-30", exact(9)),
    ]

    picture = draw_times(marks, WORDS)

    places = [float(dot.get("cx", "0")) for dot in picture.iter("circle")]
    assert places == sorted(places)
    assert places[1] - places[0] == pytest.approx(places[2] - places[1], rel=0.1)
    assert {line.get("stroke-dasharray") for line in picture.iter("line")} == {"5 5"}
    assert bars(picture) == []


def test_texts_do_not_lie_over_each_other_and_every_mark_says_what_it_is() -> None:
    marks = [mark(str(year), exact(1_234_567)) for year in range(1990, 2020)]

    picture = draw_times(marks, WORDS, EURO, as_columns=True)

    written = [e for e in picture.iter("text") if e.get("font-weight") == "700"]
    assert 2 <= len(written) < 10
    assert [e.text for e in picture.iter("title")] == [f"in {year}" for year in range(1990, 2020)]


def test_nothing_but_noughts_can_be_drawn() -> None:
    picture = draw_times([mark("2020", exact(0)), mark("2021", exact(0))], WORDS, as_columns=True)

    assert {bar["height"] for bar in bars(picture)} == set()
    assert len(list(picture.iter("title"))) == 2


@pytest.mark.parametrize("count", [1, 8, 9, 15, 120])
def test_no_more_years_are_named_than_there_is_room_for(count: int) -> None:
    marks = [mark(str(1900 + number), exact(5)) for number in range(count)]

    picture = draw_times(marks, WORDS, as_columns=True)

    named = [e.text for e in picture.iter("text") if re.fullmatch("[12][0-9]{3}", e.text or "")]
    assert named[0] == "1900"
    assert len(named) <= 8
