"""What the lists of an edition say without its store being asked: see :mod:`wirlod.members`."""

from array import array
from collections.abc import Iterable
from pathlib import Path

from wirlod.kinds import KINDS
from wirlod.kinds.kind import YEAR
from wirlod.members import KNOWN, Members, find_numbers
from wirlod.query.facets import FacetValue
from wirlod.query.listing import Filter, Listing
from wirlod.query.totals import COUNTED, NO_SUM
from wirlod.values.sums import Total, add_up

YEAR_LENGTH = 4


class Ordered:
    """Things of a kind in an order, as their numbers."""

    def __init__(self, members: Members, kind: str, numbers: "range | array[int]") -> None:
        self._members, self._kind, self._numbers = members, kind, numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def slice(self, start: int, stop: int) -> list[str]:
        """Give the keys from *start* to before *stop*."""
        return self._members.keys(self._kind, self._numbers[start:stop])


class Lists:
    """Answers what only asks for facets; to all else it says None."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def order(self, listing: Listing) -> Ordered | None:
        """Give all things of *listing* in its order."""
        chosen = self.choose(listing.kind, listing.filters)
        if chosen is None:
            return None
        numbers = self._members.order(listing.kind, listing.sort)
        if listing.filters:
            numbers = find_numbers(chosen, numbers)
        return Ordered(self._members, listing.kind, numbers)

    def count_values(self, listing: Listing, facet: str) -> list[FacetValue] | None:
        """Count the things of *listing* under each value of *facet*."""
        kind = listing.kind
        chosen = self.choose(kind, listing.filters)
        if chosen is None or not self._has_facet(kind, facet):
            return None
        counts = (
            FacetValue(value, (self._members.bits(kind, facet, value) & chosen).bit_count())
            for value in self._members.values(kind, facet)
        )
        return sorted((c for c in counts if c.count), key=lambda c: (-c.count, c.value))

    def count_different(self, kind: str, name: str) -> int | None:
        """Count the things of *kind*, or the different values that they have of *name*."""
        return self._members.count(kind, name) if self._members.knows(kind, name) else None

    def find_total(self, listing: Listing) -> Total | None:
        """Add up the grants of *listing*."""
        chosen = self.choose(listing.kind, listing.filters)
        return None if chosen is None else add_up(self._totals(listing.kind, chosen))

    def choose(self, kind: str, filters: Iterable[Filter]) -> int | None:
        """Give the bits of the things that pass *filters*."""
        if not self._members.knows(kind, ""):
            return None
        chosen = self._members.everything(kind)
        for filter in filters:
            if not self._knows(kind, filter):
                return None
            chosen &= self._members.bits(kind, filter.name, filter.value)
        return chosen

    def _knows(self, kind: str, filter: Filter) -> bool:
        is_year = filter.name == YEAR and len(filter.value) == YEAR_LENGTH
        return (is_year or filter.comparison == "is") and self._has_facet(kind, filter.name)

    def _has_facet(self, kind: str, name: str) -> bool:
        is_facet = any(facet.name == name for facet in KINDS[kind].facets)
        return is_facet and self._members.knows(kind, name)

    def _totals(self, kind: str, chosen: int) -> Iterable[Total]:
        members = self._members
        for counting in members.values(kind, "counting"):
            here = members.bits(kind, "counting", counting) & chosen
            code, count = counting.rpartition("/")[2], here.bit_count()
            if code == NO_SUM:
                yield Total(without=count)
            elif code != COUNTED:
                yield Total(aside=count)
            else:
                yield from self._counted(kind, here)

    def _counted(self, kind: str, counted: int) -> Iterable[Total]:
        members = self._members
        for precision in members.values(kind, "money.precision"):
            chosen = members.bits(kind, "money.precision", precision) & counted
            if not chosen:
                continue
            is_bounded = not chosen & ~members.bits(kind, "most", KNOWN)
            yield Total.of(
                precision.rpartition("/")[2],
                members.add_up(kind, "least", chosen),
                members.add_up(kind, "most", chosen) if is_bounded else None,
                chosen.bit_count(),
            )


def open_lists(path: Path) -> Lists | None:
    """Open the lists of an edition that has them."""
    return Lists(Members(path)) if path.exists() else None
