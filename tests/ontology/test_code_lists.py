"""The code lists: what a cell may say is a concept in both languages, and shapes allow the same."""

import re
from typing import get_args

import pytest
from rdflib import DCTERMS, RDF, RDFS, SH, SKOS, Graph, URIRef

from wirlod.publish.money import Counting
from wirlod.publish.records import codes

COLUMNS = {
    "precision": codes.Precision,
    "sum-kind": codes.SumKind,
    "per-time": codes.Per,
    "counting": Counting,
    "basis": codes.Basis,
    "territory-type": codes.TerritoryType,
    "organisation-type": codes.OrganisationType,
    "milestone-type": codes.MilestoneType,
    "figure-measure": codes.FigureMeasure,
    "release-type": codes.ReleaseType,
}
"""Code list → what the cells of its columns may say."""

SHAPED_LISTS = (
    "precision",
    "sum-kind",
    "per-time",
    "counting",
    "basis",
    "territory-type",
    "milestone-type",
    "figure-measure",
    "release-type",
)
"""The lists of which one shape allows every code."""


def codes_of(concepts: Graph, scheme: URIRef) -> set[str]:
    members = concepts.subjects(SKOS.inScheme, scheme)
    return {str(concepts.value(member, DCTERMS.identifier)) for member in members}


def allowed_codes(shapes: Graph) -> set[frozenset[str]]:
    """Every list of codes that a shape with a message allows."""
    patterns = (shapes.value(s, SH.pattern) for s in set(shapes.subjects(SH.message)))
    found = (re.search(r"/id/concept/\(([a-z0-9|-]+)\)", p or "") for p in patterns)
    return {frozenset(match[1].split("|")) for match in found if match}


def test_every_concept_is_in_a_code_list(concepts: Graph) -> None:
    schemes = set(concepts.subjects(RDF.type, SKOS.ConceptScheme))

    assert len(schemes) == 11
    for concept in concepts.subjects(RDF.type, SKOS.Concept):
        assert set(concepts.objects(concept, SKOS.inScheme)) <= schemes


def test_the_address_of_a_concept_ends_with_its_code(concepts: Graph) -> None:
    for thing, code in concepts.subject_objects(DCTERMS.identifier):
        assert str(thing).endswith(f"/{code}")


def test_the_label_of_a_concept_is_its_preferred_label(concepts: Graph) -> None:
    labels = set(concepts.subject_objects(RDFS.label))

    assert labels == set(concepts.subject_objects(SKOS.prefLabel))


@pytest.mark.parametrize("scheme", SHAPED_LISTS)
def test_a_shape_allows_exactly_the_codes_of_a_list(
    shapes: Graph, concepts: Graph, base: str, scheme: str
) -> None:
    codes = codes_of(concepts, URIRef(f"{base}id/concept/{scheme}"))

    assert frozenset(codes) in allowed_codes(shapes)


def test_the_shapes_of_organisations_share_the_types_among_them(
    shapes: Graph, concepts: Graph, base: str
) -> None:
    types = codes_of(concepts, URIRef(f"{base}id/concept/organisation-type"))

    shared = [codes for codes in allowed_codes(shapes) if codes & types]

    assert frozenset.union(*shared) == types
    assert sum(map(len, shared)) == len(types)


@pytest.mark.parametrize("scheme", COLUMNS)
def test_a_cell_may_say_exactly_the_codes_of_its_list(
    concepts: Graph, base: str, scheme: str
) -> None:
    allowed = get_args(COLUMNS[scheme])

    assert set(allowed) == codes_of(concepts, URIRef(f"{base}id/concept/{scheme}"))
