"""
How surely a grant was read: a small linear model over all that speaks for a reading.

How likely the sum, the recipient and the text are, each by itself, says less than all together with
where they stand; what this model says is the probability of a grant.
"""

import re
from collections import Counter

from wirlod.extract.grants.assignment import DOUBTFUL, ReadSum, companions, is_unclear
from wirlod.extract.grants.model import ABOUT, CONFIDENCE, TEXT, Model, steps
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.extract.grants.units import Body
from wirlod.values.numerals import read_number_word

ABOUT_GRANTS = 0.5
"""How likely a text must be about a grant for anybody in it to hand one over."""

SURELY_ABOUT = 0.9
"""How likely it must be for anything to be sure, by its words alone and with its sums."""

STEPS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998)
"""Each step that a probability is above is a feature."""

TEXT_STEPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
"""The same for what is said of a whole text."""

ROLES_OF_TEXTS = ("gift", "applied", "programme", "limit", "earlier", "none", "total", "part")
"""Roles that tell of a text what else it may be about than a grant."""

MOST_PHRASES = 60
"""How many phrases of a unit are counted."""

COUNTED = re.compile(
    r"\b(?P<count>[Zz]wei|[Bb]eiden?|[Dd]rei|[Vv]ier)\s(?:\w+e[rn]?\s)?"
    r"(?:\w*[Bb]escheide|\w*[Zz]usagen|\w*[Zz]uwendungen)"
)
MANY = re.compile(r"\b(?:jeweils|je|jede[rs]?)\b")


class Confidence:
    """Says for one text who gets its sums, and how sure that is."""

    def __init__(self, around: Surroundings, model: Model, reads: list[ReadSum]) -> None:
        self._around = around
        self._model = model
        self._first = [read for read in reads if read.role == "grant" and read.choices]
        self._claims = Counter(read.choices[0].body.key for read in self._first)
        self._places = Counter(map(_place, self._first))
        self._about = model.probability(ABOUT, about_features(around, model, reads))
        self._words = model.probability(TEXT, around.text_features)

    @property
    def is_told(self) -> bool:
        """Tell whether the text is about a grant at all."""
        return self._about >= ABOUT_GRANTS

    def is_enough(self, likely: float) -> bool:
        """Tell whether a grant that is so likely is proposed as sure in this text."""
        return self._is_surely_told and round(likely, 2) >= self._model.sure

    @property
    def _is_surely_told(self) -> bool:
        """Tell whether the text grants something: lists of budgets and prizes look like grants."""
        return min(self._about, self._words) >= SURELY_ABOUT

    def may_be_sure(self, read: ReadSum) -> bool:
        """Tell whether anything can be sure of *read*: who gets it is named, in a fitting text."""
        named = bool(read.choices) and not is_unclear(read.choices[0].body)
        return named and read.role == "grant" and self._is_surely_told

    def recipients(self, read: ReadSum) -> list[Body]:
        """Give who gets the sum: one, or each of an enumeration that gets it «jeweils»."""
        if read.role != "grant" or not read.choices:
            return []
        if not is_shared(read):
            return [read.choices[0].body]
        row = companions(self._around, read)
        counted = COUNTED.search(read.unit.text)
        if len(row) > 1 or counted is None:
            return row
        number = read_number_word(counted["count"]) or 2
        return [c.body for c in read.choices[:number] if c.probability >= DOUBTFUL]

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
            *steps("both", read.granted * best, STEPS), *steps("text", self._about, STEPS),
            f"kind={body.phrase.kind}", f"case={body.phrase.case}",
            f"generic={body.phrase.generic}", f"words={min(len(body.label.split()), 4)}",
            f"verbs={unit.clause_at(read.amount.start).verbs}",
            f"bodies={min(len(unit.real), 4)}", f"claims={claims}",
            f"others={min(others, 3)}&claims={claims}", f"others={min(others, 3)}&same={same}",
        ]  # fmt: skip


def about_features(around: Surroundings, model: Model, reads: list[ReadSum]) -> list[str]:
    """Give what tells whether a text is about a grant: its words, and what its sums seem to be."""
    granted = sorted((read.granted for read in reads), reverse=True)
    best = max((read.probability for read in reads), default=0.0)
    text = model.probability(TEXT, around.text_features)
    found = [*steps("text", text, TEXT_STEPS), *steps("best", best, TEXT_STEPS)]
    if not reads:
        return [*found, "no-sum"]
    found += [
        *steps("most", granted[0], TEXT_STEPS),
        *steps("second", sum(granted[1:2]), TEXT_STEPS),
    ]
    found += steps("mean", sum(granted) / len(granted), TEXT_STEPS)
    for role, count in Counter(read.role for read in reads).items():
        found += [f"role={role}", *([f"mostly={role}"] if count * 2 > len(reads) else [])]
    for role in ROLES_OF_TEXTS:
        likely = max((1 - read.granted) * read.roles.get(role, 0.0) for read in reads)
        found += steps(f"some={role}", likely, TEXT_STEPS[2::2])
    return found


def is_shared(read: ReadSum) -> bool:
    """Tell whether several get the sum each: «jeweils 5.000 Euro»."""
    amount = read.amount
    ahead = read.unit.text[max(0, amount.start - 12) : amount.start]
    return amount.each or MANY.search(ahead) is not None


def _place(read: ReadSum) -> str:
    """Say where the body stands that gets a sum: before or behind it, in its unit or another."""
    body, amount = read.choices[0].body, read.amount
    step = body.unit.number - read.unit.number
    if step:
        return f"{read.unit.kind}:{max(-4, min(4, step))}"
    behind = body.phrase.start >= amount.end
    start, end = (amount.end, body.phrase.start) if behind else (body.phrase.end, amount.start)
    between = sum(start <= phrase.start < end for phrase in body.unit.phrases[:MOST_PHRASES])
    return f"{read.unit.kind}:{'behind' if behind else 'ahead'}:{min(between, 3)}"
