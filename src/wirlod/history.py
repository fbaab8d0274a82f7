"""
What changed from edition to edition, kept for good.

Every edition carries the history of all that came before it: ``history.sqlite`` begins as the
file of the edition it follows, and only ever gets more rows. So the history outlives the
editions themselves, and after a rollback it is that of the edition that is served.

An *event* says that a thing appeared, changed or went with an edition. What a thing was like
from one event to the next is a *version*: the current one stands in the store, all others are
kept here as N-Triples, packed.

Things are called as everywhere, ``grant/x``. Definitions take part as ``def/wir``, the ontology,
and ``def/shapes/grant``, a document of shapes, with their terms as their parts.
"""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import zstandard
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from wirlod.databases import open_to_read
from wirlod.iris import ONTOLOGY, is_shapes, ontology_iri, target_of, thing_iri, thing_of

FILE = "history.sqlite"

SCHEMA = """
CREATE TABLE editions (number INTEGER PRIMARY KEY, name TEXT UNIQUE, created TEXT, base TEXT);
CREATE TABLE things (
  number INTEGER PRIMARY KEY, target TEXT UNIQUE, kind TEXT, de TEXT, en TEXT
);
CREATE TABLE events (
  number INTEGER PRIMARY KEY, edition INTEGER, thing INTEGER, action TEXT, kind TEXT
);
CREATE INDEX events_by_thing ON events (thing, number);
CREATE INDEX events_by_kind ON events (kind, number);
CREATE INDEX events_by_edition ON events (edition, number);
CREATE TABLE versions (event INTEGER PRIMARY KEY, statements BLOB);
CREATE TABLE concerns (
  about INTEGER, event INTEGER, PRIMARY KEY (about, event)
) WITHOUT ROWID;
"""
"""``concerns``: which territory, organisation, programme an event is news about."""

EVENTS = """
SELECT events.number, editions.name, editions.created, things.target, things.de, things.en, action
FROM events JOIN editions ON editions.number = events.edition
JOIN things ON things.number = events.thing
"""


class Action(StrEnum):
    """What happened to a thing with an edition."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


class Event(msgspec.Struct, frozen=True):
    """A thing appeared, changed or went."""

    number: int
    """Counts from 1 without a gap, in the order of editions and, within one, of names."""
    edition: str
    created: datetime
    """When the edition was made, in UTC."""
    target: str
    title: dict[str, str]
    """Its last label, language → text."""
    action: Action


class Selection(msgspec.Struct, frozen=True):
    """Which events are asked for; an empty field asks for all."""

    kind: str = ""
    about: str = ""
    """``territory/x``, ``organisation/x``, ``programme/x``, or the thing itself."""
    edition: str = ""


class Statement(msgspec.Struct, frozen=True):
    """The values of one property of a thing or of one of its parts, in one language."""

    part: str
    """``amount`` of ``…#amount``; empty for the thing itself."""
    property: str
    """IRI."""
    before: tuple[str, ...]
    """IRIs, or the texts of literals."""
    after: tuple[str, ...]
    language: str = ""
    """Of the texts; empty for what has none."""


class Past(msgspec.Struct, frozen=True):
    """An edition there was."""

    number: int
    name: str
    created: datetime
    counts: dict[str, int]
    """Action → number of events."""


def target_iri(base_uri: str, target: str) -> str:
    """
    Give the address of what is called *target* here.

    >>> target_iri("https://example.org/", "grant/x"), target_iri("https://example.org/", ONTOLOGY)
    ('https://example.org/id/grant/x', 'https://example.org/def/wir')
    >>> target_iri("https://example.org/", "def/shapes/grant")
    'https://example.org/def/shapes/grant'
    """
    if target == ONTOLOGY:
        return ontology_iri(base_uri)
    if is_shapes(target):
        return f"{base_uri}{target}"
    return thing_iri(base_uri, *target.split("/", 1))


def name_in_history(iri: str, base_uri: str) -> str:
    """
    Name the thing that *iri* is or is a part of; empty for what is none of ours.

    >>> name_in_history("https://example.org/id/grant/x#amount", "https://example.org/")
    'grant/x'
    """
    thing = thing_of(iri)
    if is_shapes(target := thing.removeprefix(base_uri)):
        return target
    return ONTOLOGY if thing == ontology_iri(base_uri) else target_of(thing, base_uri)


def pack(statements: bytes) -> bytes:
    """Pack N-Triples as :data:`FILE` keeps them."""
    return zstandard.ZstdCompressor(level=10).compress(statements)


