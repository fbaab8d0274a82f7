"""Our own terms: the closed list, complete in both languages, with examples that can be read."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store, parse
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from tests.ontology.conftest import WORLD
from tests.ontology.own_terms import CLASSES, PROPERTIES

from wirlod.iris import ontology_iri, term_iri


def test_there_are_few_terms_of_our_own() -> None:
    assert 10 <= len(CLASSES) <= 15
    assert 20 <= len(PROPERTIES) <= 35


def test_every_term_is_defined_by_the_ontology(terms: Graph, base: str) -> None:
    defined = {str(t).partition("#")[2] for t in terms.subjects(RDFS.isDefinedBy)}

    assert defined == {*CLASSES, *PROPERTIES}


@pytest.mark.parametrize("name", [*CLASSES, *PROPERTIES])
@pytest.mark.parametrize("said_by", [RDFS.label, SKOS.definition, SKOS.scopeNote])
def test_a_term_speaks_both_languages(terms: Graph, base: str, name: str, said_by: URIRef) -> None:
    texts = list(terms.objects(URIRef(term_iri(base, name)), said_by))

    assert sorted(text.language for text in texts) == ["de", "en"]


@pytest.mark.parametrize("name", [*CLASSES, *PROPERTIES])
def test_a_definition_is_one_sentence(terms: Graph, base: str, name: str) -> None:
    for text in terms.objects(URIRef(term_iri(base, name)), SKOS.definition):
        assert text.endswith(".")
        assert ". " not in text


@pytest.mark.parametrize("name", CLASSES)
def test_the_example_of_a_class_is_a_thing_of_the_examples(
    terms: Graph, examples: Graph, base: str, name: str
) -> None:
    term = URIRef(term_iri(base, name))

    example = terms.value(term, SKOS.example)

    assert (example, RDF.type, term) in examples


@pytest.mark.parametrize("name", PROPERTIES)
def test_the_example_of_a_property_is_a_triple_of_the_examples(
    terms: Graph, world: Store, base: str, world_prefixes: dict[str, str], name: str
) -> None:
    term = term_iri(base, name)
    lines = [f"@prefix {p}: <{iri}> ." for p, iri in world_prefixes.items()]
    turtle = "\n".join([*lines, str(terms.value(URIRef(term), SKOS.example))])

    (example,) = parse(turtle.encode(), RdfFormat.TURTLE, base_iri=WORLD)

    assert example.predicate.value == term
    assert example in world


def test_the_header_says_what_it_is(terms: Graph, base: str) -> None:
    assert (URIRef(ontology_iri(base)), RDF.type, OWL.Ontology) in terms


@pytest.mark.parametrize("graph", ["terms", "concepts", "alignments", "shapes", "examples"])
def test_everything_has_an_address(graph: str, request: pytest.FixtureRequest) -> None:
    nodes = set(request.getfixturevalue(graph).all_nodes())

    assert nodes
    assert not [node for node in nodes if isinstance(node, BNode)]


def test_an_alignment_is_of_a_term_of_ours_and_stated(alignments: Graph, terms: Graph) -> None:
    axioms = list(alignments.subjects(RDF.type, OWL.Axiom))

    assert axioms
    for axiom in axioms:
        source, relation, target = (
            alignments.value(axiom, part)
            for part in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        )
        assert (source, relation, target) in alignments + terms
        assert (source, RDF.type, None) in terms


def test_a_label_is_what_a_person_would_say(terms: Graph) -> None:
    labels = [str(label) for label in terms.objects(None, RDFS.label)]

    assert len(labels) > 60
    assert not [label for label in labels if "/" in label or "#" in label]


def test_every_version_before_is_kept(terms: Graph, base: str, checkout: Path) -> None:
    ontology, kept = URIRef(ontology_iri(base)), checkout / "ontology/versions"
    before = terms.value(ontology, OWL.priorVersion)

    for path in kept.glob("*.ttl"):
        header = Graph().parse(path, publicID=base)
        assert header.value(ontology, OWL.versionInfo) == Literal(path.stem)
    assert before == URIRef(f"{ontology}/{max(path.stem for path in kept.glob('*.ttl'))}")
