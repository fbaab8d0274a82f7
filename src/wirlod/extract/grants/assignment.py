"""
One assignment for the whole text: each sum gets exactly one role, each grant its recipient.

The model reads every sum by itself and looks at it again beside all others; here they are made to
agree. A headline that repeats a sum, rounded or not, is no second grant.
What is not likely enough is a doubt with its best readings, and no sum is left out.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import NamedTuple

from wirlod.extract.grants.features import pair_features, sum_features
from wirlod.extract.grants.model import BODY, GRANT, ROLE, Model, softmax
from wirlod.extract.grants.money_words import NOTICE_DOCUMENT
from wirlod.extract.grants.second_look import Look, SecondLook
from wirlod.extract.grants.surroundings import Surroundings, folded
from wirlod.extract.grants.units import Body, Unit
from wirlod.extract.scene import HEADLINES
from wirlod.values.amounts import AmountMention

DOUBTFUL = 0.03
"""A sum that is less likely granted is not worth a doubt."""

WITHOUT_SUM = 0.9
"""How likely it is that a notice that changes hands without a sum is a grant."""

LINKS = frozenset([
    ",", "und", "sowie", "an", "nach", "in", "für", "die", "der", "das", "den", "dem", "auch", "&",
])  # fmt: skip

UNTOLD, LEAST = 0.02, 0.001
"""How likely a body is at least that only one of two places names, and a grant that one denies."""

UNCLEAR = 0.7
"""How much less likely a thing is that nothing says to be a body."""


def is_unclear(body: Body) -> bool:
    """Tell whether nothing says which body this is: «the club», «clubs», «the state»."""
    open_generic = body.phrase.generic and body.label == body.phrase.label
    return open_generic or body.phrase.kind in ("many", "funder")


def is_nameless(body: Body) -> bool:
    """Tell whether nothing says that this is a body, or which."""
    return is_unclear(body) or body.phrase.kind == "thing"


class Choice(NamedTuple):
    """A body that may get a sum, with the place that says so best."""

    probability: float
    body: Body


class ReadSum(NamedTuple):
    """A sum of the text and how it is read; where a grant is told without, its notice is it."""

    unit: Unit
    amount: AmountMention
    granted: float
    """How likely it is a grant."""
    roles: dict[str, float]
    """How likely it is something else, given that it is no grant."""
    choices: tuple[Choice, ...] = ()
    repeats: bool = False
    """It stands elsewhere in the text, too, and is read there."""
    is_notice: bool = False
    """The place of *amount* names a notice, and no sum."""

    @property
    def role(self) -> str:
        """The likeliest role."""
        return "grant" if self.granted >= 0.5 else self.other_role

    @property
    def other_role(self) -> str:
        """The likeliest role if it is no grant."""
        return max(self.roles, key=self.roles.__getitem__, default="none")

    @property
    def probability(self) -> float:
        """How likely the grant to the first choice is; what names no body is less so."""
        if not self.choices:
            return 0.0
        best = self.choices[0]
        return self.granted * best.probability * (UNCLEAR if is_nameless(best.body) else 1.0)

    @property
    def start(self) -> int:
        """Where the sum begins in the readable text."""
        return self.unit.start + self.amount.start


def assign(around: Surroundings, model: Model) -> list[ReadSum]:
    """Read every sum of a text, first by itself, then as all stand together."""
    looked = [
        (sum_features(around, unit, amount), unit, amount)
        for unit in around.units for amount in unit.sums
    ]  # fmt: skip
    looks = [look(around, model, *one) for one in looked]
    scores = SecondLook(around, looks).scores(model)
    found = [
        ReadSum(one.unit, one.amount, one.granted, model.choose(ROLE, features[0]),
                _choices(one.bodies, scored))
        for one, features, scored in zip(looks, looked, scores, strict=True)
    ]  # fmt: skip
    return _told_once(found)


def look(
    around: Surroundings, model: Model, features: list[str], unit: Unit, amount: AmountMention
) -> Look:
    """Look at a sum by itself; who may get it matters where it may be a grant."""
    granted = model.probability(GRANT, features)
    bodies, scores = _scored(around, model, unit, amount) if granted >= DOUBTFUL else ([], [])
    return Look(unit, amount, granted, bodies, scores)


def _scored(
    around: Surroundings, model: Model, unit: Unit, amount: AmountMention
) -> tuple[list[Body], list[float]]:
    """Give the bodies that may get *amount*, and how they score."""
    bodies = around.candidates(unit, amount.start)
    return bodies, [model.score(BODY, pair_features(around, unit, amount, body)) for body in bodies]


def _choices(bodies: Sequence[Body], scores: Sequence[float]) -> tuple[Choice, ...]:
    """Give the likeliest bodies; mentions of one are added up."""
    shares: dict[str, float] = defaultdict(float)
    best: dict[str, tuple[float, Body]] = {}
    for body, share in zip(bodies, softmax(scores), strict=True):
        shares[body.key] += share
        if body.key not in best or share > best[body.key][0]:
            best[body.key] = (share, body)
    ordered = sorted(shares, key=lambda key: (-shares[key], key))
    return tuple(Choice(shares[key], best[key][1]) for key in ordered[:6])


def _told_once(sums: list[ReadSum]) -> list[ReadSum]:
    """Mark what says again what another sum of the text says."""
    ordered = sorted(sums, key=lambda read: (read.unit.kind in HEADLINES, -read.probability))
    kept: list[ReadSum] = []
    marked: dict[int, ReadSum] = {}
    for read in ordered:
        again = next((n for n, k in enumerate(kept) if _says_again(read, k)), None)
        marked[read.start] = read._replace(repeats=again is not None)
        if again is None:
            kept.append(read)
        else:
            kept[again] = marked[kept[again].start] = _joined(kept[again], read)
    return [marked[read.start] for read in sums]


def _joined(kept: ReadSum, again: ReadSum) -> ReadSum:
    """Let two places that tell of one sum speak together: what both say is surer than either."""
    if not kept.choices or not again.choices:
        return kept
    told = [{choice.body.key: choice for choice in read.choices} for read in (kept, again)]
    shares = {
        key: math.prod(max(one[key].probability if key in one else 0.0, UNTOLD) for one in told)
        for key in told[0] | told[1]
    }
    bodies = {
        c.body.key: c.body for c in sorted((*kept.choices, *again.choices), key=itemgetter(0))
    }
    total = sum(shares.values())
    ordered = sorted(shares, key=lambda key: (-shares[key], key))
    return kept._replace(
        granted=_both(kept.granted, again.granted),
        choices=tuple(Choice(shares[key] / total, bodies[key]) for key in ordered[:6]),
    )


def _both(one: float, again: float) -> float:
    """Give the odds of *one* times the root of those of what is said *again*, as a probability."""
    first, second = (min(max(share, LEAST), 1 - LEAST) for share in (one, again))
    odds = first / (1 - first) * math.sqrt(second / (1 - second))
    return odds / (1 + odds)


def _says_again(read: ReadSum, kept: ReadSum) -> bool:
    low, other = read.amount.low, kept.amount.low
    headline = read.unit.kind in HEADLINES and kept.unit.kind not in HEADLINES
    if headline and abs(low - other) <= max(low, other) / 15:
        return low == other or read.role != "grant" or kept.role == "grant"
    if low != other or read.unit is kept.unit:
        return False
    if read.role != "grant" or not read.choices or not kept.choices:
        return True
    return kept.role == "grant" and read.choices[0].body.key == kept.choices[0].body.key


def companions(around: Surroundings, read: ReadSum) -> list[Body]:
    """Give all bodies of the enumeration that the first choice stands in: «A, B und C je»."""
    first = read.choices[0].body
    if first.unit.is_list_line:
        return around.heads_of_list(first.unit)
    row = [body for body in first.unit.bodies if _is_listed(body, first)]
    at = row.index(first) if first in row else 0
    chosen = {first.key: first}
    for side in (row[at + 1 :], row[:at][::-1]):
        last = first
        for other in side:
            one, two = sorted([last, other], key=lambda b: b.phrase.start)
            if not _is_linked(first.unit, one.phrase.end, two.phrase.start):
                break
            chosen[other.key] = last = other
    return sorted(chosen.values(), key=lambda b: b.phrase.start)


def _is_listed(body: Body, first: Body) -> bool:
    named = body.phrase.kind not in ("thing", "office", "many") or first.phrase.kind == "place"
    part_of_name = body.phrase.attached or body.phrase.inner or is_unclear(body)
    return body is first or (named and not part_of_name)


def _is_linked(unit: Unit, start: int, end: int) -> bool:
    """«A, B und C», or with the seat between: «e. V. in Lützen (Kreis) sowie an den»."""
    words = [t.text for t in unit.finder.tokens if start <= t.start < end]
    if words and len(words) <= 5 and set(words) <= LINKS:
        return True
    seat = bool(words) and words[0] in ("in", "(", "aus") and words[-1] in LINKS
    return seat and len(words) < 14


def second_best(choices: tuple[Choice, ...]) -> list[Body]:
    """Give the second reading: the likeliest that is not the first by another name."""
    return [c.body for c in choices[1:] if not _names_the_same(c.body, choices[0].body)][:1]


def _names_the_same(one: Body, other: Body) -> bool:
    """Tell whether one label is a part of the other: «Wehr X» and «Freiwillige Wehr X»."""
    first, second = set(folded(one.label).split()), set(folded(other.label).split())
    return len(first & second) > 1 and (first <= second or second <= first)


def find_told(around: Surroundings, model: Model, reads: list[ReadSum]) -> list[ReadSum]:
    """Find notices that somebody gets, in a text that grants no sum."""
    if any(read.role == "grant" for read in reads):
        return []
    found: dict[str, ReadSum] = {}
    for unit in around.units:
        notice = NOTICE_DOCUMENT.search(unit.text)
        if notice is None or unit.sums or not _changes_hands(unit):
            continue
        place = AmountMention(notice.start(), notice.end(), Decimal(0), Decimal(0), "exact")
        choices = _choices(*_scored(around, model, unit, place))[:1]
        if choices and not is_nameless(choices[0].body):
            key = choices[0].body.key
            told = ReadSum(unit, place, WITHOUT_SUM, {}, choices, is_notice=True)
            found[key] = max(found.get(key, told), told, key=attrgetter("probability"))
    return list(found.values())


def _changes_hands(unit: Unit) -> bool:
    signs = set(unit.signs)
    if signs & {"applied", "negated", "call", "demand", "earlier", "collective"}:
        return False
    return bool(set(unit.classes) & {"receive", "hand", "take", "give"})
