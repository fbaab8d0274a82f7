"""
Numbers as press releases write them: digits with any separator, words up to the millions.
"""

import re
from decimal import Decimal

UNITS = {
    "null": 0, "ein": 1, "eins": 1, "eine": 1, "einen": 1, "einer": 1, "einem": 1, "zwei": 2,
    "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
TENS = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60,
    "siebzig": 70, "achtzig": 80, "neunzig": 90,
}  # fmt: skip
HALVES = {
    "halbe": Decimal("0.5"), "halben": Decimal("0.5"), "anderthalb": Decimal("1.5"),
    "eineinhalb": Decimal("1.5"), "einenhalb": Decimal("1.5"), "zweieinhalb": Decimal("2.5"),
    "dreieinhalb": Decimal("3.5"), "viereinhalb": Decimal("4.5"), "fünfeinhalb": Decimal("5.5"),
    "sechseinhalb": Decimal("6.5"), "siebeneinhalb": Decimal("7.5"),
    "achteinhalb": Decimal("8.5"), "neuneinhalb": Decimal("9.5"), "dreiviertel": Decimal("0.75"),
}  # fmt: skip

_PART = "|".join(sorted([*UNITS, *TENS, "und", "hundert", "tausend"], key=len, reverse=True))
NUMBER_WORD = rf"(?:{_PART})+"
"""A number in one word: ``dreihunderttausend``, ``fünfundzwanzig``, ``elf``."""

_BELOW_HUNDRED = re.compile(
    rf"(?:(?P<unit>{'|'.join(sorted(UNITS, key=len, reverse=True))})und)?"
    rf"(?P<tens>{'|'.join(TENS)})"
)


def read_number_word(word: str) -> int | None:
    """
    Read a German number word, ``None`` if it is none.

    >>> read_number_word("dreihundertfünfundzwanzigtausend")
    325000
    >>> read_number_word("elf")
    11
    """
    word = word.lower()
    if "tausend" in word:
        thousands, _, rest = word.partition("tausend")
        high = _below_thousand(thousands) if thousands else 1
        low = _below_thousand(rest.removeprefix("und")) if rest else 0
        return None if high is None or low is None else high * 1000 + low
    return _below_thousand(word)


def _below_thousand(word: str) -> int | None:
    if "hundert" not in word:
        return _below_hundred(word)
    hundreds, _, rest = word.partition("hundert")
    high = UNITS.get(hundreds) if hundreds else 1
    low = _below_hundred(rest.removeprefix("und")) if rest else 0
    return None if high is None or low is None else high * 100 + low


def _below_hundred(word: str) -> int | None:
    if word in UNITS:
        return UNITS[word]
    match = _BELOW_HUNDRED.fullmatch(word)
    if match is None:
        return None
    return TENS[match["tens"]] + (UNITS[match["unit"]] if match["unit"] else 0)


MOST_DIGITS = 20
"""What is longer, separators included, is no number that anybody counts, adds or compares."""


def read_digits(digits: str, scaled: bool = False) -> Decimal | None:
    """
    Read digits with German separators; before a scale («1.75 Millionen») a point is a comma.

    >>> read_digits("10.330.457,86")
    Decimal('10330457.86')
    >>> read_digits("1.75", scaled=True)
    Decimal('1.75')
    >>> read_digits("9" * 400) is None
    True
    """
    digits = re.sub(r"(,-+|,–|,—|\.-+)$", "", digits.strip())
    digits = re.sub(r"[ \u00a0\u2007\u2009\u202f']", "", digits)
    digits = digits.replace("’", "")
    if len(digits) > MOST_DIGITS:
        return None
    if scaled and re.fullmatch(r"\d+\.\d+", digits):
        return Decimal(digits)
    if re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d+)?|\d+(,\d+)?", digits):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+\.\d{1,2}", digits):
        return Decimal(digits)
    return None


def plain_number(value: Decimal) -> int | float:
    """Give *value* as JSON shows it: whole numbers without a fraction."""
    return int(value) if value == value.to_integral_value() else float(value)
