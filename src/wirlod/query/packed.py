"""Documents about things, put together from the records of an edition: one read, few looks."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from pyoxigraph import Triple

from wirlod.databases import open_to_read
from wirlod.facts import Objects, iris_among
from wirlod.formats import JSON_LD, TURTLE, Format
from wirlod.query.describe import PORTION
from wirlod.query.store import Store
from wirlod.writing.description import in_order, subject_iri
from wirlod.writing.packed import FILE, VERSION, Own, Packing

FIND_POINTED = """
SELECT group_concat(substr(part, length(:path) + 1), ' ') FROM pointed
WHERE part > :path || '#' AND part < :path || '$'
"""
"""A part of a thing is called as the thing is, and ``#…``; after that sign comes ``$``."""

FIND = f"SELECT record, ({FIND_POINTED}) FROM thing WHERE path = :path"
FIND_RECORD = "SELECT record FROM thing WHERE path = ?"

Found = tuple[Own, set[str]]
"""What a thing says, and which of its parts other things point at, by their IRIs."""


class Document(msgspec.Struct, frozen=True):
    """A document about a thing."""

    body: bytes
    types: tuple[str, ...]
    """The IRIs of the classes of the thing."""


class PackedThings:
    """The records of an edition; used by many threads."""

    def __init__(self, path: Path, base_uri: str, context: Mapping[str, Any]) -> None:
        self._connection = open_to_read(path, is_shared=True)
        self._packing = Packing(base_uri, context)
        self._ours = f"{base_uri}id/"
        self._lock = Lock()

    @property
    def version(self) -> int:
        """Of what the records are and mean."""
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    def write(self, store: Store, path: str, format: Format) -> Document | None:
        """
        Write what is known of ``kind/key`` in Turtle or JSON-LD.

        None where that is no record's matter: it has none, or much points at it.
        """
        if (found := self._find(path)) is None:
            return None
        own, pointed = found
        inner = own.count_inner({own.thing, *pointed})
        incoming = look(store, own.thing, own.subjects, pointed, inner)
        if incoming is None:
            return None
        packing = self._packing
        write = packing.write_jsonld if format is JSON_LD else packing.write_turtle
        body = write(own, incoming)
        return Document(body, own.types) if body else None

    def gather(self, path: str) -> Objects | None:
        """Gather what ``kind/key`` and its parts say; None where there is no record of it."""
        with self._lock:
            row = self._connection.execute(FIND_RECORD, (path,)).fetchone()
            own = self._packing.unpack(row[0]) if row else None
        return own.objects if own else None

    def find_incoming(self, store: Store, path: str, said: Objects) -> tuple[Triple, ...] | None:
        """Find what points at ``kind/key`` from elsewhere; None where that comes in portions."""
        thing = self._ours + path
        with self._lock:
            parts = self._connection.execute(FIND_POINTED, {"path": path}).fetchone()[0]
        pointed = _name_parts(thing, parts)
        subjects = {subject for subject, _ in said}
        inner = subjects - {thing, *pointed}
        count = sum(iri in inner for iri in iris_among(said))
        return look(store, thing, subjects, pointed, count)

    def _find(self, path: str) -> Found | None:
        with self._lock:
            row = self._connection.execute(FIND, {"path": path}).fetchone()
            if row is None:
                return None
            own = self._packing.unpack(row[0])
        return own, _name_parts(own.thing, row[1])


def _name_parts(thing: str, found: str | None) -> set[str]:
    """Name the parts of *thing* that others point at, of which the ends were *found*."""
    return {thing + part for part in (found or "").split()}


def look(
    store: Store, thing: str, subjects: set[str], pointed: set[str], inner: int
) -> tuple[Triple, ...] | None:
    """
    Give what points at *thing* from elsewhere; None where that comes in portions.

    :param subjects: the thing and its parts.
    :param pointed: the parts that others point at.
    :param inner: how many statements of its own point at parts that others do not.
    """
    asked = subjects & {thing, *pointed}
    most = PORTION + 1 - inner
    found = list(store.pointing_at(sorted(asked), 0, max(most, 1)))
    if len(found) >= most:
        return None
    return in_order((one for one in found if subject_iri(one) not in subjects), thing)


WRITTEN = (TURTLE, JSON_LD)
"""The formats of documents that are put together."""


def open_packed(folder: Path, base_uri: str, context: Mapping[str, Any]) -> PackedThings | None:
    """Open the records of the edition in *folder*, where it has such as we read."""
    path = folder / FILE
    if not path.exists():
        return None
    things = PackedThings(path, base_uri, context)
    return things if things.version == VERSION else None
