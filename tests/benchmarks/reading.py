"""
How well grants are read: sure ones, and those found at all, on releases that were never learnt.

``python -m tests.benchmarks.reading development`` holds out a fifth at a time; ``test`` scores the
test part with the weights of the package; ``learn`` learns and writes them (``make train``).
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from tests.benchmarks.extraction import TEXTS
from tests.benchmarks.releases import (
    DEVELOPMENT,
    TEST,
    MarkedRelease,
    read_releases,
    read_texts,
)
from tests.benchmarks.training import WEIGHTS, Lesson, folds, is_same_body, learn, mark_at, prepare

from wirlod.extract.facts import ReleaseFacts
from wirlod.extract.grants.assignment import assign
from wirlod.extract.grants.building import GrantBuilder
from wirlod.extract.grants.model import Model, read_model, write_weights
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.text.reading import Span
from wirlod.extract.told.handovers import Handovers
from wirlod.values.amounts import find_amounts

AIM = 0.955
"""The precision of sure grants on sources held out that the bound is chosen for."""


class Award(NamedTuple):
    """A grant as found: how likely, and whether right."""

    probability: float
    is_right: bool


class Tally(NamedTuple):
    """Counts that add up."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    doubted: int = 0
    """Missed as sure, but proposed as a doubt with the right reading."""

    def __add__(self, other: "Tally") -> "Tally":  # type: ignore[override]
        return Tally(*(a + b for a, b in zip(self, other, strict=True)))

    @property
    def precision(self) -> float:
        """The share of the found that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def seen(self) -> float:
        """The share that was found or doubted."""
        return (self.right + self.doubted) / max(1, self.right + self.missed)


def build(lesson: Lesson, model: Model) -> tuple[ReleaseFacts, GrantBuilder]:
    """Read the grants of *lesson*."""
    view = lesson.view
    handovers = Handovers(view.scene, view.people, model)
    builder = GrantBuilder(view.scene, view.around, Gazetteer(), model, handovers)
    grants = builder.build(assign(view.around, model))
    return grants, builder  # type: ignore[return-value]


def gold(release: MarkedRelease) -> list[tuple[str, float]]:
    """Give each grant once: recipient and figure."""
    found: dict[tuple[str, float], None] = {}
    for mark in release.sums:
        for who in mark.recipients:
            found[who, figure_of(release.text[mark.start : mark.end])] = None
    return list(found)


def figure_of(words: str) -> float:
    """Read the figure of a marked sum."""
    sums = find_amounts(words) or find_amounts(f"{words} Euro")
    return float(sums[0].low)


def score(lesson: Lesson, model: Model) -> Tally:
    """Compare the grants of *lesson* with its marks."""
    grants, builder = build(lesson, model)
    found = [(g.recipient.label or "", float(g.amount.figure)) for g in grants]  # type: ignore[attr-defined]
    wanted = gold(lesson.release)
    right, missed = 0, []
    for who, figure in wanted:
        hit = next((f for f in found if f[1] == figure and is_same_body(who, f[0])), None)
        if hit is None:
            missed.append((who, figure))
        else:
            found.remove(hit)
            right += 1
    readings = [r for d in builder.doubts if d.property == "grant" for r in d.readings]
    doubted = sum(any(_reads(r, who, figure) for r in readings) for who, figure in missed)
    return Tally(right, len(found), len(missed), doubted)


def _reads(reading: str, who: str, figure: float) -> bool:
    number, _, rest = reading.partition(": grant to ")
    return bool(rest) and float(number) == figure and is_same_body(who, rest)


def readings_held_out(lessons: list[Lesson]) -> list[Award]:
    """Give every award with its probability, each from weights that never saw its release."""
    awards: list[Award] = []
    for train, held_out in folds(lessons):
        model = Model(learn(train, 0.0))
        for lesson in held_out:
            awards += _awards(lesson, model)
    return awards


def _awards(lesson: Lesson, model: Model) -> Iterator[Award]:
    for read in assign(lesson.view.around, model):
        if read.repeats or read.role != "grant" or not read.choices:
            continue
        at = lesson.view.reading.source_span(Span(read.start, read.unit.start + read.amount.end))
        mark = mark_at(lesson.release, at)
        if mark is not None and mark.role == "unknown":
            continue
        label = read.choices[0].body.label
        right = mark is not None and any(is_same_body(who, label) for who in mark.recipients)
        yield Award(read.probability, right)


def choose_bound(awards: list[Award]) -> float:
    """Choose the lowest probability above which the awards are as often right as aimed at."""
    ordered = sorted(awards, reverse=True)
    bound, right = 1.0, 0
    for number, award in enumerate(ordered, 1):
        right += award.is_right
        if right / number >= AIM:
            bound = award.probability
    return bound


def held_out(lessons: list[Lesson]) -> list[tuple[Lesson, Tally]]:
    """Score each release with weights that never saw it."""
    scores = []
    for train, rest in folds(lessons):
        inner = choose_bound(readings_held_out(train))
        model = Model(learn(train, inner))
        scores += [(lesson, score(lesson, model)) for lesson in rest]
    return scores


def say(tally: Tally) -> str:
    """Say a tally in a line."""
    sure = f"sure P {tally.precision:.3f} R {tally.recall:.3f}"
    return f"{sure}  found or doubted {tally.seen:.3f}  {tuple(tally)}"


def train() -> None:
    """Learn from the development releases and write the weights."""
    lessons = prepare([*read_releases(DEVELOPMENT), *read_texts(TEXTS)])
    sure = choose_bound(readings_held_out(lessons))
    WEIGHTS.write_text(write_weights(learn(lessons, sure)), "utf-8")
    print(f"{WEIGHTS.name}: learnt from {len(lessons)} releases; sure from {sure:.2f} on")


def main() -> int:
    """Print the scores of a part, or learn."""
    part = sys.argv[1] if len(sys.argv) > 1 else "development"
    if part == "learn":
        train()
        return 0
    lessons = prepare(read_releases(TEST if part == "test" else DEVELOPMENT))
    if part == "test":
        scores = [(lesson, score(lesson, read_model())) for lesson in lessons]
    else:
        scores = held_out(lessons)
    total = sum((tally for _, tally in scores), Tally())
    empty = [(le, t) for le, t in scores if not gold(le.release)]
    print(say(total))
    print(f"invented in {sum(t.wrong > 0 for _, t in empty)} of {len(empty)} texts without a grant")
    return 0


if __name__ == "__main__":
    sys.exit(main())
