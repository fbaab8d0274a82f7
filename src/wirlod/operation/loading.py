"""
One graph of an edition after the other, brought to an engine and compared with what it keeps.

Things are written in the order of their IRIs, some thousand statements at a time, and read back by
the same portions: every statement is compared, however few rows an engine gives at once. A portion
that is there already is not sent again; what does not belong into a graph is taken out of it, and
no graph that may be served is ever emptied.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

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

from wirlod.errors import PushFailed
from wirlod.operation.graph_store import GraphStore
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.remote import RemoteStore
from wirlod.saying import message, say
from wirlod.sparql.confinement import Graphs

PORTION = 4_000
"""Statements that are sent and read back at once, when no thing has more."""

LACKS = message(
    "{engine} lacks in <{graph}>: {line} The engine does not keep what it is given, or somebody "
    "else writes into this graph"
)
SURPLUS = message(
    "{engine} has, but should not, in <{graph}>: {line} The engine does not keep what it is given, "
    "or somebody else writes into this graph"
)

COUNT = "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"


class Portion(NamedTuple):
    """What is said of some things, in order."""

    things: list[str]
    triples: list[Triple]


class Loading:
    """What was brought to an engine until now."""

    def __init__(self, store: Store, engine: Elsewhere, target: GraphStore, base_uri: str) -> None:
        self.store = store
        self.engine = engine
        self.target = target
        self.base_uri = base_uri
        self.digest = hashlib.sha256()
        self.done = self.sent = self.surplus = 0

    def load(self, name: str, there: str, tell: Callable[[], None]) -> None:
        """Bring the graph *name* to the graph *there*; *tell* is called before each portion."""
        asked = RemoteStore(self.engine, Graphs(there), self.base_uri)
        known: set[str] = set()
        total = 0
        is_new = not _count(asked)
        for portion in self._portions(name):
            tell()
            self._bring(portion, asked, there, is_new=is_new)
            total += len(portion.triples)
            known.update(portion.things)
        if _count(asked) != total:
            self._take_out_strangers(asked, there, known)
        if (found := _count(asked)) != total:
            raise PushFailed(
                say(
                    "{engine} has {found:,} statements in <{graph}>, wanted {total:,}: somebody "
                    "else writes into this graph",
                    engine=self.engine.address,
                    found=found,
                    graph=there,
                    total=total,
                )
            )

    def _bring(self, portion: Portion, asked: RemoteStore, there: str, *, is_new: bool) -> None:
        """Send *portion* unless it is there, and see that there is nothing else of its things."""
        wanted = set(map(_line, portion.triples))
        found = set() if is_new else set(map(_line, asked.about(portion.things)))
        if found - wanted:
            self._take_out(there, found - wanted)
        if wanted - found:
            self.target.add(there, serialize(portion.triples, format=RdfFormat.N_TRIPLES) or b"")
            self.sent += 1
        if found != wanted:
            self._compare(there, wanted, set(map(_line, asked.about(portion.things))))
        self.done += len(portion.triples)
        self.digest.update("".join(sorted(wanted)).encode())

    def _compare(self, there: str, wanted: set[str], found: set[str]) -> None:
        for line in sorted(wanted ^ found)[:1]:
            raise PushFailed(
                say(
                    LACKS if line in wanted else SURPLUS,
                    engine=self.engine.address,
                    graph=there,
                    line=line.strip()[:300],
                )
            )

    def _take_out(self, there: str, lines: set[str]) -> None:
        named = [line for line in sorted(lines) if "_:" not in line]
        self.target.update(f"DELETE DATA {{ GRAPH <{there}> {{ {''.join(named)} }} }}")
        self.surplus += len(named)

    def _take_out_strangers(self, asked: RemoteStore, there: str, known: set[str]) -> None:
        """Take out what is said of things that the edition does not have."""
        for row in asked.select("SELECT DISTINCT ?s { ?s ?p ?o }"):
            thing = row["s"]
            if isinstance(thing, NamedNode) and thing.value not in known:
                self.surplus += len(list(asked.about([thing.value])))
                self.target.update(f"DELETE WHERE {{ GRAPH <{there}> {{ {thing} ?p ?o }} }}")

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


def _count(store: RemoteStore) -> int:
    row = next(iter(store.select(COUNT)))
    return int(cast(Literal, row["count"]).value)


def _name_of(triple: Triple, graph: str) -> str:
    for term in (triple.subject, triple.object):
        if isinstance(term, BlankNode):
            raise PushFailed(
                say(
                    "{graph} has nodes without a name, which cannot be compared with what an "
                    "engine keeps: an edition that is pushed has none",
                    graph=f"<{graph}>" if graph else say("the default graph"),
                )
            )
    return cast(NamedNode, triple.subject).value


def _line(triple: Triple) -> str:
    """Write *triple* in N-Triples; languages in small letters, as every engine compares them."""
    term = triple.object
    if isinstance(term, Literal) and term.language:
        term = Literal(term.value, language=term.language.lower())
    return f"{triple.subject} {triple.predicate} {term} .\n"
