"""
From a choice to a response: the headers every representation has, in one place.

The entity tag is known before the body is made; a client that has these bytes already gets
its 304 without the store being asked.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache

import msgspec
from flask import Response, current_app, request
from werkzeug.exceptions import PreconditionFailed
from werkzeug.http import http_date

from wirlod.web.http.bodies import Bodies, Body
from wirlod.web.http.caching import FRESH, build_etag, code_etag, is_refused, is_unchanged
from wirlod.web.http.choosing import Choice
from wirlod.web.http.compression import CODINGS, compress, compress_kept
from wirlod.web.http.links import Link, write_document_links, write_links
from wirlod.web.http.methods import FOR_ANY_ORIGIN
from wirlod.web.http.negotiation import choose_coding
from wirlod.web.http.protection import HEADERS


class Version(msgspec.Struct, frozen=True):
    """The state of everything that decides the bytes of an answer, beside the request."""

    fingerprint: str
    """Changes whenever bytes can: with the data and with the software."""
    created: datetime
    """When the data took this state."""
    base_uri: str
    """What every address in ``Link`` begins with."""
    licence: str
    """Under which the data may be used."""


class Content(msgspec.Struct, frozen=True):
    """The bytes of one representation, and the links only they can tell."""

    body: bytes
    links: Iterable[Link] = ()
    licence: str = ""
    """Under which it may be used, where that is another than for the data as a whole."""


def respond(version: Version, choice: Choice, make: Callable[[], Content]) -> Response:
    """
    Answer with the representation chosen.

    *make* is called only when the client has not got the bytes already; ``If-None-Match: *``
    asks whether there is anything at all, which only *make* can tell.
    """
    coding = choose_coding(request.headers.get("Accept-Encoding", ""), CODINGS)
    headers = _validators(version, choice, coding)
    if is_refused(request.environ, headers["ETag"], headers["Last-Modified"]):
        raise PreconditionFailed("this representation is another one now")
    unchanged = is_unchanged(request.environ, headers["ETag"], headers["Last-Modified"])
    if unchanged and request.headers.get("If-None-Match") != "*":
        return Response(status=304, headers=headers)
    bodies: Bodies = current_app.extensions["wirlod-bodies"]
    body = bodies.get(_build_etag(version, choice), lambda: _pack(make()))
    if unchanged:
        return Response(status=304, headers=headers)
    headers |= _describe(version, choice, coding, body)
    return Response(_code(choice, coding, body), headers=headers)


def represent(
    version: Version, choice: Choice, bodies: Bodies, make: Callable[[], Content]
) -> tuple[dict[str, str], bytes]:
    """
    Give what :func:`respond` answers to a plain GET, headers and body, without Flask.

    A coding is whose business it is that gives it: :func:`~wirlod.web.http.ready.code`.
    """
    body = bodies.get(_build_etag(version, choice), lambda: _pack(make()))
    headers = _validators(version, choice) | _describe(version, choice, "", body)
    return complete(headers, body.content), body.content


def complete(headers: dict[str, str], content: bytes) -> dict[str, str]:
    """Add to *headers* what every answer of the application says, for those that bypass it."""
    return {**headers, "Content-Length": str(len(content)), **FOR_ANY_ORIGIN, **HEADERS}


def _describe(version: Version, choice: Choice, coding: str, body: Body) -> dict[str, str]:
    """Give the headers that say what a body is, and what it is linked with."""
    licence = body.licence or version.licence
    links = write_document_links(choice, version.base_uri, licence)
    if body.links:
        links = f"{links}, {write_links(body.links)}"
    return {"Link": links, **_representation_headers(choice, coding)}


def _code(choice: Choice, coding: str, body: Body) -> bytes:
    """Code *body*, always in the same way for the same choice, as its entity tag promises."""
    code = compress_kept if choice.is_page and choice.offered.is_one_of_few else compress
    return code(body.content, coding)


def _pack(content: Content) -> Body:
    return Body(content.body, tuple(content.links), content.licence)


def _build_etag(version: Version, choice: Choice) -> str:
    language = (choice.language, choice.sticky) if choice.is_page else ()
    form = (choice.offer.suffix, choice.profile.token, *language)
    return build_etag(version.fingerprint, choice.offered.canonical, *form)


def _validators(version: Version, choice: Choice, coding: str = "") -> dict[str, str]:
    headers = {
        "ETag": code_etag(_build_etag(version, choice), coding),
        "Last-Modified": _write_date(version.created),
        "Cache-Control": FRESH,
        "Vary": choice.vary,
    }
    if choice.negotiated:
        headers["Content-Location"] = choice.own_address
    return headers


@lru_cache(maxsize=16)
def _write_date(moment: datetime) -> str:
    """Write the time of an edition; there are few."""
    return http_date(moment)


def _representation_headers(choice: Choice, coding: str) -> dict[str, str]:
    headers = {
        "Content-Type": choice.offer.content_type,
        "Content-Profile": f"<{choice.profile.iri}>",
    }
    if choice.is_page:
        headers["Content-Language"] = choice.language
    if coding:
        headers["Content-Encoding"] = coding
    return headers
