"""Both the folder of the ontology and its namespace can be another's."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Store
from tests.publish.conftest import silent
from tests.second_programme.records import write_records

from wirlod.edition import Edition, read_edition
from wirlod.errors import SettingsError
from wirlod.publish.publisher import find_unchanged, publish
from wirlod.settings import Settings
from wirlod.web import create_app

NAMESPACE = "https://w3id.example.org/foerderung/"
BASE = "https://kueste.example.net/daten/"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("another")
    (folder / "data").mkdir()
    write_records(folder / "data")
    shutil.copytree(Settings().ontology, folder / "their-ontology")
    return Settings(
        base_uri=BASE,
        data=folder / "data",
        editions=folder / "editions",
        ontology=folder / "their-ontology",
        ontology_namespace=NAMESPACE,
    )


@pytest.fixture(scope="module")
def edition(settings: Settings) -> Edition:
    return publish(settings, datetime(2026, 11, 26, tzinfo=UTC), silent)


@pytest.fixture(scope="module")
def client(edition: Edition, settings: Settings) -> Iterator[FlaskClient]:
    app = create_app(settings)
    yield app.test_client()
    app.extensions["wirlod-endpoint"].close()


def test_every_term_lives_in_their_namespace(edition: Edition) -> None:
    store = Store.read_only(str(edition.store_folder))
    names = {
        term.value
        for quad in store
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode)
    }

    assert {f"{NAMESPACE}Grant", f"{NAMESPACE}recipient", NAMESPACE.rstrip("/")} <= names
    assert [name for name in names if name.startswith(f"{BASE}def/wir")] == []


def test_the_manifest_remembers_the_namespace(edition: Edition, settings: Settings) -> None:
    assert read_edition(edition.folder).manifest.ontology_namespace == NAMESPACE
    assert find_unchanged(settings) is not None


def test_the_prefix_of_queries_means_their_namespace(client: FlaskClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?grant a wir:Grant }"

    answer = client.get("/sparql", query_string={"query": query, "format": "csv"})

    assert answer.text.split() == ["n", "30"]


def test_the_context_of_json_means_their_namespace(client: FlaskClient) -> None:
    context = client.get("/def/context.jsonld").json["@context"]

    assert context["wir"] == NAMESPACE
    assert context["Grant"] == "wir:Grant"


@pytest.mark.parametrize("path", ["/def/wir.de.html", "/doc/grant/kreis-ploen-2024.de.html", "/"])
def test_pages_are_told_as_ever(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html"})

    assert answer.status_code == 200
    assert f'href="{BASE}def/wir#' not in answer.text


def test_a_grant_is_told_with_its_sum(client: FlaskClient) -> None:
    page = client.get("/doc/grant/kreis-ploen-2024.de.html").text

    assert "107.500 Euro" in page
    assert "Häfen als Orte der Begegnung" in page


@pytest.mark.parametrize("namespace", ["w3id.org/x#", "https://w3id.org/x", "https://w3id.org/ x#"])
def test_a_namespace_that_cannot_be_one_is_refused(namespace: str) -> None:
    with pytest.raises(SettingsError, match=r"WIRLOD_ONTOLOGY_NAMESPACE is .*: give an http"):
        Settings(ontology_namespace=namespace)
