"""Content codings: each coded body is a representation of its own, with its own entity tag."""

import gzip

import brotli
import zstandard

CODINGS = ("br", "zstd", "gzip")
"""What can be answered, the preferred first."""

LARGEST_KEPT_BYTES = 100_000

SMALL_WINDOW = 16
"""The logarithm of Brotli's window for what fits in: searched faster, and coded shorter."""

LARGE_WINDOW = 22


def compress(body: bytes, coding: str) -> bytes:
    """Code *body*; an empty *coding* leaves it as it is."""
    return _CODERS[coding](body) if coding else body


def compress_kept(body: bytes, coding: str) -> bytes:
    """Code a *body* that is kept, of which there are few: as small as can be without a wait."""
    if coding == "br" and len(body) <= LARGEST_KEPT_BYTES:
        return bytes(brotli.compress(body, quality=11))
    return compress(body, coding)


def _brotli(body: bytes) -> bytes:
    window = SMALL_WINDOW if len(body) < 2**SMALL_WINDOW else LARGE_WINDOW
    return bytes(brotli.compress(body, quality=6, lgwin=window))


def _zstd(body: bytes) -> bytes:
    return zstandard.compress(body, 9)


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


_CODERS = {"br": _brotli, "zstd": _zstd, "gzip": _gzip}
