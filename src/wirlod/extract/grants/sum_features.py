"""
What the model looks at in a sum to tell its role: grant, total, cost, share, gift and so on.
"""

import bisect
from collections.abc import Iterator

from wirlod.extract.grants.bodies import Unit
from wirlod.extract.grants.money_words import (
    DONOR,
    PUBLIC,
    REWARD,
    SENTENCE_SIGNS,
    SHARING,
    bucket,
    count_between,
    stem,
    stretch,
)
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.extract.names.phrases import Phrase
from wirlod.values.amounts import AmountMention

MOST_PARTS = 12
"""How many sums are tried as parts of another."""


def sum_features(around: Surroundings, unit: Unit, amount: AmountMention) -> list[str]:
    """Give the features of the role of *amount*."""
    tokens = unit.finder.tokens
    rank = count_between(unit.sums, 0, amount.start)
    begin = unit.sums[rank - 1].end if rank else 0
    stop = unit.sums[rank + 1].start if rank + 1 < len(unit.sums) else len(unit.text)
    left, right = stretch(tokens, begin, amount.start), stretch(tokens, amount.end, stop)
    found = [f"unit={unit.kind}", f"precision={amount.precision}", *around.text_signs]
    found += [f"left={stem(t.text)}" for t in left[-8:]]
    found += [f"right={stem(t.text)}" for t in right[:6]]
    found += [f"left1={stem(left[-1].text)}" if left else "left1=^"]
    found += [f"left2={' '.join(stem(t.text) for t in left[-2:])}"]
    found += [f"right1={stem(right[0].text)}" if right else "right1=$"]
    found += [f"sign={name}" for name in around.signs(unit)]
    clause = unit.text[begin:stop]
    found += [f"clause={name}" for name, pattern in SENTENCE_SIGNS if pattern.search(clause)]
    start, end, _ = around.clause_at(unit, amount.start)
    if SHARING.search(unit.text[start:end]):
        found.append("sharing")
    found += [f"has={name}" for name in around.classes(unit)]
    found += [
        f"own:{name}" for name, p in (("public", PUBLIC), ("donor", DONOR), ("reward", REWARD))
        if p.search(unit.text)
    ]  # fmt: skip
    found += around.introduction(unit)
    found += _bag(unit, "word")
    if unit.number:
        before = around.bodies.units[unit.number - 1]
        found += [*_bag(before, "before"), *(f"before:{name}" for name in around.signs(before))]
    found += _numbers(around, unit, amount)
    found += _around(around, unit, amount)
    return found


def _bag(unit: Unit, name: str) -> list[str]:
    words = {f"{name}={stem(t.text)}" for t in unit.finder.tokens[:200] if len(t.text) > 3}
    return sorted(words)


def _numbers(around: Surroundings, unit: Unit, amount: AmountMention) -> Iterator[str]:
    low = amount.low
    yield f"size={len(str(int(low)))}"
    earlier = [n for n in around.with_sums if n < unit.number][-2:]
    rank = min(count_between(unit.sums, 0, amount.start), 2)
    yield f"rank={min(rank, 2)}&earlier={min(len(earlier), 2)}"
    yield f"all={bucket(len(around.lows))}"
    if earlier:
        yield f"since-last={min(unit.number - earlier[-1], 3)}&{unit.kind}"
    yield f"sums={min(len(unit.sums), 3)}"
    if amount.each:
        yield "each"
    if amount.total:
        yield "total"
    if low and low % 1000:
        yield "crooked"
    yield f"same={min(around.counted[low], 3)}"
    others = [value for value in around.distinct if value != float(low)]
    if low and float(low) == around.largest and len(others) > 1:
        yield "largest"
    if low and others:
        yield from _arithmetic(float(low), others)


def _arithmetic(value: float, others: list[float]) -> Iterator[str]:
    smaller = [other for other in others if other < value]
    larger = [other for other in others if other > value]
    if len(smaller) > 1 and abs(sum(smaller) - value) <= value / 50:
        yield "adds-up"
    few, many = smaller[-MOST_PARTS:], larger[:MOST_PARTS]
    if any(abs(a + b - value) <= value / 100 for a in few for b in few if a < b):
        yield "two-make-it"
    if any(abs(2 * a - value) <= value / 100 for a in smaller):
        yield "twice-another"
    if any(
        abs(big - value - part) <= big / 100 for big in many for part in few + many if part != big
    ):
        yield "part-of-sum"


def _around(around: Surroundings, unit: Unit, amount: AmountMention) -> Iterator[str]:
    """What bodies stand around the sum."""
    near = around.real(unit)
    at = bisect.bisect_left(near, amount.start, key=lambda p: p.start)
    start, end, verbs = around.clause_at(unit, amount.start)
    inside = [p for p in near[max(0, at - 6) : at + 6] if start <= p.start < end]
    yield from _frame(inside, verbs, amount)
    yield f"order={around.order(unit)}&{unit.kind}"
    if not near:
        yield f"nobody&{unit.kind}"
    yield from _edges(unit, amount)


def _frame(inside: list[Phrase], verbs: str, amount: AmountMention) -> Iterator[str]:
    """The bodies and verbs of the clause of the sum."""
    frame = "+".join(dict.fromkeys(f"{p.case}:{p.kind}" for p in inside[:3]))
    yield f"frame={frame}"
    yield f"frame={frame}&verbs={verbs}"
    names = verbs.lstrip("~").split("+")
    for phrase in inside:
        where = "ahead" if phrase.start < amount.start else "after"
        yield f"in-clause={phrase.case}:{phrase.kind}"
        for name in names:
            yield f"in-clause={phrase.case}:{phrase.kind}&verb={name}"
            yield f"in-clause={phrase.case}&verb={name}&{where}"
    yield from (f"clause-verb={name}" for name in names)
    yield f"clause-verbs={verbs}"


def _edges(unit: Unit, amount: AmountMention) -> Iterator[str]:
    """Whether the sum stands in a bracket, opens its unit or closes it."""
    ahead, behind = unit.text[max(0, amount.start - 1) : amount.start], unit.text[amount.end :]
    if ahead == "(" or behind.startswith(")"):
        yield "bracket"
    if amount.start <= 2:
        yield "opens"
    if len(unit.text.rstrip(" .")) <= amount.end + 1:
        yield "closes"
