"""
What was read compared with what is marked: grants, who gave and received notices, other sums.

A grant is right when recipient and sum are; one that is only proposed as a doubt, with the right
recipient among its readings, counts as *doubted*. Hands count in texts that grant something.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from tests.benchmarks.extraction import same
from tests.benchmarks.releases import MarkedRelease
from tests.benchmarks.training import Lesson, figure_of, is_same_body

from wirlod.extract.facts import GrantFact, ReleaseFacts
from wirlod.extract.grants.model import Model
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.release import read_facts
from wirlod.extract.text.document import Document
from wirlod.extract.told.figures import KINDS

GIVERS, RECEIVERS, GRANTS, FIGURES = "givers", "receivers", "grants", "other sums"
HANDS = {GIVERS: ">", RECEIVERS: "<"}


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


Scores = dict[str, Tally]


def score(lesson: Lesson, model: Model) -> Scores:
    """Read *lesson* by *model* and compare every kind with its marks."""
    release, facts = lesson.release, read_lesson(lesson, model)
    return {
        GRANTS: _grants(release, facts),
        FIGURES: _figures(release, facts),
        **{side: _hands(release, facts, side) for side in HANDS},
    }


def read_lesson(lesson: Lesson, model: Model) -> ReleaseFacts:
    """Read the release of *lesson* by *model*."""
    document = Document(f"{lesson.release.name}.txt", lesson.release.text)
    return read_facts(document, lesson.view, Gazetteer(), model)


def is_granted(wanted: tuple[str, float], grant: GrantFact) -> bool:
    """Tell whether *grant* is the one that is *wanted*: the same body, the same figure."""
    figure = float(grant.amount.figure or 0) if grant.amount else None
    return wanted[1] == figure and is_same_body(wanted[0], grant.recipient.label or "")


def add_up(scores: Iterable[Scores]) -> Scores:
    """Add scores up by their kinds."""
    total: Scores = {}
    for one in scores:
        for kind, tally in one.items():
            total[kind] = total.get(kind, Tally()) + tally
    return total


def gold_grants(release: MarkedRelease) -> list[tuple[str, float]]:
    """Give each grant once: recipient and figure."""
    found: dict[tuple[str, float], None] = {}
    for mark in release.sums:
        for who in mark.recipients:
            found[who, figure_of(release.text[mark.start : mark.end])] = None
    return list(found)


def _compare(
    wanted: Iterable[Any], found: Iterable[Any], equal: Callable[[Any, Any], bool]
) -> tuple[Tally, list[Any]]:
    """Pair what is wanted with what was found; give the tally and what was missed."""
    rest, missed, right = list(found), [], 0
    for one in wanted:
        hit = next((other for other in rest if equal(one, other)), None)
        if hit is None:
            missed.append(one)
        else:
            rest.remove(hit)
            right += 1
    return Tally(right, len(rest), len(missed)), missed


def _grants(release: MarkedRelease, facts: ReleaseFacts) -> Tally:
    found = [grant for grant in facts.grants if grant.amount]
    tally, missed = _compare(gold_grants(release), found, is_granted)
    readings = [r for d in facts.doubts if d.property == "grant" for r in d.readings]
    doubted = sum(any(_reads(r, who, figure) for r in readings) for who, figure in missed)
    return tally._replace(doubted=doubted)


def _reads(reading: str, who: str, figure: float) -> bool:
    number, _, rest = reading.partition(": grant to ")
    return bool(rest) and float(number) == figure and is_same_body(who, rest)


def _figures(release: MarkedRelease, facts: ReleaseFacts) -> Tally:
    wanted = {
        figure_of(release.text[m.start : m.end]) for m in release.sums if m.role in KINDS
    }  # fmt: skip
    found = {float(figure.amount.figure or 0) for figure in facts.figures if figure.amount}
    return _compare(sorted(wanted), sorted(found), lambda a, b: a == b)[0]


def _hands(release: MarkedRelease, facts: ReleaseFacts, side: str) -> Tally:
    wanted = dict.fromkeys(p.name for p in release.people if p.hand == HANDS[side])
    found = dict.fromkeys(name for h in facts.handovers for name in getattr(h, side))
    tally: Tally = _compare(wanted, found, _is_same_person)[0]
    if gold_grants(release) or release.without_sum:
        return tally
    return Tally(0, tally.wrong, 0)


def _is_same_person(one: str, other: str) -> bool:
    return same(one, other) or one.rsplit(maxsplit=1)[-1] == other.rsplit(maxsplit=1)[-1]
