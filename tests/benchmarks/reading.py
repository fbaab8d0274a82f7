"""
How well releases are read that were never learnt from, and what the reading is made of.

``python -m tests.benchmarks.reading`` holds out a fifth of the sources at a time; ``ablation`` and
``curve`` do so with parts of the model or of the releases; ``test`` scores the test part with the
weights of the package; ``learn`` learns and writes them (``make train``), ``check`` learns and
fails where that gives other weights (``make weights``).
"""

import math
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from tests.benchmarks.boosting import Contest, contests, learn_again
from tests.benchmarks.extraction import TEXTS
from tests.benchmarks.releases import TEST, read_releases, read_texts
from tests.benchmarks.scoring import (
    GRANTS,
    Scores,
    add_up,
    gold_grants,
    score,
)
from tests.benchmarks.training import (
    BOTH,
    GRANTS_ONLY,
    LEAST,
    RANKER_ONLY,
    RULES_ONLY,
    WEIGHTS,
    HandExample,
    Lesson,
    Parts,
    folds,
    hands_of,
    is_same_body,
    learn,
    learn_hands,
    learn_whether,
    prepare,
    prepare_development,
    teaching_grants,
    write_weights,
)
from threadpoolctl import threadpool_limits

from wirlod.extract.grants.assignment import ReadSum, assign, find_told
from wirlod.extract.grants.confidence import Confidence
from wirlod.extract.grants.model import (
    AGAIN,
    CONFIDENCE,
    SURE,
    Model,
    Weights,
    parse_weights,
    read_model,
)

T = TypeVar("T")

AIM = 0.975
"""
The least precision of sure grants, as far as sources held out can vouch for it.

Releases of another kind than these are read less well; the aim leaves room for that.
"""

MOST_INVENTED = 0.0025
"""In how many of the texts without a grant one may be invented."""

QUANTILE = 1.2816
"""The quantile of the normal distribution that nine of ten samples stay below."""

LAST_DIGITS = 0.025
"""How far two machines may learn apart; weights are kept with two digits."""

SHARES = (1 / 4, 1 / 2, 3 / 4, 1)
"""The parts of the releases that the curve learns from."""


class Award(NamedTuple):
    """A grant as found: what speaks for it, and whether it is right."""

    features: list[str]
    is_right: bool
    invented_in: str | None
    """The release, where it grants nothing."""


class HeldOut(NamedTuple):
    """Releases with the weights that never saw them, and how those read their sums."""

    lessons: list[Lesson]
    weights: dict[str, Weights]
    reads: list[list[ReadSum]]
    looked: list[Contest]
    """Whom their sums may go to, by a first look."""
    hands: list[HandExample]
    """Their people, beside those whom they grant something as far as was read."""


def read_held_out(lessons: list[Lesson], parts: Parts = BOTH, share: float = 1) -> list[HeldOut]:
    """Read a fifth of the sources at a time by what a *share* of the other releases teaches."""
    taught = []
    for whole, rest in folds(lessons):
        train = [lesson for n, lesson in enumerate(whole) if (n * share) % 1 < share]
        taught.append((rest, learn(train, parts)))
    looked = [contests(teaching_grants(rest), Model(weights)) for rest, weights in taught]
    return [
        _read(rest, {**weights, AGAIN: again}, looked[n])
        for n, (rest, weights) in enumerate(taught)
        for again in [learn_again(_flat(_but(n, looked))) if parts.rules else {}]
    ]


def _flat(lists: Iterable[Iterable[T]]) -> list[T]:
    return list(chain.from_iterable(lists))


def _read(lessons: list[Lesson], weights: dict[str, Weights], looked: list[Contest]) -> HeldOut:
    model = Model(weights)
    reads = [assign(one.view.around, model) for one in lessons]
    hands = _flat(
        hands_of(one, _granted(one, its_reads, model))
        for one, its_reads in zip(lessons, reads, strict=True)
    )
    return HeldOut(lessons, weights, reads, looked, hands)


def _granted(lesson: Lesson, reads: list[ReadSum], model: Model) -> list[str]:
    """Name whom *lesson* grants something, as :func:`read_facts` does."""
    around = lesson.view.around
    confidence = Confidence(around, model, reads)
    return confidence.granted([*reads, *find_told(around, model, reads)])


def learn_sureness(read: list[HeldOut]) -> dict[str, Weights]:
    """Learn how sure a reading is, and from where on it is, by awards that others vouch for."""
    awards = [list(_awards(one)) for one in read]
    scored = list[tuple[float, Award]]()
    empty = sum(not gold_grants(lesson.release) for one in read for lesson in one.lessons)
    for number, own in enumerate(awards):
        model = Model({CONFIDENCE: _learn_confidence(_but(number, awards))})
        scored += [(model.probability(CONFIDENCE, award.features), award) for award in own]
    return {CONFIDENCE: _learn_confidence(awards), SURE: {"": choose_bound(scored, empty)}}


def _but(number: int, those: list[Any]) -> list[Any]:
    """Give all but the one of *number*."""
    return those[:number] + those[number + 1 :]


def _learn_confidence(awards: list[list[Award]]) -> Weights:
    every = [award for some in awards for award in some]
    return learn_whether([a.features for a in every], [a.is_right for a in every])


def _awards(one: HeldOut) -> Iterator[Award]:
    """Give all grants of releases that may be sure."""
    for lesson, reads in zip(one.lessons, one.reads, strict=True):
        yield from _awards_of(lesson, reads, Model(one.weights))


