"""Addresses begin with what the edition was published with, whatever serves it and wherever."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from wirlod.edition import Edition
from wirlod.settings import Settings
from wirlod.web import create_app

DEFAULT = Settings().base_uri
ADDRESSES = [
    *("robots.txt", "sitemap.xml", "llms.txt", ".well-known/security.txt", ".well-known/void"),
    *("index.de.html", "imprint.en.html", "about.en.html", "sparql.en.html", "questions.ttl"),
    *("catalogue", "catalogue.jsonld", "prefixes.ttl", "sparql.ttl", "def/context.jsonld"),
    *("def/wir.ttl", "doc/grant.ttl", "doc/grant.csv", "doc/grant.en.html", "chart/map.de.svg"),
    *("doc/grant/werra-meissner-kreis-2021.ttl", "linkset/grant/werra-meissner-kreis-2021"),
    *("doc/dataset/grants.en.html", "doc/grant/werra-meissner-kreis-2021?_explain=json"),
]


@pytest.fixture(scope="module")
def elsewhere(edition: Edition) -> Iterator[FlaskClient]:
    """A server whose own setting is the default, with an edition of another base address."""
    app = create_app(Settings(editions=edition.folder.parent, query_workers=1))
    yield app.test_client()
    app.extensions["wirlod-endpoint"].close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_answer_names_another_base_address(
    elsewhere: FlaskClient, edition: Edition, address: str
) -> None:
    response = elsewhere.get(f"/{address}")

    assert response.status_code == 200
    assert edition.manifest.base_uri != DEFAULT
    assert DEFAULT not in f"{response.headers}{response.text}"


def test_robots_and_links_name_the_base_address_of_the_edition(
    elsewhere: FlaskClient, edition: Edition
) -> None:
    robots = elsewhere.get("/robots.txt").text
    links = elsewhere.get("/doc/grant").headers["Link"]

    assert f"{edition.manifest.base_uri}sitemap.xml" in robots
    assert f"<{edition.manifest.base_uri}doc/grant>" in links


@pytest.mark.parametrize(
    ("words", "base_uri"),
    [
        pytest.param([], "http://localhost:8000/", id="default"),
        pytest.param(["PORT=9000"], "http://localhost:9000/", id="another port"),
        pytest.param(
            ["PORT=9000", "WIRLOD_BASE_URI=https://example.org/"], "https://example.org/", id="told"
        ),
    ],
)
def test_make_serve_publishes_for_the_port_it_serves_at(
    checkout: Path, words: list[str], base_uri: str
) -> None:
    command = ["make", "--no-print-directory", "-n", "serve", *words]
    lines = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=True)

    told = [line for line in lines.stdout.splitlines() if "/wirlod " in line]
    assert len(told) == 2
    assert all(f"WIRLOD_BASE_URI={base_uri} " in line for line in told)
