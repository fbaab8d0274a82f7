"""What is asked, and how it answers: an edition as clients will see it, before they do."""

from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urljoin

import msgspec

MOST_REDIRECTS = 5


class Reply(msgspec.Struct, frozen=True):
    """One answer."""

    status: int
    headers: Mapping[str, str]
    """By name in small letters."""
    body: bytes

    @property
    def media_type(self) -> str:
        """The type of the body, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip()


class Site(Protocol):
    """Anything that answers requests."""

    def ask(self, method: str, url: str, accept: str) -> Reply:
        """Answer a request for *url*; redirects are answers too."""
        ...


def follow(site: Site, method: str, url: str, accept: str = "*/*") -> Reply:
    """Ask for *url* and go where redirects lead; the last one is the answer if they do not end."""
    for _ in range(MOST_REDIRECTS):
        reply = site.ask(method, url, accept)
        if not 300 <= reply.status < 400 or "location" not in reply.headers:
            return reply
        url = urljoin(url, reply.headers["location"])
    return reply
