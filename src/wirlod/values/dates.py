"""
Dates in a text, each in the precision stated, and dates that follow from the release date.

``2021``, ``2026-01``, ``2021-10-29`` are stated; ``heute``, ``am Freitag``, «29. Oktober»
without a year are derived from the date of the release.
"""

import datetime
import re
from typing import NamedTuple

MONTHS = {
    "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "maerz": 3, "april": 4, "mai": 5, "juni": 6,
    "juli": 7, "august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12,
    "jan": 1, "feb": 2, "mär": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
WEEKDAYS = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5,
    "sonnabend": 5, "sonntag": 6,
}  # fmt: skip
MONTH = (
    r"(?:Januar|Jänner|Februar|März|Maerz|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember|(?:Jan|Feb|Mär|Apr|Jun|Jul|Aug|Sept|Sep|Okt|Nov|Dez)\b\.?)"
)
YEAR = r"(?:19[5-9]\d|20\d\d)"
WEEKDAY = r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)"

DATE = re.compile(
    rf"""
      (?<![\d.,/-])(?P<iso>{YEAR}(?P<mark>[-/])\d\d(?P=mark)\d\d)(?!\d)
    | (?<![\d.,])(?P<day>\d{{1,2}})(?:\s?\.|(?=\s?{MONTH}\s?{YEAR})|ten(?=\s))\s?
        (?P<month_name>(?i:{MONTH}))(?:\s?(?P<year>{YEAR})(?!\d)
        |\s['’](?P<short_year>\d\d)(?!\d))?
    | (?<![\d.,])(?P<day_digits>\d{{1,2}})\s?\.\s?(?P<month_digits>\d{{1,2}})\.\s?['’]?
        (?P<year_digits>{YEAR}|\d\d(?![\d.]))
    | (?<![\d.,/-])(?P<day_slash>\d{{1,2}})(?P<slash>[/-])(?P<month_slash>\d{{1,2}})(?P=slash)
        (?P<year_slash>{YEAR})(?![\d/-])
    | \b(?P<only_month>{MONTH})\s?(?:des\ Jahres\s)?(?P<month_year>{YEAR})(?!\d)
    | \b(?P<today>[Hh]eute|[Aa]m\ heutigen\ Tage?|heutigen?)\b(?!\s(?:noch|schon|mehr))
    | \b(?P<yesterday>gestern|vorgestern)\b
    | \b(?:[Aa]m|[Vv]om|letzten|vergangenen|diesen)\ (?:(?:vergangen|gestrig|heutig|letzt)en\ )?
        (?P<weekday>{WEEKDAY})(?:abend|morgen|nachmittag|vormittag|mittag)?\b
    | (?<![\d.,/–-])(?<!Nr\.\ )(?P<only_year>{YEAR})(?![\d/–-]|\.\d|,\d|\ Euro|\ €|er\b)
    """,
    re.X,
)


class DateMention(NamedTuple):
    """A date where it stands; *value* may lack the year (``--10-29``) or be a relative word."""

    start: int
    end: int
    value: str
    kind: str


def find_dates(text: str) -> list[DateMention]:
    """
    Find every date in *text*.

    >>> [(d.value, d.kind) for d in find_dates("am 29. Oktober 2021, ab Januar 2026")]
    [('2021-10-29', 'day'), ('2026-01', 'month')]
    """
    found = (_read(match) for match in DATE.finditer(text))
    return [mention for mention in found if mention is not None]


def _read(match: re.Match[str]) -> DateMention | None:
    start, end = match.span()
    if match["iso"]:
        return _mention(start, end, match["iso"].replace("/", "-"))
    if match["day"] or match["day_digits"] or match["day_slash"]:
        return _mention(start, end, _read_day(match))
    if match["only_month"]:
        month = MONTHS[match["only_month"].lower().rstrip(".")]
        return DateMention(start, end, f"{match['month_year']}-{month:02}", "month")
    if match["only_year"]:
        return DateMention(start, end, match["only_year"], "year")
    return _relative(match)


def _read_day(match: re.Match[str]) -> str | None:
    """Read a day with its month in words or in digits."""
    if match["day"]:
        month = MONTHS[match["month_name"].lower().rstrip(".")]
        year = f"20{match['short_year']}" if match["short_year"] else match["year"]
        return _day(year, month, int(match["day"]))
    if match["day_slash"]:
        return _day(match["year_slash"], int(match["month_slash"]), int(match["day_slash"]))
    year = match["year_digits"]
    year = year if len(year) == 4 else f"20{year}"
    return _day(year, int(match["month_digits"]), int(match["day_digits"]))


def _relative(match: re.Match[str]) -> DateMention:
    start, end = match.span()
    if match["weekday"]:
        return DateMention(start, end, match["weekday"].lower(), "weekday")
    word = (match["today"] or match["yesterday"]).lower()
    return DateMention(start, end, "heute" if match["today"] else word, "relative")


def _day(year: str | None, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    try:
        datetime.date(int(year or 2020), month, day)
    except ValueError:
        return None
    return f"{year or '-'}-{month:02}-{day:02}"


def _mention(start: int, end: int, value: str | None) -> DateMention | None:
    if value is None:
        return None
    return DateMention(start, end, value, "no-year" if value.startswith("--") else "day")


def resolve_date(mention: DateMention, released: str | None) -> tuple[str | None, str]:
    """
    Give the date *mention* means and ``stated`` or ``derived``, ``None`` if nothing says it.

    A weekday is the last one up to the release date, a day without year the nearest one.
    """
    if mention.kind in ("day", "month", "year"):
        return mention.value, "stated"
    if released is None or len(released) != 10:
        return None, "derived"
    day = datetime.date.fromisoformat(released)
    if mention.kind == "weekday":
        back = (day.weekday() - WEEKDAYS[mention.value]) % 7
        return (day - datetime.timedelta(days=back)).isoformat(), "derived"
    if mention.kind == "no-year":
        return _nearest_year(mention.value, day), "derived"
    back = {"heute": 0, "gestern": 1, "vorgestern": 2}[mention.value]
    return (day - datetime.timedelta(days=back)).isoformat(), "derived"


def _nearest_year(value: str, released: datetime.date) -> str | None:
    candidates = []
    for year in (released.year - 1, released.year, released.year + 1):
        try:
            candidates.append(datetime.date.fromisoformat(f"{year}{value[1:]}"))
        except ValueError:
            continue
    nearest = min(candidates, key=lambda day: abs(day - released), default=None)
    return nearest.isoformat() if nearest else None
