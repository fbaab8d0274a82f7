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
from typing import NamedTuple

from wirlod.extract.grants.bodies import Body, Unit, folded
from wirlod.extract.grants.model import Model, softmax
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.values.amounts import AmountMention

LEAST_SCORE = -7.0
"""Bodies that score so much less than the best are not looked at again."""

LIKELY = 0.3
"""From which probability of a grant on a sum is one of a list of grants."""

KINDS = ("thing", "office", "many", "funder", "place", "church", "house", "commune", "club")
"""Kinds of bodies, those that seldom get a sum first."""

NOBODY = -1.0
"""What a feature is that has nothing to compare with."""


class Look(NamedTuple):
    """A sum by itself: how likely a grant, and how its bodies score."""

    unit: Unit
    amount: AmountMention
    granted: float
    bodies: Sequence[Body]
    scores: Sequence[float]

    @property
    def at(self) -> int:
        """Where the sum stands in the text."""
        return self.unit.start + self.amount.start


class SecondLook:
    """All sums of one text as they stand together."""

    def __init__(self, around: Surroundings, looks: list[Look]) -> None:
        self._around = around
        self._looks = looks
        self._parts = [softmax(look.scores) for look in looks]
        self._shares = [_shares(look, p) for look, p in zip(looks, self._parts, strict=True)]
        self._best = [
            max(zip(parts, look.bodies, strict=True), key=lambda pair: pair[0], default=None)
            for look, parts in zip(looks, self._parts, strict=True)
        ]
        self._listed = [n for n, k in enumerate(looks) if k.bodies and k.granted >= LIKELY]
        self._habits = [self._habits_of(n) for n in range(len(looks))]
        self._usual = defaultdict[str, float](float)
        for habits in self._habits:
            for name, weight in habits.items():
                self._usual[name] += weight
        self._expected = sum(look.granted for look in looks if look.bodies)
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
        words = [(set(folded(b.label).split()), p) for b, p, is_near in
                 zip(look.bodies, self._parts[number], near, strict=True) if is_near]  # fmt: skip
        ordered = sorted(self._shares[number].values(), reverse=True)
        common = self._of_sum(number)
        return [
            {
                **common, "score": round(score - top, 1),
                **self._of_share(self._shares[number][body.key], ordered),
                **self._of_others(number, body), **self._of_body(look, body),
                **_alike(set(folded(body.label).split()), words),
            } if is_near else None
            for body, score, is_near in zip(look.bodies, look.scores, near, strict=True)
        ]  # fmt: skip

    def _of_sum(self, number: int) -> dict[str, float]:
        look = self._looks[number]
        return {
            "granted": round(look.granted, 2), "sums-here": len(look.unit.sums),
            "sums": len(self._looks), "bodies": len(look.bodies),
            "named-here": len(self._around.real(look.unit)),
            "others-granted": round(self._expected - look.granted, 1),
        }  # fmt: skip

    @staticmethod
    def _of_share(share: float, ordered: list[float]) -> dict[str, float]:
        return {
            "share": round(share, 2), "behind": round(ordered[0] - share, 2),
            "rank": sum(other > share for other in ordered),
        }  # fmt: skip

    def _of_others(self, number: int, body: Body) -> dict[str, float]:
        """What other sums of the text say: whom they go to, and where that stands."""
        look, at = self._looks[number], body.unit.start + body.phrase.start
        place = bisect.bisect_left(self._listed, number)
        before = self._best[self._listed[place - 1]] if place else None
        after = next((self._best[n] for n in self._listed[place : place + 2] if n > number), None)
        found = {
            "claimed": self._claimed(number, body.key, None),
            "claimed-here": self._claimed(number, body.key, look.unit.number),
            "usual-place": self._usually(number, _place(self._around, look, body)),
            "usual-kind": self._usually(number, body.phrase.kind),
        }
        for name, other in (("before", before), ("after", after)):
            there = other[1].unit.start + other[1].phrase.start if other else 0
            found[f"{name}-is-it"] = float(other[1].key == body.key) if other else NOBODY
            found[f"{name}-stands"] = float(at > there) if other else NOBODY
            found[f"{name}-share"] = round(other[0], 2) if other else NOBODY
        return found

    def _of_body(self, look: Look, body: Body) -> dict[str, float]:
        phrase, at = body.phrase, body.unit.start + body.phrase.start
        return {
            "kind": KINDS.index(phrase.kind), "step": body.unit.number - look.unit.number,
            "behind-sum": round((at - look.at) / 10) if body.unit is look.unit else NOBODY * 99,
            "away": round(abs(at - look.at) / 10), "generic": float(phrase.generic),
            "attached": float(bool(phrase.attached)), "in-genitive": float(bool(phrase.inner)),
            "count": self._around.bodies.count[body.key], "words": len(body.label.split()),
            "first-in": self._around.bodies.first_unit[body.key],
            "sums-there": len(body.unit.sums),
        }  # fmt: skip

    def _usually(self, number: int, name: str) -> float:
        """Say how often the other sums go to such a place or kind."""
        rest = self._expected - self._looks[number].granted
        if rest <= LIKELY:
            return NOBODY
        return round((self._usual[name] - self._habits[number][name]) / rest, 2)

    def _habits_of(self, number: int) -> dict[str, float]:
        look, found = self._looks[number], defaultdict[str, float](float)
        for body, part in zip(look.bodies, self._parts[number], strict=True):
            found[_place(self._around, look, body)] += look.granted * part
            found[body.phrase.kind] += look.granted * part
        return found

    def _all_claims(self) -> dict[tuple[str, int | None], list[tuple[float, int]]]:
        """Give the two likeliest claims of each body, in the text and in each unit."""
        found = defaultdict[tuple[str, int | None], list[tuple[float, int]]](list)
        for number, (look, shares) in enumerate(zip(self._looks, self._shares, strict=True)):
            for key, share in shares.items():
                for place in (None, look.unit.number):
                    claims = [*found[key, place], (look.granted * share, number)]
                    found[key, place] = nlargest(2, claims)
        return found

    def _claimed(self, number: int, key: str, place: int | None) -> float:
        claims = (claim for claim, n in self._claims.get((key, place), ()) if n != number)
        return round(next(claims, 0.0), 2)


def _shares(look: Look, parts: list[float]) -> dict[str, float]:
    """Add up the mentions of each body."""
    found = defaultdict[str, float](float)
    for body, part in zip(look.bodies, parts, strict=True):
        found[body.key] += part
    return found


def _place(around: Surroundings, look: Look, body: Body) -> str:
    """Say where a body stands from a sum: so many names ahead or behind, or units away."""
    if body.unit is not look.unit:
        return f"{max(-4, min(3, body.unit.number - look.unit.number)):+d}"
    behind = body.phrase.start >= look.amount.end
    ends = (look.amount.end, body.phrase.start)
    start, end = ends if behind else (body.phrase.end, look.amount.start)
    named = around.bodies.in_unit[look.unit.number]
    first, last = (
        bisect.bisect_left(named, at, key=lambda b: b.phrase.start) for at in (start, end)
    )
    return f"{'behind' if behind else 'ahead'} {min(last - first, 3)}"


def _alike(own: set[str], words: list[tuple[set[str], float]]) -> dict[str, float]:
    """Say how likely bodies are that are called so and more, or by a part of it."""
    longer = sum(part for other, part in words if own < other)
    shorter = sum(part for other, part in words if other < own)
    return {"alike-longer": round(longer, 2), "alike-shorter": round(shorter, 2)}
