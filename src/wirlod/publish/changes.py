"""
What an edition withdraws: things that an earlier one had and this one has not.

An address never simply stops working. A row of ``withdrawn.csv`` says why a thing went and what
takes its place; a thing that vanishes without one still leaves its title and the day.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from wirlod.edition import Edition, Tombstone
from wirlod.errors import Origin, Problem
from wirlod.iris import thing_iri
from wirlod.namespaces import expand
from wirlod.publish.index import Index
from wirlod.publish.records.cells import Text
from wirlod.publish.records.references import AnyReference
from wirlod.publish.records.row import Contradiction, TableRow, columns, read_row
from wirlod.publish.sources.tables import Row, read_table
from wirlod.saying import say
from wirlod.values.partial_dates import PartialDate

LABEL = NamedNode(expand("rdfs:label"))
IDENTIFIER = NamedNode(expand("dct:identifier"))
NO_REASON = {"de": "ohne Angabe eines Grundes", "en": "without a stated reason"}


class WithdrawnRow(TableRow, frozen=True, kw_only=True):
    """A row of ``withdrawn.csv``, a table that need not be there."""

    file: ClassVar[str] = "withdrawn.csv"
    target: ClassVar[str] = "{thing}"

    thing: AnyReference
    title: Text
    title_en: Text
    date: PartialDate
    reason: Text
    reason_en: Text
    successor: AnyReference | None

    def contradictions(self) -> Iterator[Contradiction]:
        """Whole things go, and nothing follows itself."""
        for column in ("thing", "successor"):
            if "#" in (getattr(self, column) or ""):
                yield column, say("names a part: a part goes with the cells that state it")
        if self.successor == self.thing:
            yield (
                "successor",
                say("is the thing itself: leave it blank where nothing takes its place"),
            )


class Known:
    """What withdrawals are checked against."""

    def __init__(self, index: Index, earlier: Sequence[Edition], today: date) -> None:
        self.index = index
        self.earlier = earlier
        """The editions before, the current one last; none where nothing was published yet."""
        self.today = today

    @cached_property
    def _memories(self) -> list[tuple[Set[str], Store, str]]:
        """The tombstones, the things and the base address of every edition before."""
        return [
            (
                edition.read_withdrawn().keys(),
                Store.read_only(str(edition.store_folder)),
                edition.manifest.base_uri,
            )
            for edition in self.earlier
        ]

    def was_published(self, target: str) -> bool:
        """Tell whether an edition before had *target*, or its tombstone."""
        return any(
            target in tombstones or _has(store, thing_iri(base_uri, *target.split("/", 1)))
            for tombstones, store, base_uri in self._memories
        )


def _has(store: Store, iri: str) -> bool:
    return any(True for _ in store.quads_for_pattern(NamedNode(iri), None, None, None))


Stated = tuple[WithdrawnRow, Origin]


def find_stated(data: Path, known: Known) -> Iterator[Tombstone | Problem]:
    """Yield what ``withdrawn.csv`` states, and its problems."""
    stated: list[Stated] = []
    for found in _read_rows(data / WithdrawnRow.file):
        if isinstance(found, Problem):
            yield found
        else:
            stated.append(found)
    places = {row.thing: origin for row, origin in reversed(stated)}
    for row, origin in stated:
        problems = list(_find_untrue(row, origin, places, known))
        yield from problems
        if not problems:
            yield _tombstone(row)


def _read_rows(path: Path) -> Iterator[Stated | Problem]:
    for row in read_table(path, columns(WithdrawnRow)) if path.exists() else ():
        if not isinstance(row, Row):
            yield row if isinstance(row, Problem) else row.problem
            continue
        read = read_row(WithdrawnRow, row.cells, row.origin)
        if isinstance(read, list):
            yield from read
        elif isinstance(read, WithdrawnRow):
            yield read, row.origin


def _find_untrue(
    row: WithdrawnRow, origin: Origin, places: Mapping[AnyReference, Origin], known: Known
) -> Iterator[Problem]:
    """Yield what cannot be: a thing that is still there or never was, a successor that is not."""
    if places[row.thing] != origin:
        yield Problem(
            origin,
            say("{thing} is withdrawn in {place} too", thing=row.thing, place=places[row.thing]),
            "thing",
        )
    if row.thing in known.index:
        place = known.index.origin(row.thing)
        yield Problem(
            origin,
            say("{thing} is still there: see {place}", thing=row.thing, place=place),
            "thing",
        )
    elif known.earlier and not known.was_published(row.thing):
        message = say("{thing} was never published: nothing has to be said of it", thing=row.thing)
        yield Problem(origin, message, "thing")
    if row.successor and row.successor not in known.index and row.successor not in places:
        yield Problem(origin, say("there is no {successor}", successor=row.successor), "successor")
    if row.date.first_day > known.today:
        yield Problem(origin, say("{date} is still to come", date=row.date), "date")


def _tombstone(row: WithdrawnRow) -> Tombstone:
    return Tombstone(
        target=str(row.thing),
        title={"de": str(row.title), "en": str(row.title_en)},
        date=str(row.date),
        reason={"de": str(row.reason), "en": str(row.reason_en)},
        successor=str(row.successor or ""),
    )


def find_vanished(
    previous: Edition, index: Index, created: datetime, among: Iterable[str] | None = None
) -> Iterator[Tombstone]:
    """
    Yield a tombstone for each thing of *previous* that is not stated any more.

    :param among: IRIs of all things that this can be so of, where that is known.
    """
    store = Store.read_only(str(previous.store_folder))
    base = f"{previous.manifest.base_uri}id/"
    for thing in _find_identified(store, among):
        if not isinstance(thing, NamedNode) or not thing.value.startswith(base):
            continue
        target = thing.value.removeprefix(base)
        if target not in index:
            yield Tombstone(
                target=target,
                title=_title(store, thing),
                date=created.date().isoformat(),
                reason=NO_REASON,
            )


def _find_identified(store: Store, among: Iterable[str] | None) -> Iterator[object]:
    """Yield what has a key of its own."""
    asked = [None] if among is None else map(NamedNode, sorted(among))
    for thing in asked:
        for quad in store.quads_for_pattern(thing, IDENTIFIER, None, DefaultGraph()):
            yield quad.subject


def _title(store: Store, thing: NamedNode) -> dict[str, str]:
    quads = store.quads_for_pattern(thing, LABEL, None, DefaultGraph())
    labels = (quad.object for quad in quads)
    return {label.language or "": label.value for label in labels if isinstance(label, Literal)}


def build_withdrawn(
    stated: list[Tombstone],
    earlier: Sequence[Edition],
    index: Index,
    created: datetime,
    among: Iterable[str] | None = None,
) -> list[Tombstone]:
    """
    Build the list of all withdrawn things: what was withdrawn before stays so.

    :param earlier: every edition that was served once, the current one last; those that were
        rolled back from showed things, too.
    :param among: IRIs of all things of the current one that may be gone, where that is known.
    """
    withdrawn: dict[str, Tombstone] = {}
    for edition in earlier:
        known = among if edition is earlier[-1] else None
        vanished = find_vanished(edition, index, created, known)
        withdrawn = {found.target: found for found in vanished} | withdrawn
    for edition in earlier:
        withdrawn |= edition.read_withdrawn()
    withdrawn |= {tombstone.target: tombstone for tombstone in stated}
    return [withdrawn[target] for target in sorted(withdrawn) if target not in index]
