"""
What counts as granted to the recipient by the funder: decided here, once, and read by all.

A sum counts where a source says that the programme's money was granted: no expenditure or total
cost, no other funder's share, no rate per year, nothing that a recipient passes on. Every total
anywhere, and a naive ``SUM(?granted)``, adds ``wir:grantedAmount`` and nothing else.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from wirlod.publish.records.sums import SumCells
from wirlod.publish.records.thing import Cells
from wirlod.values.partial_dates import PartialDate

Counting = Literal["counted", "passed-on", "per-year", "other-kind", "no-sum"]
"""Whether a sum counts, and if not, why: the code list ``counting``."""

GIVE_THEIR_OWN = frozenset({"state-government", "ministry", "authority"})
"""Types of organisation whose money is the programme's; whoever else funds passes it on."""

MOST_STEPS = 30
"""How many territories a territory may lie in; more are a circle."""


class Granted(msgspec.Struct, frozen=True):
    """What a grant adds to every total it is part of."""

    counting: Counting
    least: str | None = None
    most: str | None = None


def find_granted(sum: SumCells | None, funder: str, programme: str, cells: Cells) -> Granted:
    """Tell what of the *sum* of a grant counts; *funder* and *programme* are keys, or nothing."""
    if sum is None or sum.figure is None:
        return Granted("no-sum")
    if sum.sum_kind != "grant":
        return Granted("other-kind")
    if sum.per:
        return Granted("per-year")
    if is_passed_on(funder, programme, cells):
        return Granted("passed-on")
    return Granted("counted", sum.least, sum.most)


def is_passed_on(funder: str, programme: str, cells: Cells) -> bool:
    """Tell whether *funder* gives on what it was given by the programme."""
    if not funder or funder == cells.cell("programmes", programme, "funder"):
        return False
    return cells.cell("organisations", funder, "type") not in GIVE_THEIR_OWN


def find_first_day(
    start: PartialDate | None,
    notice: PartialDate | None,
    releases: Sequence[str],
    cells: Cells,
) -> date | None:
    """
    Give the first day that a grant can have run: by its stated start.

    Where no source states a start, the first day on which something documents the grant.
    """
    if start:
        return start.first_day
    told = (PartialDate.read(cells.cell("releases", key, "date")) for key in releases)
    days = [day for day in (*told, notice) if day]
    return min(days).first_day if days else None


def find_form(territory: str, day: date | None, cells: Cells) -> str:
    """Give the form of *territory* that was valid on *day*; the latest one where none is given."""
    forms = list(find_forms(territory, cells))
    valid = [form for form in forms if day and _is_valid(form, day, cells)]
    return valid[0] if valid else forms[-1]


def find_forms(territory: str, cells: Cells) -> Iterator[str]:
    """Yield the forms that a territory had over time, the earliest first."""
    first = territory
    for _ in range(MOST_STEPS):
        before = cells.cell("territories", first, "predecessor")
        if not before:
            break
        first = before
    seen: set[str] = set()
    ahead = [first]
    while ahead:
        form = ahead.pop(0)
        if form not in seen:
            seen.add(form)
            yield form
            ahead += cells.followers(form)


def _is_valid(form: str, day: date, cells: Cells) -> bool:
    start, end = (
        PartialDate.read(cells.cell("territories", form, name))
        for name in ("valid_from", "valid_to")
    )
    return (start is None or start.first_day <= day) and (end is None or day <= end.last_day)


def find_containing(territory: str, cells: Cells) -> list[str]:
    """List *territory* and every one that it lies in, the smallest first."""
    found: list[str] = []
    while territory and territory not in found and len(found) < MOST_STEPS:
        found.append(territory)
        territory = cells.cell("territories", territory, "within")
    return found
