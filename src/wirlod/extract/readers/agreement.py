"""
Two readers and one text: what both say is surest, what only one can prove is a doubt.

A grant that a language model tells is believed as far as its passages stand in the text word for
word and our own readers read them as the same sum and the same body. That a proved sum is for a
proved body, only the other reader can confirm.
"""

from typing import NamedTuple

import msgspec

from wirlod.extract.facts import Doubt, Evidence, GrantFact, Party, ReleaseFacts
from wirlod.extract.grants.bodies import Bodies, Body, key_of
from wirlod.extract.readers.asking import Answer, ToldGrant
from wirlod.extract.text.reading import Reading, Span
from wirlod.values.amounts import Amount, find_amounts

GRAMMAR, ASKED = "grammar", "asked"


class Proved(NamedTuple):
    """A told grant whose passages stand in the text."""

    label: str
    key: str
    amount: Amount
    sum: Evidence
    recipient: Evidence


class Unproved(Exception):
    """A passage does not prove what is told of it."""


def agree(facts: ReleaseFacts, reading: Reading, bodies: Bodies, answer: Answer) -> ReleaseFacts:
    """Join what the second reader told with *facts*."""
    if answer.failure:
        failed = Doubt("reader", f"the second reader {answer.failure}")
        return msgspec.structs.replace(facts, doubts=(*facts.doubts, failed))
    proved: list[Proved] = []
    doubts: list[Doubt] = []
    for told in answer.grants:
        try:
            proved.append(_prove(told, reading, bodies))
        except Unproved as error:
            reading_told = f"{told.amount:g}: grant to {told.recipient}"
            reason = f"only the second reader says so, and {error}"
            doubts.append(Doubt("grant", reason, (reading_told,)))
    return _joined(facts, proved, doubts)


def _prove(told: ToldGrant, reading: Reading, bodies: Bodies) -> Proved:
    sum_span, amount = _prove_sum(told, reading)
    body, name_span = _prove_name(told, reading, bodies)
    return Proved(
        body.label, body.key, amount,
        reading.evidence("amount", sum_span), reading.evidence("recipient", name_span),
    )  # fmt: skip


def _prove_sum(told: ToldGrant, reading: Reading) -> tuple[Span, Amount]:
    start = _find(told.amount_passage, reading)
    end = start + len(_plain(told.amount_passage))
    found = [
        a for a in find_amounts(reading.text[max(0, start - 40) : end + 1])
        if a.end + max(0, start - 40) > start
    ]  # fmt: skip
    fitting = [a for a in found if float(a.low) == told.amount]
    if len(found) != 1 or not fitting:
        raise Unproved("its passage does not give this sum")
    shift = max(0, start - 40)
    return Span(fitting[0].start + shift, fitting[0].end + shift), fitting[0].as_amount("grant")


def _prove_name(told: ToldGrant, reading: Reading, bodies: Bodies) -> tuple[Body, Span]:
    start = _find(told.recipient_passage, reading)
    end = start + len(_plain(told.recipient_passage))
    for body in bodies.named:
        at = body.unit.start + body.phrase.start
        stop = body.unit.start + body.phrase.end
        inside = start <= at and stop <= end + 1
        if inside and body.phrase.kind != "office" and key_of(told.recipient) == body.key:
            return body, Span(at, stop)
    raise Unproved("its passage does not name this body")


def _plain(passage: str) -> str:
    return Reading(passage.strip()).text


def _find(passage: str, reading: Reading) -> int:
    plain = _plain(passage) if passage.strip() else ""
    at = reading.text.find(plain) if plain else -1
    if at < 0:
        raise Unproved("its passage does not stand in the text")
    return at


def _joined(facts: ReleaseFacts, proved: list[Proved], doubts: list[Doubt]) -> ReleaseFacts:
    sure: list[GrantFact] = []
    possible: list[GrantFact] = []
    left = list(proved)
    for grant in (*facts.grants, *facts.possible):
        same_sum = [p for p in left if _is_same_sum(grant, p)]
        both = next((p for p in same_sum if p.key == key_of(grant.recipient.label or "")), None)
        if both is not None:
            left.remove(both)
            sure.append(msgspec.structs.replace(grant, said_by=(GRAMMAR, ASKED)))
        elif same_sum:
            other = same_sum[0]
            left.remove(other)
            possible.append(grant)
            doubts.append(_two_readings(grant, other))
        elif grant in facts.grants:
            sure.append(grant)
            doubts.append(_one_reader(grant))
        else:
            possible.append(grant)
    for alone in left:
        possible.append(_alone(alone))
        reason = "only the second reader says that this is granted to this body"
        says = f"{alone.amount.figure}: grant to {alone.label}"
        doubts.append(Doubt("grant", reason, (says,), (alone.sum,)))
    return msgspec.structs.replace(
        facts, grants=tuple(sure), possible=tuple(possible), doubts=(*facts.doubts, *doubts)
    )


def _is_same_sum(grant: GrantFact, proved: Proved) -> bool:
    return grant.amount is not None and grant.amount.figure == proved.amount.figure


def _two_readings(grant: GrantFact, other: Proved) -> Doubt:
    figure = grant.amount.figure if grant.amount else None
    readings = (
        f"{figure}: grant to {grant.recipient.label}", f"{figure}: grant to {other.label}"
    )  # fmt: skip
    return Doubt("grant", "the two readers name two bodies", readings, (other.sum,))


def _one_reader(grant: GrantFact) -> Doubt:
    figure = grant.amount.figure if grant.amount else "no sum"
    said = tuple(e for e in grant.evidence if e.property == "amount")
    readings = (f"{figure}: grant to {grant.recipient.label}",)
    return Doubt("reader", "only the built-in reader says so", readings, said)


def _alone(proved: Proved) -> GrantFact:
    evidence = (proved.recipient, proved.sum)
    return GrantFact(
        Party(proved.label), proved.amount, evidence=evidence, probability=0.5, said_by=(ASKED,)
    )
