"""
Two fast SHACL engines that look at everything, so that pySHACL need only judge what they doubt.

Neither is trusted alone: they are young, have different authors, and each flags what it finds.
What either flags is judged, and so is a sample of what neither does; should the judge find fault
with a thing of the sample that no scout flagged, it judges everything.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox
import shacl_rust

from wirlod.namespaces import expand
from wirlod.publish.graph import read_relative

Scout = Callable[[str], set[str]]
"""Takes N-Triples, gives the IRIs of the nodes that break a shape."""

N_TRIPLES = ox.RdfFormat.N_TRIPLES

WORDS = frozenset(
    ox.NamedNode(expand(name))
    for name in ("sh:message", "sh:name", "sh:description", "rdfs:label", "rdfs:comment")
)
"""What shapes say to people: a scout, which reads all shapes for each portion, needs none of it."""


def make_scouts(shapes: Iterable[Path], base_uri: str) -> dict[str, Scout]:
    """Make every scout that can be had on this platform, by the name of its package."""
    quads = [
        quad
        for path in shapes
        for quad in ox.parse(
            read_relative(path, base_uri),
            format=ox.RdfFormat.TURTLE,
            base_iri=base_uri,
            rename_blank_nodes=True,
        )
    ]
    said = [quad.triple for quad in quads if quad.predicate not in WORDS]
    text = (ox.serialize(said, format=N_TRIPLES) or b"").decode()
    scouts = {"shacl-rust": _shacl_rust(text)}
    if find_spec("shacl"):  # has no wheel for Linux on ARM
        scouts["shacl"] = _shacl(text, base_uri)
    return scouts


def _shacl_rust(shapes: str) -> Scout:
    def scout(data: str) -> set[str]:
        report = shacl_rust.validate(
            data, shapes, data_format="nt", shapes_format="nt", experimental_index=True
        )
        return {_iri(result["focusNode"]) for result in report["results"]}

    return scout


def _shacl(shapes: str, base_uri: str) -> Scout:
    compiled = import_module("shacl").Shapes.from_text(shapes, "ntriples", base_uri)

    def scout(data: str) -> set[str]:
        report = compiled.validate_text(data, "ntriples", base_uri)
        return {_iri(result.focus_node) for result in report.results}

    return scout


def _iri(term: str) -> str:
    """
    Read an IRI as it is written in N-Triples.

    >>> _iri("<https://example.org/x>")
    'https://example.org/x'
    """
    return term.removeprefix("<").removesuffix(">")
