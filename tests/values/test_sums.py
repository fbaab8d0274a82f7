"""Sums add up without becoming more exact than their parts."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirlod.values.sums import Total, add_up

money = st.integers(1, 10**12).map(lambda cents: Decimal(cents) / 100)


def exact(amount: Decimal) -> Total:
    return Total.of("exact", amount, amount)


def about(amount: Decimal) -> Total:
    return Total.of("approximate", amount, amount)


def at_least(amount: Decimal) -> Total:
    return Total.of("at-least", amount, None)


def at_most(amount: Decimal) -> Total:
    return Total.of("at-most", None, amount)


def between(pair: tuple[Decimal, Decimal]) -> Total:
    return Total.of("approximate", min(pair), max(pair))


totals = st.one_of(
    money.map(exact),
    money.map(about),
    money.map(at_least),
    money.map(at_most),
    st.tuples(money, money).map(between),
    st.integers(0, 9).map(lambda count: Total(without=count)),
    st.integers(0, 9).map(lambda count: Total(aside=count)),
)


@given(st.lists(totals, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_adding_does_not_matter(parts: list[Total], random: object) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert add_up(parts) == add_up(shuffled)


@given(totals, totals)
def test_bounds_and_counts_of_a_sum_are_those_of_its_parts(one: Total, other: Total) -> None:
    both = one + other

    assert both.least == one.least + other.least
    assert both.counted == one.counted + other.counted
    assert both.without == one.without + other.without
    assert both.aside == one.aside + other.aside
    assert (both.most is None) == (one.most is None or other.most is None)
    assert both.most is None or both.most == (one.most or 0) + (other.most or 0)


@given(totals, totals)
def test_nothing_becomes_more_exact_by_being_added(one: Total, other: Total) -> None:
    if (one + other).precision == "exact":
        assert {one.precision, other.precision} == {"exact"}


@pytest.mark.parametrize(
    ("parts", "german", "english"),
    [
        pytest.param([exact], "1.500 Euro", "1,500 euros", id="exact"),
        pytest.param([exact, exact], "3.000 Euro", "3,000 euros", id="two exact"),
        pytest.param([exact, about], "rund 3.000 Euro", "about 3,000 euros", id="about"),
        pytest.param([at_least], "mindestens 1.500 Euro", "at least 1,500 euros", id="at least"),
        pytest.param(
            [at_least, about], "mindestens rund 3.000 Euro", "at least about 3,000 euros", id="both"
        ),
        pytest.param([at_most], "höchstens 1.500 Euro", "at most 1,500 euros", id="at most"),
        pytest.param(
            [at_most, at_most], "höchstens 3.000 Euro", "at most 3,000 euros", id="two at most"
        ),
        pytest.param([at_most, exact], "1.500 bis 3.000 Euro", "1,500 to 3,000 euros", id="range"),
        pytest.param(
            [at_most, about],
            "rund 1.500 bis 3.000 Euro",
            "about 1,500 to 3,000 euros",
            id="rough range",
        ),
        pytest.param(
            [at_most, at_least], "mindestens 1.500 Euro", "at least 1,500 euros", id="open"
        ),
    ],
)
def test_a_total_says_how_exactly_it_is_known(
    parts: list[object], german: str, english: str
) -> None:
    total = add_up(part(Decimal(1500)) for part in parts)  # type: ignore[operator]

    assert total.words == {"de": german, "en": english}


def test_nothing_added_is_no_sum() -> None:
    assert Total(without=3).words == {}
    assert Total(without=3).quality == {"de": "3 nennen keine", "en": "3 state none"}
    assert Total(aside=1, without=1).quality["de"] == "1 zählt nicht, 1 nennt keine"
    assert Total().quality == {"de": "", "en": ""}


def test_each_precision_is_counted_for_itself() -> None:
    total = add_up(
        [exact(Decimal(1)), about(Decimal(2)), at_least(Decimal(3)), at_most(Decimal(4))]
    )

    assert total.quality["de"] == "1 genau, 1 rund, 1 mindestens, 1 höchstens"
    assert (total.least, total.most) == (6, None)
    assert Total.of("exact", Decimal(6), Decimal(6), count=3).exact == 3


@pytest.mark.parametrize(
    ("row", "total"),
    [
        (
            {"sum": "9", "most": "9", "grants": "4", "about": "1"},
            Total(least=Decimal(9), most=Decimal(9), exact=3, about=1),
        ),
        (
            {"sum": "9", "most": "5", "grants": "3", "about": "1", "atLeast": "1"},
            Total(least=Decimal(9), most=None, exact=1, about=1, at_least=1),
        ),
        (
            {"sum": "0", "most": "5", "grants": "1", "atMost": "1"},
            Total(most=Decimal(5), at_most=1),
        ),
        ({"place": "x"}, Total()),
    ],
)
def test_a_row_of_a_chart_is_a_total(row: dict[str, str], total: Total) -> None:
    assert Total.of_row(row) == total
