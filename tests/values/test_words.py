"""Dates and sums in words: in the precision they have, and whatever stands where a date should."""

from decimal import Decimal

import pytest

from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import amount_words, date_words, period_words


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("2021-10-29", "29. Oktober 2021", "29 October 2021"),
        ("1815-06-18", "18. Juni 1815", "18 June 1815"),
        ("2026-03", "März 2026", "March 2026"),
        ("2021", "2021", "2021"),
        ("", "", ""),
    ],
)
def test_a_date_is_said_in_its_precision(text: str, german: str, english: str) -> None:
    assert date_words(text) == {"de": german, "en": english}


@pytest.mark.parametrize(
    "text",
    ["2015-09-24Z", "2021-13", "2021-00", "2021-02-30", "2021-W05", "-0044-03-15", "20210101"],
)
def test_what_is_no_date_stays_as_it_is(text: str) -> None:
    assert date_words(text) == {"de": text, "en": text}
    assert period_words(text, "2025")["de"] == f"{text} bis 2025"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("10330457.8", "10.330.457,80 Euro"),
        ("600000", "600.000 Euro"),
        (Decimal("0.5"), "0,50 Euro"),
    ],
)
def test_a_sum_has_two_decimals_or_none(amount: Decimal | str, said: str) -> None:
    assert amount_words(amount)["de"] == said


@pytest.mark.parametrize("text", ["2021", "2021-10", "2021-10-29"])
def test_the_words_of_a_date_are_plain_text(text: str) -> None:
    words = period_words(PartialDate(text), PartialDate(text))

    assert {type(word) for word in words.values()} == {str}
