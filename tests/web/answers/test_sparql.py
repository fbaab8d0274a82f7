"""The SPARQL 1.1 Protocol, negotiation by the form of the query, and errors a person can act on."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse
from tests.web.conftest import BASE, switch_to, write_edition
from werkzeug.test import TestResponse

from wirlod.settings import Settings
from wirlod.web import create_app

SELECT = "SELECT ?s ?o { ?s rdfs:label ?o } ORDER BY ?s ?o"
CONSTRUCT = "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }"


def get(client: FlaskClient, query: str, **more: str) -> TestResponse:
    headers = {"Accept": more.pop("accept")} if "accept" in more else {}
    return client.get("/sparql", query_string={"query": query, **more}, headers=headers)


def send_as_get(client: FlaskClient, query: str) -> TestResponse:
    return client.get("/sparql", query_string={"query": query})


def send_as_form(client: FlaskClient, query: str) -> TestResponse:
    return client.post("/sparql", data={"query": query})


def send_directly(client: FlaskClient, query: str) -> TestResponse:
    return client.post("/sparql", data=query, content_type="application/sparql-query")


def send_by_query_method(client: FlaskClient, query: str) -> TestResponse:
    return client.open(
        "/sparql", method="QUERY", data=query, content_type="application/sparql-query"
    )


@pytest.mark.parametrize("send", [send_as_get, send_as_form, send_directly, send_by_query_method])
def test_the_four_ways_to_send_a_query(
    client: FlaskClient, send: Callable[[FlaskClient, str], TestResponse]
) -> None:
    response = send(client, "ASK { ?s ?p ?o }")

    assert response.get_json(force=True) == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        pytest.param(SELECT, "*/*", "application/sparql-results+json", id="anything"),
        pytest.param(SELECT, "application/json", "application/sparql-results+json", id="json"),
        pytest.param(SELECT, "application/xml", "application/sparql-results+xml", id="xml"),
        pytest.param(SELECT, "text/csv", "text/csv", id="csv"),
        pytest.param(SELECT, "text/tab-separated-values", "text/tab-separated-values", id="tsv"),
        pytest.param(SELECT, "text/html,*/*;q=0.8", "text/html", id="browser"),
        pytest.param(CONSTRUCT, "*/*", "text/turtle", id="a graph as anything"),
        pytest.param(CONSTRUCT, "application/rdf+xml", "application/rdf+xml", id="rdf/xml"),
        pytest.param(CONSTRUCT, "application/json", "application/ld+json", id="json-ld"),
        pytest.param(CONSTRUCT, "text/html", "text/html", id="a graph in a browser"),
        pytest.param(
            "ASK {}",
            "application/sparql-results+xml, application/rdf+xml",
            "application/sparql-results+xml",
            id="rdflib's SPARQLStore",
        ),
    ],
)
def test_the_form_of_the_query_and_the_header_choose_the_format(
    client: FlaskClient, query: str, accept: str, media_type: str
) -> None:
    response = get(client, query, accept=accept)

    assert response.status_code == 200
    assert response.mimetype == media_type
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("query", "format"),
    [(SELECT, name) for name in ("json", "xml", "csv", "tsv", "excel", "html")]
    + [(CONSTRUCT, name) for name in ("turtle", "json-ld", "rdf+xml", "n3", "nt", "html", "json")],
)
def test_a_parameter_beats_the_header(client: FlaskClient, query: str, format: str) -> None:
    response = get(client, query, format=format, accept="application/n-quads;q=0.1")

    assert response.status_code == 200
    assert response.data


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), ("ASK {}", "image/png")]
)
def test_what_a_query_cannot_be_written_in_is_not_offered(
    client: FlaskClient, query: str, accept: str
) -> None:
    assert get(client, query, accept=accept).status_code == 406


def test_rows_are_the_same_in_every_format(client: FlaskClient) -> None:
    rows = json.loads(get(client, SELECT, format="json").data)["results"]["bindings"]
    wanted = [(row["s"]["value"], row["o"]["value"]) for row in rows]
    table = list(csv.reader(io.StringIO(get(client, SELECT, format="csv").text)))
    space = "{http://www.w3.org/2005/sparql-results#}"
    results = ET.fromstring(get(client, SELECT, format="xml").data).iter(f"{space}result")

    assert [tuple(row) for row in table[1:]] == wanted
    assert [tuple("".join(b.itertext()) for b in result) for result in results] == wanted


def test_csv_for_excel_opens_in_a_german_excel(client: FlaskClient) -> None:
    query = 'SELECT ?a ?b { VALUES (?a ?b) { ("=1+1" "ä;ö") ("-5" 2.5) ("06411" "2026-01") } }'

    response = get(client, query, format="excel")

    assert (
        response.data
        == '\ufeffa;b\r\n\'=1+1;"ä;ö"\r\n-5;2,5\r\n"=""06411""";"=""2026-01"""\r\n'.encode()
    )


