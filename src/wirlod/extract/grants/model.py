"""
The linear model of the grants: weights that a person can read, learnt by ``make train``.

A score is the sum of the weights of the features that hold. Bodies compete for a sum (softmax), a
sum is a grant or none (logistic), and what is none has one of a few roles (softmax). A rule is a
feature made of conditions, ``03 claimed>0.4 & share<=0.2``: the leaf of the tree of that number.
"""

import math
import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources

import msgspec

Weights = dict[str, float]

BODY, GRANT, TEXT, ROLE, HAND = "body", "grant", "text", "role", "hand"
CONFIDENCE, SURE = "confidence", "sure"
AGAIN = "again"
"""The families of weights; those of roles and people are ``role:cost``, ``hand:giver``."""

Condition = tuple[str, Callable[[float, float], bool], float]
Leaf = tuple[list[Condition], float]
"""Conditions that all hold, and what they weigh."""

COMPARE = {"<=": operator.le, ">": operator.gt}


class Model(msgspec.Struct, frozen=True, dict=True):
    """Weights by family."""

    families: dict[str, Weights]

    def score(self, family: str, features: Iterable[str]) -> float:
        """Add up the weights of *features*, each once."""
        weights = self.families.get(family, {})
        return weights.get("", 0.0) + sum(weights.get(f, 0.0) for f in dict.fromkeys(features))

    def probability(self, family: str, features: Iterable[str]) -> float:
        """Say how likely a sum is a grant, or a text about one."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score(family, features)))))

    def choose(self, family: str, features: Sequence[str]) -> dict[str, float]:
        """Say how likely each role or hand is."""
        names = [name for name in self.families if name.startswith(family + ":")]
        shares = softmax([self.score(name, features) for name in names])
        return {name.partition(":")[2]: p for name, p in zip(names, shares, strict=True)}

    def look_again(self, features: Mapping[str, float]) -> float:
        """Add up what the trees of the second look say of *features*: one leaf of each."""
        return sum(_value(tree, features) for tree in self._trees)

    @cached_property
    def _trees(self) -> list[list[Leaf]]:
        return parse_rules(self.families.get(AGAIN, {}))

    @property
    def sure(self) -> float:
        """From which probability on a grant is proposed without a doubt."""
        return self.families[SURE][""]


def parse_rules(weights: Weights) -> list[list[Leaf]]:
    """
    Read rules, the leaves of each tree together.

    >>> parse_rules({"00 share<=0.5": -0.1, "00 share>0.5": 0.2})[0][1][1]
    0.2
    """
    trees = defaultdict[str, list[Leaf]](list)
    for rule, weight in weights.items():
        number, _, conditions = rule.partition(" ")
        trees[number].append(([_condition(one) for one in conditions.split(" & ")], weight))
    return list(trees.values())


def _condition(words: str) -> Condition:
    sign = "<=" if "<=" in words else ">"
    name, _, bound = words.partition(sign)
    return name, COMPARE[sign], float(bound)


def _value(leaves: list[Leaf], features: Mapping[str, float]) -> float:
    for conditions, weight in leaves:
        for name, holds, bound in conditions:
            if not holds(features[name], bound):
                break
        else:
            return weight
    return 0.0


def steps(name: str, probability: float, bounds: tuple[float, ...]) -> list[str]:
    """
    Turn a probability into features: one for each of *bounds* that it is above.

    >>> steps("granted", 0.7, (0.5, 0.6, 0.7))
    ['granted>0.5', 'granted>0.6']
    """
    return [f"{name}>{bound}" for bound in bounds if probability > bound]


def softmax(scores: Sequence[float]) -> list[float]:
    """
    Turn scores into shares of one.

    >>> softmax([1.0, 1.0])
    [0.5, 0.5]
    """
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def parse_weights(text: str) -> Model:
    """
    Read weights: lines ``family, feature, weight``.

    >>> parse_weights("sure\\t\\t0.80\\n").sure
    0.8
    """
    families: dict[str, Weights] = {}
    for line in text.splitlines():
        family, feature, weight = line.split("\t")
        families.setdefault(family, {})[feature] = float(weight)
    return Model(families)


@cache
def read_model() -> Model:
    """Read the weights of the package."""
    return parse_weights((resources.files(__package__) / "weights.tsv").read_text("utf-8"))
