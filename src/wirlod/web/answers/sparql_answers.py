"""
From a query to a response: the format is chosen by the form of the query, before it runs.

A SELECT is not offered as Turtle. What is complete when the status is sent has a length and an
entity tag; what is larger flows, and is broken off when it fails.
"""

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from flask import Response, current_app, request
from werkzeug.http import http_date

from wirlod.errors import QueryError, WirlodError
from wirlod.formats import EXCEL, GRAPH_FORMATS, HTML, PICTURE_FORMATS, RESULT_FORMATS
from wirlod.query.endpoint import Asked, Endpoint
from wirlod.query.lookups import look_up
from wirlod.query.workers.answer import Answer, KnownAnswer
from wirlod.query.workers.client import Client
from wirlod.query.workers.table import Table
from wirlod.web.answers.page_makers import Made, QueryResult
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.addresses import read_address
from wirlod.web.http.caching import FRESH, REVALIDATE, build_etag, code_etag, is_unchanged
from wirlod.web.http.choosing import page_language
from wirlod.web.http.clients import check_rate, client_of
from wirlod.web.http.compression import CODINGS, compress
from wirlod.web.http.connection import break_off, hang_up, is_gone
from wirlod.web.http.negotiation import Offer, choose_coding, choose_named, choose_offer

Environ = Mapping[str, Any]

Render = Callable[[QueryResult], Made]
"""Makes a page or a picture of an answer."""

ROW_OFFERS = tuple(Offer(format) for format in (*RESULT_FORMATS, EXCEL, HTML))
GRAPH_OFFERS = tuple(Offer(format) for format in (*GRAPH_FORMATS, HTML))

OFFERS = {
    "SELECT": ROW_OFFERS,
    "ASK": ROW_OFFERS,
    "CONSTRUCT": GRAPH_OFFERS,
    "DESCRIBE": GRAPH_OFFERS,
}
"""What each form of query can be answered in; the first is what ``*/*`` gets."""

SHOWN = (HTML, *PICTURE_FORMATS)
"""What is made for people, of the first rows alone."""

PICTURE_OFFERS = {"SELECT": tuple(Offer(format) for format in PICTURE_FORMATS)}
"""How an answer is drawn where the address says so; no header asks for a picture of rows."""

FORMAT_PARAMETERS = ("format", "output", "results")
"""Parameters that clients name a format by."""

SMALLEST_CODED_BYTES = 1_000

BEGUN = "wirlod.begun"
"""Where the environment of a request has what was begun before the application was woken."""


class Begun(msgspec.Struct, frozen=True):
    """A query that was asked already, by whoever counted the request: what came of it."""

    opened: OpenEdition
    """What was asked; another may be current by now."""
    answer: Answer | KnownAnswer | None = None
    error: WirlodError | None = None


def answer_query(opened: OpenEdition, asked: Asked, render: Render, suffix: str = "") -> Response:
    """
    Answer a query in the format that *suffix* names, else the one the request wants.

    :raises QueryError: when it is not answered.
    """
    begun: Begun | None = request.environ.get(BEGUN)
    if begun is None:
        check_rate()
    elif begun.error:
        raise begun.error
    else:
        opened = begun.opened
    endpoint: Endpoint = current_app.extensions["wirlod-endpoint"]
    reading = endpoint.read(asked, opened.edition)
    offer = choose_format(reading.form, suffix)
    headers = build_headers(opened, asked, offer, request.environ, is_steady=reading.is_steady)
    if "ETag" in headers and is_unchanged(
        request.environ, headers["ETag"], headers["Last-Modified"]
    ):
        return Response(status=304, headers=headers)
    format = HTML if offer.format in SHOWN else offer.format
    question = endpoint.build_question(asked, reading, format.name, opened.edition)
    answer = (
        (begun and begun.answer)
        or look_up(opened.store, reading.lookup, question)
        or endpoint.answer(question, opened.edition, find_client(request.environ))
    )
    if format is HTML:
        with answer:
            table = msgspec.json.decode(b"".join(answer), type=Table)
        return _show(render, QueryResult(asked, reading.form, table, offer.format), headers)
    return send(answer, headers)


