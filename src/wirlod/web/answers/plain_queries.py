"""
Plain queries, answered without waking Flask.

One look into an index (:mod:`wirlod.query.lookups`) takes a tenth of what Flask does around it; any
other query goes to a worker from here. What wants a page, is long, or is refused for any reason
goes to the application; so does an answer that failed or flows, which is there already then.

A query asked again by POST of the same edition has the same answer, which no cache on the way
keeps: so it is kept here, where it is small and complete. Who asks is counted all the same.
"""

import io
from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from wirlod.errors import WirlodError
from wirlod.languages import LANGUAGES
from wirlod.query.endpoint import Asked, Endpoint
from wirlod.query.lookups import look_up
from wirlod.query.workers.answer import Answer, KnownAnswer
from wirlod.query.workers.client import Client
from wirlod.query.workers.wire import Question
from wirlod.saying import WRITTEN_IN, answering
from wirlod.settings import Settings
from wirlod.sparql.guard import Reading
from wirlod.web.answers.serving import OpenEdition, Serving
from wirlod.web.answers.sparql_answers import BEGUN, OFFERS, SHOWN, Begun, build_headers, code
from wirlod.web.answers.sparql_request import FORM, TAKEN, build_asked, read_parameters
from wirlod.web.http.caching import CONDITIONS
from wirlod.web.http.clients import client_name
from wirlod.web.http.connection import hang_up, is_gone
from wirlod.web.http.negotiation import choose_language, choose_offer
from wirlod.web.http.response import complete

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESS = "/sparql"
LONGEST = 2_000
"""Bytes of a request that is looked at here: longer ones are seldom asked twice, and work long."""

KEPT_BYTES = 16 * 1024 * 1024
"""How much of answers one process keeps; what was asked for longest ago goes first."""

LARGEST_BYTES = 2**16
"""A larger answer is not kept."""

OVERHEAD_BYTES = 2_000
"""How much an answer takes beside its body: headers and the request."""


class Sent(msgspec.Struct, frozen=True):
    """What of a request decides its answer."""

    encoded: bytes
    """Its parameters, as they came."""
    by_post: bool
    accept: str
    coding: str


class Answered(msgspec.Struct, frozen=True):
    """An answer as it goes out."""

    headers: list[tuple[str, str]]
    body: bytes


class KeptAnswers:
    """Answers of one edition, by what was sent; used by many threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Sent, Answered] = OrderedDict()
        self._fingerprint = ""
        self._bytes = 0
        self._lock = Lock()

    def find(self, fingerprint: str, sent: Sent) -> Answered | None:
        """Give what was answered in the state *fingerprint*."""
        with self._lock:
            if fingerprint != self._fingerprint:
                self._kept.clear()
                self._bytes, self._fingerprint = 0, fingerprint
            if answered := self._kept.get(sent):
                self._kept.move_to_end(sent)
            return answered

    def keep(self, fingerprint: str, sent: Sent, answered: Answered) -> None:
        """Keep an answer that was made in the state *fingerprint*."""
        if len(answered.body) > LARGEST_BYTES:
            return
        with self._lock:
            if fingerprint != self._fingerprint or sent in self._kept:
                return
            self._kept[sent] = answered
            self._bytes += len(answered.body) + OVERHEAD_BYTES
            while self._bytes > KEPT_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= len(oldest.body) + OVERHEAD_BYTES


class PlainQueries:
    """A WSGI application that answers for another what is plainly a query."""

    def __init__(
        self, app: "WSGIApplication", serving: Serving, endpoint: Endpoint, settings: Settings
    ) -> None:
        self._app = app
        self._serving = serving
        self._endpoint = endpoint
        self._proxies = settings.proxies
        self._kept = KeptAnswers()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer, or pass the request on."""
        try:
            sent = _read(environ) if environ["PATH_INFO"] == ADDRESS else None
            answered = self._find_or_answer(environ, sent) if sent else None
        except WirlodError:
            answered = None
        if answered is None:
            return self._app(environ, start_response)
        start_response("200 OK", answered.headers)
        return [answered.body]

    def _find_or_answer(self, environ: "WSGIEnvironment", sent: Sent) -> Answered | None:
        opened = self._serving.opened()
        kept = self._kept.find(opened.version.fingerprint, sent)
        if kept is None:
            return self._answer(environ, sent, opened)
        return kept if self._admits(environ) else None

    def _answer(
        self, environ: "WSGIEnvironment", sent: Sent, opened: OpenEdition
    ) -> Answered | None:
        asked = _read_query(sent.encoded)
        reading = self._endpoint.read(asked, opened.edition) if asked else None
        offer = choose_offer(sent.accept, OFFERS[reading.form]) if reading else None
        if not asked or not reading or not offer or offer.format in SHOWN:
            return None
        if not self._admits(environ):
            return None
        question = self._endpoint.build_question(asked, reading, offer.format.name, opened.edition)
        answer = self._ask(environ, opened, reading, question)
        if answer is None:
            return None
        headers = build_headers(opened, asked, offer, environ, is_steady=reading.is_steady)
        body = code(b"".join(answer), headers, environ)
        answered = Answered(list(complete(headers | TAKEN, body).items()), body)
        if sent.by_post and reading.is_steady:
            self._kept.keep(opened.version.fingerprint, sent, answered)
        return answered

    def _ask(
        self,
        environ: "WSGIEnvironment",
        opened: OpenEdition,
        reading: Reading,
        question: Question,
    ) -> Answer | KnownAnswer | None:
        """Give a complete answer; any other, and an error, is left in *environ*."""
        if found := look_up(opened.store, reading.lookup, question):
            return found
        name = client_name(environ, self._proxies)
        client = Client(name, lambda: is_gone(environ), lambda: hang_up(environ))
        try:
            with answering(lambda: _language(environ)):
                answer = self._endpoint.answer(question, opened.edition, client)
        except WirlodError as error:
            environ[BEGUN] = Begun(opened, error=error)
            return None
        if answer.complete:
            return answer
        environ[BEGUN] = Begun(opened, answer)
        return None

    def _admits(self, environ: "WSGIEnvironment") -> bool:
        """Count the request; the application refuses who asks too often."""
        client = client_name(environ, self._proxies)
        return not client or self._endpoint.admit(client).yes


def _language(environ: "WSGIEnvironment") -> str:
    """Give the language of messages: that of a program that names none is theirs."""
    named = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    return choose_language(named, LANGUAGES) if named else WRITTEN_IN


def _read(environ: "WSGIEnvironment") -> Sent | None:
    """Read what is sent by GET or by form; None where that is more than a short query."""
    encoded = environ["QUERY_STRING"].encode("latin-1")
    by_post = environ["REQUEST_METHOD"] == "POST"
    if by_post:
        body, is_form = environ["wsgi.input"], environ.get("CONTENT_TYPE") == FORM
        if encoded or not is_form or not isinstance(body, io.BytesIO):
            return None
        encoded = body.getvalue()
    elif environ["REQUEST_METHOD"] != "GET" or CONDITIONS & environ.keys():
        return None
    if not 0 < len(encoded) <= LONGEST:
        return None
    accept, coding = (environ.get(f"HTTP_{name}", "") for name in ("ACCEPT", "ACCEPT_ENCODING"))
    return Sent(encoded, by_post, accept, coding)


def _read_query(encoded: bytes) -> Asked | None:
    """
    Read a query, and nothing beside it.

    :raises WirlodError: when it cannot be read.
    """
    parameters = read_parameters(encoded)
    is_all = [name for name, _ in parameters] == ["query"]
    return build_asked(parameters) if is_all else None
