"""Things, and the documents about them."""

import json
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from flask.testing import FlaskClient

from wirlod.formats import GRAPH_FORMATS, THING_FORMATS, Format
from wirlod.web.http.negotiation import Offer, build_offers

GRANT = "/doc/grant/werra-meissner-kreis-2021"
OFFERS = [offer for offer in build_offers(THING_FORMATS) if offer.format in GRAPH_FORMATS]
BASE = "https://daten.example.org/wir/"


def read_with_pyoxigraph(body: bytes, format: Format) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(body, format=format.rdf)}


def read_with_rdflib(body: bytes, format: Format) -> set[object]:
    names = {"turtle": "turtle", "jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}
    graph = rdflib.Dataset() if format.name in ("trig", "nquads") else rdflib.Graph()
    graph.parse(data=body, format=names.get(format.name, format.name))
    return set(graph.triples((None, None, None)))


def test_a_thing_is_not_a_page(client: FlaskClient) -> None:
    response = client.get("/id/grant/werra-meissner-kreis-2021")

    assert response.status_code == 303
    assert response.location == "../../doc/grant/werra-meissner-kreis-2021"
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.suffix)
def test_every_format_says_the_same(client: FlaskClient, offer: Offer) -> None:
    expected = read_with_pyoxigraph(client.get(f"{GRANT}.nt").data, THING_FORMATS[4])

    body = client.get(f"{GRANT}.{offer.suffix}").data

    assert len(expected) > 10
    assert read_with_pyoxigraph(body, offer.format) == expected


def test_json_ld_reads_like_the_record(client: FlaskClient) -> None:
    record = json.loads(client.get(f"{GRANT}.jsonld").data)

    assert record["id"] == "thing:grant/werra-meissner-kreis-2021"
    assert record["recipient"] == "thing:organisation/werra-meissner-kreis"
    assert record["money"]["precision"] == "thing:concept/approximate"
    assert record["@included"]["handsOver"] == "thing:grant/werra-meissner-kreis-2021"


def test_the_context_holds_only_what_is_used(client: FlaskClient) -> None:
    context = json.loads(client.get(f"{GRANT}.jsonld").data)["@context"]

    assert context["recipient"] == {"@id": "wir:recipient", "@type": "@id"}
    assert "speaker" not in context


def test_schema_org_needs_no_prefix(client: FlaskClient) -> None:
    document = json.loads(client.get(f"{GRANT}.jsonld?_profile=schema").data)

    assert document["type"] == "MonetaryGrant"
    assert document["@context"]["@vocab"] == "https://schema.org/"


def test_a_hostile_label_is_only_text(client: FlaskClient) -> None:
    page = client.get("/doc/grant/hanau-2022.de.html").text

    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_the_language_of_the_address_sticks(client: FlaskClient) -> None:
    page = client.get(f"{GRANT}.en.html", headers={"Accept-Language": "de"}).text

    assert '<html lang="en">' in page
    assert 'href="../../doc/organisation/werra-meissner-kreis.en.html"' in page


def test_a_withdrawn_thing_leaves_a_tombstone(client: FlaskClient) -> None:
    response = client.get("/id/grant/atlantis-2020")

    assert response.status_code == 410
    assert response.json["withdrawn"]["successor"] == "grant/werra-meissner-kreis-2021"
    assert response.json["withdrawn"]["reason"]["de"] == "Doppelt erfasst."


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        (f"{GRANT}/", "/doc/grant/werra-meissner-kreis-2021"),
        ("/doc//grant///werra-meissner-kreis-2021.ttl", f"{GRANT}.ttl"),
        (f"{GRANT}.de", f"{GRANT}.de.html"),
    ],
)
def test_another_form_of_an_address_leads_to_the_canonical(
    client: FlaskClient, path: str, canonical: str
) -> None:
    response = client.get(path)

    assert response.status_code == 308
    assert response.location.replace("../", "") == canonical.lstrip("/")


@pytest.mark.parametrize("accept", ["text/turtle", "text/html", "application/ld+json"])
def test_who_has_the_bytes_gets_no_bytes(client: FlaskClient, accept: str) -> None:
    first = client.get(GRANT, headers={"Accept": accept})

    again = client.get(GRANT, headers={"Accept": accept, "If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Vary"] == first.headers["Vary"]


def test_the_tag_of_another_representation_does_not_match(client: FlaskClient) -> None:
    tag = client.get(f"{GRANT}.ttl").headers["ETag"]

    response = client.get(GRANT, headers={"Accept": "text/html", "If-None-Match": tag})

    assert response.status_code == 200


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_rdflib_reads_the_same_as_pyoxigraph(client: FlaskClient) -> None:
    expected = read_with_rdflib(client.get(f"{GRANT}.nt").data, THING_FORMATS[4])

    for offer in OFFERS:
        found = read_with_rdflib(client.get(f"{GRANT}.{offer.suffix}").data, offer.format)
        assert found == expected, offer.suffix


def test_the_description_of_http_names_every_format(checkout: Path) -> None:
    text = (checkout / "src/wirlod/web/http/README.md").read_text()

    assert all(f"….{offer.suffix}`" in text for offer in OFFERS)
