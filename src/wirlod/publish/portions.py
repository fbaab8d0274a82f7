"""
Portions: things that are read, validated and written together.

Where a portion ends depends on the keys of its things alone. So a file that is made of portions
has the same bytes however the work was shared, and one more grant changes one portion.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import msgspec
import pyoxigraph as ox

from wirlod.kinds.datasets import DATASETS
from wirlod.namespaces import expand
from wirlod.publish.index import Index

USUAL = 256
"""How many things a portion has on average."""

MOST = 1_024
"""How many things a portion has at most."""

RDF_TYPE = ox.NamedNode(expand("rdf:type"))
IN_SCHEME = ox.NamedNode(expand("skos:inScheme"))
DEFAULT = ox.DefaultGraph()


class Portion(msgspec.Struct, frozen=True):
    """Things of one dataset, in order; or all of a named graph."""

    dataset: str
    things: tuple[str, ...] = ()
    """Their IRIs, without those of their parts."""
    graph: str = ""


Said = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]
"""Subject → property → values."""


def index_said(triples: Iterable[ox.Triple]) -> Said:
    """Make what is said of a thing and its parts easy to follow."""
    said: Said = {}
    for triple in triples:
        of_subject = said.setdefault(triple.subject.value, {})  # type: ignore[union-attr]
        of_subject.setdefault(triple.predicate.value, []).append(triple.object)  # type: ignore[arg-type]
    return said


def follow(said: Said, subject: str, path: Sequence[str]) -> Iterator[ox.NamedNode | ox.Literal]:
    """Yield what is at the end of *path*."""
    for value in said.get(subject, {}).get(path[0], ()):
        if path[1:]:
            yield from follow(said, value.value, path[1:])
        else:
            yield value


class Content(msgspec.Struct):
    """What the store says of the things of a portion."""

    triples: dict[str, list[ox.Triple]]
    """Thing → what is said of it and of its parts."""
    types: list[ox.Triple]
    """The classes of what they refer to, and the code lists it is in."""
    dangling: list[tuple[str, str]]
    """A subject, and what of ours it refers to although nothing is said of it."""


def find_portions(index: Index, reference: Iterable[ox.Quad], base_uri: str) -> Iterator[Portion]:
    """Yield the portions of an edition: what is indexed, and what *reference* quads speak of."""
    others, graphs = set[str](), set[str]()
    for quad in reference:
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs.add(quad.graph_name.value)
        elif isinstance(quad.subject, ox.NamedNode):
            others.add(thing_of(quad.subject.value, base_uri))
    for dataset in DATASETS:
        for kind in sorted(kind.name for kind in dataset.kinds):
            targets = (f"{base_uri}id/{target}" for target in index.targets(kind))
            yield from _cut(targets, dataset.key)
    indexed = {iri for iri in others if iri.removeprefix(f"{base_uri}id/") in index}
    rest = DATASETS[-1].key
    yield from _cut(sorted(others - indexed), rest)
    yield from (Portion(rest, graph=graph) for graph in sorted(graphs))


def _cut(things: Iterable[str], dataset: str) -> Iterator[Portion]:
    portion: list[str] = []
    for thing in things:
        portion.append(thing)
        if len(portion) == MOST or crc32(thing.encode()) % USUAL == 0:
            yield Portion(dataset, tuple(portion))
            portion = []
    if portion:
        yield Portion(dataset, tuple(portion))


def thing_of(iri: str, base_uri: str) -> str:
    """
    Give the thing that *iri* is, or is a part of; a term of the ontology is a thing of its own.

    >>> thing_of("https://example.org/id/grant/x#amount", "https://example.org/")
    'https://example.org/id/grant/x'
    >>> thing_of("https://example.org/def/wir#Grant", "https://example.org/")
    'https://example.org/def/wir#Grant'
    """
    return iri.partition("#")[0] if iri.startswith(f"{base_uri}id/") else iri


class Reader:
    """Reads portions from a store."""

    def __init__(self, store_folder: Path, base_uri: str) -> None:
        self._store = ox.Store.read_only(str(store_folder))
        self._ours = f"{base_uri}id/"
        self._types = lru_cache(maxsize=100_000)(self._read_types)

    def read(self, things: Iterable[str]) -> Content:
        """Read what is said of *things*; those of which nothing is said are left out."""
        triples = {thing: said for thing in things if (said := list(self._read_thing(thing)))}
        own = {triple.subject.value for said in triples.values() for triple in said}  # type: ignore[union-attr]
        types: dict[str, tuple[ox.Triple, ...]] = {}
        dangling = []
        for said in triples.values():
            for triple in said:
                value = triple.object
                if not isinstance(value, ox.NamedNode) or value.value in own:
                    continue
                found = types.setdefault(value.value, self._types(value))
                if not found and value.value.startswith(self._ours):
                    assert isinstance(triple.subject, ox.NamedNode)
                    dangling.append((triple.subject.value, value.value))
        return Content(triples, [t for found in types.values() for t in found], dangling)

    def read_graph(self, graph: str) -> list[ox.Quad]:
        """Read a named graph."""
        return list(self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def _read_thing(self, thing: str) -> Iterator[ox.Triple]:
        """Yield what is said of *thing* and of its parts, each part once."""
        parts = f"{thing}#" if thing.startswith(self._ours) else ""
        ahead, known = [ox.NamedNode(thing)], {thing}
        for node in ahead:
            for quad in self._store.quads_for_pattern(node, None, None, DEFAULT):
                yield quad.triple
                value = quad.object
                if not parts or not isinstance(value, ox.NamedNode) or value.value in known:
                    continue
                if value.value.startswith(parts):
                    known.add(value.value)
                    ahead.append(value)

    def _read_types(self, node: ox.NamedNode) -> tuple[ox.Triple, ...]:
        return tuple(
            quad.triple
            for predicate in (RDF_TYPE, IN_SCHEME)
            for quad in self._store.quads_for_pattern(node, predicate, None, DEFAULT)
        )
