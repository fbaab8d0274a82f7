"""The catalogue over HTTP, the pages of datasets, and what crawlers ask for."""

import json
import re
from collections.abc import Iterator
from gzip import decompress

import pytest
from flask.testing import FlaskClient
from rdflib import DCAT, RDF, Graph

from wirlod.edition import Edition
from wirlod.settings import Settings
from wirlod.web import create_app

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
MARKUP = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def client(edition: Edition) -> Iterator[FlaskClient]:
    settings = Settings(base_uri=edition.manifest.base_uri, editions=edition.folder.parent)
    with create_app(settings).test_client() as client:
        yield client


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        pytest.param("", "application/rdf+xml", id="nothing said"),
        pytest.param("*/*", "application/rdf+xml", id="anything"),
        pytest.param("text/turtle", "text/turtle", id="Turtle"),
        pytest.param("application/ld+json", "application/ld+json", id="JSON-LD"),
        pytest.param(BROWSER, "text/html", id="a browser"),
    ],
)
def test_the_catalogue_comes_as_asked_and_rdf_to_who_takes_anything(
    client: FlaskClient, accept: str, media_type: str
) -> None:
    response = client.get("/catalogue", headers={"Accept": accept} if accept else {})

    assert (response.status_code, response.mimetype) == (200, media_type)


@pytest.mark.parametrize("suffix", ["rdf", "ttl", "jsonld"])
def test_the_file_of_the_edition_goes_out_as_it_is(
    client: FlaskClient, edition: Edition, suffix: str
) -> None:
    response = client.get(f"/catalogue.{suffix}")

    assert response.data == (edition.folder / f"catalogue.{suffix}").read_bytes()


def test_the_three_formats_say_the_same(edition: Edition) -> None:
    graphs = [
        set(Graph().parse(edition.folder / f"catalogue.{suffix}"))
        for suffix in ("rdf", "ttl", "jsonld")
    ]

    assert graphs[0] == graphs[1] == graphs[2]
    assert len(graphs[0]) > 1000


def test_a_dataset_dereferences_to_what_the_catalogue_says(
    client: FlaskClient, edition: Edition
) -> None:
    redirect = client.get("/id/dataset/grants", headers={"Accept": "text/turtle"})
    body = client.get("/doc/dataset/grants.ttl").data
    iri = f"{edition.manifest.base_uri}id/dataset/grants"

    assert redirect.status_code == 303
    assert f"{iri}" in {str(s) for s in Graph().parse(data=body).subjects(RDF.type, DCAT.Dataset)}
    assert b"nonNegativeInteger" in body


def test_an_edition_dereferences_with_its_files(client: FlaskClient, edition: Edition) -> None:
    body = client.get(f"/doc/edition/{edition.name}.ttl").data
    files = set(Graph().parse(data=body).objects(None, DCAT.downloadURL))

    assert len(files) == 6
    assert all(edition.name in file for file in files)


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/catalogue.en.html", "DataCatalog"), ("/doc/dataset/grants.de.html", "Dataset")],
)
def test_a_page_holds_markup_that_needs_no_network(
    client: FlaskClient, address: str, kind: str
) -> None:
    found = MARKUP.search(client.get(address).text)
    markup = json.loads(found[1]) if found else {}

    assert markup["@type"] == kind
    assert markup["@context"] == {"@vocab": "https://schema.org/"}
    assert {"name", "description", "publisher", "dateModified", "license"} <= set(markup)
    assert isinstance(markup["name"], str)
    assert isinstance(markup["description"], str)
    assert "@language" not in found[1]
    german = address.endswith("de.html")
    assert ("Grants" in found[1], "Förderungen" in json.dumps(markup, ensure_ascii=False)) == (
        not german,
        german,
    )


@pytest.mark.parametrize(
    ("address", "media_type", "part"),
    [
        ("/robots.txt", "text/plain", "Sitemap: https://daten.example.org/wir/sitemap.xml"),
        ("/.well-known/security.txt", "text/plain", "Expires: 2027-11-22T15:00:00Z"),
        ("/llms.txt", "text/plain", "## Datasets"),
        ("/sitemap.xml", "application/xml", "<lastmod>2026-11-22</lastmod>"),
    ],
)
def test_crawlers_find_what_they_ask_for(
    client: FlaskClient, address: str, media_type: str, part: str
) -> None:
    response = client.get(address)

    assert (response.status_code, response.mimetype) == (200, media_type)
    assert part in response.text


def test_the_packed_sitemap_is_the_same(client: FlaskClient) -> None:
    packed = client.get("/sitemap.xml.gz")

    assert packed.mimetype == "application/gzip"
    assert decompress(packed.data) == client.get("/sitemap.xml").data


def test_void_names_the_dumps(client: FlaskClient) -> None:
    void = client.get("/.well-known/void", headers={"Accept": "text/turtle"}).text

    assert void.count("wirlod.") == 6


def test_an_edition_without_rehearsal_has_no_verdict(client: FlaskClient) -> None:
    assert client.get("/quality").status_code == 404


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/ld+json"])
def test_a_program_that_asks_the_home_page_for_rdf_is_led_to_the_catalogue(
    client: FlaskClient, accept: str
) -> None:
    response = client.get("/", headers={"Accept": accept})

    assert (response.status_code, response.headers["Location"]) == (303, "catalogue")


def test_a_browser_gets_the_home_page(client: FlaskClient) -> None:
    response = client.get("/", headers={"Accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})

    assert response.status_code == 200
    assert response.mimetype == "text/html"
