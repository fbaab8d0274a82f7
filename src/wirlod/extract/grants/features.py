"""
What the model looks at in a sum, to tell its role, and in a body, to tell whether it gets the sum.

Each feature says something that a reader understands; the weights stand in ``weights.tsv``. What
told releases never learnt from no better is none: fewer features read them better.
"""

import bisect
from collections.abc import Iterator

from wirlod.extract.grants.money_words import (
    SIGNS,
    WORDS,
    class_of,
    count_between,
    stem,
    stretch,
)
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.extract.grants.units import Body, Unit
from wirlod.extract.names.name_runs import FUNCTION_WORDS
from wirlod.extract.names.phrases import Phrase
from wirlod.extract.scene import HEADLINES
from wirlod.values.amounts import AmountMention

SHORT = 3
"""Words of so few letters say nothing of a body or a sum."""

LONGEST_SPELT, SPELT = 8, 3
"""Up to how many words between a sum and a body are looked at as they are, of more the last few."""

MARKS = ",;:()–-|="


def sum_features(around: Surroundings, unit: Unit, amount: AmountMention) -> list[str]:
    """Give the features of the role of *amount*."""
    tokens = unit.finder.tokens
    rank = count_between(unit.sums, 0, amount.start)
    begin = unit.sums[rank - 1].end if rank else 0
    stop = unit.sums[rank + 1].start if rank + 1 < len(unit.sums) else len(unit.text)
    left = [stem(token.text) for token in stretch(tokens, begin, amount.start)]
    right = [stem(token.text) for token in stretch(tokens, amount.end, stop)]
    clause = unit.text[begin:stop]
    found = [
        f"precision={amount.precision}", f"order={unit.order}&{unit.kind}",
        *(f"left={word}" for word in left[-8:]), *(f"right={word}" for word in right[:6]),
        f"left1={left[-1] if left else '^'}", f"left2={' '.join(left[-2:])}",
        f"right1={right[0] if right else '$'}",
        around.text_signs[0], *(f"sign={name}" for name in unit.signs),
        *(f"clause={name}" for name, pattern in SIGNS.items() if pattern.search(clause)),
        *_bag(unit, "word"), *_numbers(around, amount, rank), *_frame(around, unit, amount),
    ]  # fmt: skip
    if unit.number:
        before = around.units[unit.number - 1]
        found += [*_bag(before, "before"), *(f"before:{name}" for name in before.signs)]
        if before.is_list_line and unit.kind == "line" and not unit.real:
            # a list that names each body in one line and its sum in the next
            found += ["below-name", f"below-name&opens={amount.start < SHORT}"]
    return found


def _bag(unit: Unit, name: str) -> list[str]:
    words = {f"{name}={stem(t.text)}" for t in unit.finder.tokens[:200] if len(t.text) > SHORT}
    return sorted(words)


def _numbers(around: Surroundings, amount: AmountMention, rank: int) -> Iterator[str]:
    """How large the sum is, by itself and beside the others of the text."""
    low = float(amount.low)
    yield f"size={len(str(int(low)))}"
    yield f"same={min(around.counted[amount.low], 3)}"
    others = [value for value in around.distinct if value != low]
    if low and low == around.largest and len(others) > 1:
        yield "largest"
    smaller = [other for other in others if other < low]
    if len(smaller) > 1 and abs(sum(smaller) - low) <= low / 50:
        yield f"adds-up={'two' if len(smaller) == 2 else 'more'}"
        yield f"adds-up&rank={min(rank, 2)}"


def _frame(around: Surroundings, unit: Unit, amount: AmountMention) -> Iterator[str]:
    """The bodies and verbs of the clause of the sum."""
    near = unit.real
    if not near:
        yield f"nobody&{unit.kind}"
    at = bisect.bisect_left(near, amount.start, key=lambda p: p.start)
    start, end, verbs = unit.clause_at(amount.start)
    if WORDS["sharing"].search(unit.text[start:end]):
        yield "sharing"
    inside = [p for p in near[max(0, at - 6) : at + 6] if start <= p.start < end]
    frame = "+".join(dict.fromkeys(f"{p.case}:{p.kind}" for p in inside[:3]))
    yield from (f"frame={frame}", f"frame={frame}&verbs={verbs}", f"clause-verbs={verbs}")
    names = verbs.lstrip("~").split("+")
    yield from (f"clause-verb={name}" for name in names)
    for phrase in inside:
        where = "ahead" if phrase.start < amount.start else "after"
        yield f"in-clause={phrase.case}:{phrase.kind}"
        for name in names:
            yield f"in-clause={phrase.case}:{phrase.kind}&verb={name}"
            yield f"in-clause={phrase.case}&verb={name}&{where}"


