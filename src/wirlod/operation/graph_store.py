"""
Writing to an engine elsewhere: SPARQL 1.1 Graph Store Protocol, and SPARQL 1.1 Update.

Basic and Digest are both answered, whichever the engine asks for. Every failure is one line that
says what the engine said, and what to do.
"""

import urllib.request
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

import msgspec

from wirlod.errors import PushFailed, SettingsError
from wirlod.query.collisions import insist, tells_of_collision
from wirlod.saying import message, say
from wirlod.settings import PREFIX, Settings

SECONDS = 120.0
"""How long an engine may take for one portion; it may have to write to a disk that is busy."""

WHAT_TO_DO = {
    401: message("give WIRLOD_STORE_USER and WIRLOD_STORE_PASSWORD, or WIRLOD_STORE_TOKEN"),
    403: message(
        "this user may not write there: give another, or let the engine's administrator allow it"
    ),
    404: message("nothing is there: look at WIRLOD_STORE_UPDATE and WIRLOD_STORE_GRAPHS"),
    405: message(
        "this address takes no writing: look at WIRLOD_STORE_UPDATE and WIRLOD_STORE_GRAPHS"
    ),
    413: message(
        "a portion is too large for it: raise the limit of its server or of a proxy before it"
    ),
    429: message("it wants to be asked less often: push again later"),
    500: message("the engine failed: look into its log"),
    502: message("a proxy before the engine does not reach it"),
    503: message("the engine is busy or being started: push again later"),
    504: message("a proxy before the engine waits no longer: raise its timeout"),
    507: message("the engine has no room left: give it more disk"),
}
"""What a steward does about an answer."""

LATE = message("{engine} did not answer within {seconds:g} seconds")
FAILS = message("{engine} fails: {reason}")

OTHERWISE = message("look into the log of the engine")
TOGETHER = message("others write to it at the same time: push again later")

FULL = ("no space", "disk full", "out of disk", "checkpoint remap", "quota")
"""What engines say that are full and answer 500."""


class GraphStore(msgspec.Struct, frozen=True, kw_only=True):
    """Where an engine takes graphs and updates, and who writes."""

    graphs: str
    update_address: str
    user: str = ""
    password: str = ""
    token: str = ""

    @classmethod
    def from_settings(cls, settings: Settings) -> "GraphStore":
        """
        Take from *settings* what they say.

        :raises SettingsError: when something is missing.
        """
        for name in ("store", "store_update", "store_graphs"):
            if not getattr(settings, name):
                raise SettingsError(
                    say(
                        "{name} is empty: pushing needs the addresses of an engine for queries, "
                        "updates and graphs",
                        name=f"{PREFIX}{name.upper()}",
                    )
                )
        return cls(
            graphs=settings.store_graphs,
            update_address=settings.store_update,
            user=settings.store_user,
            password=settings.store_password.reveal(),
            token=settings.store_token.reveal(),
        )

    def __repr__(self) -> str:
        return f"GraphStore({self.graphs})"

    def add(self, graph: str, n_triples: bytes) -> None:
        """
        Add statements to *graph*; those that are there stay.

        Sent as Turtle, of which N-Triples is a part: some engines know only that.
        """
        self._send("POST", self._address(graph), n_triples, "text/turtle")

    def drop(self, graph: str) -> None:
        """Remove *graph* with all it says; that it is not there is as good."""
        self._send("DELETE", self._address(graph), None, "", fine=404)

    def update(self, text: str) -> None:
        """Run an update as one request."""
        self._send("POST", self.update_address, text.encode(), "application/sparql-update")

    def _address(self, graph: str) -> str:
        sign = "&" if urlsplit(self.graphs).query else "?"
        return f"{self.graphs}{sign}graph={quote(graph, safe='')}"

    def _send(
        self, method: str, address: str, body: bytes | None, media_type: str, *, fine: int = 0
    ) -> None:
        """Send it, and again where it collides with others: to write twice changes nothing."""
        insist(
            lambda: self._send_once(method, address, body, media_type, fine),
            lambda error: isinstance(error, _Collided),
        )

    def _send_once(
        self, method: str, address: str, body: bytes | None, media_type: str, fine: int
    ) -> None:
        headers = {"Content-Type": media_type} if media_type else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(address, data=body, headers=headers, method=method)
        shown = address.partition("?")[0]
        try:
            with self._opener().open(request, timeout=SECONDS) as response:
                response.read()
        except HTTPError as error:
            with error:
                if error.code != fine:
                    raise _explain(shown, error) from error
        except (TimeoutError, URLError, HTTPException, OSError) as error:
            reason = getattr(error, "reason", error)
            late = isinstance(reason, TimeoutError)
            told = LATE if late else FAILS
            raise PushFailed(say(told, engine=shown, seconds=SECONDS, reason=reason)) from error

    def _opener(self) -> urllib.request.OpenerDirector:
        known = urllib.request.HTTPPasswordMgrWithPriorAuth()
        if self.user:
            for address in (self.graphs, self.update_address):
                known.add_password(None, address, self.user, self.password)
        return urllib.request.build_opener(_Digest(known), _Basic(known))


class _Closing:
    """Closes the answer that asked who is there, when it is asked again with an answer to that."""

    def http_error_401(self, request: Any, response: Any, *rest: Any) -> Any:
        try:
            again = super().http_error_401(request, response, *rest)  # type: ignore[misc]
        except HTTPError:
            response.close()
            raise
        if again is not None:
            response.close()
        return again


class _Digest(_Closing, urllib.request.HTTPDigestAuthHandler):
    """Digest, closing what it is done with."""


class _Basic(_Closing, urllib.request.HTTPBasicAuthHandler):
    """Basic, closing what it is done with."""


class _Collided(PushFailed):
    """The engine undid a write for the sake of another."""


def _explain(address: str, error: HTTPError) -> PushFailed:
    """Say in one line what an engine answered, and what to do."""
    said = " ".join(error.read(2_000).decode("utf-8", "replace").split())[:200]
    code = error.code
    if any(word in said.lower() for word in FULL):
        code = 507
    has_collided = tells_of_collision(said)
    advice = TOGETHER if has_collided else WHAT_TO_DO.get(code, OTHERWISE)
    told = say(
        "{engine} answers {code}: {advice}", engine=address, code=error.code, advice=say(advice)
    )
    if said:
        told += say(" (it says: {said})", said=said)
    return _Collided(told) if has_collided else PushFailed(told)
