"""Clients that people use, against a running server on the real edition."""

import csv
import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, RDFXML, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed
from tests.running import Running, running

from wirlod.edition import Edition

pytestmark = pytest.mark.slow

GRANTS = 'SELECT ?g ?l { ?g a wir:Grant ; rdfs:label ?l FILTER(LANG(?l) = "de") } ORDER BY ?g'
GRAPH = "CONSTRUCT { ?g rdfs:label ?l } WHERE { ?g a wir:Grant ; rdfs:label ?l }"
ENGINE = "@comunica/query-sparql@4.4.1"  # from 5.4 on it needs node 22


@pytest.fixture(scope="module")
def server(edition: Edition) -> Iterator[Running]:
    with running("serve", "--workers", "1", editions=edition.folder.parent) as server:
        yield server


@pytest.fixture(scope="module")
def count(edition: Edition) -> int:
    return edition.manifest.records["grant"]


def wrapper(server: Running, query: str, format: str) -> SPARQLWrapper:
    wrapper = SPARQLWrapper(server.endpoint)
    wrapper.setQuery(query)
    wrapper.setReturnFormat(format)
    return wrapper


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_reads_json(server: Running, count: int, method: str) -> None:
    asked = wrapper(server, GRANTS, JSON)
    asked.setMethod(method)

    assert len(asked.queryAndConvert()["results"]["bindings"]) == count


def test_sparqlwrapper_reads_xml_and_csv(server: Running, count: int) -> None:
    xml = wrapper(server, GRANTS, XML).queryAndConvert()
    rows = wrapper(server, GRANTS, CSV).queryAndConvert()

    assert len(xml.getElementsByTagName("result")) == count
    assert len(list(csv.reader(io.StringIO(rows.decode())))) == count + 1


@pytest.mark.parametrize("format", [RDFXML, JSONLD, TURTLE])
def test_sparqlwrapper_reads_graphs(server: Running, count: int, format: str) -> None:
    found = wrapper(server, GRAPH, format).queryAndConvert()
    graph = Graph().parse(data=found, format="turtle") if format == TURTLE else found

    assert len(graph) == 2 * count


def test_sparqlwrapper_understands_a_refusal(server: Running) -> None:
    with pytest.raises(QueryBadFormed):
        wrapper(server, "SELECT {", JSON).query()


def test_the_store_of_rdflib_asks_and_walks(server: Running, edition: Edition, count: int) -> None:
    graph = Graph(SPARQLStore(server.endpoint))
    base = edition.manifest.base_uri
    rows = list(graph.query(f"SELECT ?g {{ ?g a <{base}def/wir#Grant> }}"))
    walked = list(graph.triples((rows[0][0], None, None)))

    assert len(rows) == count
    assert len(walked) > 5


def test_pandas_reads_csv_from_an_address(server: Running, count: int) -> None:
    pandas = pytest.importorskip("pandas")

    frame = pandas.read_csv(f"{server.address}questions/largest-grants.csv?number=5")

    assert list(frame.columns) == ["grant", "recipient", "amount", "precision"]
    assert len(frame) == 5


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (["--data-urlencode", "query=ASK {}"], b'{"head"'),
        (["-G", "--data-urlencode", "query=ASK {}", "-H", "Accept: text/csv"], b"true"),
        (["-X", "QUERY", "-H", "Content-Type: application/sparql-query", "-d", "ASK {}"], b"{"),
        (["--http1.0", "-G", "--data-urlencode", "query=ASK {}"], b"{"),
        ([], b"@prefix"),
    ],
)
def test_curl_asks(server: Running, arguments: list[str], start: bytes) -> None:
    run = subprocess.run(
        ["curl", "-sS", "--fail", *arguments, server.endpoint], capture_output=True, check=True
    )

    assert run.stdout.startswith(start)


def test_comunica_asks_the_endpoint(server: Running, count: int, tmp_path: Path) -> None:
    if not shutil.which("npm"):
        pytest.skip("needs npm")
    environment = {**os.environ, "npm_config_cache": os.environ.get("NPM_CACHE", "/tmp/npm-cache")}
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", ENGINE]
    if subprocess.run(install, cwd=tmp_path, env=environment, check=False).returncode:
        pytest.skip("Comunica could not be installed")
    query = f"SELECT ?g {{ ?g a <{server_class(server)}> }}"
    command = ["node_modules/.bin/comunica-sparql", f"sparql@{server.endpoint}", "-q", query]

    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)

    assert len(json.loads(run.stdout)) == count


def server_class(server: Running) -> str:
    """The IRI of the class of grants, as the endpoint's own prefixes say."""
    found = wrapper(server, "SELECT ?c { VALUES ?c { wir:Grant } }", JSON).queryAndConvert()
    return str(found["results"]["bindings"][0]["c"]["value"])
