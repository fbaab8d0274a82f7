"""Documents about things, put together from the records of an edition: one read, few looks."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

import msgspec

from wirlod.formats import JSON_LD, TURTLE, Format
from wirlod.query.describe import PORTION
from wirlod.query.store import Store
from wirlod.writing.description import in_order, subject_iri
from wirlod.writing.packed import FILE, Packed, Packing

FIND = "SELECT record FROM thing WHERE path = ?"


class Document(msgspec.Struct, frozen=True):
    """A document about a thing."""

    body: bytes
    types: tuple[str, ...]
    """The IRIs of the classes of the thing."""


class PackedThings:
    """The records of an edition; used by many threads."""

    def __init__(self, path: Path, base_uri: str, context: Mapping[str, Any]) -> None:
        uri = f"file:{quote(str(path))}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._packing = Packing(base_uri, context)
        self._ours = f"{base_uri}id/"
        self._lock = Lock()

    def write(self, store: Store, path: str, format: Format) -> Document | None:
        """
        Write what is known of ``kind/key`` in Turtle or JSON-LD.

        None where that is no record's matter: it has none, or much points at it.
        """
        packed = self._find(path)
        if packed is None:
            return None
        thing = self._ours + path
        subjects = [thing + part for part in packed.subjects]
        found = list(store.pointing_at(subjects, 0, PORTION + 1))
        if len(found) > PORTION:
            return None
        itself = frozenset(subjects)
        incoming = in_order((one for one in found if subject_iri(one) not in itself), thing)
        body = (
            self._packing.write_jsonld(packed, incoming)
            if format is JSON_LD
            else self._packing.write_turtle(packed, incoming)
        )
        return Document(body, packed.types) if body else None

    def _find(self, path: str) -> Packed | None:
        with self._lock:
            row = self._connection.execute(FIND, (path,)).fetchone()
            return self._packing.decompress(row[0]) if row else None


WRITTEN = (TURTLE, JSON_LD)
"""The formats of documents that are put together."""


def open_packed(folder: Path, base_uri: str, context: Mapping[str, Any]) -> PackedThings | None:
    """Open the records of the edition in *folder*; one that was made before has none."""
    path = folder / FILE
    return PackedThings(path, base_uri, context) if path.exists() else None
