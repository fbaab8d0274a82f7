"""
Documents for programs, answered without waking Flask.

Finding the view, and building a request and a response around it, costs more than describing a
thing. So a plain GET of a graph is answered here, with the same headers and bytes that
:mod:`~wirlod.web.answers.resources` gives; pages, conditions, faults and whatever else is not
plain go to the application.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from wirlod.errors import WirlodError
from wirlod.kinds import KINDS
from wirlod.web.answers.profiles import build_profiles
from wirlod.web.answers.resources import check_address, find_offers, make_document
from wirlod.web.answers.serving import Serving
from wirlod.web.http.addresses import asked_path, read_address
from wirlod.web.http.bodies import Bodies
from wirlod.web.http.caching import CONDITIONS
from wirlod.web.http.choosing import PARAMETERS, Choice, Offered, choose_from
from wirlod.web.http.compression import CODINGS
from wirlod.web.http.negotiation import choose_coding
from wirlod.web.http.parameters import read_names
from wirlod.web.http.response import represent

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
    coding: str


def name_document(serving: Serving, environ: "WSGIEnvironment") -> str:
    """
    Name what a request for a document gets, by what was chosen and not by what the headers say.

    Empty where it is no such request, where a parameter says more, and where nothing fits. What
    was chosen stays in *environ*, for :class:`Documents`.
    """
    path = str(environ["PATH_INFO"])
    match = ADDRESS.fullmatch(path)
    if not match or match["kind"] not in KINDS or path != asked_path(environ):
        return ""
    if MEANT & read_names(environ["QUERY_STRING"]):
        return ""
    offers = find_offers(match["kind"])
    try:
        address = read_address(match["name"], offers)
        profiles = build_profiles(serving.opened().base_uri)
        offered = Offered(f"doc/{match['kind']}/", address.name, offers, profiles)
        choice = choose_from(environ, {}, address, offered)
    except WirlodError:
        return ""
    coding = choose_coding(environ.get("HTTP_ACCEPT_ENCODING", ""), CODINGS)
    environ[WANTED] = Wanted(match["kind"], choice, coding)
    language = choice.language if choice.is_page else ""
    return " ".join((path, choice.offer.suffix, language, choice.profile.token, coding))


class Documents:
    """A WSGI application that answers for another what is asked for a graph, and nothing more."""

    def __init__(self, app: "WSGIApplication", serving: Serving, bodies: Bodies) -> None:
        self._app = app
        self._serving = serving
        self._bodies = bodies

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer, or pass the request on: a fault is told by whoever tells all others."""
        wanted = environ.get(WANTED)
        is_plain = environ["REQUEST_METHOD"] == "GET" and not CONDITIONS & environ.keys()
        if wanted is None or wanted.choice.is_page or not is_plain:
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
        return represent(
            opened.version,
            choice,
            wanted.coding,
            self._bodies,
            lambda: make_document(opened, kind, choice, portion=1),
        )