def _awards_of(lesson: Lesson, reads: list[ReadSum], model: Model) -> Iterator[Award]:
    wanted = gold_grants(lesson.release)
    confidence = Confidence(lesson.view.around, model, reads)
    for read in reads:
        if not read.repeats and confidence.may_be_sure(read):
            row = confidence.recipients(read)
            features, figure = confidence.features(read), read.amount.as_amount().figure
            for body in row:
                right = any(
                    is_same_body(who, body.label) and float(figure or 0) == sum_
                    for who, sum_ in wanted
                )
                yield Award(features, right, None if wanted else lesson.release.name)


def choose_bound(awards: list[tuple[float, Award]], empty: int) -> float:
    """
    Choose the lowest probability, in hundredths, above which surely enough awards are right.

    Of the *empty* texts, those without a grant, hardly one may be given any above it.
    """
    bound, right, invented = 1.0, 0, set[str]()
    ordered = sorted(awards, key=lambda one: -one[0])
    for number, (probability, award) in enumerate(ordered, 1):
        right += award.is_right
        if award.invented_in is not None:
            invented.add(award.invented_in)
        if len(invented) > empty * MOST_INVENTED:
            break
        if lower_bound(right, number) >= AIM:
            bound = probability
    return math.ceil(bound * 100) / 100


def lower_bound(right: int, number: int) -> float:
    """
    Give the lower bound of Wilson for a share: how many are right at least, nine times of ten.

    >>> round(lower_bound(98, 100), 3)
    0.954
    """
    square = QUANTILE**2
    share = right / number
    spread = QUANTILE * math.sqrt(share * (1 - share) / number + square / (4 * number**2))
    return (share + square / (2 * number) - spread) / (1 + square / number)


def held_out(
    lessons: list[Lesson], parts: Parts = BOTH, share: float = 1
) -> list[tuple[Lesson, Scores]]:
    """Score each release with weights that never saw it, and a bound chosen on other sources."""
    read = read_held_out(lessons, parts, share)
    scores = []
    for number, one in enumerate(read):
        others = _but(number, read)
        hands = learn_hands(_flat(other.hands for other in others))
        model = Model({**one.weights, **hands, **learn_sureness(others)})
        scores += [(lesson, score(lesson, model)) for lesson in one.lessons]
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
    """Print what is sure by the rules alone, by the ranker alone, and by both."""
    for name, parts in (("rules only", RULES_ONLY), ("ranker only", RANKER_ONLY), ("both", BOTH)):
        total = add_up(one for _, one in held_out(lessons, parts))[GRANTS]
        print(f"{name:12} P {total.precision:.3f}  R {total.recall:.3f}  seen {total.seen:.3f}")


def show_curve(lessons: list[Lesson]) -> None:
    """Print how recall grows with the releases learnt from."""
    for share in SHARES:
        total = add_up(one for _, one in held_out(lessons, share=share))[GRANTS]
        count = round(len(teaching_grants(lessons)) * share * 4 / 5)
        print(f"{count:4} texts  P {total.precision:.3f}  R {total.recall:.3f}  {total.seen:.3f}")


def learn_all() -> tuple[dict[str, Weights], list[Contest]]:
    """Learn from the development releases and the short texts; give also what rules learn from."""
    lessons = [*prepare_development(), *prepare(read_texts(TEXTS))]
    read = read_held_out(lessons, GRANTS_ONLY)
    looked = _flat(one.looked for one in read)
    hands = learn_hands(_flat(one.hands for one in read))
    return {**learn(lessons), **hands, AGAIN: learn_again(looked), **learn_sureness(read)}, looked


def check_weights() -> int:
    """Fail where the package has other weights than what is learnt; the last digit may differ."""
    families, looked = learn_all()
    kept, learnt = read_model(), parse_weights(write_weights(families))
    both = (kept.families, learnt.families)
    names = {(f, name) for one in both for f in one if f != AGAIN for name in one[f]}
    far = [
        f"{f}\t{name}" for f, name in sorted(names)
        if _differ(*(one.get(f, {}).get(name) for one in both))
    ]  # fmt: skip
    apart = [
        abs(kept.look_again(row) - learnt.look_again(row))
        for contest in looked for row in contest.rows
    ]  # fmt: skip
    if sum(apart) > LAST_DIGITS * len(apart):
        far.append(f"{AGAIN}\trules that say {sum(apart) / len(apart):.3f} otherwise")
    for line in far[:10]:
        print(f"{line}: not as learnt", file=sys.stderr)
    print(f"{len(names)} weights, {len(far)} not as the releases teach")
    return int(bool(far) or not names or not apart)


def _differ(one: float | None, other: float | None) -> bool:
    """Tell whether two weights are more than a last digit apart; one left out may be just below."""
    if one is None or other is None:
        return abs(one or other or 0.0) > LEAST + LAST_DIGITS
    return abs(one - other) > LAST_DIGITS


def main() -> int:
    """Do what the first argument says, in one thread: more wait for each other longer than work."""
    with threadpool_limits(1):
        return do(sys.argv[1] if len(sys.argv) > 1 else "development")


def do(what: str) -> int:
    """Learn, check or print *what*."""
    if what == "learn":
        WEIGHTS.write_text(write_weights(learn_all()[0]), "utf-8")
        return 0
    if what == "check":
        return check_weights()
    lessons = prepare(read_releases(TEST)) if what == "test" else prepare_development()
    if what in ("ablation", "curve"):
        (show_ablation if what == "ablation" else show_curve)(lessons)
    elif what == "test":
        print(say([(lesson, score(lesson, read_model())) for lesson in lessons]))
    else:
        scores = held_out(lessons)
        for what_they_teach, of_hands in (("grants and hands", False), ("hands alone", True)):
            print(f"-- releases that teach {what_they_teach}")
            print(say([one for one in scores if one[0].of_hands == of_hands]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
