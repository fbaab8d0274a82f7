"""Each chart has a page of its own, and can be shown by other sites."""

import re
from html import unescape
from struct import unpack
from xml.etree.ElementTree import fromstring

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

    chart = edition.read_chart(name)
    assert page.css_first("h1").text() == chart.finding.get(language, chart.title[language])
    assert chart.title[language] in page.css_first("hgroup").text()
    assert edition.name in page.css_first("main").text()
    assert page.css_first("figure svg") is not None
    assert page.css("details[open] table tbody tr")
    links = {link.attributes["href"].partition("?")[0] for link in page.css("main a")}
    assert {f"../chart/{name}.csv", "../sparql"} <= links
    assert {f"../chart/{name}.{language}.{suffix}" for suffix in ("svg", "png")} <= links


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


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_can_be_had_as_png_of_twice_its_size(site: FlaskClient, name: str) -> None:
    svg = fromstring(site.get(f"/chart/{name}.de.svg").text)

    response = site.get(f"/chart/{name}.de.png")

    assert response.mimetype == "image/png"
    width, height = unpack(">II", response.data[16:24])
    assert (width, height) == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))
    assert len(response.data) > 20_000  # with letters, not the background alone
    etag = response.headers["ETag"]
    again = site.get(f"/chart/{name}.de.png", headers={"If-None-Match": etag})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address", ["/chart/map.png", "/chart/map.fr.png", "/chart/nothing.de.png"]
)
def test_what_is_no_picture_is_none_as_png(site: FlaskClient, address: str) -> None:
    assert site.get(address).status_code == 404
