"""
Queries of our own whose cost a stranger decides: asked where they can be stopped.

What an address asks for may cost no more than a query of a stranger: it runs in a worker, in
the share of its client, ends when the client goes away, and all queries of one request have
together the time of one.
"""

import time
from collections.abc import Iterable, Iterator
from typing import cast

import msgspec
from pyoxigraph import (
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from wirlod.errors import QueryTimeout
from wirlod.query.store import Labels, Row, Store, Term
from wirlod.query.workers.client import Client
from wirlod.query.workers.pool import Pool
from wirlod.query.workers.wire import Question
from wirlod.saying import say


class BoundedStore:
    """The store of one edition, as one request may ask it."""

    def __init__(self, own: Store, pool: Pool, client: Client, like: Question) -> None:
        """
        Ask *pool* for *client*, and *own* what takes no longer than what it gives.

        :param like: base address and prefixes of each question.
        """
        self._own = own
        self.is_near = own.is_near
        self._pool = pool
        self._client = client
        self._like = like
        self._end = time.monotonic() + pool.query_seconds

    def select(self, query: str) -> Iterator[Row]:
        """Yield the solutions of a SELECT query."""
        body = self._ask(query, "json", constructs=False)
        results = cast(QuerySolutions, parse_query_results(body, format=QueryResultsFormat.JSON))
        names = [variable.value for variable in results.variables]
        for solution in results:
            yield {
                name: cast(Term, term)
                for name, term in zip(names, solution, strict=True)
                if term is not None
            }

    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT query."""
        body = self._ask(query, "ntriples", constructs=True)
        for quad in parse(body, format=RdfFormat.N_TRIPLES):
            yield quad.triple

    def about(self, things: Iterable[str]) -> Iterator[Triple]:
        """Yield what is said of each of *things*."""
        return self._own.about(things)

    def pointing_at(self, things: Iterable[str], skip: int, most: int) -> Iterator[Triple]:
        """Yield at most *most* triples whose object is one of *things*, after *skip* of them."""
        return self._own.pointing_at(things, skip, most)

    def naming(self, property: str, things: Iterable[str], most: int) -> list[str]:
        """List at most *most* subjects that name one of *things* by *property*, each once."""
        return self._own.naming(property, things, most)

    def labels(self, things: Iterable[str]) -> dict[str, Labels]:
        """Map each of *things* that has labels to them."""
        return self._own.labels(things)

    def _ask(self, query: str, format: str, *, constructs: bool) -> bytes:
        """
        Ask a worker.

        :raises QueryError: when the time of the request is over, or there is no worker for it.
        """
        left = self._end - time.monotonic()
        if left <= 0:
            raise QueryTimeout(
                say(
                    "finding this took longer than {limit:g} seconds: ask for less",
                    limit=self._pool.query_seconds,
                )
            )
        question = msgspec.structs.replace(
            self._like, text=query, format=format, constructs=constructs
        )
        with self._pool.answer(question, self._client, seconds=left) as answer:
            return b"".join(answer)
