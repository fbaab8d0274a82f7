"""
``wirlod push``: an edition loaded into an engine elsewhere, and switched to.

Things are written in the order of their IRIs, some thousand statements at a time, and read back by
the same portions: what an engine keeps is compared statement by statement, however few rows it
gives at once. A portion that is there already is not sent again, so a push that was killed goes
on where it was. When all is there, one update moves the pointer (:mod:`wirlod.query.pointer`);
graphs of an edition that was replaced are removed by a later push, when no request can be in flight
on them any more.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, cast

import msgspec
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from wirlod.edition import Edition
from wirlod.editions import SWITCH_SECONDS
from wirlod.errors import PushFailed, QueryError
from wirlod.namespaces import expand
from wirlod.operation.graph_store import GraphStore
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.pointer import (
    CURRENT,
    NAME,
    PART,
    REPLACED,
    Register,
    place_graphs,
    read_register,
    register_iri,
)
from wirlod.query.remote import RemoteStore
from wirlod.settings import Settings
from wirlod.sparql.confinement import Graphs

PORTION = 4_000
"""Statements that are sent and read back at once, when no thing has more."""

COUNT = "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"

Tell = Callable[[str], None]
"""Tells a steward how far it is."""


class Portion(NamedTuple):
    """What is said of some things, in order."""

    things: list[str]
    triples: list[Triple]


class Pushed(msgspec.Struct, frozen=True):
    """What was found in the engine in the end."""

    edition: str
    triples: int
    graphs: int
    sent: int
    """How many portions had to be sent; the others were there."""
    removed: tuple[str, ...]
    """Editions that were removed."""
    digest: str
    """SHA-256 of all statements as sorted N-Triples, graph by graph."""


class _Push:
    """One push on its way."""

    def __init__(self, settings: Settings, edition: Edition, tell: Tell) -> None:
        self.engine = Elsewhere.from_settings(settings)
        self.target = GraphStore.from_settings(settings)
        self.base_uri = str(edition.manifest.base_uri)
        self.edition = edition
        self.tell = tell
        self.store = Store.read_only(str(edition.store_folder))
        names = {graph.value for graph in self.store.named_graphs() if isinstance(graph, NamedNode)}
        self.graphs = place_graphs(self.base_uri, edition.name, names)
        self.digest = hashlib.sha256()
        self.done = self.sent = 0
        self.all = len(self.store)
        self.longest_request = (
            SWITCH_SECONDS
            + settings.query_waiting_seconds
            + settings.query_seconds
            + settings.query_delivery_seconds
        )

    def run(self) -> Pushed:
        before = read_register(self.engine, self.base_uri)
        self.target.update(self._registering())
        for name in ("", *(name for name, _ in self.graphs.named)):
            self._load(name)
        self._switch(before)
        removed = self._remove_old(before)
        return Pushed(
            self.edition.name,
            self.done,
            1 + len(self.graphs.named),
            self.sent,
            removed,
            self.digest.hexdigest(),
        )

    def _registering(self) -> str:
        default = self.graphs.default
        statements = [
            f"<{default}> {PART} <{there}> . <{there}> {NAME} <{name}> ."
            for name, there in ((default, default), *self.graphs.named)
        ]
        register = register_iri(self.base_uri)
        return f"INSERT DATA {{ GRAPH <{register}> {{ {' '.join(statements)} }} }}"

    def _load(self, name: str) -> None:
        """Bring the graph *name* to the engine, and compare what is there then."""
        there = self.graphs.find(name) if name else self.graphs.default
        asked = RemoteStore(self.engine, Graphs(there), self.base_uri)
        total = 0
        is_new = not _count(asked)
        for portion in self._portions(name):
            wanted = set(map(_line, portion.triples))
            if is_new or set(map(_line, asked.about(portion.things))) != wanted:
                body = serialize(portion.triples, format=RdfFormat.N_TRIPLES) or b""
                self.target.add(there, body)
                self.sent += 1
                self._compare(there, wanted, set(map(_line, asked.about(portion.things))))
            total += len(portion.triples)
            self.done += len(portion.triples)
            self.digest.update("".join(sorted(wanted)).encode())
            self.tell(f"{self.done:,} of {self.all:,} statements")
        if (found := _count(asked)) != total:
            self.target.drop(there)
            raise PushFailed(
                f"{self.engine.address} has {found:,} statements in <{there}>, wanted {total:,}: "
                "that graph was removed, push again; nothing was switched"
            )

    def _compare(self, there: str, wanted: set[str], found: set[str]) -> None:
        for line in sorted(wanted ^ found)[:1]:
            what = "lacks" if line in wanted else "has, but should not,"
            raise PushFailed(
                f"{self.engine.address} {what} in <{there}>: {line.strip()[:300]} "
                "Nothing was switched: the engine does not keep what it is given, or somebody "
                "else writes into this graph"
            )

    def _portions(self, name: str) -> Iterator[Portion]:
        """Yield what the graph *name* says, thing after thing."""
        graph = NamedNode(name) if name else DefaultGraph()
        quads = self.store.quads_for_pattern(None, None, None, graph)
        things = sorted({_name_of(quad.triple, name) for quad in quads})
        portion = Portion([], [])
        for thing in things:
            found = self.store.quads_for_pattern(NamedNode(thing), None, None, graph)
            triples = [quad.triple for quad in found]
            if portion.things and len(portion.triples) + len(triples) > PORTION:
                yield portion
                portion = Portion([], [])
            portion.things.append(thing)
            portion.triples.extend(triples)
        if portion.things:
            yield portion

    def _switch(self, before: Register) -> None:
        register = register_iri(self.base_uri)
        self._note_replacement(before)
        pointer = f"GRAPH <{register}> {{ <{register}> {CURRENT}"
        new = f"{pointer} <{self.graphs.default}> }}"
        if before.current:  # one operation, so that nobody ever finds none or two
            old = f"{pointer} ?old }}"
            self.target.update(f"DELETE {{ {old} }} INSERT {{ {new} }} WHERE {{ {old} }}")
        else:
            self.target.update(f"INSERT DATA {{ {new} }}")
        current = read_register(self.engine, self.base_uri).current
        if current != self.edition.name:
            raise PushFailed(
                f"{self.engine.address} names {current or 'no edition'} as current after the "
                f"switch to {self.edition.name}: may its user write into <{register}>?"
            )

    def _note_replacement(self, before: Register) -> None:
        register = register_iri(self.base_uri)
        ours = f"GRAPH <{register}> {{ <{self.graphs.default}> {REPLACED} ?before }}"
        self.target.update(f"DELETE WHERE {{ {ours} }}")
        if before.current not in ("", self.edition.name):
            time = datetime.now(UTC).isoformat(timespec="seconds")
            now = Literal(time, datatype=NamedNode(expand("xsd:dateTime")))
            old = f"GRAPH <{register}> {{ <{register}{before.current}> {REPLACED} {now} }}"
            self.target.update(f"INSERT DATA {{ {old} }}")

    def _remove_old(self, before: Register) -> tuple[str, ...]:
        """Remove editions on which no request can be in flight, and those of other pushes."""
        ended = datetime.now(UTC) - timedelta(seconds=self.longest_request)
        kept = {self.edition.name, before.current}
        kept |= {name for name, replaced in before.replaced.items() if replaced > ended}
        removed = sorted(before.editions.keys() - kept)
        for name in removed:
            graphs = before.editions[name]
            for there in dict.fromkeys([graphs.default, *(place for _, place in graphs.named)]):
                self.target.drop(there)
                self.target.update(_forgetting(register_iri(self.base_uri), there))
        return tuple(removed)


def push(settings: Settings, edition: Edition, tell: Tell) -> Pushed:
    """
    Load *edition* into the engine that *settings* name, and make it the one that is served.

    :raises PushFailed: when that cannot be; what was served before is served still.
    """
    if str(edition.manifest.base_uri) != settings.base_uri:
        raise PushFailed(
            f"{edition.name} was published for {edition.manifest.base_uri}, and WIRLOD_BASE_URI is "
            f"{settings.base_uri}: whoever serves looks for editions of the latter"
        )
    try:
        return _Push(settings, edition, tell).run()
    except QueryError as error:
        raise PushFailed(f"{settings.store}: {error}; nothing was switched, push again") from error


def _forgetting(register: str, there: str) -> str:
    patterns = (f"<{there}> ?p ?o", f"?s ?p <{there}>")
    return "; ".join(f"DELETE WHERE {{ GRAPH <{register}> {{ {it} }} }}" for it in patterns)


def _count(store: RemoteStore) -> int:
    row = next(iter(store.select(COUNT)))
    return int(cast(Literal, row["count"]).value)


def _name_of(triple: Triple, graph: str) -> str:
    for term in (triple.subject, triple.object):
        if isinstance(term, BlankNode):
            raise PushFailed(
                f"<{graph or 'the default graph'}> has nodes without a name, which cannot be "
                "compared with what an engine keeps: an edition that is pushed has none"
            )
    return cast(NamedNode, triple.subject).value


def _line(triple: Triple) -> str:
    """Write *triple* in N-Triples; languages in small letters, as every engine compares them."""
    term = triple.object
    if isinstance(term, Literal) and term.language:
        term = Literal(term.value, language=term.language.lower())
    return f"{triple.subject} {triple.predicate} {term} .\n"
