"""Whatever is sent parses in another parser and means the same, or is refused with a reason."""

import csv
import io
import json

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from lxml import etree
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from tests.query.conftest import OpenPool

from wirlod.errors import QueryError, QueryNotWritable
from wirlod.formats import GRAPH_FORMATS, Format
from wirlod.query.workers.pool import Pool
from wirlod.query.workers.wire import Question
from wirlod.writing.rdf import write_triples

SUBJECT = NamedNode("http://example.org/s")

PROPERTIES = {
    "http://example.org/123": False,
    "http://example.org/": False,
    "http://example.org/a#": False,
    "http://example.org/a(b)": False,
    "http://example.org/\u00d7": False,
    "urn:1": False,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#li": False,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#about": False,
    "http://example.org/a": True,
    "http://example.org/1a": True,
    "http://example.org/-a.b": True,
    "http://example.org/ä": True,
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#_1": True,
}


@pytest.mark.parametrize(("iri", "is_written"), PROPERTIES.items(), ids=PROPERTIES.keys())
def test_a_property_is_written_in_xml_or_refused(iri: str, is_written: bool) -> None:
    triple = Triple(SUBJECT, NamedNode(iri), Literal("x"))
    if not is_written:
        with pytest.raises(QueryNotWritable, match="Turtle"):
            write_triples([triple], RdfFormat.RDF_XML, {})
        return
    written = write_triples([triple], RdfFormat.RDF_XML, {})

    etree.fromstring(written)
    assert [str(p) for _, p, _ in rdflib.Graph().parse(data=written, format="xml")] == [iri]


terms = some.one_of(
    some.text(max_size=20).map(Literal),
    some.sampled_from(["\r", "\r\n", "\n", "\t", "]]>", "<&>", "\x01", "\ufffe", "\x7f", "'\"\\"])
    .map(Literal),
    some.sampled_from(["http://example.org/ü", "urn:x:y", "http://example.org/a'b&c(d)"])
    .map(NamedNode),
)  # fmt: skip
properties = some.sampled_from(list(PROPERTIES)).map(NamedNode)


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: format.name)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(property=properties, value=terms)
def test_graphs_mean_the_same_in_another_parser(
    format: Format, property: NamedNode, value: Literal | NamedNode
) -> None:
    triple = Triple(SUBJECT, property, value)
    try:
        written = write_triples([triple], format.rdf, {})
    except QueryNotWritable:
        assert format.rdf is RdfFormat.RDF_XML
        return
    graph = rdflib.Dataset() if "nq" in format.suffix or "tri" in format.suffix else rdflib.Graph()
    graph.parse(data=written, format=format.media_type)

    assert [quad.triple for quad in parse(written, format=format.rdf)] == [triple]
    (found,) = [statement[2] for statement in graph]
    assert str(found) == value.value


def ask(pool: Pool, text: str, format: str) -> bytes:
    with pool.answer(Question(text=text, format=format)) as answer:
        return b"".join(answer)


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
@pytest.mark.parametrize("format", ["xml", "rdfxml"])
def test_characters_that_xml_has_not_are_refused(pool: Pool, character: str, format: str) -> None:
    form = "SELECT ?y" if format == "xml" else "CONSTRUCT { ?y <http://example.org/a> ?y2 }"
    text = f'{form} {{ VALUES (?y ?y2) {{ (<http://example.org/s> "{character}") }} }}'
    text = text.replace("SELECT ?y", "SELECT ?y ?y2")

    with pytest.raises(QueryNotWritable, match=r"U\+"):
        ask(pool, text, format)
    assert json.loads(ask(pool, "ASK {}", "json"))["boolean"] is True


def test_nothing_of_half_an_answer_is_in_the_next(open_pool: OpenPool) -> None:
    pool = open_pool(query_workers=1)
    bad = "CONSTRUCT { ?s <http://example.org/123> ?o } { ?s ?p ?o }"
    for _ in range(3):
        with pytest.raises(QueryError):
            ask(pool, bad, "rdfxml")

        assert ask(pool, "ASK {}", "csv") == b"true"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=some.text(alphabet=some.characters(exclude_categories=("Cs",)), max_size=15))
def test_rows_mean_the_same_in_another_parser(pool: Pool, text: str) -> None:
    query = f"SELECT ?x {{ VALUES ?x {{ {Literal(text)} }} }}"

    found = json.loads(ask(pool, query, "json"))["results"]["bindings"][0]["x"]["value"]
    rows = list(csv.reader(io.StringIO(ask(pool, query, "csv").decode(), newline="")))
    try:
        tree = etree.fromstring(ask(pool, query, "xml"))
    except QueryNotWritable:
        tree = None

    assert found == text
    assert rows[1:] in ([[text]], [[]] if not text else [[text]])
    if tree is not None:
        assert (tree.findtext(".//{*}literal") or "") == text
