"""
What an edition in the making takes as it is from the edition before, beside single bodies.

The store is a copy of that of the edition before, with what is said otherwise: were its files
linked, one damaged block would spoil every edition that shares it. A portion in which no thing is
said otherwise, nor anything that it is written or judged by, is not even read.
"""

import shutil
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from zlib import crc32

import pyoxigraph as ox

from wirlod.formats import N_TRIPLES
from wirlod.publish.draft import Draft
from wirlod.publish.kept import CHECKSUMS, Keeper, KeptPortion
from wirlod.publish.made_of import digest_writing
from wirlod.publish.portions import DEFAULT, IN_SCHEME, RDF_TYPE, Portion, thing_of
from wirlod.publish.staging import Piece, Staged, stage_more

TOGETHER = 500
"""Things whose statements are compared and changed together."""

MOST_FILES = 100
"""A store of more files is put in order: each edition that follows adds some."""


def follow_store(draft: Draft) -> None:
    """Take the store of the edition before, and let it say what the dirty things of *draft* say."""
    assert draft.previous
    draft.store_folder.mkdir()
    for path in draft.previous.store_folder.iterdir():
        shutil.copyfile(path, draft.store_folder / path.name)
    store = ox.Store(str(draft.store_folder))
    lasting = {quad.graph_name for quad in draft.reference}
    for graph in [graph for graph in store.named_graphs() if graph not in lasting]:
        store.remove_graph(graph)
    retyped = _change(store, draft)
    if sum(1 for _ in draft.store_folder.glob("*.sst")) > MOST_FILES:
        store.optimize()
    store.flush()
    draft.suspects = set(_find_referring(store, retyped, draft.settings.base_uri))


def _change(store: ox.Store, draft: Draft) -> set[str]:
    """Say of each dirty thing what is staged, and name the subjects whose classes change."""
    before, after = _open_before(draft), Staged(draft.folder)
    retyped: set[str] = set()
    remaining = iter(sorted(draft.dirty or ()))
    while things := list(islice(remaining, TOGETHER)):
        old, new = set[str](), set[str]()
        for thing in things:
            old.update(before.read_lines(thing, draft.settings.base_uri))
            new.update(after.read(thing))
        gone, come = list(_parse(old - new)), list(_parse(new - old))
        for quad in gone:
            store.remove(quad)
        store.extend(come)
        draft.touched.update(quad.predicate.value for quad in (*gone, *come))
        retyped.update(_find_retyped(old ^ new))
    after.close()
    return retyped


def _parse(lines: Iterable[str]) -> Iterator[ox.Quad]:
    return ox.parse("\n".join(sorted(lines)), format=N_TRIPLES.rdf)


def _find_retyped(lines: Iterable[str]) -> Iterator[str]:
    """Yield the subjects of *lines* that tell a class, or the list of a code."""
    for line in lines:
        subject, predicate, _ = line.split(" ", 2)
        if predicate in (RDF_TYPE, IN_SCHEME):
            yield subject[1:-1]


def _find_referring(store: ox.Store, subjects: Iterable[str], base_uri: str) -> Iterator[str]:
    """Yield the things that refer to one of *subjects*."""
    for subject in subjects:
        for quad in store.quads_for_pattern(None, None, ox.NamedNode(subject), DEFAULT):
            if isinstance(quad.subject, ox.NamedNode):
                yield thing_of(quad.subject.value, base_uri)


def _open_before(draft: Draft) -> Keeper:
    before = draft.previous.folder if draft.previous else None
    return Keeper(before, digest_writing(draft.settings))


class Following:
    """Knows which portions are as in the edition before."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.keeper = _open_before(draft)
        dirty = draft.dirty or set()
        self._suspects = dirty | draft.suspects
        self._checksums = {crc32(thing.encode()) for thing in dirty}

    def find_same(self, portion: Portion) -> KeptPortion | None:
        """Find *portion* in the edition before; None where it may not be as it was."""
        if self._draft.dirty is None or not self._suspects.isdisjoint(portion.things):
            return None
        found = self.keeper.find_things(portion.dataset, portion.things)
        asked = array(CHECKSUMS, found.asked) if found else ()
        return found if self._checksums.isdisjoint(asked) else None

    def stage_rest(self, portions: Iterable[Portion]) -> None:
        """Stage what the edition before says of things in *portions* that are as they were."""
        if self._draft.dirty is not None:
            with stage_more(self._draft.folder) as stage:
                for portion in portions:
                    stage(self._find_rest(portion))

    def _find_rest(self, portion: Portion) -> Iterator[Piece]:
        base_uri = self._draft.settings.base_uri
        for thing in portion.things:
            if thing not in (self._draft.dirty or ()):
                yield thing, "\n".join(self.keeper.read_lines(thing, base_uri)).encode()
