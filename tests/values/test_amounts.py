"""Sums of money are read back from every way of writing them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirlod.values.amounts import find_amounts
from wirlod.values.numerals import TENS, UNITS, read_number_word

SPACES = [" ", "\u00a0", "\u2009", "\u202f"]
EURO = ["Euro", "EUR", "€"]


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


def number_word(number: int) -> str:
    """Say *number* below a million as German writes it, in one word."""
    ones = {value: word for word, value in UNITS.items() if word not in ("zwo", "eine", "einen")}
    ones |= {1: "ein"}
    tens = {value: word for word, value in TENS.items() if word != "dreissig"}
    if number >= 1000:
        rest = number_word(number % 1000) if number % 1000 else ""
        return f"{number_word(number // 1000)}tausend{rest}"
    if number >= 100:
        rest = number_word(number % 100) if number % 100 else ""
        return f"{ones[number // 100]}hundert{rest}"
    if number in ones:
        return ones[number]
    unit = f"{ones[number % 10]}und" if number % 10 else ""
    return f"{unit}{tens[number - number % 10]}"


@given(st.integers(1, 9_999_999_999), st.sampled_from([".", " ", "'"]), st.sampled_from(EURO))
def test_whole_euros_with_any_separator(number: int, separator: str, euro: str) -> None:
    found = find_amounts(f"Der Kreis erhält {grouped(number, separator)} {euro} vom Land.")

    assert [m.low for m in found] == [number]


@given(st.integers(0, 99_999_999), st.integers(0, 99))
def test_cents(euros: int, cents: int) -> None:
    found = find_amounts(f"genau {grouped(euros, '.')},{cents:02} Euro")

    assert [m.low for m in found] == [Decimal(euros) + Decimal(cents) / 100]


@given(
    st.integers(1, 999),
    st.integers(1, 99),
    st.sampled_from([",", "."]),
    st.sampled_from([("Millionen", 6), ("Mio.", 6), ("Mrd.", 9), ("Milliarden", 9), ("Mio", 6)]),
)
def test_scales_with_comma_or_point(
    whole: int, part: int, comma: str, scale: tuple[str, int]
) -> None:
    word, power = scale

    found = find_amounts(f"rund {whole}{comma}{part:02} {word} Euro")

    assert [m.low for m in found] == [Decimal(f"{whole}.{part:02}") * 10**power]
    assert found[0].precision == "approximate"


@given(st.integers(1, 999_999))
def test_number_words(number: int) -> None:
    assert read_number_word(number_word(number)) == number


@given(st.integers(2, 999_999))
def test_number_words_in_a_sentence(number: int) -> None:
    found = find_amounts(f"Er bekommt {number_word(number)} Euro.")

    assert [m.low for m in found] == [number]


@pytest.mark.parametrize(
    ("text", "low", "precision"),
    [
        pytest.param("Bescheid über 600.000 Euro", 600000, "exact", id="a notice about a sum"),
        pytest.param("insgesamt über 12,5 Millionen Euro", 12500000, "at-least", id="more than"),
        pytest.param("Bescheid des Landes über 45.000 Euro", 45000, "exact", id="words between"),
        pytest.param("Mit dem Bescheid erhält er über 9.000 Euro", 9000, "at-least", id="a verb"),
        pytest.param("freut sich über 30.000 Euro", 30000, "exact", id="to be glad about"),
        pytest.param("mehr als 10 Mio €", 10000000, "at-least", id="more than, abbreviated"),
        pytest.param("bis zu 30.000 Euro", 30000, "at-most", id="up to"),
        pytest.param("knapp 500.000 Euro", 500000, "approximate", id="nearly"),
        pytest.param("gut 92 000 Euro", 92000, "approximate", id="a good"),
        pytest.param("eine halbe Million Euro", 500000, "exact", id="half a million"),
        pytest.param("anderthalb Millionen Euro", 1500000, "exact", id="one and a half"),
        pytest.param("elf Millionen Euro", 11000000, "exact", id="eleven"),
        pytest.param("Förderung von 1,2 Millionen für das Haus", 1200000, "exact", id="no Euro"),
        pytest.param("500.000,- Euro", 500000, "exact", id="a dash for cents"),
        pytest.param("€ 500.000", 500000, "exact", id="currency in front"),
        pytest.param("10.330.457,86 €", Decimal("10330457.86"), "exact", id="cents"),
        pytest.param("Die 500.000-Euro-Förderung", 500000, "exact", id="hyphens"),
        pytest.param("RUND 1,3 MILLIONEN EURO", 1300000, "approximate", id="capitals"),
        pytest.param("4,2 MIO. EURO", 4200000, "exact", id="capitals, abbreviated"),
        pytest.param("FÜNF TAUSEND EURO", 5000, "exact", id="capitals, in words"),
        pytest.param("EINE HALBE MILLION EURO", 500000, "exact", id="capitals, half a million"),
    ],
)
def test_precision_follows_the_words(text: str, low: Decimal | int, precision: str) -> None:
    found = find_amounts(text)

    assert [(m.low, m.precision) for m in found] == [(low, precision)]


@pytest.mark.parametrize("text", ["zwischen 10.000 und 20.000 Euro", "10.000 bis 20.000 Euro"])
def test_a_range_has_two_bounds(text: str) -> None:
    amount = find_amounts(text)[0].as_amount()

    assert (amount.value, amount.min, amount.max) == (None, 10000, 20000)


@pytest.mark.parametrize(
    "text",
    ["im hohen sechsstelligen Bereich", "1,2 Millionen Menschen", "21 Zentren", "Europa 2021"],
)
def test_what_is_no_sum(text: str) -> None:
    assert find_amounts(text) == []


def test_a_comma_before_three_digits_is_doubtful() -> None:
    found = find_amounts("Das sind 500,000 Euro.")

    assert found[0].readings == ("500000", "500")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("½ Million Euro", 500_000), ("1 ½ Millionen Euro", 1_500_000),
        ("3/4 Million Euro", 750_000),
        ("600. 000 Euro", 600_000), ("1\u00a0200\u00a0000 Euro", 1_200_000), ("T€ 500", 500_000),
        ("20'000.50 Euro", Decimal("20000.50")), ("500.000,– €", 500_000),
        ("EUR 500.000", 500_000),
    ],
)  # fmt: skip
def test_a_sum_as_converters_leave_it(written: str, value: int) -> None:
    found = find_amounts(f"Die Stadt erhält {written} vom Land.")

    assert [mention.low for mention in found] == [value]
