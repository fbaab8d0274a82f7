"""Grants as lines of a table, and what they add up to."""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import msgspec

from wirlod.facts import Facts
from wirlod.query.listing import Filter, Listing
from wirlod.query.totals import COUNTED
from wirlod.values.sums import Total, add_up
from wirlod.web.answers.list_filters import read_path
from wirlod.web.pages.naming import Value
from wirlod.web.pages.sums import Sum, read_period, read_sum
from wirlod.web.pages.visit import Visit

SHOWN = 30
"""How many grants a page shows that is not a list."""

NEWEST_FIRST = "-date"


class GrantLine(msgspec.Struct, frozen=True):
    """One grant in a table."""

    link: Value
    recipient: Value
    purpose: Value | None
    priority: Value | None
    period: str
    sum: Sum | None
    not_counted: Value | None
    """Why its sum is not added up; None where it is, or where there is none."""


class GrantTable(msgspec.Struct, frozen=True):
    """Grants with their total."""

    lines: tuple[GrantLine, ...]
    count: int
    """How many there are; more than :attr:`lines` where a page cannot hold them."""
    total: Total = Total()
    """What those that count add up to, on all pages."""
    all_path: str = ""
    """Path of the list of all of them; empty when all are here."""
    counted_path: str = ""
    """Path of the list of exactly those that make up the total."""

    @property
    def one_recipient(self) -> bool:
        """Whether all went to the same recipient."""
        return len({line.recipient.address for line in self.lines}) == 1


def build_table(visit: Visit, **filters: str) -> GrantTable:
    """
    Read the newest grants that point at something, and what all of them add up to.

    :param filters: property in the context, ``__`` for a dot → ``kind/key``.
    """
    named = {name.replace("__", "."): target for name, target in filters.items()}
    listing = build_listing(visit, named)
    page = visit.opened.directory.list_things(listing)
    query = urlencode(named, safe="/")
    return GrantTable(
        lines=tuple(read_lines(visit, page.things)),
        count=page.total,
        total=total_of(visit, listing),
        all_path=f"doc/grant?{query}&sort={NEWEST_FIRST}" if page.total > SHOWN else "",
        counted_path=f"doc/grant?{query}&counting=concept/{COUNTED}&sort={NEWEST_FIRST}",
    )


def add_up_tables(tables: Sequence[GrantTable]) -> GrantTable:
    """Give the lines of all *tables*, and what their grants add up to."""
    return GrantTable(
        lines=tuple(line for table in tables for line in table.lines),
        count=sum(table.count for table in tables),
        total=add_up(table.total for table in tables),
    )


def build_listing(visit: Visit, named: dict[str, str]) -> Listing:
    """Build the list of grants that point at the things *named*, the newest first."""
    opened = visit.opened
    filters = tuple(
        Filter(name, read_path(name, opened.context), f"{opened.base_uri}id/{target}")
        for name, target in sorted(named.items())
    )
    return Listing(kind="grant", filters=filters, size=SHOWN, sort=NEWEST_FIRST)


def total_of(visit: Visit, listing: Listing) -> Total:
    """Give what all grants of *listing* add up to."""
    opened = visit.opened
    total: Total = opened.remembered.get(
        ("sum", listing.filters),
        lambda: opened.directory.find_total(listing),
    )
    return total


def list_table(visit: Visit, grants: Iterable[str]) -> GrantTable:
    """Read *grants* in the order they have, with nothing added up."""
    lines = read_lines(visit, list(grants))
    return GrantTable(lines=tuple(lines), count=len(lines))


def read_lines(visit: Visit, grants: Sequence[str]) -> list[GrantLine]:
    """Read one line for each of *grants*."""
    facts = visit.facts(set(grants))
    return [_line(visit, facts, grant) for grant in dict.fromkeys(grants)]


def _line(visit: Visit, facts: Facts, grant: str) -> GrantLine:
    naming = visit.naming
    priority, counting = facts.iri(grant, "wir:priority"), facts.iri(grant, "wir:counting")
    recipient, found = facts.iri(grant, "wir:recipient"), read_sum(visit, facts, grant)
    counts = counting.endswith(f"/{COUNTED}")
    return GrantLine(
        link=naming.thing(grant),
        recipient=naming.thing(recipient) if recipient else Value(""),
        purpose=naming.choose(facts.all(grant, "wir:purpose")),
        priority=naming.thing(priority) if priority else None,
        period=read_period(visit, facts, grant),
        sum=found,
        not_counted=naming.thing(counting) if counting and found and not counts else None,
    )