def test_prefixes_need_no_declaration(client: FlaskClient) -> None:
    query = "ASK { grant:werra-meissner-kreis-2021 a wir:Grant, schema:MonetaryGrant }"

    assert get(client, query).get_json(force=True)["boolean"] is True


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        pytest.param({}, 200, id="none: the service description"),
        pytest.param({"query": ["ASK {}", "ASK {}"]}, 400, id="two queries"),
        pytest.param({"query": ""}, 400, id="an empty query"),
        pytest.param({"query": "ASK {"}, 400, id="not SPARQL"),
        pytest.param({"query": "LOAD <http://127.0.0.1/>"}, 403, id="an update as a query"),
        pytest.param({"update": "CLEAR ALL"}, 403, id="an update"),
        pytest.param({"query": "ASK { SERVICE <http://127.0.0.1/> {} }"}, 403, id="federation"),
        pytest.param({"query": "ASK FROM <file:///etc/passwd> {}"}, 403, id="an unknown graph"),
        pytest.param({"query": "#" * 300_000}, 413, id="a long text"),
        pytest.param({"query": "ASK {}", "unknown": "x", "timeout": "1"}, 200, id="extras"),
    ],
)
def test_what_is_asked_decides_the_status(
    client: FlaskClient, parameters: dict[str, object], status: int
) -> None:
    assert client.get("/sparql", query_string=parameters).status_code == status
    if parameters:
        assert client.post("/sparql", data=parameters).status_code == status


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        pytest.param("ASK {}", "text/plain", 415, id="an unknown type"),
        pytest.param("CLEAR ALL", "application/sparql-update", 403, id="an update"),
        pytest.param(b"ASK { ?s ?p '\xff' }", "application/sparql-query", 400, id="not UTF-8"),
        pytest.param(b"query=ASK+%7B%FF%7D", "application/x-www-form-urlencoded", 400, id="a form"),
        pytest.param(
            "ASK {}".encode("utf-16"), "application/sparql-query; charset=utf-16", 400, id="UTF-16"
        ),
    ],
)
def test_a_body_that_is_no_query_is_refused(
    client: FlaskClient, body: str | bytes, content_type: str, status: int
) -> None:
    response = client.post("/sparql", data=body, content_type=content_type)

    assert response.status_code == status
    assert response.mimetype == "application/problem+json"


def test_a_mistake_is_told_with_its_place(client: FlaskClient) -> None:
    problem = get(client, "ASK {\n  ?s ?p }").get_json(force=True)

    assert (problem["line"], problem["column"]) == (2, 9)
    assert problem["place"] == "  ?s ?p }\n        ^"
    assert "subject, predicate, object" in problem["detail"]


def test_a_mistake_is_shown_to_people_under_the_query(client: FlaskClient) -> None:
    response = get(client, "ASK {\n  ?s ?p }", accept="text/html")

    assert response.status_code == 400
    assert "<pre>  ?s ?p }\n        ^</pre>" in response.text


def test_the_graphs_of_the_request_replace_the_dataset(client: FlaskClient) -> None:
    everything = {"default-graph-uri": "urn:x-nothing-here"}

    response = client.get("/sparql", query_string={"query": "ASK { ?s ?p ?o }", **everything})

    assert response.get_json(force=True)["boolean"] is False


@pytest.mark.parametrize(
    ("ending", "media_type"),
    [
        pytest.param("en.html", "text/html", id="a page"),
        pytest.param("csv", "text/csv", id="a table"),
        pytest.param("json", "application/sparql-results+json", id="JSON"),
    ],
)
def test_the_ending_of_an_address_says_how_a_query_is_answered(
    client: FlaskClient, ending: str, media_type: str
) -> None:
    sent = {"query": "SELECT (1+1 AS ?two) {}", "format": "xml"}
    led = client.get(f"/sparql.{ending}", query_string=sent)
    answer = client.get(urljoin("/sparql", led.headers["Location"]))

    assert led.status_code == 307
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "two" in answer.text


@pytest.mark.parametrize("field", ["default-graph-uri", "named-graph-uri"])
def test_a_blank_field_of_a_form_names_no_graph(client: FlaskClient, field: str) -> None:
    blank = {"query": "ASK { ?s ?p ?o }", field: " ", "timeout": "0", "debug": "on"}

    assert client.post("/sparql", data=blank).get_json(force=True)["boolean"] is True


