"""What an edition is made of: the sources, and the software that its bytes depend on."""

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path

import msgspec

from wirlod import __version__
from wirlod.checksums import checksum
from wirlod.edition import Edition
from wirlod.iris import namespace_of
from wirlod.publish.publication import find_geometry
from wirlod.reading import find_fault
from wirlod.settings import Settings

VERSIONED = ("pyoxigraph", "pyshacl", "shacl-rust", "rdflib", "deflate")
"""Software, besides ours, that the bytes of an edition depend on."""

PACKAGE = Path(__file__).parents[1]
COMPILED = "__pycache__"
NOT_PUBLISHING = ("cli", "extract", "intake", "query", "web")
"""Parts of the program that no byte of an edition comes from."""


def is_made_of(edition: Edition, settings: Settings) -> bool:
    """Tell whether *edition* is what a publication of today's sources would give."""
    manifest = edition.manifest
    return (
        manifest.base_uri,
        manifest.ontology_namespace,
        manifest.versions,
        manifest.source_fingerprint,
    ) == (
        settings.base_uri,
        settings.ontology_namespace,
        find_versions(),
        fingerprint_sources(settings),
    )


@cache
def find_versions() -> dict[str, str]:
    """Give the software, ours to the letter, that the bytes of an edition depend on."""
    digest = hashlib.sha256()
    for path in sorted(path for path in PACKAGE.rglob("*") if path.is_file()):
        parts = path.relative_to(PACKAGE).parts
        if parts[0] not in NOT_PUBLISHING and COMPILED not in parts:
            digest.update(path.read_bytes())
    versions = {name: version(name) for name in VERSIONED}
    return {"wirlod": __version__, "program": digest.hexdigest()[:16], **versions}


def digest_writing(settings: Settings) -> str:
    """Digest what decides, beside the data, whether things conform and how they are written."""
    base_uri = settings.base_uri
    addresses = (str(base_uri), namespace_of(base_uri))
    return digest_all((addresses, find_versions(), fingerprint([settings.shapes])))


def digest_conversion(settings: Settings) -> str:
    """Digest all of that, and what decides, beside records, what records become."""
    geometry = find_geometry(settings.data)
    outlines = checksum(settings.data / geometry.file) if geometry else ""
    ontology = fingerprint([settings.ontology])
    return digest_all((digest_writing(settings), ontology, geometry, outlines))


def digest_all(rules: object) -> str:
    """Digest anything that can be written as JSON."""
    return hashlib.blake2b(msgspec.json.encode(rules), digest_size=16).hexdigest()


def fingerprint_sources(settings: Settings) -> str:
    """Give a fingerprint of everything that an edition is made of."""
    return fingerprint([settings.data, settings.ontology, settings.shapes])


def fingerprint(folders: Iterable[Path]) -> str:
    """Give a SHA-256 over the names and bytes of all files in *folders*."""
    digest = hashlib.sha256()
    for folder in folders:
        files = (path for path in folder.rglob("*") if path.is_file())
        for path in sorted(files, key=attrgetter("parts")):
            digest.update(f"{path.relative_to(folder)}\0".encode())
            if fault := find_fault(path, sys.maxsize):  # whoever reads the file says so
                digest.update(fault.encode())
                continue
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
