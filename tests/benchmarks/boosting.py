"""
Learning the second look: boosted trees over how all sums of a text stand together.

Each tree corrects what the first look and the trees before it say of the bodies that compete for a
sum. They learn from first looks by weights that never saw the release, and are written as rules, a
line for each leaf. Deterministic: no sampling, features rounded.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from sklearn.tree import DecisionTreeRegressor
from tests.benchmarks.training import Lesson, shares_of

from wirlod.extract.grants.assignment import look
from wirlod.extract.grants.model import Model, Weights
from wirlod.extract.grants.second_look import SecondLook

TREES, LEAVES, LEAST_ROWS = 40, 8, 20
RATE, STRENGTH = 0.15, 3.0
"""How far each tree goes, and how strongly its leaves are held small."""

LEAST_DOUBT = 1e-4
"""Rows that are as good as certain weigh so much."""

LEAST_VALUE = 0.005
"""A leaf of less weight is left out."""


class Contest(NamedTuple):
    """The bodies that compete for a sum: what is said of each, its first score, which is right."""

    rows: list[dict[str, float]]
    scores: list[float]
    right: list[bool]


def contests(lessons: list[Lesson], model: Model) -> list[Contest]:
    """Look at the sums of *lessons* by *model*, which never saw them."""
    return [contest for lesson in lessons for contest in _contests_of(lesson, model)]


def _contests_of(lesson: Lesson, model: Model) -> Iterator[Contest]:
    around = lesson.view.around
    looks = [look(around, model, e.sum_features, e.unit, e.amount) for e in lesson.examples]
    second = SecondLook(around, looks)
    for number, (first, example) in enumerate(zip(looks, lesson.examples, strict=True)):
        if not first.bodies or not any(example.right):
            continue
        told = zip(second.features(number), first.scores, example.right, strict=True)
        kept = [(row, score, right) for row, score, right in told if row is not None]
        if any(right for _, _, right in kept):
            yield Contest(*map(list, zip(*kept, strict=True)))


def learn_again(those: list[Contest]) -> Weights:
    """Learn the rules of the second look."""
    names = sorted(those[0].rows[0])
    table = np.array([[row[name] for name in names] for one in those for row in one.rows])
    scores = np.array([score for one in those for score in one.scores])
    right = np.array([flag for one in those for flag in one.right])
    sizes = np.array([len(one.rows) for one in those])
    starts = np.cumsum(sizes) - sizes
    found: Weights = {}
    for number in range(TREES):
        _, now = shares_of(scores, starts, sizes)
        _, wanted = shares_of(np.where(right, scores, -np.inf), starts, sizes)
        doubt = np.maximum(now * (1 - now), LEAST_DOUBT)
        tree = DecisionTreeRegressor(
            max_leaf_nodes=LEAVES, min_samples_leaf=LEAST_ROWS, random_state=0
        ).fit(table, (wanted - now) / doubt, sample_weight=doubt)
        leaves = tree.apply(table)
        values = RATE * np.bincount(leaves, wanted - now)
        values = np.round(values / (np.bincount(leaves, doubt) + STRENGTH), 2)
        scores = scores + values[leaves]
        for leaf, conditions in _leaves(tree.tree_, names):
            if abs(values[leaf]) >= LEAST_VALUE:
                found[f"{number:02} {' & '.join(conditions)}"] = float(values[leaf])
    return found


def _leaves(tree: Any, names: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Give each leaf of *tree* with the conditions on the way to it."""
    waiting: list[tuple[int, list[str]]] = [(0, [])]
    while waiting:
        node, path = waiting.pop()
        if tree.children_left[node] < 0:
            yield node, path
            continue
        name, bound = names[tree.feature[node]], f"{tree.threshold[node]:.3f}".rstrip("0")
        waiting.append((tree.children_left[node], [*path, f"{name}<={bound}"]))
        waiting.append((tree.children_right[node], [*path, f"{name}>{bound}"]))
