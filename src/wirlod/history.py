"""
What changed from edition to edition, kept for good.

Every edition carries the history of all that came before it: ``history.sqlite`` begins as the
file of the edition it follows, and only ever gets more rows. So the history outlives the
editions themselves, and after a rollback it is that of the edition that is served.

An *event* says that a thing appeared, changed or went with an edition. What a thing was like
from one event to the next is a *version*: the current one stands in the store, all others are
kept here as N-Triples, packed.

Things are called as everywhere, ``grant/x``; the ontology takes part as :data:`ONTOLOGY`.
"""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import zstandard

from wirlod.iris import ontology_iri, thing_iri

FILE = "history.sqlite"

ONTOLOGY = "def/wir"
"""What the ontology is called among things; its terms are its parts."""

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
    """
    if target == ONTOLOGY:
        return ontology_iri(base_uri)
    return thing_iri(base_uri, *target.split("/", 1))


def target_of(iri: str, base_uri: str) -> str:
    """
    Name the thing that *iri* is or is a part of; empty for what is none of ours.

    >>> target_of("https://example.org/id/grant/x#amount", "https://example.org/")
    'grant/x'
    """
    thing = iri.partition("#")[0]
    if thing == ontology_iri(base_uri):
        return ONTOLOGY
    beginning = f"{base_uri}id/"
    return thing.removeprefix(beginning) if thing.startswith(beginning) else ""


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
            uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            return cls(sqlite3.connect(uri, uri=True, check_same_thread=False))
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
        """List the editions there were, oldest first, with what each changed."""
        counts: dict[int, dict[str, int]] = {}
        query = "SELECT edition, action, COUNT(*) FROM events GROUP BY edition, action"
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
        where, values = _condition(selection)
        query = f"SELECT COUNT(*) FROM events {_joins(selection)} {where}"
        return int(self._connection.execute(query, values).fetchone()[0])

    def newest(self, selection: Selection, size: int, offset: int = 0) -> list[Event]:
        """List *size* events of *selection*, the newest first, after *offset* others."""
        where, values = _condition(selection)
        query = f"{EVENTS} {_joins(selection)} {where} ORDER BY events.number DESC LIMIT ? OFFSET ?"
        return [_event(row) for row in self._connection.execute(query, (*values, size, offset))]

    def between(self, first: int, last: int) -> list[Event]:
        """List the events from number *first* to *last*, oldest first."""
        query = f"{EVENTS} WHERE events.number BETWEEN ? AND ? ORDER BY events.number"
        return [_event(row) for row in self._connection.execute(query, (first, last))]

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


def _joins(selection: Selection) -> str:
    parts = []
    if selection.edition:
        parts.append("JOIN editions e ON e.number = events.edition")
    if selection.about:
        parts.append(
            "JOIN concerns ON concerns.event = events.number "
            "JOIN things a ON a.number = concerns.about"
        )
    return " ".join(parts)


def _condition(selection: Selection) -> tuple[str, tuple[str, ...]]:
    asked = {
        "events.kind = ?": selection.kind,
        "a.target = ?": selection.about,
        "e.name = ?": selection.edition,
    }
    wanted = {condition: value for condition, value in asked.items() if value}
    return ("WHERE " + " AND ".join(wanted) if wanted else ""), tuple(wanted.values())


def _event(row: tuple[int, str, str, str, str, str, str]) -> Event:
    number, edition, created, target, de, en, action = row
    title = {language: text for language, text in (("de", de), ("en", en)) if text}
    return Event(number, edition, datetime.fromisoformat(created), target, title, Action(action))


def find_edition_at(editions: list[Past], moment: datetime) -> Past | None:
    """Give the edition that was the newest at *moment*; None where there was none yet."""
    return next((past for past in reversed(editions) if past.created <= moment), None)


def find_event_at(events: list[Event], moment: datetime) -> Event | None:
    """Give the last of *events*, oldest first, up to *moment*."""
    return next((event for event in reversed(events) if event.created <= moment), None)


def iterate_versions(events: list[Event]) -> Iterator[Event]:
    """Yield those of *events* after which there was something to see."""
    return (event for event in events if event.action is not Action.WITHDRAWN)
