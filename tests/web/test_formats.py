"""One table of formats, read generously: what people and clients call them is understood alike."""

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from tests.web.conftest import BASE, write_edition

from wirlod import formats
from wirlod.cli import main
from wirlod.formats import GRAPH_FORMATS, RESULT_FORMATS, Format, find_format

ROWS = [row for row in vars(formats).values() if isinstance(row, Format)]
CONSTRUCT = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }"
SELECT = "SELECT ?s { ?s a wir:Grant }"
CALLED = {
    "turtle": ("turtle", "ttl", ".ttl", "TTL", "n3", "text/turtle", "text/turtle;charset=utf-8"),
    "jsonld": ("jsonld", "json-ld", "JSON-LD", "json", "application/json", "application/ld json"),
    "rdfxml": ("rdf", "rdf/xml", "rdf+xml", "rdf xml", "xml", "application/xml"),
    "ntriples": ("nt", "n-triples", "N-Triples", "text/plain", "text"),
    "nquads": ("nq", "n-quads"),
}
GRAPH_NAMES = [
    pytest.param(row, name, id=name)
    for row in GRAPH_FORMATS
    for name in CALLED.get(row.name, (row.name,))
]
RESULT_NAMES = [
    pytest.param("json", "application/json", id="json by its family"),
    pytest.param("json", "JSON", id="json in capitals"),
    pytest.param("xml", "application/sparql-results xml", id="a plus that became a space"),
    pytest.param("csv", "text/csv; charset=utf-8", id="csv with a parameter"),
    pytest.param("tsv", "tsv", id="tsv"),
]


def test_there_is_one_table() -> None:
    assert len(ROWS) >= 16
    assert {row.label for row in (*GRAPH_FORMATS, *RESULT_FORMATS)} <= {row.label for row in ROWS}


@pytest.mark.parametrize("offered", [GRAPH_FORMATS, RESULT_FORMATS], ids=["graphs", "results"])
def test_no_two_formats_of_one_offer_share_a_name(offered: tuple[Format, ...]) -> None:
    names = [name for row in offered for name in row.names]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.label)
def test_names_are_in_lower_case_as_they_are_compared(row: Format) -> None:
    assert all(name == name.lower() for name in row.names)
    assert find_format(row.name, [row]) is row


@pytest.mark.parametrize(("row", "name"), GRAPH_NAMES)
def test_a_graph_by_any_name_of_its_format(client: FlaskClient, row: Format, name: str) -> None:
    thing = client.get("/doc/grant/werra-meissner-kreis-2021", query_string={"format": name})
    answer = client.get("/sparql", query_string={"query": CONSTRUCT, "format": name})

    assert thing.content_type.partition(";")[0] == row.media_type
    assert answer.content_type.partition(";")[0] == row.media_type


@pytest.mark.parametrize(("expected", "name"), RESULT_NAMES)
def test_rows_by_any_name_of_their_format(client: FlaskClient, expected: str, name: str) -> None:
    answer = client.get("/sparql", query_string={"query": SELECT, "format": name})
    row = find_format(expected, RESULT_FORMATS)

    assert row
    assert answer.content_type.partition(";")[0] == row.media_type


@pytest.mark.parametrize("path", ["/sparql?query=ASK+%7B%7D&", "/doc/grant?"])
def test_an_unknown_name_is_answered_with_what_there_is(client: FlaskClient, path: str) -> None:
    answer = client.get(f"{path}format=docx", headers={"Accept": "application/json"})

    assert answer.status_code == 406
    assert "'docx'" in answer.text
    assert "json" in answer.text


@pytest.mark.parametrize(("asked", "spoken"), [("EN", "en"), ("de-AT", "de"), ("english", "en")])
def test_a_language_by_any_name(client: FlaskClient, asked: str, spoken: str) -> None:
    other = {"en": "de", "de": "en"}[spoken]
    headers = {"Accept": "text/html", "Accept-Language": other}
    page = client.get(f"/doc/grant?lang={asked}", headers=headers)

    assert page.headers["Content-Language"] == spoken


@pytest.mark.parametrize(
    "name", ["<{}def/shapes/grant>", "def/shapes/grant", " {}def/shapes/grant"]
)
def test_a_graph_by_its_address_in_any_writing(client: FlaskClient, name: str) -> None:
    parameters = {"query": "ASK { ?s ?p ?o }", "default-graph-uri": name.format(BASE)}
    answer = client.get("/sparql", query_string=parameters)

    assert answer.status_code == 200


def test_a_graph_that_has_no_address_is_refused(client: FlaskClient) -> None:
    parameters = {"query": "ASK {}", "default-graph-uri": "http://a b/"}

    assert client.get("/sparql", query_string=parameters).status_code == 400


@pytest.mark.parametrize("name", ["JSON", "application/json", "srj"])
def test_the_shell_reads_names_as_the_endpoint_does(tmp_path, name: str) -> None:
    write_edition(tmp_path)
    run = CliRunner().invoke(
        main, ["query", "ASK {}", "--format", name], env={"WIRLOD_EDITIONS": str(tmp_path)}
    )

    assert '"boolean"' in run.stdout


@pytest.mark.parametrize(
    "address",
    ["/doc/grant?lang=fr", "/?lang=xx", "/sparql?lang=klingonisch", "/search?q=x&lang=fr"],
)
def test_a_language_that_there_is_not_is_named(client: FlaskClient, address: str) -> None:
    answer = client.get(address, headers={"Accept": "text/html"})

    assert answer.status_code == 406
    assert "de, en" in answer.text
