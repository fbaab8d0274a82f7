"""
What sums of money add up to: a range, with how exactly each part of it is known.

«rund 500.000» and «über 1,2 Millionen» make «mindestens rund 1.700.000»: what is certain adds up
from below, the ceiling is open as soon as one part has none, and nothing becomes more exact by
being added. Money is a Decimal, never a float.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Self

import msgspec

from wirlod.values.words import PRECISION_WORDS, Words, amount_words, number_words, range_words

ZERO = Decimal(0)


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """Sums added up; without any, the sum of nothing."""

    least: Decimal = ZERO
    """What is certain."""
    most: Decimal | None = ZERO
    """What it cannot exceed; None where a part says «at least» only."""
    exact: int = 0
    about: int = 0
    at_least: int = 0
    at_most: int = 0
    aside: int = 0
    """How many things were looked at whose sum does not count."""
    without: int = 0
    """How many things were looked at that state no sum."""

    @classmethod
    def of(
        cls, precision: str, least: Decimal | None, most: Decimal | None, count: int = 1
    ) -> Self:
        """
        Give what *count* sums of one precision, stated within the same bounds, add up to.

        :param least: the value, or the lower bound; None for «at most».
        :param most: the value, or the upper bound; None for «at least».
        """
        number = precision.replace("approximate", "about").replace("-", "_")
        return cls(least=least or ZERO, most=most, **{number: count})

    @classmethod
    def of_row(cls, row: Mapping[str, str]) -> Self:
        """
        Give the total that a row of a chart or an answer states.

        >>> Total.of_row({"sum": "600000", "most": "600000", "grants": "1"}).words["en"]
        '600,000 euros'
        """
        names = ("grants", "about", "atLeast", "atMost")
        count, about, at_least, at_most = (int(row.get(name) or 0) for name in names)
        return cls(
            least=Decimal(row.get("sum") or 0),
            most=None if at_least else Decimal(row.get("most") or 0),
            exact=count - about - at_least - at_most,
            about=about,
            at_least=at_least,
            at_most=at_most,
        )

    def __add__(self, other: Self) -> Self:
        """Add two totals, with how exactly they are known."""
        most = None if self.most is None or other.most is None else self.most + other.most
        return type(self)(
            least=self.least + other.least,
            most=most,
            exact=self.exact + other.exact,
            about=self.about + other.about,
            at_least=self.at_least + other.at_least,
            at_most=self.at_most + other.at_most,
            aside=self.aside + other.aside,
            without=self.without + other.without,
        )

    @property
    def counted(self) -> int:
        """How many sums were added."""
        return self.exact + self.about + self.at_least + self.at_most

    @property
    def precision(self) -> str:
        """
        How exactly the whole is known; ``range`` where both bounds are, and differ.

        >>> Total.of("exact", Decimal(2), Decimal(2)).precision
        'exact'
        """
        if self.most is None:
            return "at-least"
        if self.least != self.most:
            return "range" if self.least else "at-most"
        return "approximate" if self.about else "exact"

    @property
    def words(self) -> Words:
        """
        Say the total; empty where nothing was added.

        >>> rough = Total.of("approximate", Decimal(5), Decimal(5))
        >>> (rough + Total.of("at-least", Decimal(12), None)).words
        {'de': 'mindestens rund 17 Euro', 'en': 'at least about 17 euros'}
        """
        if not self.counted:
            return {}
        bound = self.precision if self.precision in ("at-least", "at-most") else "exact"
        rough = "approximate" if self.about else "exact"
        return {
            language: f"{PRECISION_WORDS[bound][language]}{PRECISION_WORDS[rough][language]}{text}"
            for language, text in self._sums().items()
        }

    def _sums(self) -> Words:
        most = self.most or ZERO
        if self.precision == "range":
            return range_words(self.least, most)
        return amount_words(most if self.precision == "at-most" else self.least)

    @property
    def quality(self) -> Words:
        """
        Say how many parts are known how exactly.

        >>> Total(exact=7, about=2, without=1, aside=2).quality["en"]
        '7 exact, 2 about; 2 do not count, 1 states none'
        >>> Total(exact=1431, about=2, aside=1000).quality["de"]
        '1.431 genau, 2 rund; 1.000 zählen nicht'
        """
        return {tag: _quality(self, tag) for tag in QUALITY_WORDS}


OneOrMany = tuple[str, str]

QUALITY_WORDS: dict[str, tuple[tuple[str, ...], OneOrMany, OneOrMany]] = {
    "de": (
        ("genau", "rund", "mindestens", "höchstens"),
        ("zählt nicht", "zählen nicht"),
        ("nennt keine", "nennen keine"),
    ),
    "en": (
        ("exact", "about", "at least", "at most"),
        ("does not count", "do not count"),
        ("states none", "state none"),
    ),
}
"""How known sums are called, those that do not count, and things without a sum."""


def _quality(total: Total, language: str) -> str:
    words, *others = QUALITY_WORDS[language]
    counts = (total.exact, total.about, total.at_least, total.at_most)
    known = [
        f"{number_words(count)[language]} {word}"
        for count, word in zip(counts, words, strict=True)
        if count
    ]
    rest = [
        f"{number_words(count)[language]} {one if count == 1 else many}"
        for count, (one, many) in zip((total.aside, total.without), others, strict=True)
        if count
    ]
    return "; ".join(", ".join(parts) for parts in (known, rest) if parts)


def add_up(totals: Iterable[Total]) -> Total:
    """Add up any number of totals."""
    return sum(totals, Total())
