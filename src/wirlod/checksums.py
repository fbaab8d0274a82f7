"""Checksums of the files in a folder: written when it is finished, compared when it is used."""

import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MOST_KNOWN = 10_000
"""Files of which it is known what they were."""

_known: dict[Path, tuple[tuple[int, ...], str]] = {}
"""What a file was when it was read last: its marks, and its checksum; forked processes inherit."""


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksums_below(folder: Path, without: tuple[str, ...]) -> dict[str, str]:
    """Give the SHA-256 of each file below *folder*, but for what lies in *without*."""
    paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): checksum(folder / path) for path in paths if path.parts[0] not in without}


def find_difference(folder: Path, expected: Mapping[str, str]) -> str:
    """
    Name the first file below *folder* that is missing or not as *expected*; empty for none.

    Several are read at once. What was not written since it was read last is not read again.
    """
    paths = [folder / name for name in expected]
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as readers:
        found = readers.map(_recall, paths)
        for (name, sha256), actual in zip(expected.items(), found, strict=True):
            if actual != sha256:
                readers.shutdown(wait=False, cancel_futures=True)
                return name
    return ""


def _recall(path: Path) -> str:
    """Give the checksum of a file, from memory where it was not written since; empty: none."""
    try:
        found = path.stat()
        marks = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        before, known = _known.get(path, ((), ""))
        if before == marks:
            return known
        known = checksum(path)
    except OSError:
        return ""
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known[path] = marks, known
    return known
