"""
A SPARQL engine elsewhere: how it is asked, and what is made of its answers.

SPARQLWrapper speaks the protocol; pyoxigraph reads the answers, as they arrive. Every call has a
timeout for connecting and for each read: an engine that hangs is an error, not a wait. What is
particular to an engine is handled here, so that nobody above knows which one it is. What
Virtuoso does in its own way is mended in :mod:`wirlod.query.virtuoso`.
"""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPException, IncompleteRead
from math import ceil
from typing import IO, cast
from urllib.error import HTTPError, URLError

import msgspec
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    QueryBadFormed,
    SPARQLWrapperException,
)

from wirlod.errors import EngineFailed, QueryMalformed, QueryTimeout, QueryTooLarge
from wirlod.formats import N_TRIPLES, RESULTS_JSON, Format
from wirlod.query.collisions import insist, tells_of_collision
from wirlod.query.kept import keep_connections
from wirlod.query.virtuoso import mend_results, mend_triple
from wirlod.saying import message, say
from wirlod.settings import Settings
from wirlod.sparql.confinement import Confined

MANY = 1_000
"""Statements from which on it is worth asking whether a CONSTRUCT was ended."""

ENGINE = message("the SPARQL engine behind this service")

UNREADABLE = (
    SPARQLWrapperException, OSError, HTTPException, ValueError, LookupError, SyntaxError, TypeError,
)  # fmt: skip
"""How an answer fails that does not come, or is not what was asked for."""

LONGEST_COMPLAINT = 300
"""Characters of what an engine complains of that a message repeats."""


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """The query address of an engine, and what it takes to be let in."""

    address: str
    user: str = ""
    password: str = ""
    token: str = ""
    parameters: str = ""
    """More that every query carries, such as ``timeout={milliseconds}``."""
    seconds: float = 10.0
    """How long to wait for an answer."""

    @classmethod
    def from_settings(cls, settings: Settings) -> "Elsewhere":
        """Take from *settings* what they say of the engine."""
        return cls(
            address=settings.store,
            user=settings.store_user,
            password=settings.store_password.reveal(),
            token=settings.store_token.reveal(),
            parameters=settings.store_parameters,
            seconds=settings.query_seconds,
        )

    def __repr__(self) -> str:
        return f"Elsewhere({self.address})"

    def find_rows(self, query: Confined) -> "Rows":
        """
        Ask a SELECT or an ASK.

        :raises QueryError: when it is not answered.
        """
        with _told(self.seconds):
            return self._read_rows(self._send(query, RESULTS_JSON), query.hidden)

    def find_triples(self, query: Confined) -> "Triples":
        """
        Ask a CONSTRUCT.

        :raises QueryError: when it is not answered, or while it is read.
        """
        with _told(self.seconds):
            response = self._send(query, N_TRIPLES)
            triples = self._read_triples(response)
            if not _is_virtuoso(response):
                return Triples(triples)
            found = [mend_triple(triple) for triple in triples]
            return Triples(iter(found), self._find_end(query) if len(found) >= MANY else 0)

    def _read_rows(self, response: IO[bytes], hidden: tuple[str, ...]) -> "Rows":
        with ExitStack() as opened:
            opened.enter_context(response)
            answer: IO[bytes] | bytes = response
            if hidden or _is_virtuoso(response):
                answer = mend_results(json.loads(response.read()), hidden)
            result = parse_query_results(answer, QueryResultsFormat.JSON)
            opened.pop_all()  # whoever reads the rows closes it
        return Rows(result, response, self.seconds, most_rows(response))

    def _read_triples(self, response: IO[bytes]) -> Iterator[Triple]:
        with _told(self.seconds), response:
            for quad in parse(response, RdfFormat.N_TRIPLES):
                yield quad.triple
            if getattr(response, "length", None):  # lines end well wherever they are cut
                raise IncompleteRead(b"", response.length)  # type: ignore[attr-defined]

    def _find_end(self, query: Confined) -> int:
        """Tell at how many rows the pattern of a CONSTRUCT is ended; 0 where it is not."""
        rows = msgspec.structs.replace(query, text=query.pattern)
        with self._send(rows, RESULTS_JSON) as response:
            return most_rows(response)

    def _send(self, query: Confined, format: Format) -> IO[bytes]:
        keep_connections(self.address)
        wrapper = SPARQLWrapper(self.address)
        wrapper.setMethod(POST)
        wrapper.setTimeout(max(1, ceil(self.seconds)))
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", format.media_type)
        if self.token:
            wrapper.addCustomHttpHeader("Authorization", f"Bearer {self.token}")
        elif self.user:
            wrapper.setCredentials(self.user, self.password)
        for graph in query.default_graphs:
            wrapper.addDefaultGraph(graph)
        for graph in query.named_graphs:
            wrapper.addNamedGraph(graph)
        for name, value in read_parameters(self.parameters, self.seconds):
            wrapper.addParameter(name, value)
        wrapper.setQuery(query.text)
        response = cast("IO[bytes]", insist(wrapper.query, _has_collided).response)
        if "S1TAT" in _header(response, "X-SQL-State"):
            response.close()
            raise QueryTimeout(
                say("the query took longer than {limit:g} seconds", limit=self.seconds)
            )
        return response


