"""
Who answers a worker's question: the store of the edition, or an engine elsewhere.

Another engine is not shown what ours cannot read: each query is parsed first, by a child without
network that may die of it. So errors have one wording and a place whatever the engine, what is no
SPARQL (Virtuoso's ``DEFINE``) never reaches it, and deep nesting kills a child only.
"""

import os
from collections.abc import Iterator
from typing import Protocol, cast

import msgspec
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from wirlod.errors import QueryError, QueryMalformed, QueryRefused, QueryTooLarge
from wirlod.query.elsewhere import Elsewhere, check_whole
from wirlod.query.remote import RemoteStore
from wirlod.query.workers import wire
from wirlod.query.workers.locating import locate
from wirlod.saying import say
from wirlod.sparql import isolation
from wirlod.sparql.confinement import Confined, Dataset, Graphs, confine

Result = QueryBoolean | QuerySolutions | QueryTriples

ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Respondent(Protocol):
    """Answers questions."""

    def ask(self, question: wire.Question) -> Result:
        """
        Answer one.

        :raises QueryError: when it is not answered.
        """
        ...


class OwnStore:
    """The store of an edition, in this process."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, question: wire.Question) -> Result:
        """Answer from the store."""
        for iri in question.required_graphs:
            if not self._store.contains_named_graph(NamedNode(iri)):
                raise no_graph(iri)
        default, named = question.default_graphs, question.named_graphs
        graphs: dict[str, list[NamedNode]] = {}
        if default is not None or named is not None:
            graphs["default_graph"] = [NamedNode(iri) for iri in default or ()]
            graphs["named_graphs"] = [NamedNode(iri) for iri in named or ()]
        try:
            return self._store.query(
                question.text,
                base_iri=question.base or None,
                prefixes=question.prefixes,
                **graphs,  # type: ignore[arg-type]
            )
        except SyntaxError as error:
            raise find_fault(self._store, question, error) from error


class OtherEngine:
    """An engine elsewhere."""

    def __init__(self, engine: Elsewhere, graphs: Graphs) -> None:
        self._engine = engine
        self._graphs = graphs

    def ask(self, question: wire.Question) -> Result:
        """Answer from the engine; what is constructed is spelt as our own store spells it."""
        known = {name for name, _ in self._graphs.named}
        for iri in question.required_graphs:
            if iri not in known:
                raise no_graph(iri)
        check_readable(question)
        query = self._confine(question)
        if query.describes:
            return self._describe(query, question)
        if question.constructs:
            found = self._engine.find_triples(query)
            check_whole(found.most)
            return _gather(found.triples)
        rows = self._engine.find_rows(query)
        check_whole(rows.most)
        return rows.result

    def _confine(self, question: wire.Question) -> Confined:
        dataset = None
        if question.default_graphs is not None:
            dataset = Dataset(question.default_graphs, question.named_graphs or ())
        return confine(question.text, self._graphs, question.prefixes, question.base, dataset)

    def _describe(self, query: Confined, question: wire.Question) -> Result:
        rows = self._engine.find_rows(query)
        check_whole(rows.most)
        things = (
            term.value for solution in rows for term in solution if isinstance(term, NamedNode)
        )
        graphs = msgspec.structs.replace(self._graphs, default=query.default_graphs[0])
        store = RemoteStore(self._engine, graphs, question.base)
        return _gather(store.about(dict.fromkeys(things)))


def _gather(triples: Iterator[object]) -> QueryTriples:
    store = Store()
    store.extend(Quad(*triple) for triple in triples)  # type: ignore[misc]
    return cast(QueryTriples, store.query(ALL))


def no_graph(iri: str) -> QueryRefused:
    """Say that there is no such graph."""
    return QueryRefused(
        say(
            "there is no graph <{iri}> here, and none is fetched from elsewhere; "
            "the service description lists the named graphs of this dataset",
            iri=iri,
        )
    )


def find_fault(store: Store, question: wire.Question, error: SyntaxError) -> QueryMalformed:
    """Say what is wrong with a question, and where."""
    place = locate(store, question.text, question.prefixes, question.base)
    return QueryMalformed(str(error.msg), *place)


def check_readable(question: wire.Question) -> None:
    """
    Let a child that has no network and may die read the question.

    :raises QueryError: when it cannot.
    """
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        os.close(reading)
        _read_and_die(question, writing)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    if not said or status:
        raise QueryTooLarge(say("the query is nested too deeply to be read"))
    outcome = msgspec.msgpack.decode(said, type=wire.Outcome)
    if outcome.error:
        raise QueryMalformed(outcome.message, outcome.line, outcome.column)


def _read_and_die(question: wire.Question, writing: int) -> None:
    """The whole life of the child; never returns."""
    isolation.leave_network()
    outcome = wire.Outcome()
    try:
        OwnStore(Store()).ask(
            wire.Question(
                text=question.text,
                format="",
                base=question.base,
                prefixes=question.prefixes,
            )
        )
    except QueryMalformed as error:
        outcome = wire.Outcome("QueryMalformed", str(error), error.line, error.column)
    except (QueryError, ValueError, OSError, RuntimeError) as error:
        outcome = wire.Outcome("QueryMalformed", str(error))
    finally:
        os.write(writing, msgspec.msgpack.encode(outcome))
        os._exit(0)
