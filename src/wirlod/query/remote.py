"""
A SPARQL endpoint elsewhere as a store: the same questions, asked over HTTP.

SPARQLWrapper speaks the protocol; pyoxigraph reads the answers, as they arrive. Every call has a
timeout for connecting and for each read: an endpoint that hangs is an error, not a wait.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import IO, cast
from urllib.error import HTTPError, URLError

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from wirlod.errors import QueryError, QueryMalformed, QueryTimeout, QueryTooLarge
from wirlod.formats import N_TRIPLES, RESULTS_JSON, Format
from wirlod.kinds import prefixes
from wirlod.query.store import Row, Term, bind, name_all

READ_BYTES = 2**16

ABOUT = "CONSTRUCT { ?s ?p ?o } { VALUES ?s { $things } ?s ?p ?o }"
POINTING_AT = "CONSTRUCT { ?s ?p ?o } { VALUES ?o { $things } ?s ?p ?o }"
LABELS = """
SELECT ?s ?o { VALUES ?s { $things } ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }
"""


class RemoteStore:
    """The dataset of a SPARQL endpoint elsewhere."""

    def __init__(self, endpoint: str, base_uri: str, timeout_seconds: int = 10) -> None:
        self._endpoint = endpoint
        self._prefixes = prefixes(base_uri)
        self._timeout_seconds = timeout_seconds

    def select(self, query: str) -> Iterator[Row]:
        """Yield the solutions of a SELECT query; the prefixes of the dataset are known."""
        with self._asking(query, RESULTS_JSON) as response:
            found = parse_query_results(response, QueryResultsFormat.JSON)
            solutions = cast(QuerySolutions, found)
            names = [variable.value for variable in solutions.variables]
            for solution in solutions:
                terms = zip(names, solution, strict=True)
                yield {name: cast(Term, term) for name, term in terms if term is not None}

    def construct(self, query: str) -> Iterator[Triple]:
        """Yield the triples of a CONSTRUCT query; the prefixes of the dataset are known."""
        with self._asking(query, N_TRIPLES) as response:
            for quad in parse(response, RdfFormat.N_TRIPLES):
                yield quad.triple

    def about(self, things: Iterable[str]) -> Iterator[Triple]:
        """Yield what is said of each of *things*."""
        yield from self.construct(bind(ABOUT, things=name_all(things)))

    def pointing_at(self, things: Iterable[str], skip: int, most: int) -> Iterator[Triple]:
        """Yield at most *most* triples whose object is one of *things*, after *skip* of them."""
        query = f"{POINTING_AT} LIMIT {most} OFFSET {skip}"
        yield from self.construct(bind(query, things=name_all(things)))

    def labels(self, things: Iterable[str]) -> Iterator[tuple[str, Literal]]:
        """Yield each of *things* with each of its labels."""
        for row in self.select(bind(LABELS, things=name_all(things))):
            yield cast(NamedNode, row["s"]).value, cast(Literal, row["o"])

    def answer(self, query: str, format: Format, result_mb: int) -> Iterator[bytes]:
        """
        Yield a stranger's answer in pieces, at most *result_mb*.

        The other endpoint keeps its own limits of time and memory. The guard has read *query*.

        :raises QueryTooLarge: in the middle, when there is more.
        """
        bytes_left = result_mb * 2**20
        with self._asking(query, format) as response:
            while piece := response.read(READ_BYTES):
                bytes_left -= len(piece)
                if bytes_left < 0:
                    raise QueryTooLarge(f"the result is larger than {result_mb} MB")
                yield piece

    @contextmanager
    def _asking(self, query: str, format: Format) -> Iterator[IO[bytes]]:
        with _told(self._endpoint), closing(self._send(query, format)) as response:
            yield response

    def _send(self, query: str, format: Format) -> IO[bytes]:
        wrapper = SPARQLWrapper(self._endpoint)
        wrapper.setMethod(POST)
        wrapper.setTimeout(self._timeout_seconds)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", format.media_type)
        wrapper.setQuery(declare(self._prefixes) + query)
        return cast("IO[bytes]", wrapper.query().response)


def declare(known: Mapping[str, str]) -> str:
    """
    Declare prefixes in one line, so that lines of the query keep their numbers.

    >>> declare({"ex": "http://e/"})
    'PREFIX ex: <http://e/> '
    """
    return "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in known.items())


@contextmanager
def _told(endpoint: str) -> Iterator[None]:
    """Turn every way in which another endpoint fails into an error of ours."""
    try:
        yield
    except QueryBadFormed as error:
        raise QueryMalformed(f"{endpoint} cannot read the query: {error}") from error
    except TimeoutError as error:
        raise QueryTimeout(f"{endpoint} did not answer in time") from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise QueryTimeout(f"{endpoint} did not answer in time") from error
        what = f"answers {error.code}" if isinstance(error, HTTPError) else f"fails: {error.reason}"
        raise QueryError(f"{endpoint} {what}") from error
    except (SPARQLWrapperException, OSError, ValueError) as error:
        raise QueryError(f"{endpoint} gives no answer that can be read: {error}") from error
