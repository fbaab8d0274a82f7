"""A cell holds what its column wants, or says what that is."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirlod.publish.records.cells import CodeLists, Count, Iri, KeyCell, Money, Text, read_cell
from wirlod.publish.records.codes import Precision
from wirlod.publish.records.references import AnyReference, Source
from wirlod.values.partial_dates import PartialDate

CODES = CodeLists({"precision": ("exact", "at-least")})


@pytest.mark.parametrize(
    ("column_type", "text"),
    [
        (Money, "1500000"),
        (Money, "10330457.86"),
        (PartialDate, "2021"),
        (PartialDate, "2026-01"),
        (PartialDate, "2024-02-29"),
        (KeyCell, "stadt-kassel-2022"),
        (Iri, "https://example.org/a%20b?c=d#e"),
        (Source, "kassel-2022-11-21"),
        (Source, "https://example.org/"),
        (AnyReference, "grant/a#amount"),
        (AnyReference, "grant/a#claim-b-period"),
        (Count, "0"),
        (Text, "Größe „x“"),
        (Literal["yes", "no"], "no"),
        (Precision, "at-least"),
    ],
)
def test_what_fits_is_read(column_type: object, text: str) -> None:
    assert read_cell(text, column_type, CODES) == text


@pytest.mark.parametrize(
    ("column_type", "text"),
    [
        pytest.param(Money, "1,5 Mio", id="words"),
        pytest.param(Money, "1.500.000", id="German thousands"),
        pytest.param(Money, "-500", id="negative"),
        pytest.param(Money, "0", id="nothing"),
        pytest.param(Money, "1e6", id="exponent"),
        pytest.param(Money, "12.345", id="three decimals"),
        pytest.param(Money, "٣", id="digits of another script"),
        pytest.param(PartialDate, "31.02.2021", id="German date"),
        pytest.param(PartialDate, "2021-02-31", id="a day that is not"),
        pytest.param(PartialDate, "2021-13", id="a month that is not"),
        pytest.param(PartialDate, "21", id="two digits"),
        pytest.param(KeyCell, "Stadt-Kassel", id="capitals"),
        pytest.param(KeyCell, "größe", id="umlaut"),
        pytest.param(KeyCell, "a--b", id="double hyphen"),
        pytest.param(Iri, "https://example.org/a b", id="space"),
        pytest.param(Iri, "https://example.org/ä", id="umlaut in address"),
        pytest.param(Iri, "javascript:alert(1)", id="script"),
        pytest.param(Iri, "https://example.org/<x>", id="brackets"),
        pytest.param(Iri, "https://", id="no host"),
        pytest.param(Source, "see above", id="words as source"),
        pytest.param(AnyReference, "colour/red", id="unknown kind"),
        pytest.param(AnyReference, "grant/a#amuont", id="no such part of a grant"),
        pytest.param(AnyReference, "release/a#amount", id="a part of another kind"),
        pytest.param(Count, "21.5", id="half"),
        pytest.param(Text, "a\x00b", id="control character"),
        pytest.param(Text, "", id="empty"),
        pytest.param(Literal["yes", "no"], "maybe", id="no such choice"),
        pytest.param(Precision, "precise", id="no such code"),
    ],
)
def test_what_does_not_fit_says_what_is_wanted(column_type: object, text: str) -> None:
    with pytest.raises(ValueError, match=r"such as|one of|words|number|date"):
        read_cell(text, column_type, CODES)


def test_a_cell_that_may_be_blank_is_nothing() -> None:
    assert read_cell("", Money | None, CODES) is None


def test_a_list_is_separated_by_spaces() -> None:
    assert read_cell("a  b", list[KeyCell], CODES) == ["a", "b"]
    assert read_cell("", list[KeyCell], CODES) == []


@given(st.dates(min_value=PartialDate("1900").first_day, max_value=PartialDate("2199").last_day))
def test_every_day_lies_in_its_month_and_year(day) -> None:
    month, year = PartialDate(day.isoformat()[:7]), PartialDate(day.isoformat()[:4])

    assert month.first_day <= day <= month.last_day
    assert year.first_day <= day <= year.last_day


@given(st.decimals(min_value="0.01", max_value="99999999", places=2))
def test_money_keeps_its_value_in_the_spelling_of_the_store(value) -> None:
    canonical = Money(str(value)).canonical

    assert float(canonical) == float(value)
    assert not canonical.endswith("0") or "." not in canonical
