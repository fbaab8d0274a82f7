"""
How surely a grant was read: a small linear model over all that speaks for a reading.

How likely the sum, the recipient and the text are, each by itself, says less than all together with
where they stand; what this model says is the probability of a grant.
"""

import re
from collections.abc import Iterator

from wirlod.extract.grants.assignment import DOUBTFUL, ReadSum, companions, is_unclear
from wirlod.extract.grants.bodies import Body
from wirlod.extract.grants.model import CONFIDENCE, TEXT, Model
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.values.numerals import read_number_word

ABOUT_GRANTS = 0.8
"""How likely a text must be about a grant for anything in it to be sure."""

STEPS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998)
"""Each step that a probability is above is a feature."""

COUNTED = re.compile(
    r"\b(?P<count>[Zz]wei|[Bb]eiden?|[Dd]rei|[Vv]ier)\s(?:\w+e[rn]?\s)?"
    r"(?:\w*[Bb]escheide|\w*[Zz]usagen|\w*[Zz]uwendungen)"
)
MANY = re.compile(r"\b(?:jeweils|je|jede[rs]?)\b")


class Confidence:
    """Says for one text who gets its sums, and how sure that is."""

    def __init__(self, around: Surroundings, model: Model) -> None:
        self._around = around
        self._model = model
        self._about = model.probability(TEXT, around.text_features())
        self.is_about_grants = self._about >= ABOUT_GRANTS

    def may_be_sure(self, read: ReadSum) -> bool:
        """Tell whether anything can be sure of *read*: who gets it is named, in a fitting text."""
        named = bool(read.choices) and not is_unclear(read.choices[0].body)
        return named and read.role == "grant" and self.is_about_grants

    def recipients(self, read: ReadSum) -> list[Body]:
        """Give who gets the sum: one, or each of an enumeration that gets it «jeweils»."""
        if read.role != "grant" or not read.choices:
            return []
        unit, amount = read.unit, read.amount
        ahead = unit.text[max(0, amount.start - 12) : amount.start]
        if not (amount.each or MANY.search(ahead)):
            return [read.choices[0].body]
        row = companions(self._around, read)
        counted = COUNTED.search(unit.text)
        if len(row) > 1 or counted is None:
            return row
        number = read_number_word(counted["count"]) or 2
        return [c.body for c in read.choices[:number] if c.probability >= DOUBTFUL]

    def of(self, read: ReadSum, row: list[Body]) -> float:
        """Say how likely *read* is a grant to all of *row*."""
        return self._model.probability(CONFIDENCE, self.features(read, row)) if row else 0.0

    def features(self, read: ReadSum, row: list[Body]) -> list[str]:
        """Give all that speaks for *read* or against it."""
        unit, (best, body) = read.unit, read.choices[0]
        phrase, around = body.phrase, self._around
        where = "same" if body.unit is unit else "other"
        verbs = around.clause_at(unit, read.amount.start)[2]
        bodies = min(len(around.real(unit)), 4)
        return [
            *_steps("granted", read.granted), *_steps("recipient", best),
            *_steps("both", read.granted * best), *_steps("text", self._about),
            f"kind={phrase.kind}", f"unit={unit.kind}&where={where}", f"verbs={verbs}",
            f"case={phrase.case}", f"case={phrase.case}&kind={phrase.kind}",
            f"generic={phrase.generic}", f"row={min(len(row), 4)}&kind={phrase.kind}",
            f"order={around.order(unit)}&kind={phrase.kind}",
            f"words={min(len(body.label.split()), 4)}",
            f"count={min(around.bodies.count[body.key], 3)}", f"attached={phrase.attached}",
            f"inner={phrase.inner}", f"before={phrase.before[:4]}", f"bodies={bodies}",
            f"sums={min(len(unit.sums), 4)}", f"all={min(len(around.lows) // 3, 5)}",
            *around.text_signs, *(f"sign={name}" for name in around.signs(unit)),
            *(f"has={name}" for name in around.classes(unit)), *around.introduction(unit),
        ]  # fmt: skip


def _steps(name: str, probability: float) -> Iterator[str]:
    return (f"{name}>{step}" for step in STEPS if probability > step)
