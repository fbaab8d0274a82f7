"""Every thing of the real edition, in every format: parsed back, and always the same graph."""

from collections.abc import Iterator
from itertools import groupby

import pyoxigraph
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient

from wirlod.edition import Edition
from wirlod.formats import GRAPH_FORMATS, Format
from wirlod.query.embedded import EmbeddedStore
from wirlod.settings import Settings
from wirlod.web import create_app
from wirlod.web.http.negotiation import build_offers

OFFERS = build_offers(GRAPH_FORMATS)
THINGS = "SELECT DISTINCT ?thing { ?thing dct:identifier ?key . ?thing a ?class }"
RDFLIB_NAMES = {"turtle": "turtle", "jsonld": "json-ld", "rdfxml": "xml", "ntriples": "nt"}


@pytest.fixture(scope="module")
def client(settings: Settings, edition: Edition) -> Iterator[FlaskClient]:
    app: Flask = create_app(settings)
    yield app.test_client()
    app.extensions["wirlod-endpoint"].close()


@pytest.fixture(scope="module")
def documents(edition: Edition) -> list[str]:
    """The path of the document about every thing."""
    base = edition.manifest.base_uri
    store = EmbeddedStore.from_folder(edition.store_folder, base)
    paths = {row["thing"].value.removeprefix(base) for row in store.select(THINGS)}
    return sorted(path.replace("id/", "/doc/", 1) for path in paths if path.startswith("id/"))


@pytest.fixture(scope="module")
def sample(documents: list[str]) -> list[str]:
    """Two things of each kind, the ontology and two files of shapes."""
    kinds = groupby(documents, key=lambda path: path.split("/")[2])
    things = [path for _, paths in kinds for path in list(paths)[:2]]
    return [*things, "/def/wir", "/def/shapes/grant", "/def/shapes/thing"]


def with_pyoxigraph(body: bytes, format: Format) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(body, format=format.rdf)}


def with_rdflib(body: bytes, format: Format) -> set[object]:
    graph = rdflib.Dataset() if format.name in ("trig", "nquads") else rdflib.Graph()
    graph.parse(data=body, format=RDFLIB_NAMES.get(format.name, format.name))
    return set(graph.triples((None, None, None)))


def assert_all_agree(client: FlaskClient, paths: list[str], profile: str = "") -> None:
    """Hold every format of every document to be the same graph for both readers."""
    for path in paths:
        answers = [(o, client.get(f"{path}.{o.suffix}{profile}").data) for o in OFFERS]
        oxigraph = {frozenset(with_pyoxigraph(body, offer.format)) for offer, body in answers}
        by_rdflib = {frozenset(with_rdflib(body, offer.format)) for offer, body in answers}

        assert len(oxigraph) == len(by_rdflib) == 1, path
        assert len(next(iter(oxigraph))) == len(next(iter(by_rdflib))) > 0, path


def test_two_things_of_every_kind_say_the_same_in_every_format(
    client: FlaskClient, sample: list[str]
) -> None:
    assert len(sample) > 25
    assert_all_agree(client, sample)


def test_schema_org_says_the_same_in_every_format(client: FlaskClient, sample: list[str]) -> None:
    assert_all_agree(client, [p for p in sample if "/doc/" in p][:6], "?_profile=schema")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_all_things_say_the_same_in_every_format(client: FlaskClient, documents: list[str]) -> None:
    assert len(documents) > 400
    assert_all_agree(client, documents)


def test_every_thing_has_a_page_in_both_languages(
    client: FlaskClient, documents: list[str]
) -> None:
    for path in documents:
        for language in ("de", "en"):
            response = client.get(f"{path}.{language}.html")

            assert response.status_code == 200, path
            assert response.headers["Content-Language"] == language


def test_lists_visit_every_thing_exactly_once(client: FlaskClient, documents: list[str]) -> None:
    for kind, paths in groupby(documents, key=lambda path: path.split("/")[2]):
        if kind in ("dataset", "edition"):
            continue
        listed, address = [], f"/doc/{kind}.csv?size=7"
        while address:
            response = client.get(address)
            listed += [line.split(",")[0] for line in response.text.splitlines()[1:]]
            address = next_page(response.headers["Link"], kind)

        assert len(listed) == len(set(listed)) == len(list(paths)), kind


def next_page(link: str, kind: str) -> str | None:
    """Find the address of the next page in a Link header, as CSV."""
    for part in link.split(", "):
        if part.endswith('rel="next"'):
            query = part[1:].partition(">")[0].partition("?")[2]
            return f"/doc/{kind}.csv?{query}"
    return None
