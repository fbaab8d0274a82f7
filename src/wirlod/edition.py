"""
What lies in an edition, and which one is current.

An edition is a folder that is complete before it gets its name and never changes afterwards::

    editions/
    ├── current → 2026-11-22T150000Z       a symbolic link, replaced by one rename
    ├── 2026-11-22T150000Z/
    │   ├── manifest.json                  counts, checksums, versions
    │   ├── context.jsonld                 the JSON-LD context under this edition's base address
    │   ├── store/                         Oxigraph, only ever opened for reading
    │   ├── dumps/                         downloads
    │   ├── catalogue.ttl .rdf .jsonld     what portals harvest
    │   ├── editions.ttl .rdf .jsonld      every edition there ever was, history.json for the next
    │   ├── quality.ttl .rdf .jsonld .json what the rehearsal found
    │   ├── signposts/, pages.json         sitemap and small texts; when each thing last changed
    │   ├── datasets.json                  when each dataset first appeared and last changed
    │   ├── site.json                      what the pages call themselves, and the imprint
    │   ├── charts/                        pictures as SVG, with the rows behind each
    │   ├── search.sqlite                  what the search looks in
    │   ├── validation.ttl, history.sqlite  the SHACL report; what every edition so far changed
    │   ├── withdrawn.json                 things that earlier editions had, and why they went
    │   └── questions.json                 saved questions, each run when the edition was made
    └── .staging-…/                        an edition in the making; nobody reads it
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from wirlod.errors import EditionNotFound, NothingPublished
from wirlod.iris import BaseUri
from wirlod.site import Site, read_site

CURRENT = "current"
MANIFEST = "manifest.json"
STAGING = ".staging-"


class Dump(msgspec.Struct, frozen=True):
    """One download file of an edition."""

    name: str
    """File name below ``dumps/``."""
    media_type: str
    compression: str
    """Media type of the packing, ``application/gzip``; empty for none."""
    bytes: int
    sha256: str
    triples: int
    """How many statements it holds; 0 for what holds none, a table."""
    dataset: str = ""
    """Key of the dataset it holds; empty for the whole edition and for what is no dataset."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What an edition says of itself."""

    edition: str
    created: datetime
    """Time in UTC at which the edition was made, or what ``--clock`` said."""
    base_uri: str
    source_fingerprint: str
    """SHA-256 over names and bytes of ``data/``, ``ontology/`` and ``shapes/``."""
    versions: dict[str, str]
    """Software versions that the bytes depend on."""
    triples: int
    records: dict[str, int]
    """Number of records per kind."""
    classes: dict[str, int]
    """Number of things per class IRI."""
    properties: dict[str, int]
    """Number of statements per property IRI."""
    shapes: dict[str, int]
    """Number of things that each SHACL shape looked at, per shape IRI."""
    dumps: tuple[Dump, ...] = ()
    licence: str = ""
    """Where the licence of the data can be read; empty where nobody said."""
    licence_name: dict[str, str] = {}
    """Language → what the licence is called."""
    is_draft: bool = False
    """Whether nobody has published it yet; every page says so."""
    is_preview: bool = False
    """Whether it holds any data with addresses of their own, to be looked at here."""
    ontology_namespace: str = ""
    """What the terms of the ontology begin with, where it is another's."""

    def __post_init__(self) -> None:
        """Let the base address know the namespace, so that both travel together."""
        if self.ontology_namespace:
            base_uri = BaseUri(self.base_uri, self.ontology_namespace)
            msgspec.structs.force_setattr(self, "base_uri", base_uri)


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a thing that was withdrawn."""

    target: str
    """``kind/key``."""
    title: dict[str, str]
    """Its last label: language → text."""
    date: str
    """The day it was withdrawn."""
    reason: dict[str, str]
    """Why, language → text."""
    successor: str = ""
    """``kind/key`` of what takes its place, where something does."""


class Column(msgspec.Struct, frozen=True):
    """One column of the table beside a chart."""

    name: str
    """The variable of the question."""
    kind: str
    """How its values are shown: ``thing``, ``money``, ``number`` or ``text``."""
    title: dict[str, str]
    """Language → heading."""


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of the edition: what it shows, the question behind it, and its rows."""

    name: str
    title: dict[str, str]
    about: dict[str, str]
    """What is counted and what is not, language → text."""
    query: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, str], ...] = ()
    """Variable → value; things as ``kind/key`` with their labels beside them."""


