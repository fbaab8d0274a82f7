"""
What the model looks at in a sum and a body that may get it.

Every feature is a word that a reader understands; the weights stand in ``weights.tsv``.
"""

import bisect
from collections.abc import Iterator

from wirlod.extract.grants.bodies import Body, Unit, is_bare_place
from wirlod.extract.grants.money_words import (
    between,
    bucket,
    class_of,
    count_between,
    is_in_bracket,
    stem,
    stretch,
)
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.extract.names.phrases import FUNCTION_WORDS, Phrase
from wirlod.extract.scene import HEADLINES
from wirlod.values.amounts import AmountMention

SHORT = 3
"""Words of so few letters say nothing of a body."""

LONGEST_SPELT, SPELT = 8, 3
"""Up to how many words between a sum and a body are looked at as they are, of more the last few."""


def is_mere_thing(body: Body) -> bool:
    """Tell whether a phrase names no body but a thing or an office."""
    return body.phrase.kind in ("thing", "office")


def pair_features(around: Surroundings, unit: Unit, amount: AmountMention, body: Body) -> list[str]:
    """Give the features of *amount* and *body*."""
    phrase = body.phrase
    kind = phrase.kind
    where = _where(unit, body)
    governor = phrase.before if phrase.before in FUNCTION_WORDS else class_of(phrase.before or "^")
    found = [
        f"kind={kind}", f"where={where}", f"where={where}&kind={kind}",
        f"before={governor}&art={phrase.article}",
        f"where={where}&before={governor}&art={phrase.article}",
    ]  # fmt: skip
    if phrase.inner:
        found.append(f"inner={phrase.inner}&kind={kind}")
    if phrase.attached:
        found.append(f"attached={phrase.attached}&kind={kind}")
    if is_in_bracket(body.unit.text, phrase.start):
        found.append(f"in-bracket&kind={kind}&where={where}")
    if phrase.generic:
        resolved = "named" if body.label != phrase.label else "open"
        found += [f"generic={resolved}&where={where}"]
    head = phrase.label.split()[0].lower()
    found += [f"suffix={head[-4:]}" if kind == "thing" else "no-thing", f"head={head[-6:]}&{kind}"]
    found += _words(body.label, where)
    found += _next_to(body, where)
    found += _of_body(around, body)
    found += _named_before(around, unit, body)
    if where == "same":
        found += _same(around, unit, amount, body)
    else:
        found += _other(around, unit, body, where)
    return found


def _where(unit: Unit, body: Body) -> str:
    step = body.unit.number - unit.number
    if step == 0:
        return "same"
    line = "line" if body.unit.kind == "line" else "text"
    if -3 <= step <= 2:
        return f"{step:+d}{line if unit.kind == 'line' else ''}"
    return "headline" if body.unit.kind in HEADLINES else "far"


def _words(label: str, where: str) -> Iterator[str]:
    """What the body calls itself: «Stadt», «Förderverein» get more than «Ausschuss», «Minister»."""
    words = label.split()
    yield from (f"named={stem(word)}" for word in words if len(word) > SHORT)
    yield f"first={words[0].lower()[:8]}&{'same' if where == 'same' else 'other'}"


def _next_to(body: Body, where: str) -> Iterator[str]:
    """What stands right before the body and right behind."""
    tokens, phrase = body.unit.finder.tokens, body.phrase
    place = "same" if where == "same" else "other"
    first = bisect.bisect_left(tokens, phrase.start, key=lambda token: token.start)
    last = bisect.bisect_left(tokens, phrase.end, key=lambda token: token.start)
    before = class_of(tokens[first - 1].text) if first else "^"
    after = [*(class_of(token.text) for token in tokens[last : last + 2]), "$", "$"]
    yield f"next={after[0]}&{place}&kind={phrase.kind}"
    yield f"next={after[0]}&{place}&case={phrase.case}"
    yield f"next={after[0]} {after[1]}&{place}"
    yield f"previous={before}&next={after[0]}&{place}"


def _named_before(around: Surroundings, unit: Unit, body: Body) -> Iterator[str]:
    """Whether the sentence before opens or ends with the body."""
    if unit.number:
        named = [b for b in around.bodies.in_unit[unit.number - 1] if not is_mere_thing(b)]
        for place, other in zip(("first", "last"), (named[:1], named[-1:]), strict=True):
            if other:
                yield f"before-{place}={other[0].key == body.key}&kind={body.phrase.kind}"


def _of_body(around: Surroundings, body: Body) -> Iterator[str]:
    count = around.bodies.count[body.key]
    yield f"count={min(count, 4)}&kind={body.phrase.kind}"
    if around.bodies.first_unit[body.key] == 0 or any(
        u.kind in HEADLINES
        for u in around.bodies.units[: around.bodies.first_unit[body.key] + 1][-1:]
    ):
        yield "in-headline"
    if is_bare_place(body) and body.phrase.before in ("in", "im", "aus", "nach"):
        yield f"place-after={body.phrase.before}"


