"""
A request of the SPARQL 1.1 Protocol, read: query by GET, by form, directly, or by ``QUERY``.

Parameters are decoded strictly: a query that is no UTF-8 is refused, not guessed at. Parameters
that the protocol does not know are ignored, for clients send many; a blank field for a graph names
none, for forms such as Virtuoso's send it.
"""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from flask import Request
from werkzeug.exceptions import UnsupportedMediaType

from wirlod.errors import QueryMalformed, QueryRefused
from wirlod.query.endpoint import Asked
from wirlod.saying import say
from wirlod.sparql.guard import READ_ONLY
from wirlod.web.http.entrance import MOST_PARAMETERS

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"

TAKEN = dict.fromkeys(("Accept-Query", "Accept-Post"), f"{DIRECT}, {FORM}")
"""What every answer says of a query in the body of a request."""

Parameters = Sequence[tuple[str, str]]


def read_asked(request: Request) -> Asked | None:
    """
    Read what is asked; None for a bare GET, which asks for the endpoint's own description.

    :raises QueryMalformed: when there is not exactly one query.
    :raises QueryRefused: for an update.
    """
    parameters = read_parameters(request.query_string)
    if request.method in ("GET", "HEAD"):
        names = {name for name, _ in parameters}
        return build_asked(parameters) if names & {"query", "update"} else None
    if request.mimetype == UPDATE:
        raise QueryRefused(say(READ_ONLY))
    if request.mimetype == FORM:
        return build_asked(read_parameters(request.get_data()))
    if request.mimetype == DIRECT:
        return build_asked([*parameters, ("query", _decode(request.get_data(), request))])
    raise UnsupportedMediaType(say("send a query as {one} or as {other}", one=DIRECT, other=FORM))


def read_parameters(encoded: bytes) -> Parameters:
    """
    Decode parameters of a URL or a form.

    >>> read_parameters(b"query=ASK+%7B%7D&x=%C3%A4")
    [('query', 'ASK {}'), ('x', 'ä')]
    """
    try:
        text = encoded.decode("utf-8")
        if text.count("&") >= MOST_PARAMETERS:
            raise QueryMalformed(
                say("a request has at most {most} parameters", most=MOST_PARAMETERS)
            )
        return parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeError:
        raise QueryMalformed(say("the request is not UTF-8")) from None


def _decode(body: bytes, request: Request) -> str:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise QueryMalformed(say("a query is sent in UTF-8, not in {charset}", charset=charset))
    try:
        return body.decode("utf-8-sig")
    except UnicodeError:
        raise QueryMalformed(say("the query is not UTF-8")) from None


def build_asked(parameters: Parameters) -> Asked:
    """
    Take the one query, and the graphs it is asked of, out of *parameters*.

    :raises QueryMalformed: when there is not exactly one query.
    :raises QueryRefused: for an update.
    """
    if any(name == "update" for name, _ in parameters):
        raise QueryRefused(say(READ_ONLY))
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) != 1:
        said = say(
            "found {count} queries, wanted exactly one parameter 'query'", count=len(queries)
        )
        raise QueryMalformed(said)
    return Asked(
        query=queries[0],
        default_graphs=_named(parameters, "default-graph-uri"),
        named_graphs=_named(parameters, "named-graph-uri"),
    )


def _named(parameters: Parameters, field: str) -> tuple[str, ...]:
    return tuple(value for name, value in parameters if name == field and value.strip())
