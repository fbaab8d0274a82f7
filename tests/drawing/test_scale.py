"""Which amount has which colour, and what the legend says of it."""

from decimal import Decimal

import pytest

from wirlod.drawing.bars import Bar, draw_bars
from wirlod.drawing.elements import COLOURS
from wirlod.drawing.scale import Scale, find_steps
from wirlod.drawing.units import PLAIN
from wirlod.values.sums import Total

SCALE = Scale(Decimal(10), Decimal(20), PLAIN, {"de": "nichts", "en": "nothing"})


@pytest.mark.parametrize(
    ("amount", "colour"), [(None, 0), (0, 1), (9.9, 1), (10, 2), (19, 2), (20, 3), (10**9, 3)]
)
def test_an_amount_has_the_colour_that_the_legend_says(amount: float | None, colour: int) -> None:
    found = SCALE.colours(None if amount is None else Decimal(str(amount)))

    assert found == COLOURS[colour]


def test_the_legend_counts_what_is_counted() -> None:
    assert SCALE.legend("en") == ("nothing", "under 10", "to under 20", "20 and more")


@pytest.mark.parametrize("amounts", [(1, 1, 1), (0, 0, 7), (5,), (), (0, 0)])
def test_two_steps_are_never_one(amounts: tuple[int, ...]) -> None:
    low, high = find_steps(map(Decimal, amounts))

    assert 0 < low < high


@pytest.mark.parametrize("amounts", [(40, 130, 480), (500, 600, 600, 605), (7,), (1, 2, 3, 4)])
def test_the_largest_amount_has_the_darkest_colour(amounts: tuple[int, ...]) -> None:
    scale = Scale(*find_steps(map(Decimal, amounts)))

    assert scale.colours(Decimal(max(amounts))) == COLOURS[-1]


def test_plain_numbers_have_no_sign_and_stand_below_the_name_of_their_axis() -> None:
    bar = Bar("", "Kassel", Total.of("exact", Decimal(1234), Decimal(1234)), "doc/territory/kassel")

    picture = draw_bars([bar], "Title", "de", PLAIN, "Meilensteine")

    texts = [element.text for element in picture.iter("text")]
    assert texts[0] == "Meilensteine"
    assert "1.234" in texts
    assert not any("€" in (text or "") for text in texts)
    assert [link.get("href") for link in picture.iter("a")] == ["doc/territory/kassel"]