def pair_features(around: Surroundings, unit: Unit, amount: AmountMention, body: Body) -> list[str]:
    """Give the features of *amount* and *body*."""
    phrase, where = body.phrase, _where(unit, body)
    governor = phrase.before if phrase.before in FUNCTION_WORDS else class_of(phrase.before or "^")
    governed = f"before={governor}&art={phrase.article}"
    place = "same" if where == "same" else "other"
    found = [
        f"kind={phrase.kind}", governed, f"where={where}&{governed}",
        *_named(body, place), *_next_to(body, place),
        *(_beside(around, unit, amount, phrase) if where == "same"
          else _elsewhere(around, unit, body, where)),
    ]  # fmt: skip
    if phrase.generic:
        resolved = "named" if body.label != phrase.label else "open"
        found.append(f"generic={resolved}&where={where}")
    return found


def _where(unit: Unit, body: Body) -> str:
    step = body.unit.number - unit.number
    if step == 0:
        return "same"
    line = "line" if body.unit.kind == "line" else "text"
    if -3 <= step <= 2:
        return f"{step:+d}{line if unit.kind == 'line' else ''}"
    return "headline" if body.unit.kind in HEADLINES else "far"


def _named(body: Body, place: str) -> Iterator[str]:
    """What the body calls itself: «Stadt», «Förderverein» get more than «Ausschuss», «Minister»."""
    kind, words = body.phrase.kind, body.label.split()
    head = body.phrase.label.split()[0].lower()
    if kind == "thing":
        yield f"suffix={head[-4:]}"
    yield f"head={head[-6:]}&{kind}"
    yield from (f"named={stem(word)}" for word in words if len(word) > SHORT)
    yield f"first={words[0].lower()[:8]}&{place}"


def _next_to(body: Body, place: str) -> Iterator[str]:
    """What stands right behind the body."""
    tokens, phrase = body.unit.finder.tokens, body.phrase
    last = bisect.bisect_left(tokens, phrase.end, key=lambda token: token.start)
    after = [*(class_of(token.text) for token in tokens[last : last + 2]), "$", "$"]
    yield f"next={after[0]}&{place}&case={phrase.case}"
    yield f"next={after[0]} {after[1]}&{place}"


def _beside(
    around: Surroundings, unit: Unit, amount: AmountMention, phrase: Phrase
) -> Iterator[str]:
    """What stands between the sum and a body of its unit, and in the clauses of both."""
    kind, after = phrase.kind, phrase.start >= amount.end
    start, end = (amount.end, phrase.start) if after else (phrase.end, amount.start)
    order = "after" if after else "ahead"
    near = stretch(unit.finder.tokens, start, end)
    sums = min(count_between(unit.sums, start, end), 2)
    others = min(count_between(unit.real, start, end), 1)
    marks = "".join(token.text for token in near if token.text in MARKS)[:3]
    yield f"{order}&kind={kind}&sums={sums}"
    yield f"{order}&order={unit.order}&sums={sums}&others={others}"
    yield f"{order}&marks={marks}&sums={sums}"
    yield f"{order}&sentence={'+'.join(unit.classes)}&art={phrase.article}"
    for token in near if len(near) <= LONGEST_SPELT else near[-SPELT:]:
        yield f"{order}&between={stem(token.text)}"
    if not others and not sums:
        yield f"nearest-{order}&{unit.kind}&kind={kind}"
    here, there = unit.clause_at(amount.start), unit.clause_at(phrase.start)
    standing = f"{'same' if here == there else order}-clause&case={phrase.case}"
    verbs = here[2]
    yield f"{standing}&kind={kind}"
    yield f"{standing}&verbs={verbs.lstrip('~')}"
    yield f"{standing}&gapped={verbs.startswith('~')}&order={unit.order}"


def _elsewhere(around: Surroundings, unit: Unit, body: Body, where: str) -> Iterator[str]:
    """How a body of another unit stands to the sum."""
    block = "block" if body.unit.block == unit.block else "apart"
    opens = "opens" if body.unit.opens_block else "inside"
    heads = not body.unit.sums and body.phrase.start <= 4
    yield f"{where}&{block}&{opens}&heads={heads}&{unit.kind}&{body.unit.kind}"
    yield f"{where}&sums-there={min(len(body.unit.sums), 2)}&kind={body.phrase.kind}"
    yield f"{where}&verbs={'+'.join(body.unit.classes)}"
    yield f"{where}&paragraph={body.unit.paragraph - unit.paragraph}&{unit.kind}"
