"""
An edition in the making: what each step of publishing needs and leaves behind.

The steps are functions that take the draft and write below its folder. They run in order;
:mod:`~wirlod.publish.publisher` decides which, and what becomes of the folder.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import msgspec
import pyoxigraph as ox

from wirlod.edition import MANIFEST, Dump, Edition, Manifest, Tombstone
from wirlod.editions import find_damage, find_editions
from wirlod.errors import Problem, PublishingError
from wirlod.publish.catalogue.figures import Total
from wirlod.publish.changes import build_withdrawn
from wirlod.publish.code_lists import find_concepts
from wirlod.publish.differences import Changes
from wirlod.publish.digests import Digests
from wirlod.publish.dumps import write_json
from wirlod.publish.graph import read_context, store_graph
from wirlod.publish.index import Index
from wirlod.publish.made_of import find_versions, fingerprint_sources
from wirlod.publish.publication import DatasetWords, read_publication
from wirlod.publish.report import write_report
from wirlod.publish.statements import Refused, find_entries
from wirlod.saying import message, say
from wirlod.settings import Settings
from wirlod.values.words import Words
from wirlod.void import PATH as VOID
from wirlod.void import describe_dataset

CATALOGUE_SHAPES = "catalogue.ttl"
"""The file of shapes that look at the catalogue, not at the records."""

CHANGED_MEANWHILE = message("{data} was changed while it was read: publish again")

ALONE = 15_000
"""So many records are not worth a second process."""

Report = Callable[[str], None]
"""Takes a line that tells a person how far a step is."""


class OfficeDataset(msgspec.Struct, frozen=True):
    """The dataset of an office's table, in the office's words."""

    words: DatasetWords
    licence: str
    """Blank where the office names none."""
    attribution: Words


@dataclass
class Draft:
    """The folder of an edition in the making, and what is known of it so far."""

    name: str
    created: datetime
    folder: Path
    settings: Settings
    index: Index
    previous: Edition | None
    report: Report
    salvaged: Edition | None = None
    """Where no edition is whole: the one whose history is, and goes on."""
    problems: list[Problem] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    """Rows that are not in the store."""
    is_sound: bool = False
    """Whether every file could be read in full, and nothing is stated twice."""
    is_partial: bool = False
    """Whether what the sources state is not all in the store."""
    violations: list[Problem] = field(default_factory=list)
    """What is wrong with what could be understood."""
    warnings: list[Problem] = field(default_factory=list)
    """Records that are strange beside each other; they stop nothing."""
    unsaid: list[Problem] = field(default_factory=list)
    """What the publisher has left open; it stops nothing."""
    dirty: set[str] | None = None
    """IRIs of the things of which other is said than in the edition before, or not the same rows
    say it; None where everything was stored anew."""
    restated: set[str] | None = None
    """``kind/key`` of the dirty things, and of those that are in one batch with what changed; None
    where everything was stored anew."""
    touched: set[str] = field(default_factory=set)
    """IRIs of the properties that what is said otherwise of them says."""
    suspects: set[str] = field(default_factory=set)
    """Those of the things that refer to what changed its class, came or went."""
    reference: list[ox.Quad] = field(default_factory=list)
    """The ontology, its earlier versions and the shapes, until all of it was looked at."""
    triples: int = 0
    """How many statements the store holds; to count them is to read all of it."""
    records: Counter[str] = field(default_factory=Counter)
    shapes: dict[str, int] = field(default_factory=dict)
    dumps: list[Dump] = field(default_factory=list)
    withdrawn: list[Tombstone] = field(default_factory=list)
    source_fingerprint: str = ""
    """SHA-256 over the sources when the first of them was read."""
    losses: str = ""
    """What would be dropped, and how to allow it."""
    allow_loss: tuple[str, ...] = ()
    """Kinds and datasets that may be dropped."""
    writes: bool = True
    """Whether an edition is wanted, or only what is wrong with it."""
    fingerprints: dict[str, str] = field(default_factory=dict)
    """SHA-256 of all statements of a dataset, by its key."""
    totals: defaultdict[str, Total] = field(default_factory=lambda: defaultdict(Total))
    """What the things of a dataset come to, by its key."""
    digests: Digests = field(init=False)
    """A digest of all statements about a thing, by ``kind/key``."""
    office_datasets: dict[str, OfficeDataset] = field(default_factory=dict)
    """The datasets of the tables of offices, by key."""
    changes: Changes = field(default_factory=Changes)
    """What is not as in the edition before."""

    def __post_init__(self) -> None:
        """Begin with a digest of nothing."""
        self.digests = Digests.begin(self.digests_path)

    @property
    def index_path(self) -> Path:
        """The file of the index; it does not go with the edition."""
        return self.folder / "index.sqlite"

    @property
    def digests_path(self) -> Path:
        """The file of :attr:`digests`; it does not go with the edition, which has their days."""
        return self.folder / "digests.sqlite"

    @property
    def is_small(self) -> bool:
        """Whether little is stated."""
        return len(self.index) < ALONE

    @property
    def processes(self) -> int:
        """How many processes share the work: one where there is little."""
        if self.is_small:
            return 1
        return self.settings.publish_processes or len(os.sched_getaffinity(0))

    @property
    def earlier(self) -> list[Edition]:
        """
        The editions that showed things which this one may not have, the current one last.

        The one before knows of all that came before it; after a rollback there are later ones.
        """
        if self.previous is None:
            return []
        found = find_editions(self.settings.editions)
        later = (edition for edition in found if edition.name > self.previous.name)
        return [*(edition for edition in later if not find_damage(edition)), self.previous]

    @property
    def store_folder(self) -> Path:
        """The store in the making."""
        return self.folder / "store"

    def open_store(self) -> ox.Store:
        """Open the store for reading, after it was written and closed."""
        return ox.Store.read_only(str(self.store_folder))


def index_sources(draft: Draft) -> None:
    """First pass: note what is stated where, and what the sources are now."""
    draft.source_fingerprint = fingerprint_sources(draft.settings)
    are_new = draft.index.add(find_entries(draft.settings.data, draft.index))
    draft.is_sound = are_new and not draft.index.incomplete
    draft.index.add(find_concepts(draft.settings.ontology))


def write_description(draft: Draft) -> None:
    """Write what the edition says of itself: context, tombstones, verdict, manifest."""
    settings = draft.settings
    context = {"@context": read_context(settings.ontology, settings.base_uri)}
    write_json(draft.folder / "context.jsonld", context)
    withdrawn = build_withdrawn(
        draft.withdrawn, draft.earlier, draft.index, draft.created, draft.dirty
    )
    (draft.folder / "withdrawn.json").write_bytes(msgspec.json.encode(withdrawn))
    report = draft.folder / "validation.ttl"
    write_report(report, draft.name, draft.shapes, settings.base_uri)
    publication = read_publication(settings.data)
    manifest = Manifest(
        edition=draft.name,
        created=draft.created,
        base_uri=settings.base_uri,
        source_fingerprint=check_unchanged(draft),
        versions=find_versions(),
        triples=draft.triples,
        records=dict(sorted(draft.records.items())),
        classes=_add_up(total.classes for total in draft.totals.values()),
        properties=_add_up(total.properties for total in draft.totals.values()),
        shapes=draft.shapes,
        dumps=tuple(draft.dumps),
        licence=publication.licence_text,
        licence_name=publication.licence_name.words,
        ontology_namespace=settings.ontology_namespace,
    )
    void = set(describe_dataset(manifest))
    graph = f"{settings.base_uri}{VOID}"
    store_graph(draft.store_folder, graph, void, tidies=draft.dirty is None)
    manifest = msgspec.structs.replace(manifest, triples=manifest.triples + len(void))
    encoded = msgspec.json.encode(manifest, enc_hook=str)  # a base address may be a kind of str
    (draft.folder / MANIFEST).write_bytes(msgspec.json.format(encoded))


def _add_up(counts: Iterable[Counter[str]]) -> dict[str, int]:
    """Add up how often terms were counted, by their IRIs."""
    total = sum(counts, Counter[str]())
    return dict(sorted((term[1:-1], count) for term, count in total.items()))


def check_unchanged(draft: Draft) -> str:
    """
    Give the fingerprint of the sources.

    :raises PublishingError: when they were changed since the first of them was read.
    """
    if fingerprint_sources(draft.settings) != draft.source_fingerprint:
        raise PublishingError(say(CHANGED_MEANWHILE, data=draft.settings.data))
    return draft.source_fingerprint
