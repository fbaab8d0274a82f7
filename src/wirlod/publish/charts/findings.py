"""
What a chart shows, in one sentence: only where the rows say it whatever the ranges hide.

«rund 500.000» may be 540.000: what is about has room on both sides. Who leads by little is not
named alone, for the next source may turn it: those close behind are named with how they lie
together.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from wirlod.values.sums import Total

K = TypeVar("K", bound=Hashable)

CLOSE = Decimal("0.9")
"""Whoever has so much of what the first has is close behind."""

WIDEST = Decimal("0.1")
"""How far «about» reaches at most, in parts of the sum."""


def find_bounds(total: Total) -> tuple[Decimal, Decimal | None]:
    """
    Give what a total is at least and at most; what is about reaches to where it would be rounded.

    >>> [str(bound) for bound in find_bounds(Total.of("approximate", Decimal(520), Decimal(520)))]
    ['515', '525']
    """
    least, most = total.least, total.most
    if not total.about:
        return least, most
    return least - _find_room(least), None if most is None else most + _find_room(most)


def _find_room(amount: Decimal) -> Decimal:
    """Give how far away from *amount* another is rounded to it."""
    if not amount:
        return amount
    digits = str(int(amount))
    step = Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
    return min(step / 2, amount * WIDEST)


def find_leaders(totals: Mapping[K, Total]) -> list[K]:
    """
    List who has most, with all that may have as much or are close behind, the largest first.

    Empty where somebody's sum has no known end, for whom nobody may lead, and where there is
    nobody else.

    >>> five, some = (Total.of("exact", Decimal(n), Decimal(n)) for n in (50, 30))
    >>> find_leaders({"a": five, "b": some}), find_leaders({"a": five, "b": five})
    (['a'], ['a', 'b'])
    >>> find_leaders({"a": five, "b": Total.of("at-least", Decimal(1), None)})
    []
    """
    bounds = {key: find_bounds(total) for key, total in totals.items()}
    first = max(bounds, key=lambda key: bounds[key][0], default=None)
    if first is None or len(bounds) < 2 or not bounds[first][0]:
        return []
    reach = [most for key, (_, most) in bounds.items() if key != first]
    if any(most is None for most in reach):
        return []
    close = bounds[first][0] * CLOSE
    others = [key for key, (_, most) in bounds.items() if key != first and (most or 0) >= close]
    return sorted([first, *others], key=lambda key: -totals[key].least)


def say_together(totals: Sequence[Total]) -> dict[str, str]:
    """
    Say where several totals lie: one sum, or from the smallest to the largest.

    >>> five, six = (Total.of("exact", Decimal(n), Decimal(n)) for n in (5, 6))
    >>> say_together([six, five, six])["en"], say_together([six, six])["en"]
    ('5 to 6 euros', '6 euros')
    """
    lowest = min(totals, key=lambda total: total.least)
    highest = max(totals, key=lambda total: total.most or total.least)
    joined = Total(
        least=lowest.least,
        most=None if any(total.most is None for total in totals) else highest.most,
        **{"about" if any(total.about for total in totals) else "exact": 1},
    )
    return joined.words


def join_names(names: Iterable[str], language: str) -> str:
    """
    Name several in one breath.

    >>> join_names(["Kassel", "Hanau", "Fulda"], "de")
    'Kassel, Hanau und Fulda'
    """
    *others, last = names
    word = {"de": "und", "en": "and"}[language]
    return f"{', '.join(others)} {word} {last}" if others else last
