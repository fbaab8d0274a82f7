"""
How well releases are read that were never learnt from, and what the reading is made of.

``python -m tests.benchmarks.reading`` holds out a fifth of the sources at a time; ``ablation`` and
``curve`` do so with parts of the model or of the releases; ``test`` scores the test part with the
weights of the package; ``learn`` learns and writes them (``make train``), ``check`` learns and
fails where that gives other weights (``make weights``).
"""

import sys
from collections.abc import Iterator
from typing import NamedTuple

from tests.benchmarks.extraction import TEXTS
from tests.benchmarks.releases import DEVELOPMENT, TEST, read_releases, read_texts
from tests.benchmarks.scoring import GRANTS, Scores, add_up, gold_grants, score
from tests.benchmarks.training import (
    BOTH,
    RANKER_ONLY,
    RULES_ONLY,
    WEIGHTS,
    Lesson,
    Parts,
    folds,
    is_same_body,
    learn,
    mark_at,
    prepare,
)

from wirlod.extract.grants.assignment import assign
from wirlod.extract.grants.model import Model, parse_weights, read_model, write_weights
from wirlod.extract.text.reading import Span

AIM = 0.97
"""The precision of sure grants on sources held out that the bound is chosen for; sources from
elsewhere are harder than those, so that it is more than is wanted there."""

LAST_DIGITS = 0.025
"""How far two machines may learn apart; weights are kept with two digits, from 0.02 on."""

SHARES = (1 / 4, 1 / 2, 3 / 4, 1)
"""The parts of the releases that the curve learns from."""


class Award(NamedTuple):
    """A grant as found: how likely, and whether right."""

    probability: float
    is_right: bool


def readings_held_out(lessons: list[Lesson], parts: Parts = BOTH) -> list[Award]:
    """Give every award with its probability, each from weights that never saw its release."""
    awards: list[Award] = []
    for train, rest in folds(lessons):
        model = Model(learn(train, 0.0, parts))
        for lesson in rest:
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


def held_out(
    lessons: list[Lesson], parts: Parts = BOTH, share: float = 1
) -> list[tuple[Lesson, Scores]]:
    """Score each release with weights that never saw it, learnt from a *share* of the others."""
    scores = []
    for whole, rest in folds(lessons):
        train = [lesson for n, lesson in enumerate(whole) if (n * share) % 1 < share]
        model = Model(learn(train, choose_bound(readings_held_out(train, parts)), parts))
        scores += [(lesson, score(lesson, model)) for lesson in rest]
    return scores


def say(scores: list[tuple[Lesson, Scores]]) -> str:
    """Say scores by kind, a line each."""
    total = add_up(one for _, one in scores)
    lines = [f"{kind:10}  P {t.precision:.3f}  R {t.recall:.3f}  {tuple(t)}"
             for kind, t in total.items()]  # fmt: skip
    lines[0] += f"  found or doubted {total[GRANTS].seen:.3f}"
    empty = [one[GRANTS] for lesson, one in scores if not gold_grants(lesson.release)]
    invented = sum(tally.wrong > 0 for tally in empty)
    return "\n".join([*lines, f"invented in {invented} of {len(empty)} texts without a grant"])


def show_ablation(lessons: list[Lesson]) -> None:
    """Print what is sure by the rules alone, by what was learnt alone, and by both."""
    for name, parts in (("rules only", RULES_ONLY), ("ranker only", RANKER_ONLY), ("both", BOTH)):
        total = add_up(one for _, one in held_out(lessons, parts))[GRANTS]
        print(f"{name:12} P {total.precision:.3f}  R {total.recall:.3f}  seen {total.seen:.3f}")


def show_curve(lessons: list[Lesson]) -> None:
    """Print how recall grows with the releases learnt from."""
    for share in SHARES:
        total = add_up(one for _, one in held_out(lessons, share=share))[GRANTS]
        count = round(len(lessons) * share * 4 / 5)
        print(f"{count:4} texts  P {total.precision:.3f}  R {total.recall:.3f}  {total.seen:.3f}")


def learnt_weights() -> str:
    """Learn from the development releases and the short texts."""
    lessons = prepare([*read_releases(DEVELOPMENT), *read_texts(TEXTS)])
    return write_weights(learn(lessons, choose_bound(readings_held_out(lessons))))


def check_weights() -> int:
    """Fail where the package has other weights than what is learnt; the last digit may differ."""
    kept, learnt = read_model().families, parse_weights(learnt_weights()).families
    names = {(f, name) for families in (kept, learnt) for f in families for name in families[f]}
    far = [
        (f, name) for f, name in sorted(names)
        if abs(kept.get(f, {}).get(name, 0.0) - learnt.get(f, {}).get(name, 0.0)) > LAST_DIGITS
    ]  # fmt: skip
    for family, name in far[:10]:
        print(f"{family}\t{name}: not as learnt", file=sys.stderr)
    print(f"{len(names)} weights, {len(far)} not as the releases teach")
    return int(bool(far) or not names)


def main() -> int:
    """Do what the first argument says."""
    what = sys.argv[1] if len(sys.argv) > 1 else "development"
    if what == "learn":
        WEIGHTS.write_text(learnt_weights(), "utf-8")
        return 0
    if what == "check":
        return check_weights()
    lessons = prepare(read_releases(TEST if what == "test" else DEVELOPMENT))
    if what in ("ablation", "curve"):
        (show_ablation if what == "ablation" else show_curve)(lessons)
    elif what == "test":
        print(say([(lesson, score(lesson, read_model())) for lesson in lessons]))
    else:
        print(say(held_out(lessons)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
