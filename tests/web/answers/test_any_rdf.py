"""Any RDF that parses can be shown, in every format, and complete."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from wirlod.cli.previewing import write_preview
from wirlod.errors import SourceError
from wirlod.settings import Settings
from wirlod.web import create_app

BASE = "http://localhost:8001/"
DATA = """\ufeff@prefix ex: <http://ex/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a a ex:Thing ; ex:title "x"@de ;
  ex:contact [ ex:name "n" ; ex:sub [ ex:deep "ground" ] ] ;
  ex:list ( 1 2 3 ) ; ex:points ex:only , <urn:x:y> ;
  ex:day "2015-09-24Z"^^xsd:date , "2015-02-30"^^xsd:date , "yesterday"^^xsd:date ;
  ex:when "2015-09-24"^^xsd:dateTime , ""^^xsd:dateTime ;
  ex:number 0.000001 , 1e-7 , "abc"^^xsd:integer , "INF"^^xsd:double , "1e999999"^^xsd:double ;
  ex:truth "maybe"^^xsd:boolean , "1"^^xsd:boolean ;
  ex:other "P1D"^^xsd:duration , "x"^^ex:type , "--10"^^xsd:gMonth .
<http://ex/b c> ex:title "never read" .
"""
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "expanded.jsonld": RdfFormat.JSON_LD,
    "flattened.jsonld": RdfFormat.JSON_LD,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("any")
    file = folder / "any.ttl"
    file.write_text("\n".join(DATA.splitlines()[:-1]), encoding="utf-8")
    (folder / "editions").mkdir()
    write_preview([file], folder / "editions", BASE)
    app = create_app(Settings(editions=folder / "editions", query_workers=1))
    with app.test_client() as client:
        yield client
    app.extensions["wirlod-endpoint"].close()


def describe(client: FlaskClient, iri: str, suffix: str) -> bytes:
    response = client.get(f"/describe.{suffix}?iri={quote(iri, safe='')}")
    assert response.status_code == 200, response.text
    return response.data


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_thing_is_complete_in_every_format(client: FlaskClient, suffix: str) -> None:
    quads = list(parse(describe(client, "http://ex/a", suffix), format=FORMATS[suffix]))
    values = {quad.object.value for quad in quads if isinstance(quad.object, Literal)}

    assert {"x", "n", "ground", "2015-09-24Z", "abc", "maybe", "3"} <= values


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_shows_what_is_not_what_its_type_says(client: FlaskClient, language: str) -> None:
    page = describe(client, "http://ex/a", f"{language}.html").decode()

    for shown in ("2015-09-24Z", "2015-02-30", "yesterday", "abc", "maybe", "P1D", "INF"):
        assert shown in page
    assert ("0,000001" if language == "de" else "0.000001") in page


@pytest.mark.parametrize("iri", ["http://ex/only", "urn:x:y", "http://ex/Thing"])
def test_a_thing_that_is_only_pointed_at_has_a_page(client: FlaskClient, iri: str) -> None:
    assert b"iri=http%3A%2F%2Fex%2Fa" in describe(client, iri, "de.html")


def test_what_has_no_name_has_a_page(client: FlaskClient) -> None:
    quads = parse(describe(client, "http://ex/a", "nt"), format=RdfFormat.N_TRIPLES)
    (node,) = {q.object for q in quads if q.predicate.value == "http://ex/contact"}

    assert isinstance(node, NamedNode)
    assert b"ground" in describe(client, node.value, "de.html")


@pytest.mark.parametrize("address", ["/", "/doc/grant", "/search?q=a", "/charts", "/changes"])
def test_no_page_of_a_preview_fails(client: FlaskClient, address: str) -> None:
    assert client.get(address, headers={"Accept": "text/html"}).status_code < 500


def test_a_fault_has_its_true_line(tmp_path: Path) -> None:
    file = tmp_path / "wrong.ttl"
    file.write_text(DATA, encoding="utf-8")
    (tmp_path / "editions").mkdir()

    with pytest.raises(SourceError, match=r"wrong\.ttl:10: "):
        write_preview([file], tmp_path / "editions", BASE)
