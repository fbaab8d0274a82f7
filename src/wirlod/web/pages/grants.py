"""Grants as lines of a table, and what they add up to."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from wirlod.facts import Facts
from wirlod.query.facts import MOST
from wirlod.web.pages.naming import Value
from wirlod.web.pages.sums import Sum, read_period, read_sum
from wirlod.web.pages.visit import Visit

SHOWN = 30
"""How many grants a page shows that is not a list."""


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
    count: int
    """How many there are; more than :attr:`lines` where a page cannot hold them."""
    all_path: str
    """Path of the list of all of them; empty when all are here."""


def build_table(visit: Visit, grants: Iterable[str], list_path: str = "") -> GrantTable:
    """
    Read *grants*, the newest first, and add up what can be.

    :param list_path: where the list of all of them is; a table that is a list keeps its order.
    """
    lines = read_lines(visit, list(grants))
    lines.sort(key=lambda line: line.begins, reverse=True)
    return _add_up(visit, lines, list_path)


def list_table(visit: Visit, grants: Iterable[str]) -> GrantTable:
    """Read *grants* in the order they have."""
    return _add_up(visit, read_lines(visit, list(grants)), "")


def read_lines(visit: Visit, grants: Sequence[str]) -> list[GrantLine]:
    """Read one line for each of *grants*."""
    facts = visit.facts(set(grants))
    local = visit.iri("concept:local-authority")
    funders = {facts.iri(grant, "schema:funder") for grant in grants} - {""}
    passing = {f for f in funders if local in visit.facts([f]).iris(f, "org:classification")}
    return [_line(visit, facts, grant, passing) for grant in dict.fromkeys(grants)]


def _add_up(visit: Visit, lines: Sequence[GrantLine], list_path: str) -> GrantTable:
    complete = len(lines) < MOST
    sums = [line.sum.amount for line in lines if line.counts and line.sum and line.sum.amount]
    total = sum(sums, Decimal())
    return GrantTable(
        lines=tuple(lines[:SHOWN] if list_path else lines),
        total=visit.reader.money(total) if sums and complete else "",
        counted=len(sums),
        one_recipient=len({line.recipient.text for line in lines}) == 1,
        count=len(lines),
        all_path=list_path if len(lines) > SHOWN else "",
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