class Edition(msgspec.Struct, frozen=True):
    """One published edition, opened by its folder."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The name of the edition, its time of making."""
        return self.manifest.edition

    @property
    def store_folder(self) -> Path:
        """The Oxigraph store; open it read-only."""
        return self.folder / "store"

    @property
    def dumps_folder(self) -> Path:
        """The download files."""
        return self.folder / "dumps"

    @property
    def context_path(self) -> Path:
        """The JSON-LD context."""
        return self.folder / "context.jsonld"

    @property
    def validation_path(self) -> Path:
        """The SHACL report, in Turtle."""
        return self.folder / "validation.ttl"

    @property
    def search_path(self) -> Path:
        """The search index, an SQLite database."""
        return self.folder / "search.sqlite"

    @property
    def charts_folder(self) -> Path:
        """The pictures, with their rows."""
        return self.folder / "charts"

    def read_chart(self, name: str) -> Chart:
        """Read what the chart *name* shows."""
        path = self.charts_folder / f"{name}.json"
        return msgspec.json.decode(path.read_bytes(), type=Chart)

    def read_site(self) -> Site:
        """Read what the pages call themselves; a preview has no words of its own."""
        return read_site(self.folder)

    @property
    def withdrawn_path(self) -> Path:
        """The tombstones."""
        return self.folder / "withdrawn.json"

    @property
    def questions_path(self) -> Path:
        """The saved questions."""
        return self.folder / "questions.json"

    def read_withdrawn(self) -> dict[str, Tombstone]:
        """Read the tombstones, by ``kind/key``."""
        tombstones = msgspec.json.decode(self.withdrawn_path.read_bytes(), type=list[Tombstone])
        return {tombstone.target: tombstone for tombstone in tombstones}


def edition_name(created: datetime) -> str:
    """
    Give the folder name of an edition made at *created*.

    >>> edition_name(datetime(2026, 11, 22, 15, tzinfo=UTC))
    '2026-11-22T150000Z'
    """
    return created.astimezone(UTC).strftime("%Y-%m-%dT%H%M%SZ")


def read_edition(folder: Path) -> Edition:
    """
    Open the edition in *folder*.

    :raises EditionNotFound: when there is none.
    """
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise EditionNotFound(
            f"no edition in {folder}: 'wirlod editions' lists what there is"
        ) from error
    return Edition(folder, manifest)


def current_edition(editions: Path) -> Edition:
    """
    Open the current edition.

    The link is resolved first: what is read later belongs to one edition.

    :raises NothingPublished: when there is none.
    """
    link = editions / CURRENT
    if not link.exists():
        raise NothingPublished(f"nothing published in {editions}: run 'wirlod publish' first")
    return read_edition(link.resolve())


def find_editions(editions: Path) -> Iterator[Edition]:
    """Yield the editions, oldest first."""
    for folder in sorted(editions.glob("[0-9]*Z")):
        if (folder / MANIFEST).is_file():
            yield read_edition(folder)


def switch_to(edition: Edition, editions: Path) -> None:
    """Make *edition* the current one by one rename; requests in flight finish on the old one."""
    link = editions / f".{CURRENT}-new"
    link.unlink(missing_ok=True)
    link.symlink_to(edition.folder.name)
    os.replace(link, editions / CURRENT)


def roll_back(editions: Path, name: str = "") -> Edition:
    """
    Switch to the edition *name*, or to the one before the current one.

    :raises EditionNotFound: when there is none.
    """
    current = current_edition(editions)
    if name:
        target = read_edition(editions / name)
    else:
        older = [found for found in find_editions(editions) if found.name < current.name]
        if not older:
            raise EditionNotFound(f"no edition in {editions} is older than {current.name}")
        target = older[-1]
    switch_to(target, editions)
    return target
