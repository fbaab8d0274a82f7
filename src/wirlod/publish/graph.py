"""RDF in files and in the store: the context, the ontology's own files, loading in bulk."""

import json
import re
from collections.abc import Iterable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from wirlod.errors import PublishingError
from wirlod.iris import ONTOLOGY, BaseUri, namespace_of, ontology_iri

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

Term = NamedNode | BlankNode | Literal

READ_TOGETHER = 2**20
"""Bytes of N-Triples that the store is given together."""

RELATIVE_ONTOLOGY = re.compile(rf"<{ONTOLOGY}(?:(#)([A-Za-z-]*)|(/[0-9.]+))?>")
"""How the ontology and its terms are written in files: relative to the base address."""


def read_context(ontology: Path, base_uri: str) -> dict[str, object]:
    """Read the context, with our own prefixes under *base_uri*."""
    document = json.loads((ontology / "context.jsonld").read_text(encoding="utf-8"))
    context: dict[str, object] = document["@context"]
    return context | {"wir": namespace_of(base_uri), "thing": f"{base_uri}{context['thing']}"}


def read_relative(path: Path, base_uri: str) -> str:
    """
    Read a Turtle file that is written relative to the base address.

    Where the ontology is another's, its IRI and its terms are written in full.
    """
    text = path.read_text(encoding="utf-8")
    if not isinstance(base_uri, BaseUri):
        return text
    namespace, ontology = namespace_of(base_uri), ontology_iri(base_uri)
    return RELATIVE_ONTOLOGY.sub(
        lambda f: f"<{namespace}{f[2]}>" if f[1] else f"<{ontology}{f[3] or ''}>", text
    )


def load(store: Store, lines: Iterable[bytes]) -> None:
    """
    Load N-Triples in bulk, all at once.

    What is loaded in pieces is merged after every few of them: of a hundred million statements that
    takes as long again. The loader holds up to 1.6 GB of them in memory.

    :raises SyntaxError: for an IRI or a language that is none: nobody later checks them again.
    """
    file = BufferedReader(_Stream(lines), READ_TOGETHER)
    store.bulk_load(file, format=RdfFormat.N_TRIPLES)


class _Stream(RawIOBase):
    """Pieces of a text, as a file to be read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill *buffer* as far as the next piece goes; 0 where there is none."""
        while not self._rest and (piece := next(self._pieces, None)) is not None:
            self._rest = memoryview(piece)
        room = memoryview(buffer)
        taken = min(len(room), len(self._rest))
        room[:taken], self._rest = self._rest[:taken], self._rest[taken:]
        return taken


def check_spelling(literals: set[str]) -> None:
    """
    Check that a store gives *literals* out as they are written.

    So what was said of things can be looked at in their place: reading it back takes longest.
    """
    lines = "".join(f"<a:a> <a:a> {literal} .\n" for literal in sorted(literals))
    store = Store()
    store.load(lines.encode(), format=RdfFormat.N_TRIPLES)
    kept = (store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph()) or b"").decode()
    if strange := set(lines.split("\n")) - set(kept.split("\n")):
        raise PublishingError(
            f"the store writes {min(strange)} otherwise: this is a fault of the program"
        )


def read_turtle(path: Path, base_uri: str, graph: NamedNode | None = None) -> Iterator[Quad]:
    """
    Yield the quads of a Turtle file that is written relative to the base address.

    Blank nodes (the cells of lists) get addresses under *graph* in the order of the file: a
    name that a reader makes up would change from run to run.
    """
    stem = graph.value if graph else f"{base_uri}def/{path.stem}"
    names: dict[BlankNode, NamedNode] = {}

    def name(node: BlankNode) -> NamedNode:
        return names.setdefault(node, NamedNode(f"{stem}#node-{len(names) + 1}"))

    text = read_relative(path, base_uri)
    for quad in parse(text, format=RdfFormat.TURTLE, base_iri=base_uri):
        subject, value = quad.subject, quad.object
        yield Quad(
            name(subject) if isinstance(subject, BlankNode) else subject,
            quad.predicate,
            name(value) if isinstance(value, BlankNode) else value,
            graph or DefaultGraph(),
        )


def store_graph(
    folder: Path, name: str, triples: Iterable[Triple], *, tidies: bool = False
) -> None:
    """
    Let the endpoint answer for *triples*, in a graph of the store in *folder*.

    :param tidies: whether to put its files in order, which reads and writes all of them.
    """
    graph = NamedNode(name)
    store = Store(str(folder))
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    if tidies:
        store.optimize()
    store.flush()
