"""
What lies in an edition, and whether it is whole.

An edition is a folder that is complete before it gets its name and never changes afterwards::

    editions/
    ├── current → 2026-11-22T150000Z       a symbolic link, replaced by one rename
    ├── 2026-11-22T150000Z/
    │   ├── manifest.json                  counts, checksums, versions
    │   ├── context.jsonld                 the JSON-LD context under this edition's base address
    │   ├── store/                         Oxigraph, only ever opened for reading; its own checksums
    │   ├── dumps/                         downloads
    │   ├── catalogue.ttl .rdf .jsonld     what portals harvest
    │   ├── editions.ttl .rdf .jsonld      every edition there ever was, history.json for the next
    │   ├── quality.ttl .rdf .jsonld .json what the rehearsal found
    │   ├── signposts/, pages.sqlite       sitemap and small texts; when each thing last changed
    │   ├── datasets.json                  when each dataset first appeared and last changed
    │   ├── batches, asked.sqlite, portions.json, picked.bin   what the next may take again
    │   ├── site.json                      what the pages call themselves, and the imprint
    │   ├── charts/                        pictures as SVG, with the rows behind each; outlines
    │   ├── {search,lists,packed}.sqlite   of search; of order and sums of lists; of documents
    │   ├── validation.ttl, history.sqlite  the SHACL report; what every edition so far changed
    │   ├── withdrawn.json                 things that earlier editions had, and why they went
    │   └── questions.json, .sqlite        saved questions, each run when the edition was made
    └── .staging-…/                        an edition in the making; nobody reads it
"""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from wirlod.checksums import checksums_below
from wirlod.errors import EditionDamaged, EditionNotFound
from wirlod.iris import BaseUri
from wirlod.saying import say
from wirlod.site import Site, read_site
from wirlod.sparql.confinement import Graphs

MANIFEST = "manifest.json"
STORE = "store"
INLINE = "inline"
"""Where, below the charts, the pictures lie that pages show within themselves."""
CHARTS_FOLDER = "charts"
OUTLINES = "outlines.json"
"""Below the charts: what maps are drawn of."""
DUMPS = "dumps"
CHECKSUMS = "checksums.json"

STORE_LEAVES = ("LOCK", "LOG", CHECKSUMS)
"""Files of a store that say nothing of the data."""


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
    number: int = 0
    """How many editions were published before it, and itself: clocks may go back."""
    files: dict[str, str] = {}
    """SHA-256 of each file beside dumps and store, by its path; those have their own."""
    seal: str = ""
    """SHA-256 of all this."""
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
    """How its values are shown: ``thing``, ``total``, ``number`` or ``text``."""
    title: dict[str, str]
    """Language → heading."""


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of the edition: what it shows, the question behind it, and its rows."""

    name: str
    title: dict[str, str]
    about: dict[str, str]
    """What is counted and what is not, language → text."""
    finding: dict[str, str] = {}
    """What the rows show, as a sentence: language → text; empty where they show nothing sure."""
    left_out: dict[str, str] = {}
    """How many things are not in the rows, and why: language → text."""
    query: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, str], ...] = ()
    """Variable → value; things as ``kind/key`` with their labels beside them."""


class Edition(msgspec.Struct, frozen=True):
    """One published edition, opened by its folder."""

    folder: Path
    manifest: Manifest
    graphs: Graphs | None = None
    """Where its triples are in an engine elsewhere; None where the store beside it answers."""

    @property
    def name(self) -> str:
        """The name of the edition, its time of making."""
        return self.manifest.edition

    @property
    def store_folder(self) -> Path:
        """The Oxigraph store; open it read-only."""
        return self.folder / STORE

    @property
    def dumps_folder(self) -> Path:
        """The download files."""
        return self.folder / DUMPS

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
    def lists_path(self) -> Path:
        """What lists are made of, an SQLite database; editions made before have none."""
        return self.folder / "lists.sqlite"

    @property
    def charts_folder(self) -> Path:
        """The pictures, with their rows."""
        return self.folder / CHARTS_FOLDER

    @property
    def outlines_path(self) -> Path:
        """The outlines of places; there is no such file where nobody keeps any."""
        return self.charts_folder / OUTLINES

    def read_chart(self, name: str) -> Chart:
        """Read what the chart *name* shows."""
        path = self.charts_folder / f"{name}.json"
        return msgspec.json.decode(path.read_bytes(), type=Chart)

    def read_site(self) -> Site:
        """Read what the pages call themselves; a preview has no words of its own."""
        return read_site(self.folder)

    @property
    def questions_path(self) -> Path:
        """The saved questions."""
        return self.folder / "questions.json"

    def read_withdrawn(self) -> dict[str, Tombstone]:
        """Read the tombstones, by ``kind/key``."""
        tombstones = msgspec.json.decode(
            (self.folder / "withdrawn.json").read_bytes(), type=list[Tombstone]
        )
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
    Open the edition in *folder*; only its manifest is looked at.

    :raises EditionNotFound: when there is none.
    :raises EditionDamaged: when its manifest is not what was written.
    """
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise unknown_edition(folder.name) from error
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except ValueError as error:
        raise EditionDamaged(
            say(
                "{name}: {manifest} cannot be read: {error}",
                name=folder.name,
                manifest=MANIFEST,
                error=error,
            )
        ) from error
    if manifest.seal and manifest.seal != seal(manifest):
        raise EditionDamaged(
            say("{name}: {manifest} is not what was written", name=folder.name, manifest=MANIFEST)
        )
    return Edition(folder, manifest)


def unknown_edition(name: str) -> EditionNotFound:
    """Say that there is none called *name*, and what there is."""
    return EditionNotFound(
        say("no edition is called {name}: 'wirlod editions' lists what there is", name=name)
    )


def seal(manifest: Manifest) -> str:
    """Give the SHA-256 of what *manifest* says, but for the seal itself."""
    open_manifest = msgspec.structs.replace(manifest, seal="")
    return hashlib.sha256(msgspec.json.encode(open_manifest, enc_hook=str)).hexdigest()


def seal_edition(folder: Path, number: int) -> None:
    """
    Note what every file of a finished edition is, and its place among all.

    A store is never twice the same, so it keeps its own checksums: the manifest is.
    """
    manifest = read_edition(folder).manifest
    store = checksums_below(folder / STORE, STORE_LEAVES)
    (folder / STORE / CHECKSUMS).write_bytes(msgspec.json.encode(store, order="sorted"))
    files = checksums_below(folder, (STORE, DUMPS, MANIFEST))
    manifest = msgspec.structs.replace(manifest, number=number, files=files, seal="")
    manifest = msgspec.structs.replace(manifest, seal=seal(manifest))
    (folder / MANIFEST).write_bytes(
        msgspec.json.format(msgspec.json.encode(manifest, enc_hook=str))
    )