def _same(around: Surroundings, unit: Unit, amount: AmountMention, body: Body) -> Iterator[str]:
    phrase, kind = body.phrase, body.phrase.kind
    after = phrase.start >= amount.end
    start, end = (amount.end, phrase.start) if after else (phrase.end, amount.start)
    order = "after" if after else "ahead"
    path = between(unit.finder.tokens, start, end)
    sums = count_between(unit.sums, start, end)
    others = range(count_between(around.real(unit), start, end))
    found = [name for name in path if name.startswith("V:")]
    verbs = "+".join(dict.fromkeys(found)) or "none"
    yield f"{order}&sums={min(sums, 2)}&others={min(len(others), 2)}"
    yield f"{order}&kind={kind}&sums={min(sums, 2)}"
    yield f"{order}&gap={bucket(len(path))}"
    yield f"{order}&order={around.order(unit)}&sums={min(sums, 2)}&others={min(len(others), 1)}"
    yield f"{order}&order={around.order(unit)}&sums={min(sums, 2)}&kind={kind}"
    yield f"{order}&verbs={verbs}&art={phrase.article or phrase.before[:4]}"
    yield f"{order}&verbs={verbs}&kind={kind}"
    yield f"{order}&marks={'|'.join(m for m in path if m in ',;:()–-|=')[:5]}&sums={min(sums, 2)}"
    shown = [name for name in path if name not in ("N", "x", "9")][:6]
    yield f"{order}&path={' '.join(shown)}" if len(path) <= 9 else f"{order}&far"
    near = stretch(unit.finder.tokens, start, end)
    for token in near if len(near) <= LONGEST_SPELT else near[-SPELT:]:
        yield f"{order}&between={stem(token.text)}"
    if len(path) <= 2:
        yield f"{order}&beside={' '.join(path)}&kind={kind}"
    yield f"{order}&sentence={'+'.join(around.classes(unit))}&art={phrase.article}"
    before = phrase.before if phrase.before in FUNCTION_WORDS else "x"
    for name in around.classes(unit):
        yield f"{order}&has={name}&before={before}&art={phrase.article}"
    yield from _clause(around, unit, amount, phrase)
    if phrase.start <= 4:
        yield f"opens-unit&{unit.kind}&kind={kind}"
    cells = [cell for cell in unit.text[: amount.start].split("|") if cell.strip()]
    if len(cells) > 1 and not after:
        cell = sum(bool(ahead.strip()) for ahead in unit.text[: phrase.start].split("|")[:-1])
        yield f"cell={min(cell, 3)}&of={min(len(cells), 4)}"
        yield f"cell={min(cell, 3)}&kind={kind}"
    if not others and sums == 0:
        yield f"nearest-{order}&{unit.kind}&kind={kind}"


def _clause(
    around: Surroundings, unit: Unit, amount: AmountMention, phrase: Phrase
) -> Iterator[str]:
    """What the body is in the clause of the sum, or in another one."""
    order = "after" if phrase.start >= amount.end else "ahead"
    here, there = around.clause_at(unit, amount.start), around.clause_at(unit, phrase.start)
    together = "same-clause" if here == there else f"{order}-clause"
    case, verbs = phrase.case, here[2]
    yield f"{together}&case={case}&kind={phrase.kind}"
    yield f"{together}&case={case}&verbs={verbs.lstrip('~')}"
    yield f"{together}&case={case}&gapped={verbs.startswith('~')}&order={around.order(unit)}"
    for name in verbs.lstrip("~").split("+"):
        yield f"{together}&case={case}&verb={name}"
        yield f"{together}&case={case}&verb={name}&{order}"


def _other(around: Surroundings, unit: Unit, body: Body, where: str) -> Iterator[str]:
    own = any(
        b.phrase.kind not in ("thing", "office", "funder", "many")
        for b in around.bodies.in_unit[unit.number]
    )
    block = "block" if body.unit.block == unit.block else "apart"
    opens = "opens" if body.unit.opens_block else "inside"
    heads = bool(body.unit.sums) or body.phrase.start > 4
    yield f"{where}&{block}&{opens}&heads={not heads}&{unit.kind}&{body.unit.kind}"
    if block == "block":
        yield f"{opens}&heads={not heads}&{unit.kind}&own={own}&kind={body.phrase.kind}"
    yield f"{where}&own={own}&kind={body.phrase.kind}"
    yield f"{where}&sums-there={min(len(body.unit.sums), 2)}&kind={body.phrase.kind}"
    yield f"{where}&verbs={'+'.join(around.classes(body.unit))}"
    for name in around.classes(body.unit):
        yield f"{where}&has={name}&art={body.phrase.article}"
    if body.phrase.start <= 4:
        yield f"{where}&opens&kind={body.phrase.kind}&line={body.unit.kind == 'line'}"
    yield f"{where}&paragraph={body.unit.paragraph - unit.paragraph}&{unit.kind}"
