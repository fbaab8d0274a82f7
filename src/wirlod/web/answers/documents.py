"""
Documents about things, answered without a request of Flask's.

Finding the view, and building a request and a response around it, costs more than describing a
thing. So a plain GET of a graph, or of a page that a record tells, is answered here, with the same
headers and bytes that :mod:`~wirlod.web.answers.resources` gives; conditions, faults and whatever
else is not plain go to the application.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec
from flask import Flask

from wirlod.errors import ThingNotFound, WirlodError
from wirlod.kinds import KINDS
from wirlod.web.answers.profiles import build_profiles
from wirlod.web.answers.resources import check_address, find_offers, make_document, put_together
from wirlod.web.answers.serving import OpenEdition, Serving
from wirlod.web.http.addresses import asked_path, read_address
from wirlod.web.http.bodies import Bodies
from wirlod.web.http.caching import CONDITIONS
from wirlod.web.http.choosing import PARAMETERS, Choice, Offered, choose_from
from wirlod.web.http.compression import CODINGS
from wirlod.web.http.negotiation import choose_coding
from wirlod.web.http.parameters import read_names
from wirlod.web.http.ready import NOBODY, Named
from wirlod.web.http.response import Content, represent

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESS = re.compile(r"/doc/(?P<kind>[a-z]+)/(?P<name>[A-Za-z0-9._\-]+)")
MEANT = PARAMETERS | {"page", "_explain"}
"""Parameters that mean something to a document; all others do not."""

WANTED = "wirlod.document"
"""Where the environment of a request says which document it gets."""


class Wanted(msgspec.Struct, frozen=True):
    """What a request for a document gets."""

    kind: str
    choice: Choice


def name_document(serving: Serving, environ: "WSGIEnvironment") -> Named:
    """
    Name what a request for a document gets, by what was chosen and not by what the headers say.

    No name where it is no such request, where a parameter says more, and where nothing fits. What
    was chosen stays in *environ*, for :class:`Documents`.
    """
    path = str(environ["PATH_INFO"])
    match = ADDRESS.fullmatch(path)
    if not match or match["kind"] not in KINDS or path != asked_path(environ):
        return NOBODY
    if (query := environ["QUERY_STRING"]) and MEANT & read_names(query):
        return NOBODY
    offers = find_offers(match["kind"])
    try:
        address = read_address(match["name"], offers)
        profiles = build_profiles(serving.opened().base_uri)
        offered = Offered(f"doc/{match['kind']}/", address.name, offers, profiles)
        choice = choose_from(environ, {}, address, offered)
    except WirlodError:
        return NOBODY
    environ[WANTED] = Wanted(match["kind"], choice)
    language = choice.language if choice.is_page else ""
    name = " ".join((path, choice.offer.suffix, language, choice.profile.token))
    return Named(name, choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""), CODINGS))


class Documents:
    """A WSGI application that answers for another what is asked for a document, no more."""

    def __init__(self, app: "WSGIApplication", flask: Flask, bodies: Bodies) -> None:
        """Answer for *app*, with the help of *flask* where that makes a page, and of *bodies*."""
        self._app = app
        self._flask = flask
        self._bodies = bodies
        self._serving: Serving = flask.extensions["wirlod"]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer, or pass the request on: a fault is told by whoever tells all others."""
        wanted = environ.get(WANTED)
        is_plain = environ["REQUEST_METHOD"] == "GET" and environ.keys().isdisjoint(CONDITIONS)
        if wanted is None or not is_plain:
            return self._app(environ, start_response)
        try:
            headers, body = self._represent(wanted)
        except (WirlodError, OSError, ValueError):
            return self._app(environ, start_response)
        start_response("200 OK", list(headers.items()))
        return [body]

    def _represent(self, wanted: Wanted) -> tuple[dict[str, str], bytes]:
        kind, choice = wanted.kind, wanted.choice
        check_address(kind, choice.offered.name)
        opened = self._serving.opened()
        make = self._make_page if choice.is_page else make_document
        return represent(
            opened.version,
            choice,
            self._bodies,
            lambda: make(opened, kind, choice, 1),
        )

    def _make_page(self, opened: OpenEdition, kind: str, choice: Choice, _: int) -> Content:
        """
        Make a page of a record: all others ask what the request says.

        :raises ThingNotFound: where there is no record.
        """
        with self._flask.app_context():
            if page := put_together(opened, kind, choice):
                return page
        raise ThingNotFound(choice.offered.canonical)  # passed on, never said
