"""
What an edition withdraws: things that an earlier one had and this one has not.

An address never simply stops working. A row of ``withdrawn.csv`` says why a thing went and what
takes its place; a thing that vanishes without one still leaves its title and the day.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from wirlod.edition import Edition, Tombstone
from wirlod.errors import Problem
from wirlod.publish.index import Index
from wirlod.publish.records.cells import Text
from wirlod.publish.records.references import AnyReference
from wirlod.publish.records.row import TableRow, columns, read_row
from wirlod.publish.sources.tables import read_table
from wirlod.values.partial_dates import PartialDate

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
IDENTIFIER = NamedNode("http://purl.org/dc/terms/identifier")
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


def find_stated(data: Path) -> Iterator[Tombstone | Problem]:
    """Yield what ``withdrawn.csv`` states, and its problems."""
    path = data / WithdrawnRow.file
    if not path.exists():
        return
    for row in read_table(path, columns(WithdrawnRow)):
        if isinstance(row, Problem):
            yield row
            continue
        read = read_row(WithdrawnRow, row.cells, row.origin)
        if isinstance(read, list):
            yield from read
        elif isinstance(read, WithdrawnRow):
            yield _tombstone(read)


def _tombstone(row: WithdrawnRow) -> Tombstone:
    return Tombstone(
        target=row.thing,
        title={"de": row.title, "en": row.title_en},
        date=row.date,
        reason={"de": row.reason, "en": row.reason_en},
        successor=row.successor or "",
    )


def find_vanished(previous: Edition, index: Index, created: datetime) -> Iterator[Tombstone]:
    """Yield a tombstone for each thing of *previous* that is not stated any more."""
    store = Store.read_only(str(previous.store_folder))
    base = f"{previous.manifest.base_uri}id/"
    for quad in store.quads_for_pattern(None, IDENTIFIER, None, DefaultGraph()):
        thing = quad.subject
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


def _title(store: Store, thing: NamedNode) -> dict[str, str]:
    quads = store.quads_for_pattern(thing, LABEL, None, DefaultGraph())
    labels = (quad.object for quad in quads)
    return {label.language or "": label.value for label in labels if isinstance(label, Literal)}


def build_withdrawn(
    stated: list[Tombstone], previous: Edition | None, index: Index, created: datetime
) -> list[Tombstone]:
    """Build the list of all withdrawn things: what was withdrawn before stays so."""
    withdrawn = dict(previous.read_withdrawn()) if previous else {}
    if previous:
        withdrawn |= {found.target: found for found in find_vanished(previous, index, created)}
    withdrawn |= {tombstone.target: tombstone for tombstone in stated}
    return [withdrawn[target] for target in sorted(withdrawn) if target not in index]
