"""What numbers of a picture count, and how they are written in few characters."""

from decimal import Decimal

import msgspec

from wirlod.values.sums import Total
from wirlod.values.words import Words

BEFORE = {
    "de": {"at-least": "mind. ", "at-most": "höchst. ", "about": "rund "},
    "en": {"at-least": "min. ", "at-most": "max. ", "about": "about "},
}
GERMAN = str.maketrans(",.", ".,")


class Unit(msgspec.Struct, frozen=True):
    """What is counted; money is written with its sign, in millions where that rounds nothing."""

    name: Words
    is_money: bool = False

    def write(self, amount: Decimal, language: str) -> str:
        """Write an amount in few characters."""
        return (short_sum if self.is_money else short_number)(amount, language)


EURO = Unit({"de": "Euro", "en": "euros"}, is_money=True)
PLAIN = Unit({"de": "", "en": ""})
"""What only counts."""


def short_sum(amount: Decimal, language: str) -> str:
    """
    Write a sum in few characters, in millions where that rounds nothing.

    >>> short_sum(Decimal("1250000"), "de"), short_sum(Decimal("500000"), "en")
    ('1,25 Mio. €', '€500,000')
    """
    if amount >= 1_000_000 and not amount % 10_000:
        written = f"{(amount / 1_000_000):.2f}".rstrip("0").rstrip(".")
        return f"{written.replace('.', ',')} Mio. €" if language == "de" else f"€{written}m"
    written = f"{amount:,.0f}"
    return f"{written.replace(',', '.')} €" if language == "de" else f"€{written}"


def short_number(number: Decimal, language: str) -> str:
    """
    Write a number with two digits after the point at most, a small one with two that say something.

    >>> short_number(Decimal("1234.50"), "de"), short_number(Decimal(7), "en")
    ('1.234,5', '7')
    >>> short_number(Decimal("0.00123"), "en")
    '0.0012'
    """
    digits = 2 if number >= 1 or not number else 1 - number.adjusted()
    written = f"{number:,.{digits}f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return written.translate(GERMAN) if language == "de" else written


def say_short(total: Total, language: str, unit: Unit = EURO) -> str:
    """
    Write a total in few characters, both bounds where they differ.

    >>> say_short(Total(least=Decimal(3_080_000), most=Decimal(3_800_000), exact=1), "en")
    '€3.08m – €3.8m'
    """
    if not total.counted:
        return "–"
    words = BEFORE[language]
    before = words.get(total.precision, "") + (words["about"] if total.about else "")
    if total.precision == "range":
        low, high = (
            unit.write(bound or Decimal(0), language) for bound in (total.least, total.most)
        )
        return f"{before}{low} – {high}"
    figure = total.most if total.precision == "at-most" else total.least
    return before + unit.write(figure or Decimal(0), language)
