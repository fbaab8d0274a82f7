"""
What differs between two editions, or between the records and the current edition.

Things are compared by the digests of their statements; only those that differ are read. What
differs is told statement by statement: of which part, which property, before and after.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter

import msgspec
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store
from pyoxigraph import serialize as write_triples

from wirlod.edition import Edition
from wirlod.errors import Origin
from wirlod.history import Action, Statement, compare, target_iri
from wirlod.iris import ONTOLOGY, is_shapes
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.publish.digests import Digests, Pair

RDFS = FOREIGN_PREFIXES["rdfs"]
LABEL = NamedNode(f"{RDFS}label")
DEFINED_BY = NamedNode(f"{RDFS}isDefinedBy")

NAMED = 3
"""So many things that go are named to who is asked."""


class Difference(msgspec.Struct, frozen=True):
    """A thing that one side has otherwise than the other, or not at all."""

    target: str
    action: Action
    title: dict[str, str]
    statements: tuple[Statement, ...] = ()
    """What changed; empty for what is new or gone."""
    origin: Origin | None = None
    """Where the records state it."""


class Changes(msgspec.Struct, frozen=True):
    """How many things an edition adds, changes and withdraws: there may be a million."""

    counts: Counter[Action] = msgspec.field(default_factory=Counter)
    withdrawn: tuple[str, ...] = ()
    """The first few that go, by ``kind/key``."""

    @classmethod
    def of(cls, changed: Iterable[tuple[str, Action]]) -> "Changes":
        """Count what *changed*."""
        counts: Counter[Action] = Counter()
        withdrawn: list[str] = []
        for target, action in changed:
            counts[action] += 1
            if action is Action.WITHDRAWN and len(withdrawn) < NAMED:
                withdrawn.append(target)
        return cls(counts, tuple(withdrawn))

    @property
    def total(self) -> int:
        """All of them together."""
        return self.counts.total()


FindLabels = Callable[[str], dict[str, str] | None]
"""Gives the labels of a thing, language → text; None where it knows none."""


class Side:
    """One of two states that are compared: a store, and a digest of each thing in it."""

    def __init__(
        self,
        store: Store,
        base_uri: str,
        digests: Mapping[str, str],
        find_labels: FindLabels = lambda target: None,
    ) -> None:
        """
        Take what *store* holds, with a digest of each thing, in the order of names.

        :param find_labels: knows the labels of many things quicker than the store.
        """
        self.base_uri = base_uri
        self._store = store
        self._find_labels = find_labels
        self.definitions = (ONTOLOGY, *self._find_shapes())
        """The ontology, and the documents of shapes."""
        self._digests = digests
        self._defined = {target: self._digest(target) for target in sorted(self.definitions)}

    @classmethod
    def from_edition(cls, edition: Edition) -> "Side":
        """Take an edition that is kept."""
        store = Store.read_only(str(edition.store_folder))
        return cls(store, edition.manifest.base_uri, Digests.of_edition(edition))

    def pairs(self) -> Iterator[Pair]:
        """Yield everything with its digest, the definitions included, in the order of names."""
        return heapq.merge(self._digests.items(), self._defined.items())

    def digest_of(self, target: str) -> str:
        """Give a digest of all that is said of *target*; blank where nothing is."""
        return self._defined.get(target) or self._digests.get(target, "")

    def read(self, target: str) -> bytes:
        """Give what is said of *target* and its parts, as sorted N-Triples."""
        iri = target_iri(self.base_uri, target)
        whole = self._store.quads_for_pattern(None, None, None, NamedNode(iri))
        triples = {quad.triple for quad in (whole if is_shapes(target) else self._follow(iri))}
        lines = (write_triples(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(True)
        return b"".join(sorted(lines))

    def title(self, target: str) -> dict[str, str]:
        """Give the label of *target*, language → text."""
        if (labels := self._find_labels(target)) is not None:
            return labels
        iri = target_iri(self.base_uri, target)
        if is_shapes(target):
            graph = NamedNode(iri)
            return _labels(self._store.quads_for_pattern(graph, LABEL, None, graph))
        return self.title_of(iri)

    def title_of(self, iri: str) -> dict[str, str]:
        """Give the label of the IRI *iri*, language → text."""
        return _labels(self.quads(iri, LABEL))

    def quads(self, subject: str, property: NamedNode | None = None) -> Iterator[Quad]:
        """Yield what is said of the IRI *subject*."""
        return self._store.quads_for_pattern(NamedNode(subject), property, None, DefaultGraph())

    def _find_shapes(self) -> list[str]:
        graphs = (graph.value for graph in self._store.named_graphs())
        found = (graph.removeprefix(self.base_uri) for graph in graphs)
        return sorted(target for target in found if is_shapes(target))

    def _digest(self, target: str) -> str:
        return blake2b(self.read(target), digest_size=16).hexdigest()

    def _follow(self, iri: str) -> Iterator[Quad]:
        """Yield what is said of *iri*, of its parts, and, of an ontology, of its terms."""
        graph = DefaultGraph()
        terms = self._store.quads_for_pattern(None, DEFINED_BY, NamedNode(iri), graph)
        ahead = {
            iri,
            *(quad.subject.value for quad in terms if isinstance(quad.subject, NamedNode)),
        }
        seen: set[str] = set()
        while ahead:
            subject = ahead.pop()
            seen.add(subject)
            for quad in self.quads(subject):
                yield quad
                part = quad.object.value if isinstance(quad.object, NamedNode) else ""
                if part.startswith(f"{iri}#") and part not in seen:
                    ahead.add(part)


def _labels(quads: Iterable[Quad]) -> dict[str, str]:
    labels = (quad.object for quad in quads)
    return {text.language or "": text.value for text in labels if isinstance(text, Literal)}


def find_changed(before: Iterable[Pair], after: Iterable[Pair]) -> Iterator[tuple[str, Action]]:
    """Yield what has another digest *after* than *before*; all in the order of names."""
    old = ((target, False, digest) for target, digest in before)
    new = ((target, True, digest) for target, digest in after)
    for target, found in groupby(heapq.merge(old, new), key=itemgetter(0)):
        digests = {is_new: digest for _, is_new, digest in found}
        if True not in digests:
            yield target, Action.WITHDRAWN
        elif False not in digests:
            yield target, Action.ADDED
        elif digests[False] != digests[True]:
            yield target, Action.CHANGED


def find_differences(before: Side, after: Side) -> Iterator[Difference]:
    """Yield each difference with all its statements, in the order of names."""
    for target, action in find_changed(before.pairs(), after.pairs()):
        side = before if action is Action.WITHDRAWN else after
        statements: tuple[Statement, ...] = ()
        if action is Action.CHANGED:
            iri = target_iri(after.base_uri, target)
            statements = compare(before.read(target), after.read(target), iri)
        yield Difference(target, action, side.title(target), statements)
