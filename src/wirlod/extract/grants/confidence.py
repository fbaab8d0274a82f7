"""
How surely a grant was read: a small linear model over all that speaks for a reading.

How likely the sum, the recipient and the text are, each by itself, says less than all together with
where they stand; what this model says is the probability of a grant.
"""

import re
from collections import Counter

from wirlod.extract.grants.assignment import ReadSum, companions, is_nameless
from wirlod.extract.grants.model import CONFIDENCE, TEXT, Model, steps
from wirlod.extract.grants.second_look import place_of
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.extract.grants.units import Body

TOLD, SURELY_TOLD = 0.5, 0.9
"""How likely a text must tell of a grant: for a handing over, and for a grant that is sure."""

STEPS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998)
"""Each step that a probability is above is a feature."""

GIFTS = frozenset({"prize", "donation"})
"""Signs of sentences about money that is no public grant."""

MANY = re.compile(r"\b(?:jeweils|je|jede[rs]?)\b")


class Confidence:
    """Says for one text who gets its sums, and how sure that is."""

    def __init__(self, around: Surroundings, model: Model, reads: list[ReadSum]) -> None:
        self._around = around
        self._model = model
        self._first = [r for r in reads if r.role == "grant" and r.choices and not r.repeats]
        self._claims = Counter(read.choices[0].body.key for read in self._first)
        self._places = Counter(map(_place, self._first))
        self._told = model.probability(TEXT, around.text_features)

    @property
    def is_told(self) -> bool:
        """Tell whether the text is about a grant at all."""
        return self._told >= TOLD

    @property
    def is_surely_told(self) -> bool:
        """Tell whether the words of the text alone leave no doubt of that."""
        return self._told >= SURELY_TOLD

    def is_enough(self, likely: float) -> bool:
        """Tell whether a grant that is so likely is proposed as sure."""
        return likely >= self._model.sure

    def may_be_sure(self, read: ReadSum) -> bool:
        """
        Tell whether anything can be sure of *read*: who gets it is named, in a fitting text.

        Lists of budgets and prizes look like grants; only the words of the text tell them apart:
        that a public giver or a notice is named, and in the sentence neither prize nor donation.
        """
        named = bool(read.choices) and not is_nameless(read.choices[0].body)
        is_gift = not GIFTS.isdisjoint(read.unit.signs)
        is_public = self._around.is_public and not is_gift
        return named and read.role == "grant" and self.is_surely_told and is_public

    def recipients(self, read: ReadSum) -> list[Body]:
        """Give who gets the sum: one, or each of an enumeration that gets it «jeweils»."""
        if read.role != "grant" or not read.choices:
            return []
        if not _is_shared(read):
            return [read.choices[0].body]
        return companions(self._around, read)

    def granted(self, reads: list[ReadSum]) -> list[str]:
        """Name all that get any of the sums *reads*, however sure that is."""
        return [body.label for read in reads if not read.repeats for body in self.recipients(read)]

    def of(self, read: ReadSum, row: list[Body]) -> float:
        """Say how likely *read* is a grant to all of *row*."""
        return self._model.probability(CONFIDENCE, self.features(read)) if row else 0.0

    def features(self, read: ReadSum) -> list[str]:
        """Give all that speaks for *read* or against it."""
        unit, (best, body) = read.unit, read.choices[0]
        claims, others = min(self._claims[body.key], 3), len(self._first) - 1
        share = (self._places[_place(read)] - 1) / max(1, others)
        same = "most" if share > 0.6 else "few" if share < 0.3 else "some"
        return [
            *steps("granted", read.granted, STEPS), *steps("recipient", best, STEPS),
            *steps("both", read.granted * best, STEPS), *steps("text", self._told, STEPS),
            f"kind={body.phrase.kind}", f"case={body.phrase.case}",
            f"generic={body.phrase.generic}", f"words={min(len(body.label.split()), 4)}",
            f"verbs={unit.clause_at(read.amount.start).verbs}",
            f"bodies={min(len(unit.real), 4)}", f"claims={claims}",
            f"others={min(others, 3)}&claims={claims}", f"others={min(others, 3)}&same={same}",
        ]  # fmt: skip


def _is_shared(read: ReadSum) -> bool:
    """Tell whether several get the sum each: «jeweils 5.000 Euro»."""
    amount = read.amount
    ahead = read.unit.text[max(0, amount.start - 12) : amount.start]
    return amount.each or MANY.search(ahead) is not None


def _place(read: ReadSum) -> str:
    return place_of(read.unit, read.amount, read.choices[0].body)
