"""
Sums, dates and periods in words, in German and English.

>>> amount_words("500000", "approximate")
{'de': 'rund 500.000 Euro', 'en': 'about 500,000 euros'}
"""

from decimal import Decimal

Words = dict[str, str]
"""Language → text."""

PRECISION_WORDS = {
    "exact": ("", ""),
    "approximate": ("rund ", "about "),
    "at-least": ("mindestens ", "at least "),
    "at-most": ("höchstens ", "at most "),
}

MONTHS = (
    ("Januar", "January"),
    ("Februar", "February"),
    ("März", "March"),
    ("April", "April"),
    ("Mai", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("August", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Dezember", "December"),
)


def amount_words(amount: Decimal | str, precision: str = "exact") -> Words:
    """Write a sum in euros with its precision."""
    english = f"{Decimal(amount):,.2f}".removesuffix(".00")
    german = english.translate(str.maketrans(",.", ".,"))
    before_de, before_en = PRECISION_WORDS[precision]
    return {"de": f"{before_de}{german} Euro", "en": f"{before_en}{english} euros"}


def range_words(low: Decimal | str, high: Decimal | str) -> Words:
    """
    Write a sum that lies between two.

    >>> range_words("400000", "500000")["de"]
    '400.000 Euro bis 500.000 Euro'
    """
    first, last = amount_words(low), amount_words(high)
    return {"de": f"{first['de']} bis {last['de']}", "en": f"{first['en']} to {last['en']}"}


def per_year(words: Words) -> Words:
    """Say that a sum is paid each year."""
    return {"de": f"{words['de']} je Jahr", "en": f"{words['en']} per year"}


def date_words(text: str) -> Words:
    """
    Write a date in the precision it has.

    >>> date_words("2021-10-29"), date_words("2026-01")["de"]
    ({'de': '29. Oktober 2021', 'en': '29 October 2021'}, 'Januar 2026')
    """
    year, *rest = text.split("-")
    german, english = year, year
    if rest:
        german, english = (f"{month} {year}" for month in MONTHS[int(rest[0]) - 1])
    if len(rest) == 2:
        german, english = f"{int(rest[1])}. {german}", f"{int(rest[1])} {english}"
    return {"de": german, "en": english}


def period_words(start: str | None, end: str | None) -> Words:
    """
    Write a period of which one end may be open.

    >>> period_words("2021", "2025")["de"], period_words(None, "2025")["en"]
    ('2021 bis 2025', 'until 2025')
    """
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
