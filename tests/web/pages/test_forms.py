"""A city that had another form before: what it was granted is one sum, wherever it is told."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, Quad
from tests.web.conftest import BASE, write_edition

from wirlod.edition import Edition
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.settings import Settings
from wirlod.web import create_app

PREFIXES = FOREIGN_PREFIXES | {"wir": f"{BASE}def/wir#"}
NOW, BEFORE = (NamedNode(f"{BASE}id/territory/{key}") for key in ("hanau-kreisfrei", "hanau"))
TOGETHER = "500.000 Euro"
"""What two grants, to the city as it was before, come to."""


def name(text: str) -> NamedNode:
    return NamedNode(expand(text, PREFIXES))


def describe_city() -> Iterator[Quad]:
    """Describe two forms of a city, and grants of 200,000 and 300,000 euros to the earlier one."""
    concept = f"{BASE}id/concept/"
    yield Quad(NOW, name("dct:replaces"), BEFORE)
    for form, kind in ((NOW, "district-free-city"), (BEFORE, "special-status-city")):
        yield Quad(form, name("rdf:type"), name("schema:AdministrativeArea"))
        yield Quad(form, name("dct:type"), NamedNode(concept + kind))
        yield Quad(form, name("rdfs:label"), Literal("Hanau", language="de"))
    for amount in (200_000, 300_000):
        grant = NamedNode(f"{BASE}id/grant/hanau-{amount}")
        money = NamedNode(f"{grant.value}#amount")
        yield Quad(grant, name("rdf:type"), name("wir:Grant"))
        yield Quad(grant, name("wir:recipient"), NamedNode(f"{BASE}id/organisation/hanau"))
        yield Quad(grant, name("wir:recipientTerritory"), BEFORE)
        yield Quad(grant, name("wir:counting"), NamedNode(f"{concept}counted"))
        yield Quad(grant, name("schema:amount"), money)
        yield Quad(money, name("wir:precision"), NamedNode(f"{concept}exact"))
        for end in ("wir:grantedAmount", "wir:grantedMaximum"):
            yield Quad(grant, name(end), Literal(str(amount), datatype=name("xsd:decimal")))


@pytest.fixture(scope="module")
def city(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """An edition with the city, which the index of the real records finds."""
    editions = tmp_path_factory.mktemp("forms") / "editions"
    shutil.copy(edition.search_path, write_edition(editions, more=describe_city()))
    return create_app(Settings(base_uri=BASE, editions=editions)).test_client()


def lead_of(page: str) -> str:
    found = re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]*>", "", found[1]))


@pytest.mark.parametrize("form", [NOW, BEFORE])
def test_the_page_of_each_form_adds_up_all_forms(city: FlaskClient, form: NamedNode) -> None:
    page = city.get(f"/doc/territory/{Path(form.value).name}.de.html").text

    assert "2 Förderungen" in lead_of(page)
    assert TOGETHER in lead_of(page)


def test_who_asks_for_the_sum_hears_that_of_all_forms(city: FlaskClient) -> None:
    page = city.get("/search.de.html", query_string={"q": "Wie viel bekam Hanau?"}).text

    assert f"Für die Verwaltung sind, über alle Jahre, {TOGETHER} belegt" in page
    assert "keine Summe, die zählt" not in page
