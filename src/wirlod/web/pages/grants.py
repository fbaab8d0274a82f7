"""Grants as lines of a table, and what they add up to."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from wirlod.query.facts import Facts
from wirlod.web.pages.naming import Value
from wirlod.web.pages.sums import Sum, read_period, read_sum
from wirlod.web.pages.visit import Visit


class GrantLine(msgspec.Struct, frozen=True):
    """One grant in a table."""

    link: Value
    recipient: Value
    purpose: Value | None
    priority: Value | None
    period: str
    sum: Sum | None
    begins: str
    counts: bool
    """Whether it is added up: a grant of the state, not money that a recipient passed on."""


class GrantTable(msgspec.Struct, frozen=True):
    """Grants with their total."""

    lines: tuple[GrantLine, ...]
    total: str
    """The sum of those that count; empty when none does."""
    counted: int
    one_recipient: bool


def build_table(visit: Visit, grants: Iterable[str], keep_order: bool = False) -> GrantTable:
    """Read *grants*, newest first unless they keep their order, and add up what can be."""
    facts = visit.facts(set(grants))
    local = visit.iri("concept:local-authority")
    funders = {facts.iri(grant, "schema:funder") for grant in grants} - {""}
    passing = {f for f in funders if local in visit.facts([f]).iris(f, "org:classification")}
    lines = [_line(visit, facts, grant, passing) for grant in dict.fromkeys(grants)]
    if not keep_order:
        lines.sort(key=lambda line: line.begins, reverse=True)
    return _add_up(visit, lines)


def _add_up(visit: Visit, lines: Sequence[GrantLine]) -> GrantTable:
    sums = [line.sum.amount for line in lines if line.counts and line.sum and line.sum.amount]
    total = sum(sums, Decimal())
    return GrantTable(
        lines=tuple(lines),
        total=visit.reader.money(total) if sums else "",
        counted=len(sums),
        one_recipient=len({line.recipient.text for line in lines}) == 1,
    )


def _line(visit: Visit, facts: Facts, grant: str, passing: set[str]) -> GrantLine:
    naming = visit.naming
    period = facts.iri(grant, "dct:temporal")
    priority = facts.iri(grant, "wir:priority")
    found = read_sum(visit, facts, grant)
    return GrantLine(
        link=naming.thing(grant),
        recipient=naming.thing(facts.iri(grant, "wir:recipient")),
        purpose=naming.choose(facts.all(grant, "wir:purpose")),
        priority=naming.thing(priority) if priority else None,
        period=read_period(visit, facts, grant),
        sum=found,
        begins=facts.text(period, "dcat:startDate") or facts.text(period, "dcat:endDate"),
        counts=bool(
            found and found.kind_key == "grant" and facts.iri(grant, "schema:funder") not in passing
        ),
    )
