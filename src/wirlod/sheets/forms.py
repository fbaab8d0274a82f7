"""
How numbers are written in a column, and what they mean; dates are in ``days``.

A form is named by an example (``1.234,56``); what does not have it is refused, never bent.
"""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

import msgspec

from wirlod.saying import message, say
from wirlod.sheets.lines import Value, clean, plain

NumberForm = Literal["1.234,56", "1,234.56", "1 234,56", "1'234.56"]

CENT = Decimal("0.01")
TOO_MUCH = Decimal(10**15)
"""Euros that no record can state: what has so many digits is a number of something else."""
Precision = Literal["exact", "approximate", "at-least", "at-most"]

SIGNS: dict[NumberForm, tuple[str, str]] = {
    "1.234,56": (".", ","),
    "1,234.56": (",", "."),
    "1 234,56": (" ", ","),
    "1'234.56": ("'’", "."),
}
"""Form → what stands between thousands, and what before decimals."""

UNITS = {
    "": 1, "€": 1, "eur": 1, "euro": 1, "t€": 1_000, "teur": 1_000, "teuro": 1_000,
    "tsd€": 1_000, "tsdeuro": 1_000, "tsdeur": 1_000, "tausendeuro": 1_000, "k€": 1_000,
    "mio€": 1_000_000, "mioeur": 1_000_000, "mioeuro": 1_000_000, "millionen€": 1_000_000,
    "millioneneuro": 1_000_000, "millioneuro": 1_000_000,
}  # fmt: skip
"""Words and signs beside a sum → what it is to be multiplied with."""

_NUMBER = re.compile(
    r"(?P<before>[^\d,.'’(+−-]*)(?P<number>[(+−-]?\s*[\d.,'’ ]*\d[.,]?-?[-–]{0,2}\)?)(?P<after>.*)"
)
_FOOTNOTE = re.compile(r"(?<=[\d€RrOo,–-])\s*(?:\*+|[¹²³⁴-⁹]+|\[\d\d?\]|(?<=\s)\d\))$")
"""What leads to a footnote: «1.234,56 *», «500 €¹», «500 2)»."""
_RANGE = re.compile(r"(?P<low>.*\d[^\d]*?)\s*(?:-|–|\bbis(?: zu)?\b)\s*(?P<high>(?:€ ?)?\d.*)")
_BARE_YEARS = re.compile(r"(?:19|20)\d\d\s*(?:-|–|bis)\s*(?:19|20)\d\d")
PRECISIONS: tuple[tuple[Precision, re.Pattern[str]], ...] = (
    ("at-most", re.compile(r"(?:bis zu|bis|max(?:imal|\.)?|höchstens|bis max\.?|<=?)\s*", re.I)),
    ("approximate", re.compile(r"(?:ca\.?|circa|rund|rd\.?|etwa|ungefähr|~)\s*", re.I)),
    ("at-least", re.compile(r"(?:mind(?:estens|\.)?|ab|über|mehr als|>=?)\s*", re.I)),
)
"""Words before a sum that say how exact it is."""


class Wanted(msgspec.Struct, frozen=True):
    """What is wanted of a cell: a message, and what stands in its places; said when it is read."""

    text: str = ""
    values: dict[str, str | int] = {}

    def __str__(self) -> str:
        """Say it in the language of the run."""
        return say(self.text, **self.values) if self.text else ""


class FormError(ValueError):
    """A cell is not written in the form of its column; says what was wanted."""

    def __init__(self, text: str, **values: str | int) -> None:
        self.wanted = Wanted(text, values)
        super().__init__(str(self.wanted))


def read_number(value: Value, form: NumberForm) -> Decimal:
    """
    Read a sum of euros.

    >>> read_number("460.000,00 €", "1.234,56"), read_number("(1,234.5)", "1,234.56")
    (Decimal('460000.00'), Decimal('-1234.5'))
    >>> read_number("1.484,40", "1,234.56")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    wirlod.sheets.forms.FormError: a number such as 1,234.56, or 'numbers: 1.234,56', ...
    """
    if isinstance(value, bool | date | timedelta):
        raise FormError(message("a number, found a typed cell of another kind"))
    if isinstance(value, int | float):
        return Decimal(plain(value) or "NaN")
    text = clean(value).replace("\u202f", " ")
    match = _NUMBER.fullmatch(text)
    if not match:
        raise FormError(message("a number such as {form}"), form=form)
    factor = _unit(match["before"]) * _unit(match["after"])
    return _signed(match["number"], form) * factor


