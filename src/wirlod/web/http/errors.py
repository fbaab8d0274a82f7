"""
THE table from errors to status codes, and how an error is told.

People get a page, machines ``application/problem+json`` (RFC 9457), by the same negotiation
as everything else; a client that wants neither is a machine. A test holds the table complete.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from wirlod.errors import (
    AddressMalformed,
    EditionDamaged,
    EditionNotFound,
    EngineFailed,
    NotAcceptable,
    NothingPublished,
    QueryBusy,
    QueryError,
    QueryMalformed,
    QueryNotWritable,
    QueryRefused,
    QueryTextTooLong,
    QueryTimeout,
    QueryTooLarge,
    ThingNotFound,
    ThingWithdrawn,
    WirlodError,
    WorkersUnavailable,
)
from wirlod.formats import GRAPH_FORMATS, HTML, PROBLEM, Format
from wirlod.saying import WRITTEN_IN, answering, message, say, spoken_language
from wirlod.web.http.addresses import asked_path, canonical_path, relative_root
from wirlod.web.http.caching import FRESH, REVALIDATE
from wirlod.web.http.choosing import (
    Offered,
    named_language,
    page_language,
    representation_address,
)
from wirlod.web.http.negotiation import Offer, build_offers, rank_offers

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STATUS: dict[type[WirlodError], HTTPStatus] = {
    AddressMalformed: HTTPStatus.BAD_REQUEST,
    QueryMalformed: HTTPStatus.BAD_REQUEST,
    QueryRefused: HTTPStatus.FORBIDDEN,
    ThingNotFound: HTTPStatus.NOT_FOUND,
    EditionNotFound: HTTPStatus.NOT_FOUND,
    NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    ThingWithdrawn: HTTPStatus.GONE,
    QueryNotWritable: HTTPStatus.NOT_ACCEPTABLE,
    QueryTextTooLong: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    EditionDamaged: HTTPStatus.SERVICE_UNAVAILABLE,
    NothingPublished: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryTimeout: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryTooLarge: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    EngineFailed: HTTPStatus.SERVICE_UNAVAILABLE,
    WorkersUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    QueryError: HTTPStatus.INTERNAL_SERVER_ERROR,
    WirlodError: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""Every error a request can meet; a class that is not named has the status of its parent."""

NO_SUCH_ADDRESS = message("nothing has this address: the home page shows what there is")
RETRY_SECONDS = "5"
OFFERS = build_offers((PROBLEM, HTML))
LEFT = tuple(Offer(format) for format in (PROBLEM, HTML, *GRAPH_FORMATS))
"""How what is left of a withdrawn thing is told: besides, in RDF."""

