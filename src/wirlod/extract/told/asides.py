"""
Sums that are no grant and yet say something: costs, programmes, totals, shares of others.
"""

from typing import NamedTuple

from wirlod.extract.grants.assignment import ReadSum
from wirlod.extract.grants.sums import Sum, classify_sum
from wirlod.extract.scene import Part
from wirlod.values.amounts import AmountMention

KINDS = {
    "total": "programme-volume", "programme": "programme-volume", "cost": "total-cost",
    "share": "other",
}  # fmt: skip
"""Role of a sum → its kind in the code list; other roles give no figure."""


LIKELY = 0.3
"""How likely a role must be for its sum to be a figure."""


class Aside(NamedTuple):
    """A sum that is no grant; positions count in the whole text."""

    part: Part
    amount: AmountMention
    sum: Sum


def find_asides(parts: list[Part], reads: list[ReadSum]) -> list[Aside]:
    """Give the sums that are figures."""
    found = []
    for read in reads:
        kind = KINDS.get(read.role)
        if kind is None or read.repeats or read.roles[read.role] < LIKELY:
            continue
        unit, amount = read.unit, read.amount
        begin = max([a.end for a in unit.sums if a.end <= amount.start], default=0)
        said = classify_sum(unit.text[begin : amount.start], unit.text[amount.end :])
        exact = said.kind == "eligible-expenditure" and kind == "total-cost"
        noun = said.noun if said.kind == kind or exact else ""
        moved = amount._replace(start=unit.start + amount.start, end=unit.start + amount.end)
        part = parts[unit.number]
        found.append(Aside(part, moved, Sum(said.kind if exact else kind, noun)))
    return found
