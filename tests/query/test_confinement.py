"""A query for an engine that many share sees the graphs of one edition, however it is written."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from wirlod.errors import QueryRefused
from wirlod.sparql.confinement import NOWHERE, Confined, Dataset, Graphs, confine

BASE = "http://example.org/"
OURS = f"{BASE}graph/new"
SHAPES, PLACE = f"{BASE}def/shapes", f"{OURS}/def/shapes"
OLD, SECRET = f"{BASE}graph/old", "urn:secret"
GRAPHS = Graphs(OURS, ((SHAPES, PLACE),))


def confined(text: str, dataset: Dataset | None = None) -> Confined:
    known = {"ex": BASE, "xsd": "http://www.w3.org/2001/XMLSchema#"}
    return confine(text, GRAPHS, known, BASE, dataset)


@pytest.fixture(scope="module")
def shared() -> Store:
    """An engine with our edition, an older one and something else."""
    store = Store()
    for graph in (OURS, PLACE, OLD, SECRET):
        store.add(
            Quad(NamedNode(f"{BASE}s"), NamedNode(f"{BASE}p"), Literal(graph), NamedNode(graph))
        )
    return store


def ask(store: Store, query: Confined) -> set[str]:
    """Ask as an engine does that takes parameters of the protocol and adds what FROM says."""
    result = store.query(
        query.text,
        default_graph=[NamedNode(iri) for iri in query.default_graphs],
        named_graphs=[NamedNode(iri) for iri in query.named_graphs],
    )
    assert isinstance(result, QuerySolutions)
    return {row["o"].value for row in result if row["o"]}


SEEN = {
    "the default graph": ("SELECT ?o { ?s ?p ?o }", {OURS}),
    "any graph": ("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", {PLACE}),
    "by its name": (f"SELECT ?o {{ GRAPH <{SHAPES}> {{ ?s ?p ?o }} }}", {PLACE}),
    "relative": ("SELECT ?o { GRAPH <def/shapes> { ?s ?p ?o } }", {PLACE}),
    "prefixed": ("SELECT ?o { GRAPH ex:def\\/shapes { ?s ?p ?o } }", {PLACE}),
    "FROM": ("SELECT ?o FROM <def/shapes> { ?s ?p ?o }", {PLACE}),
    "nested": ("SELECT ?o { GRAPH ?g { GRAPH ?h { ?s ?p ?o } } }", {PLACE}),
    "FROM NAMED": ("SELECT ?o FROM NAMED <def/shapes> { ?s ?p ?o }", set()),
    "FROM an old edition": ("SELECT ?o FROM <graph/old> { ?s ?p ?o }", set()),
    "FROM by its address": ("SELECT ?o FROM <graph/new> { ?s ?p ?o }", set()),
    "FROM NAMED another": ("SELECT ?o FROM NAMED <urn:secret> { GRAPH ?g { ?s ?p ?o } }", set()),
    "another": ("SELECT ?o { GRAPH <urn:secret> { ?s ?p ?o } }", set()),
    "by its address": ("SELECT ?o { GRAPH <graph/new/def/shapes> { ?s ?p ?o } }", set()),
    "VALUES": ("SELECT ?o { VALUES ?g { <urn:secret> } GRAPH ?g { ?s ?p ?o } }", set()),
    "BIND": ("SELECT ?o { BIND(<graph/old> AS ?g) GRAPH ?g { ?s ?p ?o } }", set()),
    "in a subquery": ("SELECT ?o { { SELECT ?o { GRAPH <urn:secret> { ?s ?p ?o } } } }", set()),
    "in EXISTS": ("SELECT ?o { ?s ?p ?o FILTER EXISTS { GRAPH <urn:secret> {} } }", set()),
    "behind a comment": ("SELECT ?o { GRAPH # FROM\n <urn:secret> { ?s ?p ?o } }", set()),
    "another base": ("BASE <urn:secret> SELECT ?o { GRAPH <> { ?s ?p ?o } }", set()),
    "another prefix": ("PREFIX ex: <urn:secret> SELECT ?o FROM ex: { ?s ?p ?o }", set()),
}


@pytest.mark.parametrize(("text", "seen"), SEEN.values(), ids=SEEN.keys())
def test_nothing_is_seen_but_the_edition(shared: Store, text: str, seen: set[str]) -> None:
    assert ask(shared, confined(text)) == seen


def test_a_dataset_in_the_request_overrides_the_text(shared: Store) -> None:
    text = f"SELECT ?o FROM <{SECRET}> {{ ?s ?p ?o }}"

    assert ask(shared, confined(text, Dataset((SHAPES,), ()))) == {PLACE}
    assert ask(shared, confined(text, Dataset((), (SHAPES,)))) == set()
    assert ask(shared, confined(text, Dataset((SECRET, OLD), (SECRET,)))) == set()


def test_a_graph_is_called_by_the_name_that_the_edition_knows(shared: Store) -> None:
    query = confined("SELECT ?g { GRAPH ?g { ?s ?p ?o } }")
    result = shared.query(query.text, named_graphs=[NamedNode(PLACE)])

    assert isinstance(result, QuerySolutions)
    assert [row["g"].value for row in result] == [SHAPES]
    assert len(query.hidden) == 1


def test_an_empty_dataset_is_asked_as_a_graph_that_is_not_there() -> None:
    query = confined("SELECT ?o FROM NAMED <def/shapes> { ?s ?p ?o }")

    assert query.default_graphs == (NOWHERE,)
    assert query.named_graphs == (PLACE,)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (<bif:sys_stat>('x') AS ?y) {}",
        "SELECT * { ?s <bif:contains> 'x' }",
        "PREFIX b: <bif:> SELECT (b:sys_stat('x') AS ?y) {}",
        "BASE <bif:> SELECT (<sys_stat>('x') AS ?y) {}",
        "SELECT (<\\u0062if:sys_stat>('x') AS ?y) {}",
        "SELECT * { ?s ?p ?o FILTER <java:com.example.F>(?o) }",
        "SELECT * { ?s ?p ?o FILTER(?o > 1 && <http://example.org/f>(?o)) }",
        "SELECT * { ?s ?p ?o } ORDER BY <http://example.org/f>(?o)",
        "PREFIX GRAPH: <http://example.org/> SELECT * { GRAPH:x { ?s ?p ?o } }",
        "SELECT * { FILTER(trueGRAPH) }",
    ],
)
def test_commands_to_an_engine_are_refused(text: str) -> None:
    with pytest.raises(QueryRefused):
        confined(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s <http://example.org/p> (1 2) }",
        "SELECT (xsd:date(STR(?o)) AS ?day) { ?s ?p ?o }",
        "SELECT * { ?s ?p 'FROM GRAPH <bif:x>' } # GRAPH <bif:x>",
        "SELECT ?graph ?from { ?graph ?p ?from }",
    ],
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert text in confined(text).text


DESCRIBED = {
    "DESCRIBE <a>": "SELECT (<a> AS ?_wirlod_described1) {} ",
    "DESCRIBE ?x { ?x a <c> } LIMIT 2": "SELECT ?x { ?x a <c> } LIMIT 2",
    "DESCRIBE * WHERE { ?x a <c> }": "SELECT * WHERE { ?x a <c> }",
    "DESCRIBE ?x <a> FROM <g> { ?x a <c> }": (
        "SELECT ?x (<a> AS ?_wirlod_described2)   { ?x a <c> }"
    ),
}


@pytest.mark.parametrize(("text", "written"), DESCRIBED.items())
def test_what_is_described_is_selected(text: str, written: str) -> None:
    query = confined(text)

    assert query.text == f"BASE <{BASE}> {written}"
    assert query.describes
