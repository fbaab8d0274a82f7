"""
Periods in a text: «von 2021 bis 2025», «von Januar 2026 bis Ende 2030», «bis 2025» (no start).

«Ende 2030» is ``2030``: the precision stated, never an invented last of December.
"""

import re
from bisect import bisect_left, insort
from typing import NamedTuple

import msgspec

from wirlod.values.dates import MONTH, MONTHS, YEAR

EDGE = (
    r"(?:(?:zum\ |zur\ )?(?:einschließlich\ )?(?:Anfang|Mitte|Ende|Beginn|Jahresende|"
    r"Jahresbeginn|Schluss)\ )"
)
POINT = (
    rf"(?:{EDGE}?(?:des\ Jahres\ |des\ |im\ |dem\ )?(?:Jahr(?:es)?\ )?"
    rf"(?:(?P<{{0}}_day>\d{{{{1,2}}}})\.\s?)?"
    rf"(?:(?P<{{0}}_month>{MONTH})|(?P<{{0}}_digits>\d{{{{1,2}}}})\.)?\s?"
    rf"(?P<{{0}}_year>{YEAR})(?!\d))"
)
YEARLESS = (
    rf"(?:(?:Anfang\ |Mitte\ |Ende\ )?(?:(?P<{{0}}_day>\d{{{{1,2}}}})\.\s?)?"
    rf"(?:(?P<{{0}}_month>{MONTH})|(?P<{{0}}_digits>\d{{{{1,2}}}})\.))"
)
TO = r"\s?(?:bis\ (?:zum\ |einschließlich\ |voraussichtlich\ |inklusive\ )*|–\s?|-\s?|/)"

FROM_TO = re.compile(
    rf"(?<![\d.,])(?:(?:[Vv]on|[Vv]om|[Aa]b|seit|Zeitraum)\ )?(?:dem\ )?{POINT.format('a')}"
    rf"{TO}{POINT.format('b')}"
)
BETWEEN = re.compile(rf"\bzwischen\ {POINT.format('a')}\ und\ {POINT.format('b')}")
FROM_TO_ONE_YEAR = re.compile(
    rf"(?<![\d.,])(?:(?:von|vom|ab|zwischen)\ )?(?:dem\ )"
    rf"?{YEARLESS.format('a')}{TO}{POINT.format('b')}"
)
SHORT_YEARS = re.compile(rf"(?<![\d.,/])(?P<a_year>{YEAR})\s?[/–-]\s?(?P<b_short>\d\d)(?![\d.,])")
YEAR_LIST = re.compile(
    rf"\b(?:in\ den|für\ die|den|die)\ (?:beiden\ |drei\ |kommenden\ )"
    rf"?(?:Haushaltsjahren?\ |Jahren?\ )"
    rf"(?P<a_year>{YEAR})(?:,\ {YEAR})*\ (?:und|sowie)\ (?P<b_year>{YEAR})"
)
UNTIL = re.compile(
    rf"\b[Bb]is\ (?:zum\ |einschließlich\ |inklusive\ |voraussichtlich\ |mindestens\ )*"
    rf"{POINT.format('b')}"
)
SINCE = re.compile(
    rf"\b(?:[Aa]b|beginnend|rückwirkend\ (?:zum|ab))\ (?:dem\ |sofort\ )?{POINT.format('a')}"
)
WITHIN = re.compile(
    rf"\b(?:[Ii]m|[Ff]ür\ das|[Ii]n\ dem|im\ laufenden|fürs)\ (?:Haushalts|Förder|Kalender|"
    rf"Projekt|Schul)?"
    rf"[Jj]ahr\ (?P<a_year>{YEAR})(?![\d/–-])"
    rf"|\bfür\ (?P<bare_year>{YEAR})(?![\d/–.-]\d)"
)


class Period(msgspec.Struct, frozen=True):
    """From when to when, each in the precision stated: ``2021``, ``2026-01``, ``2021-10-29``."""

    start: str | None = None
    end: str | None = None


class PeriodMention(NamedTuple):
    """A period where it stands; ``weight`` orders the ways to say it, a full range first."""

    start: int
    end: int
    period: Period
    weight: int


def find_periods(text: str) -> list[PeriodMention]:
    """
    Find the periods in *text*, those that say most first, none inside another.

    >>> [p.period for p in find_periods("von Januar 2026 bis Ende 2030")]
    [Period(start='2026-01', end='2030')]
    """
    found: list[PeriodMention] = []
    taken: list[tuple[int, int]] = []
    for weight, (pattern, read) in enumerate(_PATTERNS):
        for match in pattern.finditer(text):
            period = None if _is_taken(taken, match.span()) else read(match)
            if period is not None:
                start = match.end() - len(match.group().lstrip())
                found.append(PeriodMention(start, match.end(), period, weight))
                insort(taken, (start, match.end()))
    return found


def _is_taken(taken: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    """Tell whether one of the spans *taken*, in order and none within another, shares a letter."""
    place = bisect_left(taken, (span[1], 0))
    return place > 0 and span[0] < taken[place - 1][1]


def _point(match: re.Match[str], name: str, year: str | None = None) -> str | None:
    year = year or match[f"{name}_year"]
    month_name, digits = match[f"{name}_month"], match[f"{name}_digits"]
    month = MONTHS[month_name.lower().rstrip(".")] if month_name else int(digits or 0)
    if not 0 <= month <= 12:
        return None
    if not month:
        return year
    day = match[f"{name}_day"]
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"


def _range(start: str | None, end: str | None) -> Period | None:
    if start is None or end is None or end[:4] < start[:4]:
        return None
    return Period(start, end)


def _from_to(match: re.Match[str]) -> Period | None:
    return _range(_point(match, "a"), _point(match, "b"))


def _from_to_one_year(match: re.Match[str]) -> Period | None:
    return _range(_point(match, "a", match["b_year"]), _point(match, "b"))


def _short_years(match: re.Match[str]) -> Period | None:
    start = match["a_year"]
    end = start[:2] + match["b_short"]
    return Period(start, end) if 0 < int(end) - int(start) <= 10 else None


def _year_list(match: re.Match[str]) -> Period | None:
    return _range(match["a_year"], match["b_year"])


def _until(match: re.Match[str]) -> Period:
    return Period(None, _point(match, "b"))


def _since(match: re.Match[str]) -> Period:
    return Period(_point(match, "a"), None)


def _within(match: re.Match[str]) -> Period:
    year = match["a_year"] or match["bare_year"]
    return Period(year, year)


_PATTERNS = (
    (YEAR_LIST, _year_list),
    (BETWEEN, _from_to),
    (FROM_TO, _from_to),
    (FROM_TO_ONE_YEAR, _from_to_one_year),
    (SHORT_YEARS, _short_years),
    (UNTIL, _until),
    (SINCE, _since),
    (WITHIN, _within),
)
