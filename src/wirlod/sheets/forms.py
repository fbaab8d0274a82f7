"""
How numbers and dates are written in a column, and what they mean.

A form is named by an example (``1.234,56``); what does not have it is refused, never bent.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from wirlod.sheets.lines import Value, clean, plain
from wirlod.values.dates import find_dates

NumberForm = Literal["1.234,56", "1,234.56", "1 234,56", "1'234.56"]
DateOrder = Literal["day.month.year", "month/day/year", "year-month-day"]

SIGNS: dict[NumberForm, tuple[str, str]] = {
    "1.234,56": (".", ","),
    "1,234.56": (",", "."),
    "1 234,56": (" ", ","),
    "1'234.56": ("'’", "."),
}
"""Form → what stands between thousands, and what before decimals."""

UNITS = {
    "": 1, "€": 1, "eur": 1, "euro": 1, "t€": 1_000, "teur": 1_000, "tsd€": 1_000, "tsdeuro": 1_000,
    "tsdeur": 1_000, "mio€": 1_000_000, "mioeur": 1_000_000, "mioeuro": 1_000_000,
}  # fmt: skip
"""Words and signs beside a sum → what it is to be multiplied with."""

_NUMBER = re.compile(
    r"(?P<before>[^\d,.'’(+−-]*)(?P<number>[(+−-]?\s*[\d.,'’ ]*\d[.,]?-?[-–]{0,2}\)?)(?P<after>.*)"
)
_FIRST_SERIAL, _LAST_SERIAL = 18_000, 80_000
"""Days since 1899-12-30 that a number in a column of dates can mean: 1949 to 2119."""

_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[ T].*)?")
_THREE = re.compile(r"(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,4})(?: \d{1,2}:\d\d.*)?")
_MONTH = re.compile(r"(\d{1,2})\s?[./-]\s?(\d{4})")
_YEAR = re.compile(r"\d{4}")
_MONTH_NAME = re.compile(r"(?P<name>[A-Za-zä]{3,9})\.?[\s/-]?(?P<year>\d{4}|\d{2})")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PART_OF_YEAR = re.compile(
    r"(?:\b[IV]{1,3}\s?[./]|\bQ\s?[1-4]\b|Quartal|Halbjahr|\bHJ\b)", re.IGNORECASE
)
MONTHS = {
    "jan": 1, "jän": 1, "feb": 2, "mär": 3, "mar": 3, "mrz": 3, "apr": 4, "mai": 5, "may": 5,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dez": 12, "dec": 12,
}  # fmt: skip
_POINT = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{1,2}\s?[./]\s?\d{4}|\d{4}"
)


_TWO_YEARS = re.compile(r"(\d{4})\s?/\s?(\d{2})")


class FormError(ValueError):
    """A cell is not written in the form of its column; says what was wanted."""


def read_number(value: Value, form: NumberForm) -> Decimal:
    """
    Read a sum of euros.

    >>> read_number("460.000,00 €", "1.234,56"), read_number("(1,234.5)", "1,234.56")
    (Decimal('460000.00'), Decimal('-1234.5'))
    >>> read_number("1.484,40", "1,234.56")
    Traceback (most recent call last):
    wirlod.sheets.forms.FormError: a number such as 1,234.56
    """
    if isinstance(value, bool | date | timedelta):
        raise FormError("a number, found a typed cell of another kind")
    if isinstance(value, int | float):
        return Decimal(plain(value) or "NaN")
    text = clean(value).replace("\u202f", " ")
    match = _NUMBER.fullmatch(text)
    if not match:
        raise FormError(f"a number such as {form}")
    factor = _unit(match["before"]) * _unit(match["after"])
    return _signed(match["number"], form) * factor


def _unit(word: str) -> int:
    plain_word = re.sub(r"[\s.]", "", word.lower())
    if plain_word not in UNITS:
        raise FormError("a sum in euros and nothing else")
    return UNITS[plain_word]


def _signed(text: str, form: NumberForm) -> Decimal:
    text = text.strip()
    negative = text.startswith(("-", "−", "(")) or re.search(r"\d-$", text) is not None
    digits = text.strip("()+−- ").removesuffix(",–").rstrip("–").rstrip(",")
    groups, decimal = SIGNS[form]
    group = f"[{groups}]"
    if not re.fullmatch(
        rf"(?:\d{{1,3}}(?:{group}\d{{3}})+|\d+)(?:{re.escape(decimal)}\d+)?", digits
    ):
        raise FormError(f"a number such as {form}")
    number = Decimal(re.sub(group, "", digits).replace(decimal, "."))
    return -number if negative else number


def read_day(value: Value, order: DateOrder) -> str:
    """
    Read a date in the precision it has.

    >>> read_day("12/31/2015", "month/day/year"), read_day("2012", "day.month.year")
    ('2015-12-31', '2012')
    >>> read_day("31.12.15", "day.month.year"), read_day("03/2014", "day.month.year")
    ('2015-12-31', '2014-03')
    >>> read_day("Mrz 14", "day.month.year"), read_day("II. Quartal 2014", "day.month.year")
    ('2014-03', '2014')
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = clean(value)
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and _FIRST_SERIAL < float(text) < _LAST_SERIAL:
        return (date(1899, 12, 30) + timedelta(days=int(float(text)))).isoformat()
    if found := _read_digits(text, order):
        return found
    if found := _read_words(text):
        return found
    mentions = find_dates(text) if re.search("[A-Za-zä]{3}", text) else []
    if len(mentions) == 1 and (day := mentions[0].value) and re.match(r"\d{4}", day):
        return day
    raise FormError(f"a date such as {EXAMPLES[order]}")


