"""
How dates and periods are written in a column, and what they mean.

A date keeps the precision it has; what has another form than its column is refused, never bent.
"""

import re
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from wirlod.saying import message
from wirlod.sheets.forms import FormError
from wirlod.sheets.lines import Value, clean
from wirlod.values.dates import find_dates

DateOrder = Literal["day.month.year", "month/day/year", "year-month-day"]

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
    r"(?<!\w)(?:\d{4}-\d{1,2}-\d{1,2}|\d{4}-(?:0[1-9]|1[0-2])(?!\d)|"
    r"\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{1,2}\s?[./]\s?\d{4}|\d{4})"
)
_BESIDE_POINTS = re.compile(r"\d{1,2}:\d\d(?::\d\d)?|\d+ (?:Jahr|Monat|Woche|Tag)\w*")
"""Figures in a period that are none of a date: hours, and how long it is."""

_TWO_YEARS = re.compile(
    r"(?:\D*\s)?"
    r"((?:19|20)\d\d)\s?(?:/\s?(?P<any>\d\d)|[–-]\s?(?P<no_month>1[3-9]|[2-9]\d))"
)
_YEARS_OR_MONTH = re.compile(r"(?P<century>19|20)(?P<year>\d\d)-(?P<other>0[1-9]|1[0-2])")
"""«2009-10»: the tenth month of a year, or two years."""
_NAMED_DAY = re.compile(r"(?:\d{1,2}\.\s?)?[A-Za-zä]{3,9}\.?\s\d{4}")
_AROUND_DAY = re.compile(r"^(?:seit|ab|vom|am|zum|bis|ca\.)\s+|[\s/;,*–-]+$", re.I)
"""What stands beside a day and does not change it."""
_SINCE = re.compile(
    r"(?:seit|ab|from|since)\b|.*\d\s*(?:ff?\.?|(?:-|–|/|bis)\s*(?:laufend|heute|offen)?)$", re.I
)
_UNTIL = re.compile(r"(?:bis|until)\b", re.I)
_SHORT_START = re.compile(
    r"(?P<day>\d{1,2}\.\d{1,2}\.)\s*(?=(?:-|–|bis)\s*\d{1,2}\.\d{1,2}\.(?P<year>\d{4}|\d\d)\b)"
)
"""«01.03. - 31.12.2020»: the year stands only once."""
_QUARTER = re.compile(
    r"(?:Q\s?(?P<q>[1-4])|(?P<n>[1-4])\.?\s?(?:Quartal|Q)|(?P<roman>I{1,3}V?|IV)\.?\s?(?:Quartal)?)"
    r"\s?[/.]?\s?(?P<year>(?:19|20)\d\d)"
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_HALF = re.compile(r"(?P<half>[12I]{1,2})\.?\s?(?:Halbjahr|HJ\.?)\s?/?\s?(?P<year>(?:19|20)\d\d)")
_HYPHEN_BETWEEN = re.compile(r"\s*(?:\s-\s|–|\bbis\b|\bto\b)\s*")


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
    text = _AROUND_DAY.sub("", clean(value))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text) and _FIRST_SERIAL < float(text) < _LAST_SERIAL:
        return (date(1899, 12, 30) + timedelta(days=int(float(text)))).isoformat()
    if found := _read_digits(text, order):
        return found
    if found := _read_words(text):
        return found
    mentions = find_dates(text) if re.search("[A-Za-zä]{3}", text) else []
    if len(mentions) == 1 and (day := mentions[0].value) and re.match(r"\d{4}", day):
        return day
    example = EXAMPLES[order]
    others = [other for other in EXAMPLES if other != order and _read_digits(text, other)]
    if others:
        text = message("a date such as {example}, or 'dates: {other}', which it fits")
        raise FormError(text, example=example, other=others[0])
    raise FormError(message("a date such as {example}"), example=example)


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
    >>> read_span("2012", "day.month.year"), read_span("2021/22", "day.month.year")
    (Span(start='2012', end='2012'), Span(start='2021', end='2022'))
    >>> read_span("2. Quartal 2014", "day.month.year"), read_span("seit 2019", "day.month.year")
    (Span(start='2014-04', end='2014-06'), Span(start='2019', end=''))
    """
    if isinstance(value, date):
        return Span(value.isoformat()[:10], "")
    text = clean(value).strip(" *")
    if found := _read_part_of_year(text) or _read_years(text, order):
        return found
    if (found := _read_worded(text, order)) is not None:
        return found
    text = _SHORT_START.sub(lambda match: f"{match['day']}{match['year']} ", text)
    days = [read_day(point, order) for point in _find_points(text)]
    if len(days) == 1:
        return _open_or_whole(text, days[0])
    if len(days) == 2:
        return Span(*days)
    raise FormError(_A_PERIOD, example=EXAMPLES[order])


_A_PERIOD = message("a period such as {example} - {example}")


def _find_points(text: str) -> list[str]:
    """
    List the dates of a period as they stand there.

    Where a figure is left that is none of them, none is sure: «Q1-Q2/2021» does not mean February.
    """
    dates = _BESIDE_POINTS.sub("", text)
    found = [] if _NAMED_DAY.fullmatch(text) else _POINT.findall(dates)
    is_left = re.search(r"\d", _POINT.sub("", dates))
    return [text] if is_left or not found else found


def _read_years(text: str, order: DateOrder) -> Span | None:
    """
    Read «Schuljahr 2021/22», None where no second year is told by its last digits.

    :raises FormError: where they may as well be a month.
    """
    if match := _TWO_YEARS.fullmatch(text):
        is_open = _SINCE.match(text) or _UNTIL.match(text)
        years = int(match["any"] or match["no_month"]) - int(match[1][2:])
        later = (years + 50) % 100 - 50  # «1999/00» goes on, «2015/14» goes back
        return None if is_open else Span(match[1], f"{int(match[1]) + later}")
    match = _YEARS_OR_MONTH.fullmatch(text)
    if match and order != "year-month-day" and match["other"] > match["year"]:
        century, year, other = match.groups()
        wanted = message("{first}-{last}, or {month}/{first}, for it may mean both")
        raise FormError(wanted, first=f"{century}{year}", last=f"{century}{other}", month=other)
    return None


def _open_or_whole(text: str, day: str) -> Span:
    """Read a period of which one end is told; a year alone is all of it."""
    if _UNTIL.match(text):
        return Span("", day)
    return Span(day, day if len(day) == 4 and not _SINCE.match(text) else "")


def _read_part_of_year(text: str) -> Span | None:
    """Read «Q1/2021», «III. Quartal 2021», «2. Halbjahr 2014»: both ends are certain."""
    if match := _QUARTER.fullmatch(text):
        number = int(match["q"] or match["n"] or _ROMAN[match["roman"]])
        first, length = 3 * number - 2, 3
    elif match := _HALF.fullmatch(text):
        first, length = (7 if match["half"] in ("2", "II") else 1), 6
    else:
        return None
    return Span(f"{match['year']}-{first:02}", f"{match['year']}-{first + length - 1:02}")


def _read_worded(text: str, order: DateOrder) -> Span | None:
    """Read «Januar 2020 bis März 2021», None where months are not named."""
    parts = _HYPHEN_BETWEEN.split(text)
    if len(parts) != 2 or not all(re.search("[A-Za-zä]{3}", part) for part in parts):
        return None
    try:
        return Span(*(read_day(part, order) for part in parts))
    except FormError:
        return None
