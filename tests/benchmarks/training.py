"""
Learning the weights of the grants from the retold releases; ``make train`` runs it.

Deterministic: convex problems, sorted features, no chance. Bodies compete for a sum (a conditional
logit in which every mention of the right body is right), a sum is a grant or none (logistic), and
what is none has a role (multinomial). The bound of what is sure is chosen on releases held out.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from tests.benchmarks.extraction import same
from tests.benchmarks.releases import (
    DEVELOPMENT,
    HANDOVERS,
    MarkedRelease,
    MarkedSum,
    read_releases,
)

from wirlod.extract.grants.features import pair_features, sum_features
from wirlod.extract.grants.model import (
    BODY,
    GRANT,
    HAND,
    ROLE,
    TEXT,
    Weights,
)
from wirlod.extract.grants.surroundings import Surroundings, key_of
from wirlod.extract.grants.units import Unit
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.release import TextView, view_text
from wirlod.extract.scene import HEADLINES
from wirlod.extract.text.reading import Span
from wirlod.extract.told.hand_features import HandFeatures
from wirlod.extract.told.handovers import GIVER, RECEIVER
from wirlod.values.amounts import AmountMention, find_amounts

WEIGHTS = Path(__file__).parents[2] / "src/wirlod/extract/grants/weights.tsv"
SIDES = {">": GIVER, "<": RECEIVER, "": "none"}
FOLDS = 5
MINIMUM = 8
"""A feature must hold this often to be learnt."""

LEAST, LEAST_OF_ROLES = 0.05, 0.1
"""A feature of less weight is left out: it tells nothing of releases never seen."""


MINIMUM_OF_HANDS, LEAST_OF_HANDS = 3, 0.02
"""The same where there are few examples, and so many features of little weight each."""


STRENGTH_OF_HANDS = 0.15
"""How freely those weights may grow."""

WEIGHT_OF_HANDOVERS = 0.5
"""What a person counts in a release that teaches hands alone: it is told less plainly than most."""

STRENGTH_OF_FEW = 30.0
"""How strongly weights are held small that are learnt from what was read of releases held out."""


class Parts(NamedTuple):
    """What weights are made of: a ranker of bodies, rules that look again, other roles of sums."""

    ranker: bool = True
    rules: bool = True
    roles: bool = True


BOTH, RULES_ONLY, RANKER_ONLY = Parts(), Parts(ranker=False), Parts(rules=False)
GRANTS_ONLY = Parts(roles=False)


class Example(NamedTuple):
    """A sum of a release with its features and what is right."""

    unit: Unit
    amount: AmountMention
    mark: MarkedSum | None
    sum_features: list[str]
    bodies: list[list[str]]
    right: list[bool]


class HandExample(NamedTuple):
    """A person of a text: the features, whether giver, receiver or neither, and what it counts."""

    features: list[str]
    side: str
    weight: float


class Lesson(NamedTuple):
    """A release and its examples."""

    release: MarkedRelease
    view: TextView
    examples: list[Example]
    sides: dict[str, str]
    """Who gave and who received, by name."""
    of_hands: bool
    """Whether it teaches only who gives and receives."""

    @property
    def source(self) -> str:
        """The file of the release."""
        return re.sub(r"-\d+$", "", self.release.name)


def is_same_body(one: str, other: str) -> bool:
    """Tell whether two labels mean one body."""
    return same(one, other) or key_of(one) == key_of(other)


def prepare(releases: Sequence[MarkedRelease], *, of_hands: bool = False) -> list[Lesson]:
    """Compute the features of every sum and person; *of_hands* teach no grants."""
    return [_lesson(release, of_hands) for release in releases]


def prepare_development() -> list[Lesson]:
    """Prepare all releases that may be learnt from and looked at."""
    return [
        *prepare(read_releases(DEVELOPMENT)),
        *prepare(read_releases(HANDOVERS), of_hands=True),
    ]


def teaching_grants(lessons: list[Lesson]) -> list[Lesson]:
    """Give the lessons that teach what is granted."""
    return [lesson for lesson in lessons if not lesson.of_hands]


def _lesson(release: MarkedRelease, of_hands: bool) -> Lesson:
    view = view_text(release.text, Gazetteer())
    around = view.around
    examples = []
    for unit in around.units:
        for amount in unit.sums:
            span = Span(unit.start + amount.start, unit.start + amount.end)
            mark = mark_at(release, view.scene.reading.source_span(span))
            examples.append(_example(around, unit, amount, mark))
    return Lesson(release, view, examples, _sides(release, view), of_hands)


def _sides(release: MarkedRelease, view: TextView) -> dict[str, str]:
    """Say who gave and received; a mark at any of the places of a person counts for all."""
    marked = {p.start: p.hand for p in release.people if p.hand}
    sides = dict[str, str]()
    for placed in view.people.placed:
        span = view.reading.source_span(Span(placed.start, placed.end))
        for start, hand in marked.items():
            if span.start <= start < span.end:
                sides[view.people.full_name(placed)] = SIDES[hand]
    return sides


def hands_of(lesson: Lesson, granted: Sequence[str]) -> list[HandExample]:
    """Give the people of a release of which it is read that it grants something to *granted*."""
    if not lesson.release.people:
        return []
    told = HandFeatures(lesson.view.scene, lesson.view.people, granted).of_people()
    weight = WEIGHT_OF_HANDOVERS if lesson.of_hands else 1.0
    return [HandExample(told[name], lesson.sides.get(name, "none"), weight) for name in told]


def mark_at(release: MarkedRelease, span: Span) -> MarkedSum | None:
    """Give the mark of the sum that stands at *span*."""
    return next((m for m in release.sums if m.start < span.end and span.start < m.end), None)


def _example(
    around: Surroundings, unit: Unit, amount: AmountMention, mark: MarkedSum | None
) -> Example:
    candidates = around.candidates(unit, amount.start)
    wanted = mark.recipients if mark else ()
    right = [any(is_same_body(who, body.label) for who in wanted) for body in candidates]
    bodies = [pair_features(around, unit, amount, body) for body in candidates] if wanted else []
    return Example(
        unit, amount, mark, sum_features(around, unit, amount), bodies, right if wanted else []
    )


class Table:
    """Features as columns, in the order of their names."""

    def __init__(self, rows: list[list[str]], minimum: int = MINIMUM) -> None:
        counts = Counter(feature for row in rows for feature in set(row))
        names = sorted(name for name, count in counts.items() if count >= minimum)
        self.columns = {name: number for number, name in enumerate(names)}
        self.matrix = self.of(rows)

    def of(self, rows: list[list[str]]) -> sparse.csr_matrix:
        """Give *rows* as a matrix of noughts and ones."""
        indices: list[int] = []
        ends = [0]
        for row in rows:
            indices += sorted({self.columns[f] for f in row if f in self.columns})
            ends.append(len(indices))
        shape = (len(rows), len(self.columns))
        return sparse.csr_matrix((np.ones(len(indices)), indices, ends), shape=shape)

    def named(self, weights: Any) -> Weights:
        """Give *weights* by the names of their columns."""
        return {name: float(weights[number]) for name, number in self.columns.items()}


def learn_bodies(lessons: list[Lesson], strength: float = 3.0) -> Weights:
    """Learn which body gets a sum."""
    groups = [e for lesson in lessons for e in lesson.examples if any(e.right)]
    table = Table([row for e in groups for row in e.bodies])
    right = np.array([flag for e in groups for flag in e.right])
    sizes = np.array([len(e.bodies) for e in groups])
    starts = np.cumsum(sizes) - sizes

    def loss(weights: Any) -> tuple[float, Any]:
        scores = table.matrix @ weights
        whole, shares = shares_of(scores, starts, sizes)
        hit, hits = shares_of(np.where(right, scores, -np.inf), starts, sizes)
        gradient = shares - hits
        total = float((whole - hit).sum()) + strength * 0.5 * float(weights @ weights)
        return total, table.matrix.T @ gradient + strength * weights

    found = minimize(
        loss, np.zeros(len(table.columns)), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    )
    return table.named(found.x)


def shares_of(scores: Any, starts: Any, sizes: Any) -> tuple[Any, Any]:
    """Give the logarithm of the sum of each group's powers, and each score's share of its sum."""
    tops = np.maximum.reduceat(scores, starts)
    powers = np.exp(scores - np.repeat(tops, sizes))
    sums = np.add.reduceat(powers, starts)
    return tops + np.log(sums), powers / np.repeat(sums, sizes)


def _only_repeats(example: Example, release: MarkedRelease) -> bool:
    """An unmarked sum of a headline that says again what is marked elsewhere teaches nothing."""
    if example.mark is not None or example.unit.kind not in HEADLINES:
        return False
    low = float(example.amount.low)
    marked = [figure_of(release.text[m.start : m.end]) for m in release.sums if m.recipients]
    return any(abs(low - figure) <= max(low, figure) / 15 for figure in marked)


def figure_of(words: str) -> float:
    """Read the figure of a marked sum."""
    sums = find_amounts(words) or find_amounts(f"{words} Euro")
    return float(sums[0].low)


def learn_grants(lessons: list[Lesson], strength: float = 5.0) -> Weights:
    """Learn which sums are grants."""
    examples = [
        e for lesson in lessons for e in lesson.examples if not _only_repeats(e, lesson.release)
    ]
    labels = [bool(e.mark and e.mark.recipients) for e in examples]
    return _learn_whether([e.sum_features for e in examples], labels, strength)


def tells_of_grant(release: MarkedRelease) -> bool:
    """Tell whether *release* grants anybody anything."""
    return bool(release.without_sum or any(mark.recipients for mark in release.sums))


def learn_texts(lessons: list[Lesson], strength: float = 6.0) -> Weights:
    """Learn which texts tell of a grant."""
    labels = [tells_of_grant(lesson.release) for lesson in lessons]
    rows = [lesson.view.around.text_features for lesson in lessons]
    return _learn_whether(rows, labels, strength)


def _learn_whether(rows: list[list[str]], labels: list[bool], strength: float) -> Weights:
    """Learn what speaks for a yes."""
    table = Table(rows)
    right = np.array(labels, dtype=float)

    def loss(weights: Any) -> tuple[float, Any]:
        scores = table.matrix @ weights[1:] + weights[0]
        chances = expit(scores)
        total = float(np.logaddexp(0, scores).sum() - right @ scores)
        gradient = table.matrix.T @ (chances - right) + strength * weights[1:]
        return total + strength * 0.5 * float(weights[1:] @ weights[1:]), np.concatenate(
            [[float((chances - right).sum())], gradient]
        )

    start = np.zeros(len(table.columns) + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return table.named(found.x[1:]) | {"": float(found.x[0])}


def learn_roles(lessons: list[Lesson], strength: float = 0.2) -> dict[str, Weights]:
    """Learn what a sum is that is no grant."""
    examples = [
        e for lesson in lessons for e in lesson.examples
        if not (e.mark and (e.mark.recipients or e.mark.role == "unknown"))
    ]  # fmt: skip
    rows = [[f for f in e.sum_features if not f.startswith(("word=", "before="))] for e in examples]
    table = Table(rows)
    labels = [e.mark.role if e.mark else "none" for e in examples]
    model = LogisticRegression(C=strength, max_iter=1000).fit(table.matrix, labels)
    return {
        f"{ROLE}:{name}": table.named(model.coef_[n]) | {"": float(model.intercept_[n])}
        for n, name in enumerate(model.classes_)
    }


def learn_hands(people: list[HandExample]) -> dict[str, Weights]:
    """Learn who gives and who receives."""
    table = Table([one.features for one in people], MINIMUM_OF_HANDS)
    model = LogisticRegression(C=STRENGTH_OF_HANDS, max_iter=1000)
    model.fit(table.matrix, [p.side for p in people], sample_weight=[p.weight for p in people])
    sides = {
        name: table.named(model.coef_[n]) | {"": float(model.intercept_[n])}
        for n, name in enumerate(model.classes_)
    }
    return {f"{HAND}:{name}": without_small(w, LEAST_OF_HANDS) for name, w in sides.items()}


def learn_whether(rows: list[list[str]], right: list[bool]) -> Weights:
    """Learn from releases held out which of their texts or readings are right."""
    return without_small(_learn_whether(rows, right, STRENGTH_OF_FEW))


def learn(lessons: list[Lesson], parts: Parts = BOTH) -> dict[str, Weights]:
    """Learn all weights but those that are learnt from what these read elsewhere."""
    teaching = teaching_grants(lessons)
    grants = {GRANT: learn_grants(teaching), TEXT: learn_texts(teaching)}
    if parts.ranker:
        grants |= {BODY: learn_bodies(teaching)}
    if parts.roles:
        grants |= learn_roles(teaching)
    return {
        family: without_small(weights, LEAST_OF_ROLES if family.startswith(ROLE) else LEAST)
        for family, weights in grants.items()
    }


def without_small(weights: Weights, least: float = LEAST) -> Weights:
    """Leave out the features that weigh next to nothing."""
    return {name: weight for name, weight in weights.items() if abs(weight) >= least or not name}


def folds(lessons: list[Lesson]) -> list[tuple[list[Lesson], list[Lesson]]]:
    """Hold out a fifth of the sources at a time, each with all its releases."""
    sources = sorted({lesson.source for lesson in lessons})
    fold = {source: number % FOLDS for number, source in enumerate(sources)}
    return [
        (
            [lesson for lesson in lessons if fold[lesson.source] != number],
            [lesson for lesson in lessons if fold[lesson.source] == number],
        )
        for number in range(FOLDS)
    ]


def write_weights(families: dict[str, Weights]) -> str:
    """Write weights as lines ``family, feature, weight``, in order."""
    lines = [
        f"{family}\t{feature}\t{weight:.2f}"
        for family in sorted(families)
        for feature, weight in sorted(families[family].items())
    ]
    return "\n".join(lines) + "\n"
