"""Dates and periods are read back from every way of writing them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirlod.values.dates import find_dates, resolve_date
from wirlod.values.periods import Period, find_periods

MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2060, 12, 31))


def in_words(day: datetime.date) -> str:
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


@given(
    DAYS,
    st.sampled_from(
        [
            in_words,
            lambda d: f"{d.day}.{d.month}.{d.year}",
            lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
            lambda d: d.isoformat(),
            lambda d: f"{d.day}. {d.month}. {d.year}",
        ]
    ),
)
def test_a_day_in_any_form(day: datetime.date, write) -> None:  # type: ignore[no-untyped-def]
    found = find_dates(f"Kassel, den {write(day)} – Meldung")

    assert [mention.value for mention in found] == [day.isoformat()]


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_the_last_one(day: datetime.date, back: int) -> None:
    names = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
    meant = day - datetime.timedelta(days=back)
    mention = find_dates(f"am {names[meant.weekday()]} übergeben")[0]

    assert resolve_date(mention, day.isoformat()) == (meant.isoformat(), "derived")


@given(DAYS, st.integers(-150, 150))
def test_a_day_without_year_is_the_nearest(day: datetime.date, away: int) -> None:
    meant = day + datetime.timedelta(days=away)
    mention = find_dates(f"am {meant.day}. {MONTHS[meant.month - 1]} übergeben")[0]

    value, basis = resolve_date(mention, day.isoformat())

    assert basis == "derived"
    assert value == meant.isoformat() or (meant.month, meant.day) == (2, 29)


@given(
    st.integers(1990, 2050),
    st.integers(1, 15),
    st.sampled_from(["von {} bis {}", "für die Jahre {} bis {}", "{}–{}", "{} bis Ende {}"]),
)
def test_years_from_to(start: int, length: int, form: str) -> None:
    found = find_periods(f"Gefördert wird {form.format(start, start + length)} mit Mitteln")

    assert [p.period for p in found] == [Period(str(start), str(start + length))]


@given(DAYS, st.integers(1, 3000))
def test_days_from_to(start: datetime.date, length: int) -> None:
    end = start + datetime.timedelta(days=length)

    found = find_periods(f"vom {in_words(start)} bis zum {in_words(end)}")

    assert [p.period for p in found] == [Period(start.isoformat(), end.isoformat())]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        pytest.param("von Januar 2026 bis Ende 2030", "2026-01", "2030", id="end of a year"),
        pytest.param("bis 2025", None, "2025", id="no start"),
        pytest.param("bis zum 31. Dezember 2030", None, "2030-12-31", id="until a day"),
        pytest.param("bis zum Ende des Jahres 2025", None, "2025", id="until the end of"),
        pytest.param("Januar bis Dezember 2022", "2022-01", "2022-12", id="one year for both"),
        pytest.param("01.01. bis 31.12.2022", "2022-01-01", "2022-12-31", id="digits, one year"),
        pytest.param("2021/22", "2021", "2022", id="two digits"),
        pytest.param("in den Jahren 2021 und 2022", "2021", "2022", id="years named"),
        pytest.param("ab Januar 2022", "2022-01", None, id="no end"),
        pytest.param("für das Jahr 2022", "2022", "2022", id="one year"),
        pytest.param("zwischen 2021 und 2025", "2021", "2025", id="between"),
    ],
)
def test_a_period_in_the_precision_stated(text: str, start: str | None, end: str | None) -> None:
    assert [p.period for p in find_periods(text)] == [Period(start, end)]


@pytest.mark.parametrize(
    "written",
    [
        "29 .10. 2021", "29.10.'21", "2021/10/29", "29-10-2021", "29/10/2021", "29. Oktober2021",
        "29 Oktober 2021", "29ten Oktober 2021", "29. OKTOBER 2021", "29.\u00a0Okt. 2021",
    ],
)  # fmt: skip
def test_a_day_as_converters_leave_it(written: str) -> None:
    found = find_dates(f"Kassel, den {written} – Meldung")

    assert [mention.value for mention in found] == ["2021-10-29"]
