"""
Records → RDF: their JSON, read under ``ontology/context.jsonld``.

This is the only mapping there is. Oxigraph's JSON-LD reader takes hundreds of thousands of
triples a second, so a batch costs less than storing it.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from wirlod.publish.records.thing import Thing

Term = NamedNode | BlankNode | Literal

BATCH = 2_000
"""Things that are turned into JSON together; bounds the memory."""

PORTION = 250_000
"""Quads that are loaded together: about 550 MiB at the peak; fewer take twice the time."""

OURS = ("wir", "thing")
"""Prefixes of the context that are written relative to the base address."""


def read_context(ontology: Path, base_uri: str) -> dict[str, object]:
    """Read the context, with our own prefixes under *base_uri*."""
    document = json.loads((ontology / "context.jsonld").read_text(encoding="utf-8"))
    context: dict[str, object] = document["@context"]
    return context | {prefix: f"{base_uri}{context[prefix]}" for prefix in OURS}


def build_quads(things: Iterable[Thing], context: dict[str, object]) -> Iterator[Quad]:
    """Yield the quads of *things*, batch by batch, in the order of the things."""
    encoder = msgspec.json.Encoder(enc_hook=str)  # cells are kinds of str
    head = b'{"@context":' + encoder.encode(context) + b',"@graph":'
    remaining = iter(things)
    while batch := list(islice(remaining, BATCH)):
        yield from parse(head + encoder.encode(batch) + b"}", format=RdfFormat.JSON_LD)


def store_quads(store: Store, quads: Iterable[Quad]) -> None:
    """
    Load *quads* in bulk, portion by portion.

    Given all at once, the bulk loader keeps up to a gigabyte of them in memory.
    """
    remaining = iter(quads)
    while portion := list(islice(remaining, PORTION)):
        store.bulk_extend(portion)


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

    for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=base_uri):
        subject, value = quad.subject, quad.object
        yield Quad(
            name(subject) if isinstance(subject, BlankNode) else subject,
            quad.predicate,
            name(value) if isinstance(value, BlankNode) else value,
            graph or DefaultGraph(),
        )
