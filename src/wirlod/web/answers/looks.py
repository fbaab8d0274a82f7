"""
Queries that are one look into an index, answered without waking Flask.

The look itself (:mod:`wirlod.query.lookups`) takes a tenth of what Flask does around it. What is no
look, wants a page, or is refused for any reason goes to the application, with the same headers.
"""

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from wirlod.errors import WirlodError
from wirlod.query.endpoint import Asked, Endpoint
from wirlod.query.lookups import look_up
from wirlod.settings import Settings
from wirlod.web.answers.serving import Serving
from wirlod.web.answers.sparql_answers import OFFERS, SHOWN, build_headers, code
from wirlod.web.answers.sparql_request import FORM, TAKEN, build_asked, read_parameters
from wirlod.web.http.caching import CONDITIONS
from wirlod.web.http.clients import client_name
from wirlod.web.http.negotiation import choose_offer
from wirlod.web.http.response import complete

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESS = "/sparql"
LONGEST = 2_000
"""Bytes of a request that is looked at here: longer ones are hardly a look."""

Answered = tuple[dict[str, str], bytes]


class Looks:
    """A WSGI application that answers for another what takes one look."""

    def __init__(
        self, app: "WSGIApplication", serving: Serving, endpoint: Endpoint, settings: Settings
    ) -> None:
        self._app = app
        self._serving = serving
        self._endpoint = endpoint
        self._proxies = settings.proxies

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer, or pass the request on."""
        try:
            asked = _read(environ) if environ["PATH_INFO"] == ADDRESS else None
            answered = self._answer(environ, asked) if asked else None
        except WirlodError:
            answered = None
        if answered is None:
            return self._app(environ, start_response)
        headers, body = answered
        start_response("200 OK", list(headers.items()))
        return [body]

    def _answer(self, environ: "WSGIEnvironment", asked: Asked) -> Answered | None:
        opened = self._serving.opened()
        reading = self._endpoint.read(asked, opened.edition)
        offer = choose_offer(environ.get("HTTP_ACCEPT", ""), OFFERS[reading.form])
        if not reading.lookup or offer.format in SHOWN:
            return None
        question = self._endpoint.build_question(asked, reading, offer.format.name, opened.edition)
        answer = look_up(opened.store, reading.lookup, question)
        if answer is None or not self._admits(environ):
            return None
        headers = build_headers(opened, asked, offer, environ, is_steady=reading.is_steady)
        body = code(b"".join(answer), headers, environ)
        return complete(headers | TAKEN, body), body

    def _admits(self, environ: "WSGIEnvironment") -> bool:
        """Count the request; the application refuses who asks too often."""
        client = client_name(environ, self._proxies)
        return not client or self._endpoint.admit(client).yes


def _read(environ: "WSGIEnvironment") -> Asked | None:
    """
    Read a query sent by GET or by form, and nothing beside it; None where it can be no look.

    :raises WirlodError: when it cannot be read.
    """
    encoded = environ["QUERY_STRING"].encode("latin-1")
    if environ["REQUEST_METHOD"] == "POST":
        body, is_form = environ["wsgi.input"], environ.get("CONTENT_TYPE") == FORM
        if encoded or not is_form or not isinstance(body, io.BytesIO):
            return None
        encoded = body.getvalue()
    elif environ["REQUEST_METHOD"] != "GET" or CONDITIONS & environ.keys():
        return None
    if len(encoded) > LONGEST:
        return None
    parameters = read_parameters(encoded)
    if [name for name, _ in parameters] != ["query"] or not may_be_look(parameters[0][1]):
        return None
    return build_asked(parameters)


def may_be_look(query: str) -> bool:
    """Tell at a glance what is none: what has several groups, properties or objects."""
    return query.count("{") == 1 and ";" not in query and "," not in query
