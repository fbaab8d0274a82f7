"""Sums and days are read in every form that people and converters of PDF leave them in."""

import pytest

from wirlod.extract.text.reading import Reading, Span
from wirlod.values.amounts import find_amounts
from wirlod.values.dates import find_dates

HALF_A_MILLION = [
    "500.000\u00a0Euro", "500.000\u2009€", "500\u202f000 Euro", "500\u00a0000\u00a0€",
    "500 .000 Euro", "500. 000 Euro", "500.\n000 Euro", "500.000\nEuro", "500.000  Euro",
    "500.000,- €", "500.000,– Euro", "500.000,— Euro", "500.000,−€", "500.000.- Euro",
    "500.000,00 €", "EUR 500 000", "€ 500.000", "500’000 Euro", "500'000 Euro", "500′000 Euro",
    "500‘000 Euro", "500·000 Euro", "500.000¹ Euro", "500.000 Euro¹", "500.000² €",
    "500.000 ¹ Euro", "500.000[1] Euro", "5\u200b00.000 Euro", "500.\u00ad000 Euro",
    "500.000\u200b Euro", "５００.０００ Euro", "５００．０００ Euro", "500.000 Eu\u00adro",
    "500.000 Eu-\nro", "0,5 Mio. €", "0,5 Mil-\nlionen Euro", "0 ,5 Millionen Euro", "T€ 500",
]  # fmt: skip
TWELFTH_OF_MARCH = [
    "12. 3. 2021", "12.03.21", "12. März 2021", "12.\nMärz 2021", "12. März\n2021",
    "12.\u00a0März\u00a02021", "12.\u202fMärz\u20092021", "12. Ma\u0308rz 2021",
    "12. Mä\u00adrz 2021",
    "12 . 03 . 2021", "12 .03.2021", "12.03 .2021", "１２.０３.２０２１", "12‐03‐2021",
    "12.03.2021¹",
    "12. März ’21", "12. März '21", "12.  März  2021", "12.\u200b03.2021", "12. MÄRZ 2021",
    "12. Mär-\nz 2021", "12.März2021", "2021-03-12",
]  # fmt: skip


@pytest.mark.parametrize("written", HALF_A_MILLION)
def test_a_sum_is_read_and_quoted_as_it_is_written(written: str) -> None:
    reading = Reading(f"Der Kreis erhält {written} vom Land.")

    (mention,) = find_amounts(reading.text)

    quoted = reading.evidence("amount", Span(mention.start, mention.end)).quote
    assert mention.low == 500_000
    assert quoted in written
    assert len(quoted) >= len(written) - len(" ¹")


@pytest.mark.parametrize("written", TWELFTH_OF_MARCH)
def test_a_day_is_read_and_quoted_as_it_is_written(written: str) -> None:
    reading = Reading(f"Am {written} wurde der Bescheid übergeben.")

    (mention,) = find_dates(reading.text)

    quoted = reading.evidence("date", Span(mention.start, mention.end)).quote
    assert mention.value == "2021-03-12"
    assert quoted in written
    assert len(quoted) >= len(written) - len("¹")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Veröﬀentlichung ﬁndet ﬂott", "Veröffentlichung findet flott"),
        ("Be\u00adscheid, Ok-\ntober, Ok\u2010\ntober", "Bescheid, Oktober, Oktober"),
        ("500 m² und CO₂", "500 m² und CO₂"),
        ("Seiten 3, 4 und 5", "Seiten 3, 4 und 5"),
        ("Rhein\u2011Main, Main-\nKinzig", "Rhein-Main, Main-\nKinzig"),
    ],
)
def test_words_are_read_without_what_a_page_did_to_them(written: str, read: str) -> None:
    assert Reading(written).text == read
