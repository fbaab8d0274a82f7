"""Lists of things of a kind, page by page."""

import csv
import io

import pyoxigraph
import pytest
from flask.testing import FlaskClient

HYDRA = "http://www.w3.org/ns/hydra/core#"


def read_rows(body: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body)))


def test_following_next_visits_every_thing_once(client: FlaskClient) -> None:
    seen = []
    for page in (1, 2):
        seen += [
            row["id"] for row in read_rows(client.get(f"/doc/grant.csv?size=1&page={page}").text)
        ]

    assert [iri.rpartition("/")[2] for iri in seen] == ["hanau-2022", "werra-meissner-kreis-2021"]


def test_the_last_page_has_no_next(client: FlaskClient) -> None:
    first = client.get("/doc/grant.ttl?size=1").headers["Link"]
    last = client.get("/doc/grant.ttl?size=1&page=2").headers["Link"]

    assert 'page=2&size=1>; rel="next"' in first
    assert 'rel="next"' not in last
    assert 'rel="prev"' in last


def test_a_collection_says_how_many_there_are(client: FlaskClient) -> None:
    body = client.get("/doc/grant.nt?size=1").data
    triples = [quad.triple for quad in pyoxigraph.parse(body, pyoxigraph.RdfFormat.N_TRIPLES)]

    (total,) = [t.object.value for t in triples if t.predicate.value == f"{HYDRA}totalItems"]

    assert total == "2"


def test_a_filter_is_part_of_the_address(client: FlaskClient) -> None:
    response = client.get("/doc/grant.csv?recipient=organisation/stadt-hanau&utm_source=x")

    assert [row["identifier"] for row in read_rows(response.text)] == ["hanau-2022"]
    assert "recipient=organisation%2Fstadt-hanau>" in response.headers["Link"]
    assert "utm_source" not in response.headers["Link"]


def test_the_columns_do_not_depend_on_the_rows(client: FlaskClient) -> None:
    headers = [client.get(f"/doc/grant.csv?size=1&page={n}").text.splitlines()[0] for n in (1, 2)]

    assert headers[0] == headers[1]


def test_an_empty_list_is_a_list(client: FlaskClient) -> None:
    response = client.get("/doc/grant.csv?recipient=organisation/nobody")

    assert response.status_code == 200
    assert read_rows(response.text) == []


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/doc/grant?page=0", 400),
        ("/doc/grant?page=-1", 400),
        ("/doc/grant?page=one", 400),
        ("/doc/grant?page=²", 400),
        ("/doc/grant?size=100000", 400),
        ("/doc/grant?page=" + "9" * 5000, 400),
        ("/doc/grant?recipient=a%20b", 400),
        ("/doc/grant?recipient=" + "a" * 5000, 400),
        ("/doc/grant?page=99", 404),
        ("/doc/unknown", 404),
    ],
)
def test_what_cannot_be_listed_is_refused(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_another_page_is_another_representation(client: FlaskClient) -> None:
    tags = {client.get(f"/doc/grant.ttl?size=1&page={n}").headers["ETag"] for n in (1, 2)}

    assert len(tags) == 2
