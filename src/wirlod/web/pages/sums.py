"""Sums and periods as a reader says them: «rund 500.000 Euro», «2021 bis 2025»."""

from decimal import Decimal

import msgspec

from wirlod.facts import Facts
from wirlod.web.pages.naming import Value
from wirlod.web.pages.visit import Visit


class Sum(msgspec.Struct, frozen=True):
    """A sum of money with all that qualifies it."""

    text: str
    """«rund 500.000 Euro»; empty where no sum is stated."""
    amount: Decimal | None
    """The figure to add up."""
    precision: Value | None
    kind: Value | None
    kind_key: str
    """``grant``, ``eligible-expenditure`` …"""
    period: str


def read_sum(visit: Visit, facts: Facts, thing: str) -> Sum | None:
    """Read the sum of *thing*, a grant, a claim or a figure; None where it states none."""
    money = facts.iri(thing, "schema:amount")
    if not money:
        return None
    figures = [facts.number(money, f"schema:{n}") for n in ("value", "minValue", "maxValue")]
    amount = next((figure for figure in figures if figure is not None), None)
    precision, kind = facts.iri(money, "wir:precision"), facts.iri(money, "wir:sumKind")
    if amount is None:
        return None
    reader = visit.reader
    said = visit.naming.choose(facts.all(money, "rdfs:label"))
    is_plain = len({f for f in figures if f is not None}) == 1 and not facts.iri(money, "wir:per")
    plain = reader.qualify(reader.sum(amount), precision.rpartition("/")[2])
    return Sum(
        text=said.text if said and not is_plain else plain,
        amount=amount,
        precision=visit.naming.thing(precision) if precision else None,
        kind=visit.naming.thing(kind) if kind else None,
        kind_key=kind.rpartition("/")[2],
        period=read_period(visit, facts, thing),
    )


def read_period(visit: Visit, facts: Facts, thing: str) -> str:
    """Read the period of *thing* in words, empty where it states none."""
    period = facts.iri(thing, "dct:temporal")
    start, end = facts.text(period, "dcat:startDate"), facts.text(period, "dcat:endDate")
    return visit.reader.period(start, end)
