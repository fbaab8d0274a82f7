"""
Answers given before, given again without waking Flask.

A cache that works as RFC 9111 has it, and so can make no mistake that any other cache between here
and the client would not make too: an answer is kept when it says ``public``, and given to a request
whose headers agree in everything its ``Vary`` names. Where the application can name what a request
gets before it is asked, that name decides instead: another browser gets what the first one got.
Answers that have a name are shared by all processes, see :mod:`~wirlod.web.http.shelf`: without
a coding, which costs little to give and much to keep. When another edition becomes current, all is
forgotten.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from wirlod.web.http.caching import CONDITIONS, PRECONDITIONS, code_etag, is_unchanged
from wirlod.web.http.compression import compress
from wirlod.web.http.shelf import Headers, Ready, Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

KEPT_BYTES = 64 * 1024 * 1024
"""How much one process keeps; the address that was asked for longest ago goes first."""

LARGEST_BYTES = 1024 * 1024
"""A larger body is not kept."""

MOST_VARIANTS = 64
"""How many answers one address has at most, for strangers make up headers as they like."""

MOST_ADDRESSES = 10_000
"""How many addresses have answers kept."""

LONGEST_KEY = 2_000
"""Characters of address and headers together; what is longer is nobody's second request."""

UNUSUAL = PRECONDITIONS | {"HTTP_RANGE"}
"""Requests with these go to the application, always."""

NOT_MODIFIED_HEADERS = frozenset(
    (
        *("etag", "last-modified", "vary", "cache-control", "content-location"),
        *("access-control-allow-origin", "access-control-expose-headers"),
    )
)
"""What a 304 repeats (RFC 9110 section 15.4.5), and what lets scripts read it."""


class Named(NamedTuple):
    """What a request gets."""

    name: str
    """Of the answer without a coding; empty where only the application can tell."""
    coding: str


NOBODY = Named("", "")

Name = Callable[["WSGIEnvironment"], Named]
"""Names what a request gets."""

Variant = tuple[str | None, ...]
"""The values of the request headers that an answer varies on."""


class Kept(msgspec.Struct):
    """The answers of one address."""

    vary: tuple[str, ...]
    """Names in the WSGI environment of the headers that decide."""
    answers: dict[Variant, Ready] = {}
    bytes: int = 0


class ReadyAnswers:
    """A WSGI application that answers for another what that one answered before."""

    def __init__(
        self,
        app: "WSGIApplication",
        fingerprint_now: Callable[[], str],
        name: Name = lambda _: NOBODY,
        shelf: Shelf | None = None,
    ) -> None:
        self._app = app
        self._fingerprint_now = fingerprint_now
        self._name = name
        self._shelf = shelf
        self._fingerprint = ""
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer from memory if that is possible, else ask the application and remember."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not environ.keys().isdisjoint(
            UNUSUAL
        ):
            return self._app(environ, start_response)
        self._forget_another_edition()
        named = self._name(environ)
        path = environ.get("RAW_URI") or environ["PATH_INFO"]
        address = " ".join(named) if named.name else f"{path}?{environ['QUERY_STRING']}"
        if ready := self._find(address, environ) or self._fetch(address, named):
            return _give(ready, environ, start_response)
        if named.name and not environ.keys().isdisjoint(CONDITIONS):
            return self._app(environ, start_response)  # it compares the tag of the coded answer
        return self._ask(address, named, environ, start_response)

    def _find(self, address: str, environ: "WSGIEnvironment") -> Ready | None:
        kept = self._kept.get(address)
        if kept is None:
            return None
        ready = kept.answers.get(tuple(environ.get(name) for name in kept.vary))
        if ready:
            with self._lock:
                if address in self._kept:
                    self._kept.move_to_end(address)
        return ready

    def _fetch(self, address: str, named: Named) -> Ready | None:
        """Take what another process answered."""
        fingerprint = self._fingerprint
        if not (named.name and self._shelf):
            return None
        ready = self._shelf.find(fingerprint, named.name)
        if ready:
            ready = code(ready, named.coding)
            self._keep(address, (), ready, fingerprint, {})
        return ready

    def _ask(
        self,
        address: str,
        named: Named,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
    ) -> Iterable[bytes]:
        """Ask the application; of what has a name, for the answer without a coding."""
        is_get = environ["REQUEST_METHOD"] == "GET"
        if is_get and named.name:
            environ["HTTP_ACCEPT_ENCODING"] = ""
        fingerprint, asked = self._fingerprint, _Started()
        body = self._app(environ, asked)
        found = asked.found
        is_small = int(found.get("content-length", LARGEST_BYTES + 1)) <= LARGEST_BYTES
        if not (is_get and _may_share(asked.status, found) and (is_small or named.name)):
            start_response(asked.status, asked.headers)
            return body
        plain = _make_ready(asked.status, asked.headers, found, b"".join(body))
        ready = code(plain, named.coding)
        if is_small:
            vary = () if named.name else _vary(asked.headers)
            self._keep(address, vary, ready, fingerprint, environ)
        if is_small and named.name and self._shelf and fingerprint == self._fingerprint_now():
            self._shelf.put(fingerprint, named.name, plain)
        start_response(ready.status, ready.headers)
        return [ready.body]

    def _keep(
        self,
        address: str,
        vary: tuple[str, ...],
        ready: Ready,
        fingerprint: str,
        environ: Mapping[str, Any],
    ) -> None:
        variant = tuple(environ.get(name) for name in vary)
        key = len(address) + sum(len(value or "") for value in variant)
        with self._lock:
            if fingerprint != self._fingerprint or key > LONGEST_KEY:
                return
            kept = self._kept.get(address)
            if kept is None or kept.vary != vary or len(kept.answers) >= MOST_VARIANTS:
                self._drop(address)
                kept = self._kept[address] = Kept(vary)
            size = _size(ready) + key
            if variant in kept.answers:
                size -= _size(kept.answers[variant]) + key
            kept.answers[variant] = ready
            kept.bytes += size
            self._bytes += size
            while self._bytes > KEPT_BYTES or len(self._kept) > MOST_ADDRESSES:
                self._drop(next(iter(self._kept)))

    def _drop(self, address: str) -> None:
        if kept := self._kept.pop(address, None):
            self._bytes -= kept.bytes

    def _forget_another_edition(self) -> None:
        fingerprint = self._fingerprint_now()
        if fingerprint != self._fingerprint:
            with self._lock:
                self._kept.clear()
                self._bytes, self._fingerprint = 0, fingerprint


