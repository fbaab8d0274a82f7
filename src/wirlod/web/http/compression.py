"""Content codings: each coded body is a representation of its own, with its own entity tag."""

import gzip

import brotli
import zstandard

CODINGS = ("br", "zstd", "gzip")
"""What can be answered, the preferred first."""

LARGEST_KEPT_BYTES = 100_000


def compress(body: bytes, coding: str) -> bytes:
    """Code *body*; an empty *coding* leaves it as it is."""
    return _CODERS[coding](body) if coding else body


def compress_kept(body: bytes, coding: str) -> bytes:
    """Code a *body* that is kept for good: as small as can be, where that takes no second."""
    if coding == "br" and len(body) <= LARGEST_KEPT_BYTES:
        return bytes(brotli.compress(body, quality=11))
    return compress(body, coding)


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=5))


def _zstd(body: bytes) -> bytes:
    return zstandard.compress(body, 9)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


_CODERS = {"br": _brotli, "zstd": _zstd, "gzip": _gzip}
