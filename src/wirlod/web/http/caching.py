"""
Validators and lifetimes: what lets a cache keep an answer, and ask whether it still holds.

An entity tag is computed from what decides the bytes (edition, software, address, choice),
never from the bytes: so it is equal in every process and known before the store is asked.
"""

from collections.abc import Mapping
from hashlib import blake2b

from werkzeug.http import parse_date, parse_etags, unquote_etag
from werkzeug.sansio.http import is_resource_modified

FRESH = "public, max-age=300, stale-while-revalidate=3600"
"""Documents: an edition may replace them at any time; caches may be five minutes behind."""

FOREVER = "public, max-age=31536000, immutable"
"""Files of an edition, whose address names the edition."""

REVALIDATE = "no-cache"
"""Errors: kept by nobody without asking."""

NEVER = "no-store"
"""What is true only now: health."""


CONDITIONS = frozenset(("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"))
"""Fields by which a client asks for what it has not got."""
PRECONDITIONS = frozenset(("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"))
"""Fields by which it asks for nothing but what it knows."""


def build_etag(*parts: str) -> str:
    """
    Build a strong entity tag from all that decides the bytes.

    >>> build_etag("edition", "doc/grant/x", "ttl")
    '"0a159660f8ea00dc7c23716d"'
    """
    return f'"{blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'


def code_etag(etag: str, coding: str) -> str:
    """
    Build the entity tag of the same in a content coding; an empty *coding* leaves it as it is.

    >>> code_etag('"0a159660f8ea00dc7c23716d"', "br")
    '"0a159660f8ea00dc7c23716d-br"'
    """
    return f'{etag[:-1]}-{coding}"' if coding else etag


def is_unchanged(environ: Mapping[str, str], etag: str, last_modified: str) -> bool:
    """
    Tell whether a conditional GET (RFC 9110 section 13.2.2) may be answered 304.

    ``If-None-Match`` is compared weakly and makes ``If-Modified-Since`` void. Werkzeug's
    ``make_conditional`` is no help: it wants the body first, takes ``If-Match: *`` for no match
    and does not know ``If-Unmodified-Since``. Most requests have no condition: to read the date of
    the answer for these would cost a quarter of what a kept answer costs.
    """
    return not environ.keys().isdisjoint(CONDITIONS) and not is_resource_modified(
        http_if_none_match=environ.get("HTTP_IF_NONE_MATCH"),
        http_if_modified_since=environ.get("HTTP_IF_MODIFIED_SINCE"),
        etag=etag,
        last_modified=last_modified,
    )


def is_refused(environ: Mapping[str, str], etag: str, last_modified: str) -> bool:
    """
    Tell whether a client wants only what there is no more: it gets 412.

    ``If-Match`` is compared strongly and makes ``If-Unmodified-Since`` void.
    """
    if (wanted := environ.get("HTTP_IF_MATCH")) is not None:
        return unquote_etag(etag)[0] not in parse_etags(wanted)
    since, modified = (
        parse_date(text) for text in (environ.get("HTTP_IF_UNMODIFIED_SINCE"), last_modified)
    )
    return bool(since and modified and modified > since)
