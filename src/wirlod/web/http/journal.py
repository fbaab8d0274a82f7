"""
What becomes of every request: it has a name, is counted, and is logged where that is asked for.

The name is the one that a proxy gave it (``X-Request-ID``) where it looks like one, else a new
one; it goes out with the answer and stands in every line that is logged meanwhile. Counting and
logging happen after the last byte, so they know what was sent and how long it took.
"""

import logging
import re
import sys
import time
from collections.abc import Iterable, Mapping
from random import getrandbits
from typing import TYPE_CHECKING, Any

from wirlod.settings import Settings
from wirlod.web.http.clients import client_name
from wirlod.web.http.counts import Counts
from wirlod.web.http.logs import NAME, REQUEST_ID, truncate_address

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_ID_FIELD = "X-Request-ID"
OTHER = "other"
NOT_HTTP = "none"
"""The family of what cannot be read as a request."""

_STARTED = "wirlod.started"
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{7,63}")
_FAMILY = re.compile(r"/(?:(\.well-known|[A-Za-z0-9\-]+)|$)")
_LONGEST = 2_000

log = logging.getLogger(NAME)


def read_request_id(environ: Mapping[str, Any]) -> str:
    """
    Give a request its name.

    >>> read_request_id({"HTTP_X_REQUEST_ID": "0f8fad5b-d9cb"})
    '0f8fad5b-d9cb'
    >>> len(read_request_id({"HTTP_X_REQUEST_ID": "<script>"}))
    32
    """
    given = str(environ.get("HTTP_X_REQUEST_ID", ""))
    return given if _IDENTIFIER.fullmatch(given) else f"{getrandbits(128):032x}"


def family_of(path: str) -> str:
    """
    Give the first step of an address, by which requests are counted; ``/`` for the home page.

    >>> family_of("/doc/grant/x.ttl"), family_of("/catalogue.ttl"), family_of("/")
    ('doc', 'catalogue', '/')
    >>> family_of("/.well-known/void"), family_of("/.git")
    ('.well-known', 'other')
    """
    match = _FAMILY.match(path)
    return (match[1] or "/") if match else OTHER


def list_families(rules: Iterable[str]) -> list[str]:
    """
    List the families of the addresses that there are, and what is none.

    >>> list_families(["/", "/doc/<kind>", "/doc/<kind>/<key>", "/<anything>"])
    ['/', 'doc', 'none', 'other']
    """
    found = {family_of(rule) for rule in rules if not rule.startswith("/<")}
    return [*sorted(found - {OTHER}), NOT_HTTP, OTHER]


class Naming:
    """A WSGI application that names the requests of another, and sends the name with the answer."""

    def __init__(self, app: "WSGIApplication", hsts_seconds: int) -> None:
        self._app = app
        self._always = (
            [("Strict-Transport-Security", f"max-age={hsts_seconds}")] if hsts_seconds else []
        )

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Pass the request on."""
        environ[_STARTED] = time.monotonic()
        name = read_request_id(environ)
        REQUEST_ID.set(name)
        added = [(REQUEST_ID_FIELD, name), *self._always]

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, *added], *more)

        return self._app(environ, start)


class Journal:
    """Counts and logs requests when they are over."""

    def __init__(self, counts: Counts, settings: Settings) -> None:
        self._counts = counts
        self._settings = settings

    def note(self, environ: Mapping[str, Any], status: int, sent: int) -> None:
        """Note a request that was answered; *status* is 0 where the answer was broken off."""
        path = str(environ.get("PATH_INFO", ""))
        family = family_of(path) if environ else NOT_HTTP
        seconds = time.monotonic() - environ.get(_STARTED, time.monotonic())
        self._counts.count(family, status, seconds)
        if self._settings.log_requests != "no":
            log.info("request", extra={"members": self._tell(environ, status, sent, seconds)})
        REQUEST_ID.set("")

    def _tell(
        self, environ: Mapping[str, Any], status: int, sent: int, seconds: float
    ) -> dict[str, object]:
        written = str(environ.get("RAW_URI") or environ.get("PATH_INFO", ""))
        path, mark, parameters = written.partition("?")
        if self._settings.log_requests == "parameters":
            path = f"{path}{mark}{parameters}"
        return {
            "method": environ.get("REQUEST_METHOD", ""),
            "path": path[:_LONGEST],
            "status": status,
            "bytes": sent,
            "seconds": round(seconds, 4),
            "client": truncate_address(client_name(environ, self._settings.proxies)),
        }


def note_answer(journal: Journal, environ: Mapping[str, Any], answer: Any) -> None:
    """
    Note what gunicorn sent; what has no status yet is told, and noted, elsewhere.

    It calls while an error that breaks off the answer is on its way; without an environment, an
    answer is whole that says what is wrong.
    """
    status = getattr(answer, "status_code", None)
    if status:
        is_broken = bool(environ) and sys.exc_info()[0] is not None
        journal.note(environ, 0 if is_broken else int(status), int(answer.sent))
