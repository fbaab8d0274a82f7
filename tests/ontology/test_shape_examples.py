"""The examples of the ontology conform, and every shape has one to look at."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph, URIRef
from tests.ontology.own_terms import CLASSES

from wirlod.iris import term_iri


def file_name(class_name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in class_name).lstrip("-") + ".ttl"


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_an_example(checkout: Path, base: str, name: str) -> None:
    path = checkout / "ontology/examples" / file_name(name)

    example = Graph().parse(path, publicID=base)

    assert (None, RDF.type, URIRef(term_iri(base, name))) in example


def test_the_examples_conform(examples: Graph, shapes: Graph) -> None:
    conforms, _, report = validate(examples, shacl_graph=shapes)

    assert conforms, report


def test_every_shape_has_an_example_to_look_at(examples: Graph, shapes: Graph) -> None:
    classes = set(shapes.objects(None, SH.targetClass))

    assert classes == {c for c in classes if (None, RDF.type, c) in examples}
