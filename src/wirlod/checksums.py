"""Checksums of the files in a folder: written when it is finished, compared when it is used."""

import hashlib
from collections.abc import Mapping
from pathlib import Path


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums_below(folder: Path, without: tuple[str, ...]) -> dict[str, str]:
    """Give the SHA-256 of each file below *folder*, but for what lies in *without*."""
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): checksum(folder / path) for path in paths if path.parts[0] not in without}


def find_difference(folder: Path, expected: Mapping[str, str]) -> str:
    """Name the first file below *folder* that is missing or not as *expected*; empty for none."""
    for name, sha256 in expected.items():
        try:
            if checksum(folder / name) != sha256:
                return name
        except OSError:
            return name
    return ""
