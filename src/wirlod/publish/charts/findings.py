"""What a chart shows, in one sentence: only where the rows say it whatever the ranges hide."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from wirlod.values.sums import Total

K = TypeVar("K", bound=Hashable)


def choose_largest(totals: Mapping[K, Total]) -> K | None:
    """
    Choose the total that none of the others can reach; None where one may, or there is no other.

    >>> from decimal import Decimal
    >>> five, some = (Total.of("exact", Decimal(n), Decimal(n)) for n in (5, 3))
    >>> choose_largest({"a": five, "b": some}), choose_largest({"a": five, "b": five})
    ('a', None)
    >>> choose_largest({"a": five, "b": Total.of("at-least", Decimal(1), None)})
    """
    if len(totals) < 2:
        return None
    first, *others = sorted(totals, key=lambda key: totals[key].least, reverse=True)
    bounds = [totals[key].most for key in others]
    is_alone = all(bound is not None and bound < totals[first].least for bound in bounds)
    return first if is_alone else None
