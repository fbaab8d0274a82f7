"""Every page says how it is cited, in four ways that agree."""

import json
import re
from html import unescape
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from wirlod.edition import Edition

GRANT = "doc/grant/werra-meissner-kreis-2021"
PAGES = [
    *("index", "about", "catalogue", "charts", "questions", "sparql", "compare", "def/wir"),
    *("doc/grant", "doc/release", GRANT, "doc/territory/kassel", "doc/dataset/grants"),
]


def read_citation(client: FlaskClient, address: str) -> tuple[str, str, dict[str, object], str]:
    page = LexborHTMLParser(client.get(address).text)
    sentence = page.css_first("details.cite p").text()
    bibtex, csl, ris = (block.text() for block in page.css("details.cite pre"))
    return sentence, bibtex, json.loads(csl)[0], ris


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


@pytest.mark.parametrize("page", ["index", GRANT])
def test_each_citation_is_a_file_to_save_with_the_licence(
    site: FlaskClient, edition: Edition, page: str
) -> None:
    read = LexborHTMLParser(site.get(f"/{page}.de.html").text)
    links = read.css("details.cite a[download]")
    blocks = [block.text() for block in read.css("details.cite pre")]

    names = [link.attributes["download"].partition(".")[2] for link in links]
    texts = [unquote(link.attributes["href"].partition(",")[2]) for link in links]
    assert names == ["bib", "csl.json", "ris"]
    assert texts == blocks
    assert all(edition.manifest.licence in text.replace("\\", "") for text in texts)


def test_a_thing_is_cited_by_its_own_address(site: FlaskClient, edition: Edition) -> None:
    _, _, item, _ = read_citation(site, f"/{GRANT}.de.html")

    assert item["URL"] == f"{edition.manifest.base_uri}id/grant/werra-meissner-kreis-2021"
    assert item["title"] == "Rund 500.000 Euro für den Werra-Meißner-Kreis, 2021 bis 2025"


def test_an_answer_to_a_question_is_cited_with_what_was_asked(site: FlaskClient) -> None:
    page = site.get("/questions/grants-in-a-year.en.html?year=2022").text
    url = re.search(r"url = {([^}]*)}", unescape(page))

    assert url is not None
    assert url[1].endswith("questions/grants-in-a-year?year=2022")
