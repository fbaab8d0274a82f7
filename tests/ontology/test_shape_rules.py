"""The shapes as shapes: valid, named, and with a message for whoever repairs the row."""

from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.term import Node

from wirlod.values.quotes import LONGEST_QUOTE


def reported_shapes(shapes: Graph) -> set[Node]:
    """Shapes whose results a person sees: those with a target, and their property shapes."""
    targeted = set(shapes.subjects(SH.targetClass)) | set(shapes.subjects(SH.targetSubjectsOf))
    return targeted | {p for shape in targeted for p in shapes.objects(shape, SH.property)}


def languages(shapes: Graph, shape: Node, predicate: URIRef) -> list[str]:
    return sorted(text.language for text in shapes.objects(shape, predicate))


def test_the_shapes_are_shapes(shapes: Graph) -> None:
    shacl_of_shacl = Graph().parse(data="", format="turtle")

    conforms, _, report = validate(shacl_of_shacl, shacl_graph=shapes, meta_shacl=True)

    assert conforms, report


def test_every_property_shape_says_what_to_repair_in_both_languages(shapes: Graph) -> None:
    reported = reported_shapes(shapes)
    reported &= set(shapes.subjects(RDF.type, SH.PropertyShape))

    assert len(reported) > 100
    for shape in reported:
        assert languages(shapes, shape, SH.name) == ["de", "en"], shape
        assert languages(shapes, shape, SH.message) == ["de", "en"], shape


def test_every_shape_with_a_target_has_a_label_in_both_languages(shapes: Graph) -> None:
    for shape in set(shapes.subjects(SH.targetClass)):
        assert languages(shapes, shape, RDFS.label) == ["de", "en"], shape


def test_every_shape_that_is_referred_to_is_defined(shapes: Graph, base: str) -> None:
    referred = set(shapes.objects(None, SH.property)) | set(shapes.objects(None, RDF.first))
    ours = {node for node in referred if str(node).startswith(f"{base}def/shapes/")}

    assert ours
    assert ours == {node for node in ours if (node, RDF.type, None) in shapes}


def test_no_shape_needs_a_query(shapes: Graph) -> None:
    assert not list(shapes.subject_objects(SH.sparql))


@pytest.mark.parametrize("kind", ["grant", "release", "organisation", "concept", "thing"])
def test_a_shape_lives_in_the_graph_of_its_kind(shapes: Graph, base: str, kind: str) -> None:
    document = URIRef(f"{base}def/shapes/{kind}")

    own = set(shapes.subjects(RDFS.isDefinedBy, document))

    assert own
    assert all(str(shape).startswith(f"{document}#") for shape in own)


@pytest.mark.parametrize("name", ["evidence#QuoteExactShape", "quotation#QuotationTextShape"])
def test_a_shape_allows_as_long_a_quotation_as_a_cell_does(
    shapes: Graph, base: str, name: str
) -> None:
    shape = URIRef(f"{base}def/shapes/{name}")
    (longest,) = shapes.objects(shape, SH.maxLength)

    assert int(longest) == LONGEST_QUOTE
    assert all(str(LONGEST_QUOTE) in text for text in shapes.objects(shape, SH.message))


def test_the_stewards_are_told_how_long_a_quotation_may_be(checkout: Path) -> None:
    assert f"at most {LONGEST_QUOTE} characters" in (checkout / "data/README.md").read_text()
