"""
Download files: the whole edition and each dataset, in every format, with checksums.

A file is made of bodies, one for each portion, each packed with gzip for itself and without a
time stamp; packed bodies one after the other are a packed file (RFC 1952, 2.2). So the same data
give the same bytes however the work was shared. Every body of a small edition is read back before
anyone sees it, and a sample of those of a large one.
"""

import gzip
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

import deflate
import msgspec
from pyoxigraph import Quad, parse, serialize

from wirlod.edition import Dump
from wirlod.errors import PublishingError
from wirlod.formats import GRAPH_FORMATS, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Format
from wirlod.kinds.datasets import DATASETS

NAME = "wirlod"
GZIP = "application/gzip"
LEVEL = 5
"""Of packing: 6 takes a fourth longer and saves a tenth."""

SAME_WITHOUT_GRAPH = {TRIG.suffix: TURTLE.suffix, N_QUADS.suffix: N_TRIPLES.suffix}
"""Formats whose statements without a graph are written as those of another format."""

END_OF_RDF_XML = b"</rdf:RDF>"

Nodes = list[dict[str, str | list[msgspec.Raw]]]
"""JSON-LD as it is written without graphs: reading it as RDF takes ten times as long."""

Bodies = dict[str, bytes]
"""Suffix of a format → a packed body; formats that cannot say what is in it are left out."""


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a body lies in a file."""

    start: int
    length: int
    checksum: int
    """CRC-32."""


def pack(text: bytes) -> bytes:
    """Pack *text*; the same text gives the same bytes."""
    return bytes(deflate.gzip_compress(text, LEVEL))


def write_lines(lines: bytes, prefixes: dict[str, str], *, reads_back: bool = True) -> Bodies:
    """
    Write N-Triples, as pyoxigraph writes them and a store has taken them, in every format.

    The store has checked each IRI and tag; to check them again would double the time of reading.
    """
    quads = list(parse(lines, format=N_TRIPLES.rdf, lenient=True))  # as they are: without a graph
    if reads_back and serialize(quads, format=N_TRIPLES.rdf) != lines:
        raise PublishingError("N-Triples are read otherwise: this is a fault of the program")
    written = {
        row.suffix: pack(_write(quads, row, prefixes, reads_back=reads_back))
        for row in GRAPH_FORMATS
        if row.suffix not in SAME_WITHOUT_GRAPH and row is not N_TRIPLES
    }
    return complete(written | {N_TRIPLES.suffix: pack(lines)})


def complete(bodies: Bodies) -> Bodies:
    """Add the formats that write what has no graph as others do."""
    return bodies | {name: bodies[other] for name, other in SAME_WITHOUT_GRAPH.items()}


def write_graph(quads: Sequence[Quad], prefixes: dict[str, str]) -> Bodies:
    """Write *quads* of a named graph in every format that knows graphs."""
    return {
        row.suffix: pack(_write(quads, row, prefixes, reads_back=True))
        for row in GRAPH_FORMATS
        if row.rdf and row.rdf.supports_datasets
    }


def _write(
    statements: Sequence[Quad], row: Format, prefixes: dict[str, str], *, reads_back: bool
) -> bytes:
    """Write a document, and give what is between its beginning and end."""
    document = serialize(statements, format=row.rdf, prefixes=prefixes) or b""
    if reads_back:
        _read_back(document, row, len(statements))
    return _split(document, row)[1]


def _read_back(document: bytes, row: Format, written: int) -> None:
    """Read what was *written*, so many statements."""
    try:
        count = _count(document, row)
    except (SyntaxError, msgspec.DecodeError) as error:
        raise PublishingError(
            f"{row.label} cannot be read back ({error}): this is a fault of the program"
        ) from error
    if count != written:
        raise PublishingError(
            f"{row.label} gives {count} statements back where {written} were written: "
            "this is a fault of the program"
        )


def _count(document: bytes, row: Format) -> int:
    """Count the statements of a document; of JSON-LD without graphs, each value is one."""
    if row is not JSON_LD or b'"@graph"' in document:
        return sum(1 for _ in parse(document, format=row.rdf))
    nodes = msgspec.json.decode(document, type=Nodes)
    return sum(len(values) for node in nodes for values in node.values() if type(values) is list)


def _split(document: bytes, row: Format) -> tuple[bytes, bytes, bytes]:
    """Split *document* into its beginning, which is that of every document, body and end."""
    start, end = 0, len(document)
    if row in (TURTLE, TRIG):
        while document.startswith(b"@prefix ", start):
            start = document.index(b"\n", start) + 1
    elif row is JSON_LD:
        start, end = 1, end - 1
    elif row is RDF_XML:
        start = document.index(b"\n", document.index(b"<rdf:RDF")) + 1
        end = document.rindex(END_OF_RDF_XML)
    return document[:start], document[start:end], document[end:]


class _File:
    """A packed file that grows body by body."""

    def __init__(self, path: Path, row: Format, dataset: str, prefixes: dict[str, str]) -> None:
        self._path, self._row, self._dataset = path, row, dataset
        example = gzip.decompress(ANYTHING)
        document = serialize(
            parse(example, format=N_TRIPLES.rdf), format=row.rdf, prefixes=prefixes
        )
        self._beginning, _, self._end = _split(document or b"", row)
        self._file: BinaryIO = path.open("wb")
        self._digest = hashlib.sha256()
        self._triples = 0
        self._put(pack(self._beginning))

    def add(self, body: bytes, triples: int) -> Place:
        """Add a packed body of so many statements."""
        if self._row is JSON_LD and self._triples:
            self._put(COMMA)
        start = self._file.tell()
        self._put(body)
        self._triples += triples
        return Place(start, len(body), crc32(body))

    def finish(self) -> Dump:
        """Write the end, and describe the file."""
        self._put(pack(self._end))
        self.close()
        return Dump(
            name=self._path.name,
            media_type=self._row.media_type,
            compression=GZIP,
            bytes=self._path.stat().st_size,
            sha256=self._digest.hexdigest(),
            triples=self._triples,
            dataset=self._dataset,
        )

    def close(self) -> None:
        """Close the file, finished or not."""
        self._file.close()

    def _put(self, packed: bytes) -> None:
        self._file.write(packed)
        self._digest.update(packed)


ANYTHING = pack(b"<a:a> <a:a> <a:a> .\n")
COMMA = pack(b",\n")


class Files:
    """All graphs of an edition, and each dataset, in every format."""

    def __init__(self, folder: Path, prefixes: dict[str, str]) -> None:
        folder.mkdir()
        names = {"": NAME} | {dataset.key: dataset.key for dataset in DATASETS}
        self._files = {
            (key, row.suffix): _File(folder / f"{name}.{row.suffix}.gz", row, key, prefixes)
            for key, name in names.items()
            for row in GRAPH_FORMATS
        }

    def add(self, dataset: str, bodies: Bodies, whole: Bodies, triples: int) -> dict[str, Place]:
        """
        Add a portion of *dataset* to its files and, written as *whole*, to those of all.

        :returns: where the bodies lie in the files of the dataset; those of which
            :func:`complete` makes others.
        """
        for suffix, body in whole.items():
            self._files["", suffix].add(body, triples)
        places = {
            suffix: self._files[dataset, suffix].add(body, triples)
            for suffix, body in bodies.items()
        }
        return {
            suffix: place for suffix, place in places.items() if suffix not in SAME_WITHOUT_GRAPH
        }

    def finish(self) -> list[Dump]:
        """Finish all files, and describe them: those of the whole edition first."""
        return [file.finish() for file in self._files.values()]

    def close(self) -> None:
        """Close all files, finished or not."""
        for file in self._files.values():
            file.close()


def describe_file(path: Path, media_type: str, dataset: str) -> Dump:
    """Describe a file that holds no graph as a download."""
    return Dump(
        name=path.name,
        media_type=media_type,
        compression="",
        bytes=path.stat().st_size,
        sha256=checksum(path),
        triples=0,
        dataset=dataset,
    )


def checksum(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: object) -> None:
    """Write *value* as JSON that a person can read too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
