"""What an edition is made of: the sources, and the software that its bytes depend on."""

import hashlib
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from wirlod import __version__
from wirlod.edition import Edition
from wirlod.reading import find_fault
from wirlod.settings import Settings

VERSIONED = ("pyoxigraph", "pyshacl", "shacl-rust", "rdflib")
"""Software, besides ours, that the bytes of an edition depend on."""

PACKAGE = Path(__file__).parents[1]
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


def find_versions() -> dict[str, str]:
    """Give the software, ours to the letter, that the bytes of an edition depend on."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.relative_to(PACKAGE).parts[0] not in NOT_PUBLISHING:
            digest.update(path.read_bytes())
    versions = {name: version(name) for name in VERSIONED}
    return {"wirlod": __version__, "program": digest.hexdigest()[:16], **versions}


def fingerprint_sources(settings: Settings) -> str:
    """Give a fingerprint of everything that an edition is made of."""
    return fingerprint([settings.data, settings.ontology, settings.shapes])


def fingerprint(folders: Iterable[Path]) -> str:
    """Give a SHA-256 over the names and bytes of all files in *folders*."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(folder)}\0".encode())
            if fault := find_fault(path, sys.maxsize):  # whoever reads the file says so
                digest.update(fault.encode())
                continue
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
