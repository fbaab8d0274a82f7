"""The code lists: what a cell may say, and a shape allows, stands in ``concepts.ttl`` alone."""

from pathlib import Path
from typing import get_args

import pytest
from pyshacl import validate
from rdflib import DCTERMS, RDF, RDFS, SH, SKOS, Graph, URIRef

from wirlod.errors import Origin, PublishingError
from wirlod.publish.code_lists import read_code_lists
from wirlod.publish.money import Counting
from wirlod.publish.records import codes
from wirlod.publish.records.cells import Code, CodeLists, read_cell
from wirlod.publish.records.kinds import TABLES
from wirlod.publish.records.row import read_row
from wirlod.publish.records.territory import TerritoryRow

COLUMNS = [kind for kind in vars(codes).values() if isinstance(kind, type) and kind is not Code]


@pytest.fixture(scope="module")
def lists(checkout: Path) -> CodeLists:
    return read_code_lists(checkout / "ontology")


def codes_of(concepts: Graph, scheme: URIRef) -> set[str]:
    members = concepts.subjects(SKOS.inScheme, scheme)
    return {str(concepts.value(member, DCTERMS.identifier)) for member in members}


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


@pytest.mark.parametrize("kind", COLUMNS, ids=lambda kind: kind.__name__)
def test_a_column_chooses_from_its_list(
    lists: CodeLists, concepts: Graph, base: str, kind: type[Code]
) -> None:
    allowed = codes_of(concepts, URIRef(f"{base}id/concept/{kind.scheme}"))

    assert len(COLUMNS) == 9
    assert set(lists[kind.scheme]) == allowed
    assert {read_cell(code, kind, lists) for code in allowed} == allowed
    with pytest.raises(ValueError, match=f"one of {', '.join(lists[kind.scheme])}"):
        read_cell("no-such-code", kind, lists)


@pytest.mark.parametrize("kind", COLUMNS, ids=lambda kind: kind.__name__)
def test_a_shape_asks_for_the_same_list(shapes: Graph, base: str, kind: type[Code]) -> None:
    asking = set(shapes.subjects(SH.hasValue, URIRef(f"{base}id/concept/{kind.scheme}")))
    (asked,) = (node for shape in asking for node in shapes.subjects(SH.property, shape))
    used = {*shapes.subjects(SH.node, asked), *shapes.subjects(RDF.first, asked)}

    assert used


def test_what_money_may_count_as_is_a_code_list(lists: CodeLists, shapes: Graph, base: str) -> None:
    scheme = URIRef(f"{base}id/concept/counting")

    assert set(get_args(Counting)) == set(lists["counting"])
    assert set(shapes.subjects(SH.hasValue, scheme))


def test_no_shape_keeps_a_list_of_its_own(shapes: Graph, lists: CodeLists) -> None:
    texts = [str(text) for p in (SH.pattern, SH.message) for text in shapes.objects(None, p)]
    several = [codes for kind in COLUMNS if len(codes := lists[kind.scheme]) > 1]
    whole = [between.join(codes) for codes in several for between in ("|", ", ")]

    assert texts
    assert not [text for text in texts for codes in whole if codes in text]


def test_a_new_code_is_a_concept_and_nothing_else(
    checkout: Path, tmp_path: Path, shapes: Graph, base: str
) -> None:
    text = (checkout / "ontology/concepts.ttl").read_text()
    text += (
        '<id/concept/county> a skos:Concept ; dct:identifier "county" ;\n'
        "    skos:inScheme <id/concept/territory-type> .\n"
    )
    (tmp_path / "concepts.ttl").write_text(text)
    row = {name: "" for name in TerritoryRow.__struct_fields__} | {
        "key": "x", "type": "county", "label": "X", "sources": "https://example.org/"
    }  # fmt: skip
    read = read_row(TerritoryRow, row, Origin(tmp_path), read_code_lists(tmp_path))
    graph = Graph().parse(data=text, format="turtle", publicID=base)
    thing = f"<{base}id/territory/x> a dct:Location ; dct:type <{base}id/concept/county> ."
    graph.parse(data=f"@prefix dct: <http://purl.org/dc/terms/> . {thing}", format="turtle")
    _, report, _ = validate(graph, shacl_graph=shapes)
    violated = {str(shape) for shape in report.objects(None, SH.sourceShape)}

    assert isinstance(read, TerritoryRow)
    assert f"{base}def/shapes/territory#TerritoryCategoryShape" not in violated
    assert violated  # the rest of what a territory needs is missing


def test_an_ontology_without_a_list_is_refused() -> None:
    with pytest.raises(PublishingError, match="no code list"):
        read_row(TABLES[0], {}, Origin(Path("x")), CodeLists({}))