class Rows(msgspec.Struct, frozen=True):
    """The answer to a SELECT or an ASK; close it when it is read."""

    result: QuerySolutions | QueryBoolean
    response: IO[bytes]
    seconds: float
    """How long the engine may take."""
    most: int = 0
    """At how many rows the engine ended it, which has more; 0 where it is whole."""

    def __iter__(self) -> Iterator[QuerySolution]:
        """
        Yield the solutions, as they arrive.

        :raises QueryError: where the answer ends too soon, or cannot be read.
        """
        with _told(self.seconds):
            yield from cast(QuerySolutions, self.result)

    def close(self) -> None:
        """Let go of the connection."""
        self.response.close()


class Triples(msgspec.Struct, frozen=True):
    """The answer to a CONSTRUCT."""

    triples: Iterator[Triple]
    most: int = 0


def read_parameters(parameters: str, seconds: float) -> Iterator[tuple[str, str]]:
    """
    Read what every query carries.

    >>> list(read_parameters("timeout={milliseconds}&infer=false", 2.5))
    [('timeout', '2500'), ('infer', 'false')]
    """
    for pair in filter(None, parameters.split("&")):
        name, _, value = pair.partition("=")
        value = value.replace("{seconds}", str(max(1, round(seconds))))
        yield name, value.replace("{milliseconds}", str(round(seconds * 1000)))


def check_whole(most: int) -> None:
    """
    Refuse what is not the whole answer.

    :raises QueryTooLarge: saying how much there may be.
    """
    if most:
        raise QueryTooLarge(
            say(
                "{engine} ends answers at {most:,} rows, and this one has "
                "as many or more: ask for less, or in pages with LIMIT and OFFSET",
                engine=say(ENGINE),
                most=most,
            )
        )


def most_rows(response: IO[bytes]) -> int:
    """Tell at how many rows an engine ended its answer; 0 where it says nothing of the kind."""
    said = _header(response, "X-SPARQL-MaxRows")
    return int(said) if said.isdecimal() else 0


def _is_virtuoso(response: IO[bytes]) -> bool:
    return _header(response, "Server").startswith("Virtuoso")


def _header(response: IO[bytes], name: str) -> str:
    headers = getattr(response, "headers", None)
    return str(headers.get(name, "")) if headers else ""


@contextmanager
def _told(seconds: float) -> Iterator[None]:
    """
    Turn every way in which an engine elsewhere fails into an error of ours.

    Strangers may read it, so it says nothing of where the engine is.
    """
    started = time.monotonic()
    try:
        yield
    except QueryBadFormed as error:
        _let_go(error)
        said = say("{engine} cannot read the query: {why}", engine=say(ENGINE), why=_shorten(error))
        raise QueryMalformed(said) from error
    except UNREADABLE as error:
        _let_go(error)
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError) or time.monotonic() - started >= seconds:
            raise QueryTimeout(
                say("{engine} did not answer in time", engine=say(ENGINE))
            ) from error
        if isinstance(error, HTTPError):
            said = say("{engine} answers {code}", engine=say(ENGINE), code=error.code)
        elif isinstance(error, URLError):
            why = error.reason
            said = say("{engine} cannot be reached: {why}", engine=say(ENGINE), why=why)
        else:
            why = _shorten(error)
            said = say(
                "{engine} gives no answer that can be read: {why}", engine=say(ENGINE), why=why
            )
        raise EngineFailed(said) from error


def _has_collided(error: Exception) -> bool:
    """Tell whether the engine undid the query; it may repeat what was asked, which says nothing."""
    said = _shorten(error).partition("SPARQL query")[0]
    return isinstance(error, EndPointInternalError) and tells_of_collision(said)


def _let_go(error: BaseException | None) -> None:
    """Close the connection that an error holds, or the one that it was made of."""
    while error:
        if isinstance(error, HTTPError):
            error.close()
        error = error.__context__


def _shorten(error: Exception) -> str:
    """Give what an engine complains of in one line."""
    text = " ".join(str(error).replace("\\n", " ").split())
    return text if len(text) <= LONGEST_COMPLAINT else f"{text[:LONGEST_COMPLAINT]}…"
