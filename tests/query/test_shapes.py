"""Every document of shapes can be used alone."""

import pytest
from pyshacl import validate
from rdflib import RDF, SH, Graph, URIRef
from tests.conftest import CHECKOUT

from wirlod.edition import Edition
from wirlod.formats import TURTLE
from wirlod.query.embedded import EmbeddedStore
from wirlod.query.shapes import describe_all_shapes, describe_shapes
from wirlod.writing.rdf import write_triples

KEYS = sorted(path.stem for path in (CHECKOUT / "shapes").glob("*.ttl"))


@pytest.fixture(scope="module")
def store(edition: Edition, base_uri: str) -> EmbeddedStore:
    return EmbeddedStore.from_folder(edition.store_folder, base_uri)


@pytest.mark.parametrize("key", KEYS)
def test_a_validator_loads_a_document_of_shapes_alone(
    store: EmbeddedStore, base_uri: str, key: str
) -> None:
    description = describe_shapes(store, f"{base_uri}def/shapes", key)
    shapes = Graph().parse(data=write_triples(description.own, TURTLE.rdf, {}), format="turtle")
    referred = {
        value
        for value in shapes.objects()
        if isinstance(value, URIRef) and str(value).startswith(f"{base_uri}def/shapes/")
    }

    conforms, _, _ = validate(Graph(), shacl_graph=shapes)

    assert conforms
    assert {value for value in referred if "#" in value} <= set(shapes.subjects())


def test_what_is_borrowed_has_no_targets_of_its_own(store: EmbeddedStore, base_uri: str) -> None:
    description = describe_shapes(store, f"{base_uri}def/shapes", "grant")
    targeted = {
        triple.subject.value
        for triple in description.own
        if triple.predicate.value == str(SH.targetClass)
    }

    assert targeted
    assert all(iri.startswith(f"{base_uri}def/shapes/grant#") for iri in targeted)


def test_all_shapes_are_one_document(store: EmbeddedStore, base_uri: str) -> None:
    description = describe_all_shapes(store, f"{base_uri}def/shapes")
    found = Graph().parse(data=write_triples(description.own, TURTLE.rdf, {}), format="turtle")

    assert len(set(found.subjects(RDF.type, SH.NodeShape))) > len(KEYS)
