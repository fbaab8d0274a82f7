"""Lists of things of a kind, page by page."""

import csv
import io
import re
from pathlib import Path

import pyoxigraph
import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode
from tests.web.conftest import BASE, write_edition

from wirlod.settings import Settings
from wirlod.web import create_app
from wirlod.writing.description import RDF_TYPE

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


def test_a_list_that_is_followed_is_of_one_edition(tmp_path: Path) -> None:
    write_edition(tmp_path, "2026-11-22T150000Z")
    client = create_app(Settings(base_uri=BASE, editions=tmp_path)).test_client()
    links = client.get("/doc/grant.csv?size=1").headers["Link"]
    (following,) = re.findall(r'<([^>]*)>; rel="next"', links)
    path = "/" + following.removeprefix(BASE).replace("grant?", "grant.csv?")
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    new = NamedNode(f"{BASE}id/grant/aaa")
    more = [
        pyoxigraph.Quad(new, label, pyoxigraph.Literal("new")),
        pyoxigraph.Quad(new, RDF_TYPE, NamedNode(f"{BASE}def/wir#Grant")),
    ]
    write_edition(tmp_path, "2026-11-23T150000Z", more=more)
    newer = create_app(Settings(base_uri=BASE, editions=tmp_path)).test_client()

    second, unknown = newer.get(path), newer.get(path.replace("2026-11-22", "2026-01-01"))

    assert "edition=2026-11-22T150000Z" in following
    assert [row["identifier"] for row in read_rows(second.text)] == ["werra-meissner-kreis-2021"]
    assert 'edition=2026-11-22T150000Z&size=1>; rel="first"' in second.headers["Link"]
    assert read_rows(newer.get("/doc/grant.csv?size=1").text)[0]["id"] == new.value
    assert unknown.status_code == 404
    assert "begin again at its first page" in unknown.text


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


def listed(client: FlaskClient, query: str) -> set[str]:
    """Give the keys of the grants that *query* leaves."""
    response = client.get(f"/doc/grant.csv?{query}")
    assert response.status_code == 200, response.text
    return {row["identifier"] for row in read_rows(response.text)}


def test_numbers_days_and_texts_are_filters(client: FlaskClient) -> None:
    assert listed(client, "amount=500000") == {"werra-meissner-kreis-2021"}
    assert listed(client, "amount=500000.00") == {"werra-meissner-kreis-2021"}
    assert listed(client, "amount.from=500000") == listed(client, "amount.to=500000") != set()
    assert listed(client, "amount.from=499999&amount.to=500001") == {"werra-meissner-kreis-2021"}
    assert listed(client, "amount.from=99999999999") == set()
    assert listed(client, "label=werra-MEI") == {"werra-meissner-kreis-2021"}
    assert listed(client, "label=%22%29%20%7D") == set()


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("amout=500000", "is no filter here"),
        ("recipient.from=a", "is no filter here"),
        ("amount=viel", "500000 or 0.5"),
        ("amount.from=1e99", "500000 or 0.5"),
        ("sort=colour", "there is"),
        ("year=202", ""),
        ("a.b.c=d", "is no filter here"),
        ("label=" + "a" * 301, "more than 300 characters"),
        ("&".join(f"label={n}" for n in range(9)), "at most 8"),
        ("page=000000000001" + "9" * 30, "give a number"),
        ("size=" + "0" * 5000 + "1", "give a number"),
        ("year=" + "2" * 5000, "give a number"),
    ],
)
def test_a_filter_that_cannot_be_applied_is_refused(
    client: FlaskClient, query: str, told: str
) -> None:
    response = client.get(f"/doc/grant.csv?{query}")

    assert response.status_code == (200 if not told else 400)
    assert told in response.text


def test_filters_are_described(client: FlaskClient) -> None:
    quads = list(
        pyoxigraph.parse(client.get("/doc/grant.nt").data, format=pyoxigraph.RdfFormat.N_TRIPLES)
    )
    said = {quad.object.value for quad in quads if quad.predicate.value == f"{HYDRA}variable"}
    (template,) = [q.object.value for q in quads if q.predicate.value == f"{HYDRA}template"]

    assert {"amount", "amount.from", "amount.to", "recipient", "year"} <= said
    assert template.startswith(f"{BASE}doc/grant{{?")


def test_filters_run_where_they_can_be_stopped(tmp_path: Path) -> None:
    write_edition(tmp_path)
    app = create_app(Settings(base_uri=BASE, editions=tmp_path, query_seconds=1e-9))
    try:
        narrowed = app.test_client().get("/doc/grant.csv?label=a")
        whole = app.test_client().get("/doc/grant.csv")
    finally:
        app.extensions["wirlod-endpoint"].close()

    assert (narrowed.status_code, whole.status_code) == (503, 200)


def test_filters_and_searches_are_counted(tmp_path: Path) -> None:
    write_edition(tmp_path)
    app = create_app(Settings(base_uri=BASE, editions=tmp_path, query_rate="2/minute"))
    headers = {"X-Forwarded-For": "203.0.113.9"}
    try:
        client = app.test_client()
        statuses = [
            client.get(f"/doc/grant.csv?label={n}", headers=headers).status_code for n in range(3)
        ]
        others = client.get("/suggest?q=a", headers=headers).status_code
    finally:
        app.extensions["wirlod-endpoint"].close()

    assert statuses == [200, 200, 429]
    assert others == 429