def is_for_people(opened: OpenEdition, asked: Asked, suffix: str = "") -> bool:
    """Tell whether :func:`answer_query` would make a page or a picture, for a reader."""
    endpoint: Endpoint = current_app.extensions["wirlod-endpoint"]
    form = endpoint.read(asked, opened.edition).form
    return choose_format(form, suffix).format in SHOWN


def find_client(environ: dict[str, object]) -> Client:
    """Tell a query whom it is for."""
    return Client(client_of(request), lambda: is_gone(environ), lambda: hang_up(environ))


def _show(render: Render, result: QueryResult, headers: dict[str, str]) -> Response:
    shown, table = render(result), result.table
    headers = {**headers, "Content-Language": page_language()}
    if table.more:
        headers["Result-Truncated"] = f"rows={len(table.rows)}"
    status = HTTPStatus.OK if shown.is_as_wished else HTTPStatus.BAD_REQUEST
    return _send_coded(shown.body, headers, status)


def choose_format(form: str, suffix: str = "") -> Offer:
    """
    Choose the format for a query of this *form*.

    :raises ThingNotFound: when no format has this *suffix*.
    :raises NotAcceptable: when none fits.
    """
    offers = OFFERS[form]
    named = (*offers, *PICTURE_OFFERS.get(form, ()))
    if suffix:
        return read_address(f"answer.{suffix}", named).offer or offers[0]
    asked = next((request.values[n] for n in FORMAT_PARAMETERS if request.values.get(n)), "")
    if asked:
        return choose_named(asked, named)
    return choose_offer(request.headers.get("Accept", ""), offers)


def build_headers(
    opened: OpenEdition, asked: Asked, offer: Offer, environ: Environ, *, is_steady: bool
) -> dict[str, str]:
    """Give what is known before the query runs."""
    headers = {"Content-Type": offer.content_type, "Vary": "Accept, Accept-Encoding"}
    if offer.format in SHOWN:
        return headers | {"Vary": "Accept, Accept-Encoding, Accept-Language"}
    if not is_steady or environ["REQUEST_METHOD"] == "POST":
        return headers | {"Cache-Control": REVALIDATE}
    parts = (asked.query, *asked.default_graphs, "", *asked.named_graphs, offer.format.name)
    coding = choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""), CODINGS)
    return headers | {
        "Cache-Control": FRESH,
        "ETag": code_etag(build_etag(opened.version.fingerprint, "sparql", *parts), coding),
        "Last-Modified": http_date(opened.version.created),
    }


def send(answer: Answer | KnownAnswer, headers: dict[str, str]) -> Response:
    """Send a complete answer as one body, any other piece by piece."""
    if not answer.complete:
        headers.pop("ETag", None)  # it is not known whether the body will be whole
        return Response(Flow(answer, request.environ), headers=headers)
    return _send_coded(b"".join(answer), headers)


def _send_coded(
    body: bytes, headers: dict[str, str], status: HTTPStatus = HTTPStatus.OK
) -> Response:
    return Response(code(body, headers, request.environ), status, headers)


def code(body: bytes, headers: dict[str, str], environ: Environ) -> bytes:
    """Code *body* as the client likes it where that is worth it, and say so in *headers*."""
    coding = choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""), CODINGS)
    if not coding or len(body) < SMALLEST_CODED_BYTES:
        return body
    headers["Content-Encoding"] = coding
    return compress(body, coding)


class Flow(Iterator[bytes]):
    """An answer on its way; the WSGI server closes it, whatever happens."""

    def __init__(self, answer: Answer | KnownAnswer, environ: dict[str, object]) -> None:
        self._answer = answer
        self._environ = environ

    def __next__(self) -> bytes:
        """Give the next piece, or break the connection off."""
        try:
            return next(self._answer)
        except QueryError as error:
            raise break_off(self._environ, error) from error

    def close(self) -> None:
        """End the query if it still runs."""
        self._answer.close()