class Quantity(msgspec.Struct, frozen=True):
    """A sum as exactly as a cell states it: a value, or one bound, or both."""

    value: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    precision: Precision = "exact"

    @property
    def figure(self) -> Decimal:
        """The one number to compare by."""
        return next(n for n in (self.value, self.least, self.most) if n is not None)

    def times(self, factor: int) -> "Quantity":
        """
        Multiply, and round to cents.

        :raises FormError: where it is more than a record can state.
        """
        value, least, most = self.value, self.least, self.most
        return Quantity(
            _cents(value, factor), _cents(least, factor), _cents(most, factor), self.precision
        )


def _cents(number: Decimal | None, factor: int) -> Decimal | None:
    if number is None:
        return None
    if abs(number * factor) >= TOO_MUCH:
        raise FormError(message("a sum of at most fifteen digits before the comma"))
    return (number * factor).quantize(CENT, ROUND_HALF_EVEN)


def read_sum(value: Value, form: NumberForm) -> Quantity:
    """
    Read a sum with the words that say how exact it is, footnotes left away.

    >>> read_sum("bis zu 5.000 € *", "1.234,56").most, read_sum("ca. 2 T€", "1.234,56").value
    (Decimal('5000'), Decimal('2000'))
    >>> found = read_sum("5.000 - 10.000 €", "1.234,56")
    >>> found.least, found.most, found.precision
    (Decimal('5000'), Decimal('10000'), 'approximate')
    """
    if not isinstance(value, str):
        return Quantity(read_number(value, form))
    text = _FOOTNOTE.sub("", clean(value))
    for precision, words in PRECISIONS:
        if match := words.match(text):
            number = read_number(text[match.end() :], form)
            if precision == "at-most":
                return Quantity(most=number, precision=precision)
            if precision == "at-least":
                return Quantity(least=number, precision=precision)
            return Quantity(number, precision=precision)
    return _read_range(text, form) or Quantity(read_number(text, form))


def _read_range(text: str, form: NumberForm) -> Quantity | None:
    """Read «5 bis 10 T€», None where it is no range; two years are none."""
    match = None if _BARE_YEARS.fullmatch(text) else _RANGE.fullmatch(text)
    if not match:
        return None
    unit = _NUMBER.fullmatch(match["high"])
    try:
        high = read_number(match["high"], form)
        low = read_number(match["low"].strip() + (unit["after"] if unit else ""), form)
    except FormError:
        return None
    return Quantity(None, low, high, "approximate") if 0 <= low < high else None


def _unit(word: str) -> int:
    plain_word = re.sub(r"[\s.]", "", word.lower())
    if plain_word not in UNITS:
        raise FormError(message("a sum in euros and nothing else"))
    return UNITS[plain_word]


def _fits(digits: str, form: NumberForm) -> bool:
    groups, decimal = SIGNS[form]
    whole = rf"(?:\d{{1,3}}(?:[{groups}]\d{{3}})+|\d+)"
    return re.fullmatch(rf"{whole}(?:{re.escape(decimal)}\d+)?", digits) is not None


def _signed(text: str, form: NumberForm) -> Decimal:
    text = text.strip()
    negative = text.startswith(("-", "−", "(")) or re.search(r"\d-$", text) is not None
    digits = text.strip("()+−- ").removesuffix(",–").rstrip("–").rstrip(",")
    groups, decimal = SIGNS[form]
    group = f"[{groups}]"
    if not _fits(digits, form):
        others = [other for other in SIGNS if other != form and _fits(digits, other)]
        if others:
            text = message("a number such as {form}, or 'numbers: {other}', which it fits")
            raise FormError(text, form=form, other=others[0])
        raise FormError(message("a number such as {form}"), form=form)
    number = Decimal(re.sub(group, "", digits).replace(decimal, "."))
    return -number if negative else number
