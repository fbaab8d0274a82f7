"""
The last step of an address: a name, and after the first dot the representation wanted.

``musterkreis-2021`` is negotiated; ``….ttl`` and ``….expanded.jsonld`` name a format;
``….de.html`` and ``….en.html`` name a page in a language, and the links on that page keep it.
Keys hold no dots, so there is nothing to guess.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from wirlod.errors import ThingNotFound
from wirlod.formats import HTML
from wirlod.languages import LANGUAGES
from wirlod.saying import say
from wirlod.web.http.negotiation import Offer

HOME = "index"
"""The name of the page at the root, where it needs one: ``/index.en.html``."""


class Address(msgspec.Struct, frozen=True):
    """An address, read: what is meant, and which representation is named, if any."""

    name: str
    offer: Offer | None = None
    language: str = ""


def read_address(text: str, offers: Sequence[Offer]) -> Address:
    """
    Read the last step of an address.

    :raises ThingNotFound: when its suffix is none of ours.

    >>> from wirlod.formats import THING_FORMATS
    >>> from wirlod.web.http.negotiation import build_offers
    >>> address = read_address("hanau-2021.en.html", build_offers(THING_FORMATS))
    >>> address.name, address.offer.suffix, address.language
    ('hanau-2021', 'html', 'en')
    """
    name, dot, suffix = text.partition(".")
    if not dot:
        return Address(name)
    language, _, rest = suffix.partition(".")
    if language in LANGUAGES and rest == HTML.suffix:
        suffix = rest
    else:
        language = ""
    for offer in offers:
        if offer.suffix == suffix:
            return Address(name, offer, language)
    raise ThingNotFound(say("nothing here ends with '.{suffix}'", suffix=suffix))


def canonical_path(path: str) -> str | None:
    """
    Give the one canonical form of *path*, None when it has it already.

    >>> canonical_path("/doc//grant/x/"), canonical_path("/doc/grant/x.de"), canonical_path("/")
    ('/doc/grant/x', '/doc/grant/x.de.html', None)
    >>> canonical_path("/doc/grant/x.TTL")
    '/doc/grant/x.ttl'
    """
    found = re.sub(r"//+", "/", path)
    found = found.rstrip("/") or "/"
    before, slash, last = found.rpartition("/")
    name, dot, suffix = last.partition(".")
    found = f"{before}{slash}{name}{dot}{suffix.lower()}"
    stem, _, language = found.rpartition(".")
    if language in LANGUAGES and stem:
        found = f"{found}.{HTML.suffix}"
    return None if found == path else found


def relative_root(path: str) -> str:
    """
    Climb from *path*, as the client wrote it, to the root of this site.

    Links are relative, so that they hold behind any host and path prefix.

    >>> relative_root("/doc/grant/x"), relative_root("/doc"), relative_root("/")
    ('../../', './', './')
    """
    return "../" * (path.count("/") - 1) or "./"


def asked_path(environ: Mapping[str, Any]) -> str:
    """Give the path as the client wrote it, which servers call by different names."""
    written = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or "")
    if not written.startswith("/"):
        written = quote(environ.get("PATH_INFO") or "/", encoding="latin-1")
    return written.partition("?")[0]
