"""
Sums, dates and periods in words, in German and English.

>>> amount_words("500000", "approximate")
{'de': 'rund 500.000 Euro', 'en': 'about 500,000 euros'}
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import get_month_names

SAID_AGAIN = 5_000
"""Sums, dates and periods that are said again and again among many grants."""

Words = dict[str, str]
"""Language → text."""

PRECISION_WORDS: dict[str, Words] = {
    "exact": {"de": "", "en": ""},
    "approximate": {"de": "rund ", "en": "about "},
    "at-least": {"de": "mindestens ", "en": "at least "},
    "at-most": {"de": "höchstens ", "en": "at most "},
}
"""Key of a precision → what stands before the number."""

DAY_OR_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
MONTHS = {language: get_month_names("wide", locale=language) for language in ("de", "en")}


def number_words(number: int) -> Words:
    """
    Write a number with what parts its thousands.

    >>> number_words(15206)
    {'de': '15.206', 'en': '15,206'}
    """
    return {"de": f"{number:,}".replace(",", "."), "en": f"{number:,}"}


def amount_words(amount: Decimal | str, precision: str = "exact") -> Words:
    """Write a sum in euros with its precision."""
    return dict(_amount_words(str(amount), precision))


@lru_cache(maxsize=SAID_AGAIN)
def _amount_words(amount: str, precision: str) -> Words:
    english = f"{Decimal(amount):,.2f}".removesuffix(".00")
    german = english.translate(str.maketrans(",.", ".,"))
    before = PRECISION_WORDS[precision]
    return {"de": f"{before['de']}{german} Euro", "en": f"{before['en']}{english} euros"}


def range_words(low: Decimal | str, high: Decimal | str) -> Words:
    """
    Write a sum that lies between two.

    >>> range_words("400000", "500000")["de"]
    '400.000 bis 500.000 Euro'
    """
    first, last = amount_words(low), amount_words(high)
    start = {language: words.rpartition(" ")[0] for language, words in first.items()}
    return {"de": f"{start['de']} bis {last['de']}", "en": f"{start['en']} to {last['en']}"}


def per_year(words: Words) -> Words:
    """Say that a sum is paid each year."""
    return {"de": f"{words['de']} je Jahr", "en": f"{words['en']} per year"}


def date_words(text: str) -> Words:
    """
    Write a date in the precision it has; what is no date stays as it is.

    >>> date_words("2021-10-29"), date_words("2026-01")["de"]
    ({'de': '29. Oktober 2021', 'en': '29 October 2021'}, 'Januar 2026')
    """
    match text.split("-") if _is_date(text) else ():
        case [year, month]:
            return {language: f"{names[int(month)]} {year}" for language, names in MONTHS.items()}
        case [year, month, day]:
            words = date_words(f"{year}-{month}")
            return {"de": f"{int(day)}. {words['de']}", "en": f"{int(day)} {words['en']}"}
    return {"de": str(text), "en": str(text)}  # a kind of text becomes plain text


def _is_date(text: str) -> bool:
    """Tell whether there is such a day, or month, in any century."""
    if not DAY_OR_MONTH.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01"[: len("2021-10-29")])
    except ValueError:
        return False
    return True


def period_words(start: str | None, end: str | None) -> Words:
    """
    Write a period of which one end may be open.

    >>> period_words("2021", "2025")["de"], period_words(None, "2025")["en"]
    ('2021 bis 2025', 'until 2025')
    """
    return dict(_period_words(start, end))


@lru_cache(maxsize=SAID_AGAIN)
def _period_words(start: str | None, end: str | None) -> Words:
    first, last = (date_words(text) if text else None for text in (start, end))
    if first and last:
        if first == last:
            return first
        return {
            "de": f"{first['de']} bis {last['de']}",
            "en": f"{first['en']} to {last['en']}",
        }
    if last:
        return {"de": f"bis {last['de']}", "en": f"until {last['en']}"}
    if first:
        return {"de": f"ab {first['de']}", "en": f"from {first['en']}"}
    return {}
