"""Saved questions have addresses that can be cited, in every format, with parameters."""

import html
import re

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse
from tests.web.conftest import BASE

from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.questions import find_answer, find_question
from wirlod.questions import bind_question

NAME = "grants-of-a-district-as-a-graph"


def test_the_list_is_a_page_for_people(client: FlaskClient) -> None:
    page = client.get("/questions", headers={"Accept": "text/html"}).text

    assert "Wie viel wurde je Jahr bewilligt?" in page
    assert 'href="./questions/grants-per-year"' in page


def test_the_list_is_sparql_that_can_be_executed_for_programs(client: FlaskClient) -> None:
    triples = list(parse(client.get("/questions.nt").data, format=RdfFormat.N_TRIPLES))
    executable = NamedNode(f"{FOREIGN_PREFIXES['sh']}SPARQLExecutable")
    texts = [t.object.value for t in triples if t.predicate.value.endswith("#select")]

    assert sum(t.object == executable for t in triples) >= 15
    assert NamedNode(f"{BASE}questions/grants-per-year") in {t.subject for t in triples}
    assert len(texts) >= 13
    assert all("$" not in text for text in texts)


@pytest.mark.parametrize("suffix", ["json", "xml", "csv", "tsv", "excel.csv", "html"])
def test_rows_have_an_address_per_format(client: FlaskClient, suffix: str) -> None:
    response = client.get(f"/questions/grants-in-a-year.{suffix}?year=2022")

    assert response.status_code == 200
    assert "title" in response.text


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "rdf", "nt", "html"])
def test_graphs_have_an_address_per_format(client: FlaskClient, suffix: str) -> None:
    assert client.get(f"/questions/{NAME}.{suffix}").status_code == 200


def test_a_page_shows_the_parameters_and_their_values(client: FlaskClient) -> None:
    page = client.get("/questions/grants-in-a-year.html?year=2023").text

    assert "<label>Jahr\n" in page
    assert 'value="2023"' in page
    assert "grants-in-a-year.csv?year=2023" in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/questions/grants-in-a-year?year=2022)%7D", 400),
        ("/questions/is-a-district-funded?district=%3Chttp://evil/%3E", 400),
        ("/questions/no-such-question", 404),
        ("/questions/grants-in-a-year.gif", 404),
        (f"/questions/{NAME}.csv", 404),
    ],
)
def test_what_is_no_question_is_refused(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


@pytest.mark.parametrize("suffix", ["json", "xml", "csv", "tsv", "excel.csv", "html"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_was_answered_at_publication_is_not_asked_again(
    site: FlaskClient, suffix: str, language: str
) -> None:
    endpoint = site.application.extensions["wirlod-endpoint"]
    before = endpoint.tally().run

    known = site.get(f"/questions/grants-per-year.{suffix}?lang={language}")
    after = endpoint.tally().run

    assert known.status_code == 200
    assert after == before


@pytest.mark.parametrize("name", ["grants-per-year", "largest-grants"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_known_is_what_would_be_found(site: FlaskClient, name: str, language: str) -> None:
    opened = site.application.extensions["wirlod"].opened()
    text = bind_question(find_question(opened.edition, name), {}, opened.base_uri, language)
    asked = [
        site.get("/sparql", query_string={"query": query, "format": "csv"})
        for query in (text, f"{text} ")
    ]

    assert find_answer(opened.edition, text)
    assert not find_answer(opened.edition, f"{text} ")
    assert asked[0].data.count(b"\n") > 1
    assert asked[0].data == asked[1].data


@pytest.mark.parametrize(("language", "precision"), [("de", "mindestens"), ("en", "at least")])
def test_a_page_and_its_downloads_are_in_the_language_of_the_reader(
    site: FlaskClient, language: str, precision: str
) -> None:
    headers = {"Accept": "text/html", "Accept-Language": language}
    page = site.get("/questions/approximate-amounts", headers=headers).get_data(as_text=True)
    named = site.get(f"/questions/approximate-amounts.{language}.html").get_data(as_text=True)
    csv = re.search(r'href="[^"]*(/approximate-amounts\.csv[^"]*)"', page)

    assert f">{precision}<" in page
    assert f">{precision}<" in named
    assert csv
    assert f",{precision}," in site.get("/questions" + html.unescape(csv[1])).get_data(as_text=True)


def test_data_are_in_german_whatever_the_reader_reads(site: FlaskClient) -> None:
    answer = site.get("/questions/approximate-amounts.csv", headers={"Accept-Language": "en"})

    assert ",mindestens," in answer.get_data(as_text=True)