class History:
    """The history as one edition knows it; open for reading only."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the history of the edition in *folder*; an edition without one has an empty one."""
        path = folder / FILE
        if path.exists():
            return cls(open_to_read(path, is_shared=True))
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.executescript(SCHEMA)
        return cls(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    @property
    def last(self) -> int:
        """The number of the newest event; 0 where there is none."""
        return int(self._connection.execute("SELECT MAX(number) FROM events").fetchone()[0] or 0)

    def editions(self) -> list[Past]:
        """List the editions there were, oldest first, with what each changed in the data."""
        counts: dict[int, dict[str, int]] = {}
        query = (
            f"SELECT edition, action, COUNT(*) FROM events WHERE {OF_THE_DATA} "
            "GROUP BY edition, action"
        )
        for number, action, count in self._connection.execute(query):
            counts.setdefault(number, {})[action] = count
        rows = self._connection.execute(
            "SELECT number, name, created FROM editions ORDER BY number"
        )
        return [
            Past(number, name, datetime.fromisoformat(created), counts.get(number, {}))
            for number, name, created in rows
        ]

    def count(self, selection: Selection) -> int:
        """Count the events of *selection*."""
        query = f"SELECT COUNT(*) FROM events WHERE {_condition(selection)}"
        return int(self._connection.execute(query, msgspec.structs.asdict(selection)).fetchone()[0])

    def newest(self, selection: Selection, size: int, offset: int = 0) -> list[Event]:
        """List *size* events of *selection*, the newest first, after *offset* others."""
        where = f"WHERE {_condition(selection)}"
        query = f"{EVENTS} {where} ORDER BY events.number DESC LIMIT :size OFFSET :offset"
        values = msgspec.structs.asdict(selection) | {"size": size, "offset": offset}
        rows = self._connection.execute(query, values)
        return [_event(row) for row in rows]

    def of_edition(self, number: int, size: int, offset: int = 0) -> list[Event]:
        """List *size* events of the data of an edition in their order, after *offset* others."""
        where = f"WHERE edition = ? AND {OF_THE_DATA}"
        query = f"{EVENTS} {where} ORDER BY events.number LIMIT ? OFFSET ?"
        return [_event(row) for row in self._connection.execute(query, (number, size, offset))]

    def of_thing(self, target: str) -> list[Event]:
        """List what happened to one thing, oldest first."""
        query = f"{EVENTS} WHERE things.target = ? ORDER BY events.number"
        return [_event(row) for row in self._connection.execute(query, (target,))]

    def statements(self, event: int) -> bytes | None:
        """
        Give what a thing was like after *event*, as N-Triples.

        :returns: None where that is how it still is, or where it went with this event.
        """
        query = "SELECT statements FROM versions WHERE event = ?"
        row = self._connection.execute(query, (event,)).fetchone()
        return zstandard.ZstdDecompressor().decompress(row[0]) if row else None


ABOUT = """events.number IN (
  SELECT event FROM concerns JOIN things ON things.number = about WHERE target = :about
  UNION
  SELECT events.number FROM events JOIN things ON things.number = events.thing WHERE target = :about
)"""
OF_THE_DATA = "events.kind != 'shapes'"
"""Shapes look at the data, they are no part of them."""
OF_EDITION = "events.edition = (SELECT number FROM editions WHERE name = :edition)"


def _condition(selection: Selection) -> str:
    """Write the condition for the fields of *selection* that ask for something."""
    conditions = {
        ABOUT: selection.about,
        OF_EDITION: selection.edition,
        "events.kind = :kind": selection.kind,
    }
    return " AND ".join(["1", *(text for text, value in conditions.items() if value)])


def _event(row: tuple[int, str, str, str, str, str, str]) -> Event:
    number, edition, created, target, de, en, action = row
    title = {language: text for language, text in (("de", de), ("en", en)) if text}
    return Event(number, edition, datetime.fromisoformat(created), target, title, Action(action))


def compare(before: bytes, after: bytes, iri: str) -> tuple[Statement, ...]:
    """Compare two states of the thing *iri*, given as N-Triples."""
    return compare_triples(_read_triples(before), _read_triples(after), iri)


def compare_triples(old: set[Triple], new: set[Triple], iri: str) -> tuple[Statement, ...]:
    """Compare two states of the thing *iri*."""
    changed = {(t.subject.value, t.predicate.value, _language_of(t)) for t in old ^ new}  # type: ignore[union-attr]
    return tuple(
        Statement(
            part=subject.removeprefix(iri).removeprefix("#"),
            property=property,
            before=_values(old - new, subject, property, language),
            after=_values(new - old, subject, property, language),
            language=language,
        )
        for subject, property, language in sorted(changed)
    )


def _read_triples(statements: bytes) -> set[Triple]:
    return {quad.triple for quad in parse(statements, format=RdfFormat.N_TRIPLES)}


def _language_of(triple: Triple) -> str:
    return getattr(triple.object, "language", None) or ""


def _values(
    triples: Iterable[Triple], subject: str, property: str, language: str
) -> tuple[str, ...]:
    wanted = (NamedNode(subject), NamedNode(property), language)
    found = (t.object for t in triples if (t.subject, t.predicate, _language_of(t)) == wanted)
    return tuple(sorted(term.value for term in found))  # type: ignore[union-attr]


def find_event_at(events: list[Event], moment: datetime) -> Event | None:
    """Give the last of *events*, oldest first, up to *moment*."""
    return next((event for event in reversed(events) if event.created <= moment), None)
