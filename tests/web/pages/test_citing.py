"""Every page leads to how it is cited, in four ways that agree."""

import json
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from wirlod.edition import Edition

GRANT = "doc/grant/werra-meissner-kreis-2021"
PAGES = [
    *("index", "about", "catalogue", "charts", "questions", "sparql", "compare", "def/wir"),
    *("doc/grant", "doc/release", GRANT, "doc/territory/kassel", "doc/dataset/grants"),
]


FORMS = ("bib", "csl.json", "ris")


def read_citation(client: FlaskClient, address: str) -> tuple[str, str, dict[str, object], str]:
    page = LexborHTMLParser(client.get(address).text)
    about = urljoin(address, page.css_first(".cite a").attributes["href"] or "")
    told = LexborHTMLParser(client.get(about).text)
    sentence, files = (p.text() for p in told.css("#cite ~ p")[:2]), told.css("#cite ~ p a")[:3]
    bibtex, csl, ris = (
        client.get(urljoin(about, link.attributes["href"] or "")).text for link in files
    )
    return next(sentence), bibtex, json.loads(csl)[0], ris


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_the_four_citations_agree(
    site: FlaskClient, edition: Edition, page: str, language: str
) -> None:
    sentence, bibtex, item, ris = read_citation(site, f"/{page}.{language}.html")

    assert item["title"]
    assert str(item["URL"]).startswith(edition.manifest.base_uri)
    for text in (sentence, bibtex, ris):
        assert str(item["URL"]) in text
        assert edition.name in text
    assert f"TI  - {item['title']}" in ris
    assert ris.endswith("ER  - ")
    assert bibtex.count("{") == bibtex.count("}")


@pytest.mark.parametrize("form", FORMS)
def test_each_citation_is_a_file_with_a_name_and_the_licence(
    site: FlaskClient, edition: Edition, form: str
) -> None:
    response = site.get(f"/cite/{form}/{GRANT}.de.html")

    name = f"id-grant-werra-meissner-kreis-2021-2026.{form}"
    assert name in response.headers["Content-Disposition"]
    assert edition.manifest.licence in response.text.replace("\\", "")
    assert response.headers["ETag"]


def test_a_page_carries_no_citation_file(site: FlaskClient) -> None:
    page = site.get(f"/{GRANT}.de.html").text

    assert "@misc" not in page
    assert "data:" not in page


def test_a_citation_is_the_same_after_its_page_was_asked_for(site: FlaskClient) -> None:
    before = site.get("/cite/ris/charts/map.en.html").text
    site.get("/charts/map.en.html")
    site.get("/charts/map.en.html", headers={"Accept-Encoding": "br"})

    assert site.get("/cite/ris/charts/map.en.html").text == before
    known = {"If-None-Match": site.get("/charts/map.en.html").headers["ETag"]}
    assert site.get("/cite/ris/charts/map.en.html", headers=known).text == before


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/cite/word/index.de.html", 404, id="no such form"),
        pytest.param("/cite/bib/doc/grant/nothing.de.html", 404, id="no such page"),
        pytest.param(f"/cite/bib/{GRANT}.ttl", 404, id="no page"),
        pytest.param("/cite/bib/cite/bib/index.de.html", 404, id="a citation"),
        pytest.param("/cite/bib/healthz", 404, id="not for people"),
        pytest.param("/about/doc/grant/nothing.de.html", 404, id="about no page"),
        pytest.param("/about/about/index.de.html", 404, id="about what is about a page"),
        pytest.param("/about/404.html", 404, id="about an error"),
        pytest.param("/cite/bib/questions/grants-in-a-year.de.html?month=1", 404, id="parameter"),
    ],
)
def test_what_has_no_citation_is_refused(site: FlaskClient, path: str, status: int) -> None:
    response = site.get(path, headers={"Accept": "application/problem+json"})

    assert response.status_code == status


@pytest.mark.parametrize("language", ["de", "en"])
def test_what_is_said_about_a_page_leads_back_to_it_in_its_language(
    site: FlaskClient, language: str
) -> None:
    page = f"questions/grants-in-a-year.{language}.html?year=2022"
    told = LexborHTMLParser(site.get(f"/about/{page}").text)

    assert told.css_first("html").attributes["lang"] == language
    assert told.css_first(".lead a").attributes["href"] == f"../../{page}"
    others = [link.attributes["href"] for link in told.css("nav.languages a")]
    assert f"../../about/{page}" in others
    assert len(others) == len({*others}) == 2


def test_a_thing_is_cited_by_its_own_address(site: FlaskClient, edition: Edition) -> None:
    _, _, item, _ = read_citation(site, f"/{GRANT}.de.html")

    assert item["URL"] == f"{edition.manifest.base_uri}id/grant/werra-meissner-kreis-2021"
    assert item["title"] == "Rund 500.000 Euro für den Werra-Meißner-Kreis, 2021 bis 2025"


def test_an_answer_to_a_question_is_cited_with_what_was_asked(site: FlaskClient) -> None:
    page = "/questions/grants-in-a-year.en.html?year=2022"
    _, bibtex, item, _ = read_citation(site, page)

    assert str(item["URL"]).endswith("questions/grants-in-a-year?year=2022")
    assert f"url = {{{item['URL']}}}" in bibtex
