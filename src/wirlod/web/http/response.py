"""
From a choice to a response: the headers every representation has, in one place.

The entity tag is known before the body is made; a client that has these bytes already gets
its 304 without the store being asked.
"""

from collections.abc import Callable, Iterable

import msgspec
from flask import Response, request
from werkzeug.exceptions import PreconditionFailed

from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.caching import FRESH, build_etag, http_date, is_refused, is_unchanged
from wirlod.web.http.choosing import Choice
from wirlod.web.http.compression import CODINGS, compress
from wirlod.web.http.links import Link, document_links, write_links
from wirlod.web.http.negotiation import choose_coding


class Document(msgspec.Struct, frozen=True):
    """The body of one representation, and the links only its content can tell."""

    body: bytes
    links: Iterable[Link] = ()


def answer(opened: OpenEdition, choice: Choice, make: Callable[[], Document]) -> Response:
    """
    Answer with the representation chosen.

    *make* is called only when the client has not got the bytes already; ``If-None-Match: *``
    asks whether there is anything at all, which only *make* can tell.
    """
    coding = choose_coding(request.headers.get("Accept-Encoding", ""), CODINGS)
    headers = _validators(opened, choice, coding)
    if is_refused(request.environ, headers["ETag"], headers["Last-Modified"]):
        raise PreconditionFailed("this representation is another one now")
    unchanged = is_unchanged(request.environ, headers["ETag"], headers["Last-Modified"])
    if unchanged and request.headers.get("If-None-Match") != "*":
        return Response(status=304, headers=headers)
    document = make()
    if unchanged:
        return Response(status=304, headers=headers)
    links = [*document_links(choice, opened.base_uri), *document.links]
    headers["Link"] = write_links(links)
    headers.update(_representation_headers(choice, coding))
    return Response(compress(document.body, coding), headers=headers)


def _validators(opened: OpenEdition, choice: Choice, coding: str) -> dict[str, str]:
    language = (choice.language, choice.sticky) if choice.is_page else ()
    form = (choice.offer.suffix, choice.profile.token, coding, *language)
    headers = {
        "ETag": build_etag(opened.fingerprint, choice.offered.canonical, *form),
        "Last-Modified": http_date(opened.edition.manifest.created),
        "Cache-Control": FRESH,
        "Vary": choice.vary,
    }
    if choice.negotiated:
        headers["Content-Location"] = choice.own_address
    return headers


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
