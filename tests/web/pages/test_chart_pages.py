"""Each chart has a page of its own, and can be shown by other sites."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from wirlod.edition import Edition
from wirlod.web.pages.charts import NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_chart_has_a_page_with_picture_table_and_ways_on(
    site: FlaskClient, edition: Edition, name: str, language: str
) -> None:
    page = LexborHTMLParser(site.get(f"/charts/{name}.{language}.html").text)

    assert page.css_first("h1").text() == edition.read_chart(name).title[language]
    assert page.css_first("figure svg") is not None
    assert page.css("details[open] table tbody tr")
    links = {link.attributes["href"].partition("?")[0] for link in page.css("main a")}
    assert {f"../chart/{name}.csv", f"../chart/{name}.{language}.svg", "../sparql"} <= links


def test_the_code_to_embed_shows_a_page_that_may_be_framed(
    site: FlaskClient, edition: Edition
) -> None:
    code = unescape(site.get("/charts/map.en.html").text)
    embedded = re.search(r'<iframe src="([^"]+)"', code)
    assert embedded is not None

    response = site.get(embedded[1].replace(edition.manifest.base_uri, "/"))

    assert response.status_code == 200
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]
    page = LexborHTMLParser(response.text)
    assert page.css_first("figure svg") is not None
    source = page.css_first("main p a").attributes["href"]
    assert source == f"{edition.manifest.base_uri}charts/map.en.html"


@pytest.mark.parametrize("address", ["/charts/map.en.html", "/index.en.html", "/embed/nothing"])
def test_nothing_else_may_be_framed(site: FlaskClient, address: str) -> None:
    policy = site.get(address).headers["Content-Security-Policy"]

    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "address", ["/charts/nothing", "/embed/nothing", "/charts/timeline-kassel"]
)
def test_what_is_no_chart_has_no_page(site: FlaskClient, address: str) -> None:
    assert site.get(address).status_code == 404
