"""
Portions: things that are read, validated and written together.

Where a portion ends depends on the keys of its things alone. So a file that is made of portions
has the same bytes however the work was shared, and one more grant changes one portion.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import msgspec
import pyoxigraph as ox

from wirlod.kinds.datasets import DATASETS
from wirlod.namespaces import expand
from wirlod.publish.index import Index
from wirlod.publish.staging import Piece, Staged
from wirlod.publish.tokens import Said, find_nodes, find_values, index_said, node

USUAL = 256
"""How many things a portion has on average."""

MOST = 1_024
"""How many things a portion has at most."""

RDF_TYPE = node(expand("rdf:type"))
IS_A = ox.NamedNode(expand("rdf:type"))
IN_SCHEME = node(expand("skos:inScheme"))
CONCEPT = node(expand("skos:Concept"))
"""What alone is in a code list: asking it of everything else takes as long as the classes do."""

DEFAULT = ox.DefaultGraph()

Item = TypeVar("Item")

Target = tuple[str, str, str]
"""A property, its value (empty for any), and the shape that looks at whatever has them."""

REMEMBERED = 20_000
"""Answers of the store that a process keeps, each of some hundred bytes."""


class Ground(msgspec.Struct, frozen=True):
    """What a process needs to know to look at things."""

    staged: Path
    """The folder where what was said of each thing lies."""
    store_folder: Path
    shapes: tuple[Path, ...]
    base_uri: str


class Portion(msgspec.Struct, frozen=True):
    """Things of one dataset, in order; or all of a named graph."""

    dataset: str
    things: tuple[str, ...] = ()
    """Their IRIs, without those of their parts."""
    graph: str = ""


class Content(msgspec.Struct, dict=True):
    """What is said of the things of a portion."""

    texts: dict[str, bytes]
    """Thing → the N-Triples about it and its parts, without those of which nothing is said."""
    said: dict[str, Said]
    """Thing → the same, to be followed."""
    values: dict[str, set[str]]
    """Thing → the values in that."""
    every_value: set[str]
    """All of these."""
    types: list[str]
    """N-Triples: the classes of what they refer to, and the code lists it is in."""
    dangling: list[tuple[str, str]]
    """A subject, and what of ours it refers to although nothing is said of it."""

    @cached_property
    def text(self) -> bytes:
        """All that is said of the things, one after the other."""
        return b"\n".join((*self.texts.values(), b""))

    @cached_property
    def context(self) -> bytes:
        """What must be known of what they refer to."""
        return "\n".join((*self.types, "")).encode()


class Portions:
    """The portions of an edition: what is indexed, and what *reference* quads speak of."""

    def __init__(self, index: Index, reference: Iterable[ox.Quad], base_uri: str) -> None:
        self._index, self._base = index, f"{base_uri}id/"
        self._others, self._graphs = set[str](), set[str]()
        for quad in reference:
            if isinstance(quad.graph_name, ox.NamedNode):
                self._graphs.add(quad.graph_name.value)
            elif isinstance(quad.subject, ox.NamedNode):
                self._others.add(thing_of(quad.subject.value, base_uri))

    def __iter__(self) -> Iterator[Portion]:
        """Make them anew each time: the names of a million things take too much memory."""
        for dataset in DATASETS:
            for kind in sorted(kind.name for kind in dataset.kinds):
                targets = (f"{self._base}{target}" for target in self._index.targets(kind))
                yield from _cut(targets, dataset.key)
        indexed = {iri for iri in self._others if iri.removeprefix(self._base) in self._index}
        rest = DATASETS[-1].key
        yield from _cut(sorted(self._others - indexed), rest)
        yield from (Portion(rest, graph=graph) for graph in sorted(self._graphs))

    @property
    def things(self) -> Iterator[str]:
        """Yield the things of all portions, by their IRIs."""
        return chain.from_iterable(portion.things for portion in self)


def _cut(things: Iterable[str], dataset: str) -> Iterator[Portion]:
    return (Portion(dataset, tuple(part)) for part in cut(things, USUAL, MOST, str))


def cut(
    items: Iterable[Item], usual: int, most: int, name: Callable[[Item], str]
) -> Iterator[list[Item]]:
    """
    Yield *items* in parts of so many as *usual* on average, and of *most* at most.

    Where a part ends depends on the names in it alone, so that one item more changes one part.
    """
    part: list[Item] = []
    for item in items:
        part.append(item)
        if len(part) == most or crc32(name(item).encode()) % usual == 0:
            yield part
            part = []
    if part:
        yield part


def thing_of(iri: str, base_uri: str) -> str:
    """
    Give the thing that *iri* is, or is a part of; a term of the ontology is a thing of its own.

    >>> thing_of("https://example.org/id/grant/x#amount", "https://example.org/")
    'https://example.org/id/grant/x'
    >>> thing_of("https://example.org/def/wir#Grant", "https://example.org/")
    'https://example.org/def/wir#Grant'
    """
    return iri.partition("#")[0] if iri.startswith(f"{base_uri}id/") else iri


def group_by_thing(quads: Iterable[ox.Quad], base_uri: str) -> Iterator[Piece]:
    """Yield each thing that *quads* of the default graph speak of with what they say, N-Triples."""
    said: dict[str, list[ox.Triple]] = {}
    for quad in quads:
        if quad.graph_name == DEFAULT and isinstance(quad.subject, ox.NamedNode):
            thing = thing_of(quad.subject.value, base_uri)
            said.setdefault(thing, []).append(quad.triple)
    for thing, triples in said.items():
        yield thing, ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


class Reader:
    """Reads portions: what was said of their things, and from the store what these refer to."""

    def __init__(self, staged: Path, store_folder: Path, base_uri: str) -> None:
        self._staged = Staged(staged)
        self._store = ox.Store.read_only(str(store_folder))
        self._ours = f"<{base_uri}id/"
        self._types = lru_cache(maxsize=REMEMBERED)(self._read_types)
        self.ask = lru_cache(maxsize=REMEMBERED)(self._ask)
        """Gives the values of a property of what is only referred to."""

    def read(self, things: Iterable[str]) -> Content:
        """Read what is said of *things*."""
        lines = {thing: found for thing in things if (found := self._staged.read(thing))}
        said = {thing: index_said(found) for thing, found in lines.items()}
        values = {thing: find_values(found) for thing, found in said.items()}
        every_value = set[str]().union(*values.values())
        others = find_nodes(every_value).difference(*said.values())
        types = {other: self._types(other) for other in sorted(others)}
        unknown = {other for other, found in types.items() if not found}
        dangling = {other for other in unknown if other.startswith(self._ours)}
        return Content(
            {thing: "\n".join(found).encode() for thing, found in lines.items()},
            said,
            values,
            every_value,
            [line for found in types.values() for line in found],
            [pair for found in said.values() for pair in _find_pairs(found, dangling)],
        )

    def read_graph(self, graph: str) -> list[ox.Quad]:
        """Read a named graph."""
        return list(self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))

    def _read_types(self, other: str) -> tuple[str, ...]:
        kinds = self._ask(other, RDF_TYPE)
        lists = self._ask(other, IN_SCHEME) if CONCEPT in kinds else ()
        return (
            *(f"{other} {RDF_TYPE} {value} ." for value in kinds),
            *(f"{other} {IN_SCHEME} {value} ." for value in lists),
        )

    def _ask(self, other: str, predicate: str) -> tuple[str, ...]:
        subject, property = (ox.NamedNode(token[1:-1]) for token in (other, predicate))
        found = self._store.quads_for_pattern(subject, property, None, DEFAULT)
        return tuple(str(quad.object) for quad in found)


def _find_pairs(said: Said, nodes: set[str]) -> Iterator[tuple[str, str]]:
    """Yield each subject that refers to one of *nodes*, with that."""
    for subject, properties in said.items() if nodes else ():
        for values in properties.values():
            yield from ((subject[1:-1], value[1:-1]) for value in values if value in nodes)
