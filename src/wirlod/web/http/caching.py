"""
Validators and lifetimes: what lets a cache keep an answer, and ask whether it still holds.

An entity tag is computed from what decides the bytes (edition, software, address, choice),
never from the bytes: so it is equal in every process and known before the store is asked.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b

FRESH = "public, max-age=300, stale-while-revalidate=3600"
"""Documents: an edition may replace them at any time; caches may be five minutes behind."""

FOREVER = "public, max-age=31536000, immutable"
"""Files of an edition, whose address names the edition."""

REVALIDATE = "no-cache"
"""Errors: kept by nobody without asking."""

NEVER = "no-store"
"""What is true only now: health."""


def build_etag(*parts: str) -> str:
    """
    Build a strong entity tag from all that decides the bytes.

    >>> build_etag("edition", "doc/grant/x", "ttl")
    '"0a159660f8ea00dc7c23716d"'
    """
    return f'"{blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'


def http_date(moment: datetime) -> str:
    """
    Write *moment* as HTTP does.

    >>> http_date(datetime(2026, 11, 22, 15, tzinfo=UTC))
    'Sun, 22 Nov 2026 15:00:00 GMT'
    """
    return format_datetime(moment.astimezone(UTC).replace(microsecond=0), usegmt=True)


def is_unchanged(request: Mapping[str, str], etag: str, last_modified: str) -> bool:
    """
    Tell whether a conditional GET (RFC 9110 section 13.2.2) may be answered 304.

    *request* is a WSGI environment. ``If-None-Match`` is compared weakly and makes
    ``If-Modified-Since`` void.
    """
    if (wanted := request.get("HTTP_IF_NONE_MATCH")) is not None:
        tags = {tag.strip().removeprefix("W/") for tag in wanted.split(",")}
        return etag in tags or tags == {"*"}
    since = request.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and _not_after(last_modified, since)


def is_refused(request: Mapping[str, str], etag: str, last_modified: str) -> bool:
    """
    Tell whether a client wants only what there is no more: it gets 412.

    ``If-Match`` is compared strongly and makes ``If-Unmodified-Since`` void.
    """
    if (wanted := request.get("HTTP_IF_MATCH")) is not None:
        tags = {tag.strip() for tag in wanted.split(",")}
        return etag not in tags and tags != {"*"}
    since = request.get("HTTP_IF_UNMODIFIED_SINCE")
    return since is not None and _is_date(since) and not _not_after(last_modified, since)


def _is_date(text: str) -> bool:
    try:
        parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return False
    return True


def _not_after(modified: str, since: str) -> bool:
    if modified == since:
        return True
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
