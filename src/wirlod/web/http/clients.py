"""
Who asks, and how often: a limit per client address.

Behind a proxy every client has the proxy's address unless ``WIRLOD_PROXIES`` says how many
proxies may be believed about whom they speak for. The machine itself is not limited: it is its
owner's, or a proxy that nobody told us of.
"""

from flask import Request, current_app, request
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

from wirlod.settings import Settings


class Turnstile:
    """Counts the queries of each client address."""

    def __init__(self, settings: Settings) -> None:
        self._limit = parse(settings.query_rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def admits(self, client: str) -> bool:
        """Count a query of *client*, and tell whether it is within the limit."""
        return not client or self._limiter.hit(self._limit, client)

    @property
    def seconds(self) -> int:
        """How long until a client that is refused may ask again, at most."""
        return self._limit.get_expiry()


def client_of(request: Request) -> str:
    """Give the address to count a request for; empty for this machine itself."""
    address = request.remote_addr or ""
    return "" if address == "::1" or address.startswith("127.") else address


def check_rate() -> None:
    """
    Count this request.

    :raises TooManyRequests: 429 with ``Retry-After``, when its client asks too often.
    """
    turnstile: Turnstile = current_app.extensions["wirlod-turnstile"]
    if not turnstile.admits(client_of(request)):
        raise TooManyRequests("too many queries from this address", retry_after=turnstile.seconds)
