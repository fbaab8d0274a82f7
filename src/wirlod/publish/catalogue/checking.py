"""Whether the catalogue keeps its shapes: ``shapes/catalogue.ttl``, judged by pySHACL."""

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad
from pyshacl import validate
from rdflib import RDF, SH, Graph

from wirlod.errors import Origin, Problem
from wirlod.publish.draft import CATALOGUE_SHAPES
from wirlod.publish.publication import FILE
from wirlod.publish.validation import find_violations, read_shapes, to_triple


def find_faults(quads: Iterable[Quad], shapes: Path, data: Path, base_uri: str) -> list[Problem]:
    """
    Find what is wrong with the catalogue made of *quads*.

    Its words come from ``publication.yaml`` in *data*, so that is where to repair it. A shape
    that finds nothing to look at is a fault too.
    """
    rules = read_shapes([shapes / CATALOGUE_SHAPES], base_uri)
    graph = Graph()
    for quad in quads:
        graph.add(to_triple(quad))
    _, report, _ = validate(graph, shacl_graph=rules, inference="none", advanced=False)
    place = Origin(data / FILE)
    problems = [
        Problem(place, f"{found.focus}: {' / '.join(text for _, text in found.messages)}")
        for found in find_violations(report)
    ]
    for shape, kind in rules.subject_objects(SH.targetClass):
        if (None, RDF.type, kind) not in graph:
            problems.append(Problem(place, f"{shape} found nothing to look at"))
    return sorted(problems)
