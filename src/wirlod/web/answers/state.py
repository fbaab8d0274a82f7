"""The state of everything that decides the bytes of an answer: the data, and this program."""

from functools import cache
from hashlib import blake2b
from pathlib import Path

from wirlod import __version__
from wirlod.edition import Edition
from wirlod.web.http.response import Version


def version_of(edition: Edition) -> Version:
    """Give the state of everything that decides the bytes of an answer from *edition*."""
    manifest = edition.manifest
    return Version(_fingerprint(edition), manifest.created, manifest.base_uri, manifest.licence)


def _fingerprint(edition: Edition) -> str:
    manifest = edition.manifest
    parts = (manifest.edition, manifest.source_fingerprint, manifest.base_uri, __version__)
    return blake2b("\0".join((*parts, _software())).encode(), digest_size=16).hexdigest()


@cache
def _software() -> str:
    """Hash the files of this program, for an edited template changes bytes at the same version."""
    digest = blake2b(digest_size=16)
    package = Path(__file__).parents[2]
    for pattern in ("*.py", "*.html", "*.po", "*.css", "*.js"):
        for path in sorted(package.rglob(pattern)):
            if "node_modules" not in path.parts:
                digest.update(path.read_bytes())
    return digest.hexdigest()