OF_HTTP = {
    HTTPStatus.METHOD_NOT_ALLOWED: message("this address is not asked in this way"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: message("what was sent is larger than is read here"),
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: message("there are no such bytes of this file"),
    HTTPStatus.INTERNAL_SERVER_ERROR: message("a fault of this site kept it from answering"),
}
"""What is said of errors of HTTP itself."""
OTHERWISE = message("this request cannot be read")

Render = Callable[[HTTPStatus, str, dict[str, object]], bytes]
"""Makes a page of an error: its status, what the program says, and what else is known."""


Write = Callable[[Any, Format], bytes]
"""Writes what is left of a withdrawn thing, its tombstone, in a format of RDF."""


def register_errors(app: Flask, render: Render, write: Write) -> None:
    """
    Have *app* tell every error in this way.

    :param render: makes the page for people.
    :param write: says in RDF what is left of a thing.
    """
    app.extensions["wirlod-error-page"] = render
    app.extensions["wirlod-tombstone"] = write
    app.wsgi_app = Listening(app.wsgi_app)  # type: ignore[method-assign]
    app.register_error_handler(WirlodError, tell_error)
    app.register_error_handler(HTTPException, tell_http_error)


class Listening:
    """A WSGI application that has the errors of another told in the language of who asks."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as the other does, which may answer one request to answer another."""
        with answering(_language_asked_for):
            return self._app(environ, start_response)


def _language_asked_for() -> str:
    """Give the language of a page; that of messages for a program that names none."""
    named = named_language() or request.headers.get("Accept-Language")
    return page_language() if named or wants_page() else WRITTEN_IN


def status_of(error: WirlodError) -> HTTPStatus:
    """Look up the status of *error*, its nearest named ancestor's if need be."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def tell_error(error: WirlodError) -> Response:
    """Tell an error of ours."""
    status = status_of(error)
    if status is HTTPStatus.NOT_FOUND and (moved := _redirect_to_canonical()):
        return moved
    members: dict[str, object] = {}
    if isinstance(error, ThingWithdrawn):
        members["withdrawn"] = error.tombstone
        if format := _wanted_graph():
            return _tell_left(error, format)
    if isinstance(error, QueryMalformed):
        members |= {"line": error.line, "column": error.column, "place": error.place}
    if isinstance(error, NotAcceptable):
        members["alternates"] = _alternates()
    return _tell(status, str(error), members)


def tell_http_error(error: HTTPException) -> Response:
    """Tell an error of HTTP itself: no such address, no such method, a fault of ours."""
    if error.code is None or error.code < 400:
        return Response(error.get_response().get_data(), error.code, error.get_response().headers)
    if error.code == 404:
        return tell_error(ThingNotFound(say(NO_SUCH_ADDRESS)))
    status = HTTPStatus(error.code)
    is_ours = error.description != type(error).description
    detail = error.description if is_ours else say(OF_HTTP.get(status, OTHERWISE))
    response = _tell(status, detail or "", {})
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "Content-Range", "WWW-Authenticate"):
            response.headers[name] = value
    return response


def _redirect_to_canonical() -> Response | None:
    canonical = canonical_path(request.path)
    if canonical is None:
        return None
    query = request.query_string.decode("latin-1")
    root = relative_root(asked_path(request.environ))
    location = root + quote(canonical.lstrip("/")) + (f"?{query}" if query else "")
    return Response(status=308, headers={"Location": location, "Cache-Control": FRESH})


def _alternates() -> list[dict[str, str]]:
    offered: Offered | None = g.get("offered")
    if offered is None:
        return []
    return [
        {
            "name": offer.label,
            "type": offer.format.media_type,
            "address": representation_address(offered, offer.suffix, offered.profiles[0]),
        }
        for offer in offered.offers
    ]


def _tell(status: HTTPStatus, detail: str, members: dict[str, object]) -> Response:
    headers = headers_of(status)
    if wants_page():
        render: Render = current_app.extensions["wirlod-error-page"]
        headers |= {"Content-Type": HTML.content_type, "Content-Language": page_language()}
        return Response(render(status, detail, members), status, headers)
    problem = {"title": status.phrase, "status": status.value, "detail": detail, **members}
    headers |= {"Content-Type": PROBLEM.media_type, "Content-Language": spoken_language()}
    return Response(msgspec.json.encode(problem), status, headers)


def headers_of(status: HTTPStatus) -> dict[str, str]:
    """Give the headers of an answer with the *status* of an error."""
    headers = {"Cache-Control": REVALIDATE, "Vary": "Accept, Accept-Language"}
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = RETRY_SECONDS
    return headers


def _wanted_graph() -> Format | None:
    """Choose the format of RDF that a withdrawn thing is asked for in, None where it is not."""
    suffix = request.path.rpartition("/")[2].rpartition(".")[2]
    asked = request.args.get("format")
    for offer in LEFT[2:]:
        if suffix == offer.format.suffix or asked == offer.format.name:
            return offer.format
    if wants_page():
        return None
    best = rank_offers(request.headers.get("Accept", ""), LEFT)[0]
    return best.offer.format if best.weight > 0 and best.offer in LEFT[2:] else None


def _tell_left(error: ThingWithdrawn, format: Format) -> Response:
    write: Write = current_app.extensions["wirlod-tombstone"]
    headers = {
        "Cache-Control": REVALIDATE,
        "Vary": "Accept, Accept-Language",
        "Content-Type": format.content_type,
    }
    return Response(write(error.tombstone, format), HTTPStatus.GONE, headers)


def wants_page() -> bool:
    """Tell whether whoever asks is a person, as far as the request shows."""
    if request.path.endswith(f".{HTML.suffix}") or request.args.get("format") == HTML.name:
        return True
    best = rank_offers(request.headers.get("Accept", ""), OFFERS)[0]
    return best.weight > 0 and best.offer.format is HTML
