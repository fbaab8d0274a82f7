"""
Two fast SHACL engines that look at everything, so that pySHACL need only judge what they doubt.

Neither is trusted alone: they are young, have different authors, and each flags what it finds.
What either flags is judged, and so is a sample of what neither does; should the judge find fault
with a thing of the sample that no scout flagged, it judges everything.

What records only refer to has nothing but its class, so that whatever looks at the class would
find fault with it, thousands of times for nothing. Therefore shapes look at what is told to be
looked at: only at what something else is said of.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pyoxigraph as ox
import shacl_rust

from wirlod.namespaces import expand
from wirlod.publish.graph import read_relative

Scout = Callable[[str, str], set[str]]
"""
Takes N-Triples, what is said and the classes of what that refers to; gives the IRIs of the nodes
that break a shape.
"""

Validate = Callable[[str], set[str]]
"""The same for all N-Triples together."""

Aim = Callable[[str, str], str]
"""Takes what a scout takes, and adds what to look at."""

N_TRIPLES = ox.RdfFormat.N_TRIPLES

WORDS = frozenset(
    ox.NamedNode(expand(name))
    for name in ("sh:message", "sh:name", "sh:description", "rdfs:label", "rdfs:comment")
)
"""What shapes say to people: a scout, which reads all shapes for each portion, needs none of it."""

AIM = "urn:looked-at:"
"""What is of a class *c* and looked at is the object of this property, followed by *c*."""

OF_CLASS = re.compile(rf" <{re.escape(expand('rdf:type'))}> <(\S+)> \.\n")
"""The end of a line that says of what class something is: it is found faster than whole lines."""

SUBCLASS = f"<{expand('rdfs:subClassOf')}>"
TARGET_CLASS, TARGET_OBJECTS = (
    ox.NamedNode(expand(name)) for name in ("sh:targetClass", "sh:targetObjectsOf")
)


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
    makers = {"shacl-rust": _shacl_rust}
    if find_spec("shacl"):  # has no wheel for Linux on ARM
        makers["shacl"] = lambda shapes: _shacl(shapes, base_uri)
    aim = lru_cache(maxsize=1)(_aim)  # the next scout asks for the same
    return {
        name: _direct(make(_write(said)), make(_write(map(_aimed, said))), aim)
        for name, make in makers.items()
    }


def _write(triples: Iterable[ox.Triple]) -> str:
    return (ox.serialize(triples, format=N_TRIPLES) or b"").decode()


def _aimed(said: ox.Triple) -> ox.Triple:
    """Let a shape that looks at a class look at what is told to be looked at."""
    if said.predicate != TARGET_CLASS or not isinstance(said.object, ox.NamedNode):
        return said
    return ox.Triple(said.subject, TARGET_OBJECTS, ox.NamedNode(f"{AIM}{said.object.value}"))


def _direct(validate: Validate, validate_aimed: Validate, aim: Aim) -> Scout:
    """Aim where that finds the same: what is of a class is of those above it, too."""

    def scout(said: str, classes: str = "") -> set[str]:
        if SUBCLASS in said:
            return validate(said + classes)
        return validate_aimed(aim(said, classes))

    return scout


def _aim(said: str, classes: str) -> str:
    """Tell to look at everything of which *said* names a class."""
    aims = (f"<{AIM}> <{AIM}{kind}> {node} .\n" for node, kind in find_classes(said))
    return "".join((said, classes, *aims))


def find_classes(said: str) -> Iterator[tuple[str, str]]:
    """
    Yield what N-Triples say of the classes of nodes, as they write it.

    >>> list(find_classes(f"<a:x> <{expand('rdf:type')}> <a:C> .\\n"))
    [('<a:x>', 'a:C')]
    """
    for found in OF_CLASS.finditer(said):
        start = said.rfind("\n", 0, found.start()) + 1
        yield said[start : found.start()], found[1]


def _shacl_rust(shapes: str) -> Validate:
    def validate(data: str) -> set[str]:
        report = shacl_rust.validate(
            data, shapes, data_format="nt", shapes_format="nt", experimental_index=True
        )
        return {_iri(result["focusNode"]) for result in report["results"]}

    return validate


def _shacl(shapes: str, base_uri: str) -> Validate:
    compiled = import_module("shacl").Shapes.from_text(shapes, "ntriples", base_uri)

    def validate(data: str) -> set[str]:
        report = compiled.validate_text(data, "ntriples", base_uri)
        return {_iri(result.focus_node) for result in report.results}

    return validate


def _iri(term: str) -> str:
    """
    Read an IRI as it is written in N-Triples.

    >>> _iri("<https://example.org/x>")
    'https://example.org/x'
    """
    return term.removeprefix("<").removesuffix(">")