def test_a_page_of_an_answer_links_to_our_pages(client: FlaskClient) -> None:
    page = get(client, "SELECT ?g { ?g a wir:Grant }", format="html").text

    assert ">Förderung für den Werra-Meißner-Kreis, 2021</a>" in page
    assert 'href="./doc/grant/werra-meissner-kreis-2021"' in page


def test_a_page_says_when_it_does_not_show_all_rows(editions: Path) -> None:
    app = create_app(Settings(base_uri=BASE, editions=editions, query_table_rows=2))

    response = get(app.test_client(), SELECT, format="html")

    assert response.headers["Result-Truncated"] == "rows=2"
    assert "Gezeigt sind die ersten 2 Zeilen" in response.text
    app.extensions["wirlod-endpoint"].close()


def test_hostile_text_in_an_answer_stays_text(client: FlaskClient) -> None:
    query = "SELECT ?x { BIND('</td><script>alert(1)</script>' AS ?x) }"

    page = get(client, query, format="html").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_an_answer_that_a_client_has_is_not_computed_again(client: FlaskClient) -> None:
    etag = get(client, SELECT).headers["ETag"]

    response = client.get(
        "/sparql", query_string={"query": SELECT}, headers={"If-None-Match": etag}
    )

    assert response.status_code == 304


def test_what_changes_with_time_has_no_entity_tag(client: FlaskClient) -> None:
    assert "ETag" not in get(client, "SELECT (NOW() AS ?now) {}").headers


def test_head_answers_like_get_without_a_body(client: FlaskClient) -> None:
    got = get(client, SELECT)
    asked = client.head("/sparql", query_string={"query": SELECT})

    assert asked.data == b""
    assert asked.headers["Content-Length"] == got.headers["Content-Length"]


def test_options_name_every_way_to_ask(client: FlaskClient) -> None:
    allowed = client.options("/sparql").headers["Allow"].split(", ")

    assert {"GET", "HEAD", "OPTIONS", "POST", "QUERY"} <= set(allowed)


def test_a_client_that_asks_too_often_is_told_when_to_come_back(editions: Path) -> None:
    app = create_app(Settings(base_uri=BASE, editions=editions, query_rate="2/minute"))
    stranger = {"REMOTE_ADDR": "192.0.2.1"}
    queries = [{"query": f"ASK {{}} LIMIT {number}"} for number in (1, 2, 3)]

    answers = [
        app.test_client().get("/sparql", query_string=query, environ_base=stranger)
        for query in queries
    ]
    app.extensions["wirlod-endpoint"].close()

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[-1].headers["Retry-After"]) <= 60


@pytest.mark.parametrize("address", ["/sparql", "/.well-known/void", "/prefixes"])
@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf", "nt"])
def test_the_endpoint_describes_itself_in_every_format(
    client: FlaskClient, address: str, suffix: str
) -> None:
    assert client.get(f"{address}.{suffix}").status_code == 200


@pytest.mark.parametrize("address", ["/sparql", "/.well-known/void", "/prefixes"])
def test_people_get_a_page_and_programs_triples(client: FlaskClient, address: str) -> None:
    triples = list(parse(client.get(address).data, format=RdfFormat.TURTLE))

    assert client.get(address, headers={"Accept": "text/html"}).mimetype == "text/html"
    assert len(triples) > 5


def test_the_words_of_the_data_are_offered_for_completion(client: FlaskClient) -> None:
    vocabulary = client.get("/sparql-vocabulary.json").get_json()

    assert vocabulary["prefixes"]["wir"] == f"{BASE}def/wir#"


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[Flask]:
    """A service whose edition may be switched."""
    write_edition(tmp_path)
    app = create_app(Settings(base_uri=BASE, editions=tmp_path, query_workers=1))
    yield app
    app.extensions["wirlod-endpoint"].close()


def test_a_query_finishes_on_the_edition_it_began_on(own_app: Flask, tmp_path: Path) -> None:
    endpoint = own_app.extensions["wirlod-endpoint"]
    client = own_app.test_client()
    old = own_app.extensions["wirlod"].opened().edition
    before = get(client, SELECT).data
    nursery = endpoint.pool(old).look().nursery_pid
    write_edition(tmp_path / "other", "2026-11-23T150000Z")
    (tmp_path / "other/2026-11-23T150000Z").rename(tmp_path / "2026-11-23T150000Z")
    switch_to(tmp_path, "2026-11-23T150000Z")
    own_app.extensions["wirlod"]._looked = float("-inf")

    after = get(client, SELECT)

    assert after.data == before
    new = own_app.extensions["wirlod"].opened().edition
    assert endpoint.pool(new).look().nursery_pid != nursery


def test_readiness_says_whether_workers_have_no_network(client: FlaskClient) -> None:
    assert client.get("/readyz").get_json()["network_wall"] in (True, False)