EXAMPLES: dict[DateOrder, str] = {
    "day.month.year": "31.12.2015",
    "month/day/year": "12/31/2015",
    "year-month-day": "2015-12-31",
}


def _read_words(text: str) -> str | None:
    """Read «Jan 15» and «Mrz. 2014»; of «I/2015» or «2. Halbjahr 2014» the year is certain."""
    if match := _MONTH_NAME.fullmatch(text):
        month = MONTHS.get(match["name"][:3].lower())
        return _valid(match["year"], str(month)) if month else None
    years = _ANY_YEAR.findall(text)
    return _valid(years[0]) if len(years) == 1 and _PART_OF_YEAR.search(text) else None


def _read_digits(text: str, order: DateOrder) -> str | None:
    if match := _ISO.fullmatch(text):
        return _valid(*match.groups(""))
    if match := _THREE.fullmatch(text):
        first, second, third = match.groups()
        if len(first) == 4 or order == "year-month-day":
            return _valid(first, second, third)
        if order == "month/day/year":
            first, second = second, first
        return _valid(third, second, first)
    if match := _MONTH.fullmatch(text):
        return _valid(match[2], match[1])
    return _valid(text) if _YEAR.fullmatch(text) else None


def _valid(year: str, month: str = "", day: str = "") -> str | None:
    """Write a date as ISO 8601 does, None where there is no such day."""
    number = int(year)
    if len(year) <= 2:
        number += 2000 if number < 70 else 1900
    if not 1900 <= number <= 2199:
        return None
    try:
        date(number, int(month or 1), int(day or 1))
    except ValueError:
        return None
    parts = [f"{number:04}", *(f"{int(part):02}" for part in (month, day) if part)]
    return "-".join(parts)


class Span(msgspec.Struct, frozen=True):
    """From when to when."""

    start: str = ""
    end: str = ""


def read_span(value: Value, order: DateOrder) -> Span:
    """
    Read a cell that holds a whole period.

    >>> read_span("01.09.2008 , 30.06.2009", "day.month.year")
    Span(start='2008-09-01', end='2009-06-30')
    >>> read_span("2012", "day.month.year")
    Span(start='2012', end='2012')
    """
    if isinstance(value, date):
        return Span(value.isoformat()[:10], "")
    if match := _TWO_YEARS.fullmatch(clean(value)):
        return Span(match[1], f"{match[1][:2]}{match[2]}")
    days = [read_day(point, order) for point in _POINT.findall(clean(value))]
    if len(days) == 1:
        return Span(days[0], days[0] if len(days[0]) == 4 else "")
    if len(days) == 2:
        return Span(*days)
    raise FormError(f"a period such as {EXAMPLES[order]} - {EXAMPLES[order]}")