def _vary(headers: Headers) -> tuple[str, ...]:
    """Give the names in the WSGI environment of the headers that decide."""
    names = dict(headers).get("Vary", "").split(",")
    return tuple(f"HTTP_{name.strip().upper().replace('-', '_')}" for name in names)


def _give(
    ready: Ready, environ: "WSGIEnvironment", start_response: "StartResponse"
) -> Iterable[bytes]:
    if ready.etag and is_unchanged(environ, ready.etag, ready.last_modified):
        start_response("304 NOT MODIFIED", ready.not_modified)
        return []
    start_response(ready.status, ready.headers)
    return [ready.body] if environ["REQUEST_METHOD"] == "GET" else []


def _may_share(status: str, found: Mapping[str, str]) -> bool:
    """Tell whether these headers let everyone keep the answer; ``immutable`` files are on disk."""
    lifetime = found.get("cache-control", "")
    return (
        status[:3] in ("200", "303", "308")
        and lifetime.startswith("public")
        and "immutable" not in lifetime
    )


class _Started:
    """Takes what an application begins to answer."""

    status = ""
    headers: Headers

    def __call__(self, status: str, headers: Headers, *_: object) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _refuse_write

    @property
    def found(self) -> dict[str, str]:
        """The headers, by their names in small letters."""
        return {name.lower(): value for name, value in self.headers}


def code(ready: Ready, coding: str) -> Ready:
    """Give an answer without a coding the one that a client chose, and an entity tag of its own."""
    if not (coding and ready.etag):
        return ready  # a redirect has nothing to code
    body = compress(ready.body, coding)
    etag = code_etag(ready.etag, coding)
    changed = {"ETag": etag, "Content-Length": str(len(body))}
    headers = [(name, changed.get(name, value)) for name, value in ready.headers]
    return Ready(
        status=ready.status,
        headers=[*headers, ("Content-Encoding", coding)],
        body=body,
        etag=etag,
        last_modified=ready.last_modified,
        not_modified=[(name, changed.get(name, value)) for name, value in ready.not_modified],
    )


def _make_ready(status: str, headers: Headers, found: Mapping[str, str], body: bytes) -> Ready:
    return Ready(
        status=status,
        headers=headers,
        body=body,
        etag=found.get("etag", ""),
        last_modified=found.get("last-modified", ""),
        not_modified=[pair for pair in headers if pair[0].lower() in NOT_MODIFIED_HEADERS],
    )


def _size(ready: Ready) -> int:
    """Guess how much memory an answer takes."""
    return len(ready.body) + 2 * sum(len(name) + len(value) for name, value in ready.headers)


def _refuse_write(data: bytes) -> object:
    raise TypeError("Flask never calls WSGI's old write()")
