"""
What the cells of a column look like: numbers, dates, names of places, words.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from wirlod.sheets.bodies import take_apart
from wirlod.sheets.cells import BLANKS
from wirlod.sheets.days import DateOrder, read_day, read_span
from wirlod.sheets.forms import SIGNS, FormError, NumberForm, read_number
from wirlod.sheets.lines import Value, clean
from wirlod.values.places import read_places

ORDERS: tuple[DateOrder, ...] = ("day.month.year", "month/day/year", "year-month-day")
MOST = 400
"""Cells that are looked at; more do not tell more."""

_DATE_LIKE = re.compile(r"\d{1,4}\s?[./-]\s?\d{1,2}(?:\s?[./-]\s?\d{1,4})?|\d{1,2}[./]\d{4}")


class Profile(msgspec.Struct):
    """Shares (0 to 1) of the filled cells of a column that look like something."""

    position: int
    header: str
    rows: int
    filled: float
    examples: list[str]
    texts: list[str]
    numbers: dict[NumberForm, float]
    dates: dict[DateOrder, float]
    typed_numbers: float = 0
    typed_dates: float = 0
    years: float = 0
    spans: float = 0
    postal_codes: float = 0
    places: float = 0
    places_after_comma: float = 0
    legal_forms: float = 0
    words: float = 0
    length: float = 0
    distinct: float = 0

    @property
    def number(self) -> float:
        """How much it looks like a column of numbers, in whatever form."""
        return max(self.numbers.values(), default=0)

    @property
    def day(self) -> float:
        """How much it looks like a column of dates, in whatever order."""
        return max(self.dates.values(), default=0)


def profile_column(position: int, header: str, values: Sequence[Value]) -> Profile:
    """Look at the cells of one column."""
    filled = [value for value in values if clean(value).casefold() not in BLANKS]
    sample = filled[:: max(1, len(filled) // MOST)][:MOST]
    texts = [clean(value) for value in sample]
    total = max(1, len(texts))

    def share(cells: Sequence[object]) -> float:
        return len(cells) / total

    return Profile(
        position=position,
        header=header,
        rows=len(values),
        filled=len(filled) / max(1, len(values)),
        examples=list(dict.fromkeys(texts))[:3],
        texts=list(dict.fromkeys(texts)),
        numbers={form: share([v for v in sample if _is_number(v, form)]) for form in SIGNS},
        dates={order: share([v for v in sample if _is_day(v, order)]) for order in ORDERS},
        typed_numbers=share([v for v in sample if isinstance(v, int | float)]),
        typed_dates=share([v for v in sample if isinstance(v, date | datetime)]),
        years=share([text for text in texts if re.fullmatch(r"(?:19|20)\d\d", text)]),
        spans=share([text for text in texts if _is_span(text)]),
        postal_codes=share([text for text in texts if re.fullmatch(r"(?:D-)?\d{4,5}", text)]),
        places=share([text for text in texts if _is_place(text)]),
        places_after_comma=share(
            [t for t in texts if _is_place(t.rpartition(", ")[2]) and ", " in t]
        ),
        legal_forms=share([text for text in texts if take_apart(text).form]),
        words=share([text for text in texts if re.search(r"[A-Za-zÄÖÜäöü]{3}", text)]),
        length=sum(map(len, texts)) / total,
        distinct=len({clean(value) for value in filled}) / max(1, len(filled)),
    )


def _is_number(value: Value, form: NumberForm) -> bool:
    try:
        read_number(value, form)
    except FormError:
        return False
    return True


def _is_day(value: Value, order: DateOrder) -> bool:
    if isinstance(value, date | datetime):
        return True
    if not isinstance(value, str) or not _DATE_LIKE.match(value.strip()):
        return False
    try:
        return len(read_day(value, order)) > 4
    except FormError:
        return False


def _is_span(text: str) -> bool:
    if not re.search(r"\d{4}.*\d{4}", text) or len(text) > 40:
        return False
    for order in ORDERS:
        try:
            return bool(read_span(text, order).end)
        except FormError:
            continue
    return False


def _is_place(text: str) -> bool:
    return 2 < len(text) < 50 and not text.isdigit() and bool(read_places().find(text))
