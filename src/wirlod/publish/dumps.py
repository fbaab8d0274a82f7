"""
Download files: the whole edition in every format, with checksums.

Written by the store, packed with gzip without a time stamp, and read back before anyone sees
them: the same data give the same bytes, and every byte can be parsed.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from pyoxigraph import DefaultGraph, Store, parse

from wirlod.edition import Dump
from wirlod.errors import PublishingError
from wirlod.formats import GRAPH_FORMATS, Format
from wirlod.kinds import prefixes

NAME = "wirlod"
GZIP = "application/gzip"


def write_dumps(store: Store, folder: Path, base_uri: str) -> Iterator[Dump]:
    """Write one file per format of graphs to *folder*; formats with graphs hold all graphs."""
    folder.mkdir()
    for row in GRAPH_FORMATS:
        path = folder / f"{NAME}.{row.suffix}.gz"
        _write(store, path, row, base_uri)
        yield Dump(
            name=path.name,
            media_type=row.media_type,
            compression=GZIP,
            bytes=path.stat().st_size,
            sha256=checksum(path),
            triples=_count(path, row),
        )


def _write(store: Store, path: Path, row: Format, base_uri: str) -> None:
    assert row.rdf is not None
    graph = None if row.rdf.supports_datasets else DefaultGraph()
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        output = cast(IO[bytes], packed)
        store.dump(output, row.rdf, from_graph=graph, prefixes=prefixes(base_uri))


def _count(path: Path, row: Format) -> int:
    """Read a dump back and count its statements."""
    with gzip.open(path) as file:
        try:
            return sum(1 for _ in parse(cast(IO[bytes], file), format=row.rdf))
        except SyntaxError as error:
            raise PublishingError(
                f"{path.name} cannot be read back ({error}): this is a fault of the program"
            ) from error


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: object) -> None:
    """Write *value* as JSON that a person can read too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
