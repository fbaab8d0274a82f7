"""What points at a thing, when it is more than one document holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from tests.web.conftest import BASE, write_edition

from wirlod.query.describe import PORTION
from wirlod.settings import Settings
from wirlod.web import create_app

CONCEPT = f"{BASE}id/concept/approximate"
ADDRESS = "/doc/concept/approximate"
POINTING = 2 * PORTION + 99
PRECISION = NamedNode(f"{BASE}def/wir#precision")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder: Path = tmp_path_factory.mktemp("portions") / "editions"
    things = (NamedNode(f"{BASE}id/grant/g-{number}") for number in range(POINTING))
    write_edition(folder, more=(Quad(t, PRECISION, NamedNode(CONCEPT)) for t in things))
    app = create_app(Settings(base_uri=BASE, editions=folder))
    yield app.test_client()
    app.extensions["wirlod-endpoint"].close()


def read_pointing(client: FlaskClient, page: int) -> set[str]:
    """Give what points at the concept in one portion of its document."""
    body = client.get(f"{ADDRESS}.nt?page={page}").data
    triples = [quad.triple for quad in parse(body, RdfFormat.N_TRIPLES)]
    return {str(t.subject) for t in triples if t.predicate == PRECISION}


def test_the_portions_together_are_all_there_is(client: FlaskClient) -> None:
    portions = [read_pointing(client, page) for page in (1, 2, 3)]

    assert sum(len(portion) for portion in portions) == len(set().union(*portions))
    assert len(set().union(*portions)) == POINTING + 1


@pytest.mark.parametrize(
    ("page", "relations"), [(1, {"next"}), (2, {"prev", "next"}), (3, {"prev"})]
)
def test_a_portion_says_what_comes_before_and_after(
    client: FlaskClient, page: int, relations: set[str]
) -> None:
    response = client.get(f"{ADDRESS}.ttl?page={page}")

    said = {name for name in ("prev", "next") if f'rel="{name}"' in response.headers["Link"]}
    assert said == relations
    assert ("hydra:next" in response.text) == ("next" in relations)


def test_there_is_no_portion_after_the_last(client: FlaskClient) -> None:
    assert client.get(f"{ADDRESS}.ttl?page=4").status_code == 404


def test_a_whole_document_speaks_of_no_portions(client: FlaskClient) -> None:
    response = client.get("/doc/grant/hanau-2022.ttl")

    assert "hydra" not in response.text
    assert 'rel="next"' not in response.headers["Link"]
