"""Nodes + ``ontology/catalogue-context.jsonld`` → the files that portals fetch."""

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec
from pyoxigraph import Quad, RdfFormat, parse, serialize

from wirlod.errors import PublishingError
from wirlod.formats import JSON_LD, RDF_XML, TURTLE
from wirlod.kinds import prefixes
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.publish.catalogue.nodes import Node

CONTEXT = "catalogue-context.jsonld"
FORMATS = (RDF_XML, TURTLE, JSON_LD)
"""How the catalogue is written; the first is what ``*/*`` gets."""


def write_nodes(nodes: Iterable[Node], ontology: Path, path: Path, base_uri: str) -> list[Quad]:
    """
    Write *nodes* to *path* with the suffix of each format, in the order of the nodes.

    The JSON-LD is that of the nodes; the others are read off it.

    :returns: what was written.
    """
    context = json.loads((ontology / CONTEXT).read_text(encoding="utf-8"))["@context"]
    graph = [msgspec.to_builtins(node) for node in nodes]
    document = json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1)
    path.with_suffix(f".{JSON_LD.suffix}").write_text(document + "\n", encoding="utf-8")
    quads = _by_subject(list(parse(document, format=RdfFormat.JSON_LD)))
    for row in (RDF_XML, TURTLE):
        assert row.rdf is not None
        used = _used_prefixes(quads, base_uri)
        serialize(quads, path.with_suffix(f".{row.suffix}"), row.rdf, prefixes=used)
    return quads


def _by_subject(quads: list[Quad]) -> list[Quad]:
    """Keep together what is said of one thing, in the order in which the things appear."""
    places: dict[str, int] = {}
    for quad in quads:
        places.setdefault(str(quad.subject), len(places))
        if str(quad.subject).startswith("_:") or str(quad.object).startswith("_:"):
            raise PublishingError(f"{quad} has a node without address: a fault of the program")
    return sorted(quads, key=lambda quad: places[str(quad.subject)])


def _used_prefixes(quads: list[Quad], base_uri: str) -> dict[str, str]:
    """Keep the prefixes that shorten something, so that the head of the file stays short."""
    known = prefixes(base_uri) | FOREIGN_PREFIXES
    text = "\n".join(str(quad) for quad in quads)
    return {prefix: iri for prefix, iri in sorted(known.items()) if f"<{iri}" in text}
