"""
The things of each dataset in every graph format, as files.

One pass over the store writes N-Triples; the other formats are read off those, so that all
hold the same statements. The store gives its quads in the order of their hashes, which is the
same on every machine.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from wirlod.edition import Dump
from wirlod.formats import GRAPH_FORMATS, N_TRIPLES, Format
from wirlod.iris import target_of, thing_of
from wirlod.kinds import prefixes
from wirlod.kinds.datasets import DATASETS, dataset_of
from wirlod.publish.dumps import checksum


def write_graphs(
    store: Store, folder: Path, base_uri: str, digests: dict[str, int]
) -> Iterator[Dump]:
    """
    Write one file per dataset and graph format below *folder*.

    :param digests: gets a digest of all statements about each thing, by ``kind/key``.
    """
    counts = _write_n_triples(store, folder, base_uri, digests)
    for dataset in DATASETS:
        source = folder / f"{dataset.key}.{N_TRIPLES.suffix}"
        for row in GRAPH_FORMATS:
            path = source.with_suffix(f".{row.suffix}")
            if row is not N_TRIPLES:
                _convert(source, path, row, base_uri)
            yield build_dump(path, row.media_type, dataset.key, triples=counts[dataset.key])


def build_dump(path: Path, media_type: str, dataset: str, triples: int = 0) -> Dump:
    """Describe the file *path* as a download."""
    return Dump(
        name=path.name,
        media_type=media_type,
        compression="",
        bytes=path.stat().st_size,
        sha256=checksum(path),
        triples=triples,
        dataset=dataset,
    )


def _write_n_triples(
    store: Store, folder: Path, base_uri: str, digests: dict[str, int]
) -> dict[str, int]:
    counts = dict.fromkeys((dataset.key for dataset in DATASETS), 0)
    paths = {key: folder / f"{key}.{N_TRIPLES.suffix}" for key in counts}
    files = {key: path.open("wb") for key, path in paths.items()}
    try:
        for subject, triples in _split(store):
            key = dataset_of(subject, base_uri).key
            lines = serialize(triples, format=RdfFormat.N_TRIPLES) or b""
            files[key].write(lines)
            counts[key] += len(triples)
            if target := thing_of(target_of(subject, base_uri)):
                digests[target] = digests.get(target, 0) ^ _digest(lines)
    finally:
        for file in files.values():
            file.close()
    return counts


def _digest(lines: bytes) -> int:
    return int.from_bytes(blake2b(lines, digest_size=16).digest())


def _split(store: Store) -> Iterator[tuple[str, list[Triple]]]:
    """Yield the triples of one subject after the other, shapes included."""
    quads: Iterable[Quad] = store.quads_for_pattern(None, None, None, None)
    for subject, said in groupby(quads, key=lambda quad: quad.subject):
        assert isinstance(subject, NamedNode)
        yield subject.value, [quad.triple for quad in said]


def _convert(source: Path, path: Path, row: Format, base_uri: str) -> None:
    assert row.rdf is not None
    quads = parse(path=source, format=RdfFormat.N_TRIPLES)
    serialize(quads, output=path, format=row.rdf, prefixes=prefixes(base_uri))
