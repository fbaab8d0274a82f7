"""
Who asks, and how often: a limit per client address, for the whole service.

A connection from this machine that says whom it speaks for (``X-Forwarded-For``) comes from a
proxy here, and its last word is believed; further proxies only where ``WIRLOD_PROXIES`` says how
many. An IPv6 client is its network of 64 bits, for it may take any address in it.
"""

import ipaddress
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from flask import Request, current_app, request
from werkzeug.exceptions import TooManyRequests

from wirlod.saying import say
from wirlod.settings import Settings

MACHINE = ("127.0.0.1", "::1")
"""Addresses of whoever sits at this machine; others of its loopback are clients like all."""

NETWORK_BITS = 64

TURNSTILE = "wirlod-turnstile"
"""By what name the application keeps who counts."""


class Admitted(Protocol):
    """Whether a request is within the rate of its client."""

    @property
    def yes(self) -> bool:
        """Whether it is."""

    @property
    def seconds(self) -> int:
        """How long until a client that is refused may ask again, at most."""


Turnstile = Callable[[str], Admitted]
"""Counts a request of a client."""


def client_name(environ: Mapping[str, Any], proxies: int = 0) -> str:
    """
    Give what a request is counted by; empty for this machine itself.

    >>> client_name({"REMOTE_ADDR": "127.0.0.1"})
    ''
    >>> client_name({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "9.9.9.9, 1.2.3.4"})
    '1.2.3.4'
    >>> client_name({"REMOTE_ADDR": "2001:db8:0:1:2:3:4:5"})
    '2001:db8:0:1::/64'
    """
    peer = str(environ.get("REMOTE_ADDR") or "")
    said = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies == 0 and said != [""] and _is_loopback(peer):
        proxies = 1
    if proxies and len(said) >= proxies and said != [""]:
        return _normalise(said[-proxies]) or _normalise(peer)
    return "" if peer in MACHINE else _normalise(peer)


def _is_loopback(text: str) -> bool:
    try:
        return ipaddress.ip_address(text).is_loopback
    except ValueError:
        return False


def _normalise(text: str) -> str:
    """
    Give the address in *text* without port, an IPv6 one as its network; empty where it is none.

    >>> _normalise("1.2.3.4:5678"), _normalise("[2001:db8::1]:80"), _normalise("::ffff:1.2.3.4")
    ('1.2.3.4', '2001:db8::/64', '1.2.3.4')
    """
    bare = text.partition("]")[0].removeprefix("[") if text.startswith("[") else text
    bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, NETWORK_BITS), strict=False))


def client_of(request: Request) -> str:
    """Give what to count a request by; empty for this machine itself."""
    settings: Settings = current_app.config["WIRLOD"]
    return client_name(request.environ, settings.proxies)


def check_rate() -> None:
    """
    Count this request, before what it sends is looked at.

    :raises TooManyRequests: 429 with ``Retry-After``, when its client asks too often.
    """
    client = client_of(request)
    if not client:
        return
    turnstile: Turnstile = current_app.extensions[TURNSTILE]
    admitted = turnstile(client)
    if not admitted.yes:
        raise TooManyRequests(
            say("too many queries from this address"), retry_after=admitted.seconds
        )
