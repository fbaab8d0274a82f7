"""
A second look at who gets a sum, once all sums of a text have been looked at by themselves.

What the other sums of a text seem to get tells of each: a body that got one already gets no second,
lists go on as they began, names keep their order. What the features say stands as rules among the
weights: boosted trees, a line for each of their leaves.
"""

import bisect
from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest
from operator import itemgetter
from typing import NamedTuple

from wirlod.extract.grants.model import Model, softmax
from wirlod.extract.grants.money_words import count_between
from wirlod.extract.grants.surroundings import Surroundings, folded
from wirlod.extract.grants.units import Body, Unit
from wirlod.values.amounts import AmountMention

LEAST_SCORE = -7.0
"""Bodies that score so much less than the best are not looked at again."""

LIKELY = 0.3
"""From which probability of a grant on a sum is one of a list of grants."""

KINDS = ("thing", "office", "many", "funder", "place", "church", "house", "commune", "club")
"""Kinds of bodies, those that seldom get a sum first."""

NOBODY, ELSEWHERE = -1.0, -99.0
"""What a feature is that has nothing to compare with, and that of another unit."""


class Look(NamedTuple):
    """A sum by itself: how likely a grant, and how its bodies score."""

    unit: Unit
    amount: AmountMention
    granted: float
    bodies: Sequence[Body]
    scores: Sequence[float]


class SecondLook:
    """All sums of one text as they stand together."""

    def __init__(self, around: Surroundings, looks: list[Look]) -> None:
        self._around = around
        self._looks = looks
        self._parts = [softmax(look.scores) for look in looks]
        self._listed = [n for n, k in enumerate(looks) if k.bodies and k.granted >= LIKELY]
        self._expected = sum(look.granted for look in looks if look.bodies)
        self._habits = [self._habits_of(n) for n in range(len(looks))]
        self._usual = defaultdict[str, float](float)
        for name, weight in (habit for habits in self._habits for habit in habits.items()):
            self._usual[name] += weight
        self._claims = self._all_claims()

    def scores(self, model: Model) -> list[list[float]]:
        """Score all bodies of all sums anew."""
        return [
            [
                score + (model.look_again(told) if told else 0.0)
                for score, told in zip(look.scores, self.features(number), strict=True)
            ]
            for number, look in enumerate(self._looks)
        ]

    def features(self, number: int) -> list[dict[str, float] | None]:
        """Give what tells of each body of a sum; nothing of one that is not likely at all."""
        look = self._looks[number]
        top = max(look.scores, default=0.0)
        near = [score - top > LEAST_SCORE for score in look.scores]
        told = zip(look.bodies, self._parts[number], near, strict=True)
        words = [(_words(body), part) for body, part, is_near in told if is_near]
        return [
            {
                **self._of_body(look, body), **self._of_others(number, body),
                "alike-shorter": round(sum(p for other, p in words if other < _words(body)), 2),
            } if is_near else None
            for body, is_near in zip(look.bodies, near, strict=True)
        ]  # fmt: skip

    def _of_body(self, look: Look, body: Body) -> dict[str, float]:
        phrase, here = body.phrase, body.unit is look.unit
        return {
            "kind": KINDS.index(phrase.kind), "generic": float(phrase.generic),
            "count": self._around.count[body.key], "words": len(body.label.split()),
            "behind-sum": round((phrase.start - look.amount.start) / 10) if here else ELSEWHERE,
        }  # fmt: skip

    def _of_others(self, number: int, body: Body) -> dict[str, float]:
        """What other sums of the text say: whom they go to, and where that stands."""
        after = bisect.bisect_right(self._listed, number)
        following = self._best(self._listed[after]) if after < len(self._listed) else None
        behind = float(body.start > following.start) if following else NOBODY
        look = self._looks[number]
        claims = (part for part, n in self._claims.get(body.key, ()) if n != number)
        return {
            "claimed": round(next(claims, 0.0), 2), "behind-next": behind,
            "usual-place": self._usually(number, place_of(look.unit, look.amount, body)),
            "usual-kind": self._usually(number, body.phrase.kind),
        }  # fmt: skip

    def _best(self, number: int) -> Body:
        pairs = zip(self._parts[number], self._looks[number].bodies, strict=True)
        return max(pairs, key=itemgetter(0))[1]

    def _usually(self, number: int, name: str) -> float:
        """Say how often the other sums go to such a place or kind."""
        rest = self._expected - self._looks[number].granted
        if rest <= LIKELY:
            return NOBODY
        return round((self._usual[name] - self._habits[number][name]) / rest, 2)

    def _habits_of(self, number: int) -> dict[str, float]:
        look, found = self._looks[number], defaultdict[str, float](float)
        for body, part in zip(look.bodies, self._parts[number], strict=True):
            for name in (place_of(look.unit, look.amount, body), body.phrase.kind):
                found[name] += look.granted * part
        return found

    def _all_claims(self) -> dict[str, list[tuple[float, int]]]:
        """Give the two likeliest claims of each body."""
        found = defaultdict[str, list[tuple[float, int]]](list)
        for number, (look, parts) in enumerate(zip(self._looks, self._parts, strict=True)):
            shares = defaultdict[str, float](float)
            for body, part in zip(look.bodies, parts, strict=True):
                shares[body.key] += part
            for key, share in shares.items():
                found[key] = nlargest(2, [*found[key], (look.granted * share, number)])
        return found


def _words(body: Body) -> set[str]:
    return set(folded(body.label).split())


def place_of(unit: Unit, amount: AmountMention, body: Body) -> str:
    """Say where a body stands from a sum: so many names ahead or behind, or units away."""
    if body.unit is not unit:
        return f"{max(-4, min(3, body.unit.number - unit.number)):+d}"
    behind = body.phrase.start >= amount.end
    ends = (amount.end, body.phrase.start)
    start, end = ends if behind else (body.phrase.end, amount.start)
    named = [other.phrase for other in unit.bodies]
    return f"{'behind' if behind else 'ahead'} {min(count_between(named, start, end), 3)}"
