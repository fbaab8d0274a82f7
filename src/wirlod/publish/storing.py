"""
The second pass over the records: they are understood, and what they state goes into the store.

Of an edition whose records are nearly those of the edition before, only batches that are not as
they were are converted, and those that say more of what these state otherwise.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing
from itertools import islice

import msgspec
import pyoxigraph as ox

from wirlod.errors import Problem
from wirlod.iris import ONTOLOGY, SHAPES
from wirlod.publish.batches import (
    BatchWriter,
    KeptBatch,
    KeptBatches,
    digest_pieces,
    write_batches,
)
from wirlod.publish.changes import Known, find_stated
from wirlod.publish.conversion import Batch, Converted, Converter, Setup, find_batches
from wirlod.publish.draft import Draft
from wirlod.publish.following import follow_store
from wirlod.publish.graph import load, read_turtle
from wirlod.publish.made_of import digest_conversion
from wirlod.publish.portions import DEFAULT, group_by_thing
from wirlod.publish.processes import run_in_order
from wirlod.publish.staging import Piece, Staged, stage_said
from wirlod.saying import say
from wirlod.settings import Settings

ONTOLOGY_FILES = ("wir.ttl", "concepts.ttl", "alignments.ttl")
"""Files of the ontology that are part of the data."""

FEW = 4
"""So many batches may be other than in the edition before whatever their share."""

SHARE = 10
"""Of more batches, one in so many."""

Stage = Callable[[Iterable[Piece]], object]


class Plan(msgspec.Struct, frozen=True):
    """Which batches are as in the edition before."""

    numbers: list[int | None]
    """Of each batch, in order: its number there; None for one that is not there."""
    others: list[Batch]
    """Those that are not, in order."""
    gone: set[int]
    """Numbers of those that are no more."""


def store_records(draft: Draft) -> None:
    """Second pass: understand the records and store their RDF, with ontology and shapes."""
    draft.index.settle()
    draft.problems += _note_withdrawn(draft)
    draft.reference = list(_reference_quads(draft.settings))
    rules = digest_conversion(draft.settings)
    before = draft.previous.folder if draft.previous else None
    with closing(KeptBatches(before, rules)) as kept:
        plan = _find_plan(draft, kept)
        with stage_said(draft.folder) as stage, write_batches(draft.folder, rules) as keep:
            stage(group_by_thing(draft.reference, draft.settings.base_uri))
            work = _Work(draft, stage, keep)
            if plan:
                draft.dirty = work.store_others(plan, kept)
            else:
                work.store_all()
    if draft.dirty is None:
        _load_store(draft)
    else:
        follow_store(draft)
    draft.report(say("{total} records", total=draft.records.total()))


def _find_plan(draft: Draft, kept: KeptBatches) -> Plan | None:
    """Compare the batches with those of the edition before; None where too many are others."""
    most = max(FEW, len(kept) // SHARE)
    numbers: list[int | None] = []
    others: list[Batch] = []
    if not len(kept) or not draft.is_sound:
        return None
    for batch in find_batches(draft.settings.data):
        number = kept.find(batch.key, draft.index)
        numbers.append(number)
        if number is None:
            others.append(batch)
        if len(others) > most:
            return None
    gone = kept.numbers() - set(numbers)
    return Plan(numbers, others, gone) if len(gone) <= most else None


class _Work:
    """Converts batches, and notes what comes of them."""

    def __init__(self, draft: Draft, stage: Stage, keep: BatchWriter) -> None:
        self._draft, self._stage, self._keep = draft, stage, keep
        self._setup = Setup.from_settings(
            draft.settings, draft.index_path, draft.index.incomplete, is_sound=draft.is_sound
        )

    def store_all(self) -> None:
        """Convert all batches, and stage and keep what they state."""
        batches = find_batches(self._draft.settings.data)
        with self._convert(batches, self._draft.processes) as converted:
            for batch in converted:
                self._note(batch)
                self._stage(batch.said)
                if batch.kept:
                    self._keep.add(batch.kept)

    def store_others(self, plan: Plan, kept: KeptBatches) -> set[str]:
        """Convert what is not as it was, stage what it states, and name the things of that."""
        before = {pair for number in plan.gone for pair in kept.read(number).pieces.items()}
        after: set[tuple[str, bytes]] = set()
        new: list[KeptBatch | None] = []
        with self._convert(plan.others, self._processes(len(plan.others))) as converted:
            for batch in converted:
                self._note(batch)
                self._stage(batch.said)
                after |= digest_pieces(batch.said).items()
                new.append(batch.kept)
        dirty = {thing for thing, _ in before ^ after}
        things = f"{self._draft.settings.base_uri}id/"
        self._draft.restated = {thing.removeprefix(things) for thing in dirty}
        self._draft.restated.update(*(batch.things for batch in plan.others))
        self._stage_around(self._keep_all(plan, kept, new, dirty), dirty)
        return dirty

    def _keep_all(
        self, plan: Plan, kept: KeptBatches, new: list[KeptBatch | None], dirty: set[str]
    ) -> set[int]:
        """Keep the batches, old and *new*, in order; give the places of old ones about *dirty*."""
        around, made = set(), iter(new)
        for place, number in enumerate(plan.numbers):
            batch = next(made) if number is None else kept.read(number)
            if batch:
                self._keep.add(batch)
            if batch and number is not None:
                self._draft.records.update(batch.records)
                around |= set() if dirty.isdisjoint(batch.pieces) else {place}
        return around

    def _stage_around(self, places: set[int], dirty: set[str]) -> None:
        """Stage what the batches at *places* say of the *dirty* things, too."""
        last = max(places, default=-1)
        batches = enumerate(islice(find_batches(self._draft.settings.data), last + 1))
        chosen = (batch for place, batch in batches if place in places)
        with self._convert(chosen, self._processes(len(places))) as converted:
            for batch in converted:
                self._stage((thing, lines) for thing, lines in batch.said if thing in dirty)

    def _convert(
        self, batches: Iterable[Batch], processes: int
    ) -> AbstractContextManager[Iterator[Converted]]:
        return closing(run_in_order(batches, Converter, self._setup, processes))

    def _processes(self, batches: int) -> int:
        return self._draft.processes if batches > FEW else 1

    def _note(self, batch: Converted) -> None:
        draft = self._draft
        draft.problems += batch.problems
        draft.refused += batch.refused
        draft.is_partial |= bool(batch.problems)
        draft.records += batch.records


def _load_store(draft: Draft) -> None:
    """
    Load what is staged into a new store.

    Not while it is converted: the slower a store is loaded, the more often it merges its files.
    """
    store, staged = ox.Store(str(draft.store_folder)), Staged(draft.folder)
    load(store, staged.read_all())
    staged.close()
    store.bulk_extend(quad for quad in draft.reference if quad.graph_name != DEFAULT)
    store.optimize()
    store.flush()


def _note_withdrawn(draft: Draft) -> Iterator[Problem]:
    known = Known(draft.index, draft.earlier, draft.created.date())
    for stated in find_stated(draft.settings.data, known):
        if isinstance(stated, Problem):
            yield stated
        else:
            draft.withdrawn.append(stated)


def _reference_quads(settings: Settings) -> Iterator[ox.Quad]:
    """
    Yield the ontology for the default graph, and in a graph of its own each file of shapes, and
    what the ontology said in each earlier version: at the address of that version.
    """
    for name in ONTOLOGY_FILES:
        yield from read_turtle(settings.ontology / name, settings.base_uri)
    for path in sorted((settings.ontology / "versions").glob("*.ttl")):
        version = ox.NamedNode(f"{settings.base_uri}{ONTOLOGY}/{path.stem}")
        yield from read_turtle(path, settings.base_uri, version)
    for path in sorted(settings.shapes.glob("*.ttl")):
        graph = ox.NamedNode(f"{settings.base_uri}{SHAPES}/{path.stem}")
        yield from read_turtle(path, settings.base_uri, graph)
