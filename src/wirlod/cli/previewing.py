"""
``wirlod preview FILE…``: look at any RDF files as if they were published.

The files become an edition in a temporary folder: same pages, same endpoint, same guards. The
addresses of the data stay what they are; links lead to the local view of them.
"""

import io
import json
import tempfile
from codecs import BOM_UTF8
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import click
import msgspec
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Store, parse

from wirlod import __version__
from wirlod.cli.serving import PORTS, PROCESSES, address_of, run_server
from wirlod.edition import MANIFEST, Edition, Manifest, edition_name, seal_edition
from wirlod.editions import switch_to
from wirlod.errors import Origin, Problem, SettingsError, SourceError
from wirlod.iris import GENID
from wirlod.kinds import prefixes
from wirlod.publish.publisher import publish
from wirlod.reading import TABLE_BYTES, find_fault
from wirlod.settings import read_settings

COUNT_CLASSES = (
    "SELECT ?name (COUNT(DISTINCT ?s) AS ?n) { ?s a ?name FILTER isIRI(?name) } GROUP BY ?name"
)
COUNT_PROPERTIES = "SELECT ?name (COUNT(*) AS ?n) { ?s ?name ?o } GROUP BY ?name"


LINES = (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS)
"""Dumps of stores, where what has no name is asked for as such."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=PORTS, default=8001, show_default=True, help="Port to listen on.")
@click.option(
    "--workers",
    type=PROCESSES,
    default=1,
    show_default=True,
    help="Processes; one is enough for one who looks.",
)
def preview(files: tuple[Path, ...], host: str, port: int, workers: int) -> None:
    """
    Serve FILES as if they were published: RDF, of which named graphs are kept, or a folder of
    records, whose pages say that they are a draft.
    """
    with tempfile.TemporaryDirectory(prefix="wirlod-preview-") as folder:
        base_uri = address_of(host, port)
        write = write_draft if any(file.is_dir() for file in files) else write_preview
        triples = run_apart(write, files, Path(folder), base_uri)
        settings = msgspec.structs.replace(
            read_settings(), editions=Path(folder), base_uri=base_uri, store="", prepared_mb=0
        )
        told = f"{triples} statements at {base_uri} (end with Ctrl-C)"
        run_server(host, port, settings, told, workers)


def run_apart(write: Callable[..., int], *arguments: object) -> int:
    """
    Run *write* in a process of its own.

    A store that was open for writing leaves threads behind, and a server must not be forked
    from a process that has or had them.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as executor:
        return executor.submit(write, *arguments).result()


def write_draft(folders: Sequence[Path], editions: Path, base_uri: str) -> int:
    """
    Publish a folder of records below *editions*, as a draft, and count its statements.

    :raises SourceError, ValidationError: with every problem of the records.
    """
    if len(folders) > 1:
        raise SettingsError("a draft is made of one folder of records: name it alone")
    settings = msgspec.structs.replace(
        read_settings(), data=folders[0], editions=editions, base_uri=base_uri
    )
    edition = publish(settings, datetime.now(UTC).replace(microsecond=0), lambda line: None)
    manifest = msgspec.structs.replace(edition.manifest, is_draft=True, seal="")
    (edition.folder / MANIFEST).write_bytes(msgspec.json.encode(manifest))
    seal_edition(edition.folder, manifest.number)
    return manifest.triples


def write_preview(files: Sequence[Path], editions: Path, base_uri: str) -> int:
    """
    Write an edition below *editions* that holds *files*, and count its statements.

    :raises SourceError: for a file that cannot be read, with its line.
    """
    created = datetime.now(UTC)
    folder = editions / edition_name(created)
    folder.mkdir()
    manifest = _write_store(files, folder, created, base_uri)
    write_small_files(folder, manifest)
    return manifest.triples


def _write_store(files: Sequence[Path], folder: Path, created: datetime, base_uri: str) -> Manifest:
    """Write the store, which is closed when its manifest is there: it moves its files about."""
    store = Store(str(folder / "store"))
    for file in files:
        load_file(store, file, base_uri)
    store.flush()
    return Manifest(
        edition=folder.name,
        created=created,
        base_uri=base_uri,
        source_fingerprint=folder.name,
        versions={"wirlod": __version__},
        triples=len(store),
        records={},
        classes=count(store, COUNT_CLASSES),
        properties=count(store, COUNT_PROPERTIES),
        shapes={},
        is_preview=True,
    )


def write_small_files(folder: Path, manifest: Manifest) -> None:
    """Write what else belongs to an edition, and make it the current one."""
    context = {"id": "@id", "type": "@type", **prefixes(manifest.base_uri)}
    (folder / "context.jsonld").write_text(json.dumps({"@context": context}))
    (folder / "withdrawn.json").write_text("[]")
    (folder / "manifest.json").write_bytes(msgspec.json.encode(manifest))
    switch_to(Edition(folder, manifest), folder.parent)


def load_file(store: Store, file: Path, base_uri: str = "http://localhost/") -> None:
    """
    Load one file of any RDF format into *store*; what has no name gets one below *base_uri*.

    :raises SourceError: for a file that cannot be read, with its line.
    """
    format = RdfFormat.from_extension(file.suffix.removeprefix("."))
    if format is None:
        problem = Problem(Origin(file), f"found the suffix '{file.suffix}', wanted .ttl, .nq …")
        raise SourceError([problem])
    if fault := find_fault(file, TABLE_BYTES):
        raise SourceError.at(file, fault)
    with file.open("rb") as content:
        if content.read(len(BOM_UTF8)) != BOM_UTF8:
            content.seek(0)
        base = file.resolve().as_uri()
        quads = parse(content, format=format, base_iri=base, rename_blank_nodes=True)
        try:
            if format in LINES:
                store.bulk_extend(quads)
            else:
                store.bulk_extend(skolemise(quad, base_uri) for quad in quads)
        except SyntaxError as error:
            line = error.lineno or find_line(file, format)
            raise SourceError.at(file, str(error.msg), line) from error


class LineByLine(io.BufferedReader):
    """A file that gives one line at a time, and knows how many it has given."""

    line = 0
    _is_over = True

    def read(self, size: int | None = -1, /) -> bytes:
        """Give at most *size* bytes of a line."""
        piece = self.readline(size)
        self.line += bool(piece) and self._is_over
        self._is_over = piece.endswith(b"\n")
        return piece


def find_line(file: Path, format: RdfFormat) -> int:
    """Find the line of a fault whose message names none: how far a reader gets, line by line."""
    with file.open("rb", buffering=0) as content:
        lines = LineByLine(content)
        with suppress(SyntaxError):
            for _ in parse(lines, format=format, base_iri=file.resolve().as_uri()):
                pass
        return max(1, lines.line)


def skolemise(quad: Quad, base_uri: str) -> Quad:
    """Name what has no name in *quad* (RDF 1.1, section 3.5), so that it has a page."""

    def name(term: Any) -> Any:
        if isinstance(term, BlankNode):
            return NamedNode(f"{base_uri}{GENID}{term.value}")
        return term

    return Quad(name(quad.subject), quad.predicate, name(quad.object), name(quad.graph_name))


def count(store: Store, query: str) -> dict[str, int]:
    """Map the IRIs that *query* finds to how often they occur."""
    rows = store.query(query, use_default_graph_as_union=True)
    return {row["name"].value: int(row["n"].value) for row in rows}  # type: ignore[union-attr]
