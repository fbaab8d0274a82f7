"""Pages of lists: what a line says, and where the pages lead."""

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser


def read_rows(site: FlaskClient, kind: str) -> list[list[str]]:
    page = LexborHTMLParser(site.get(f"/doc/{kind}.de.html").text)
    return [[cell.text() for cell in row.css("th, td")] for row in page.css("tbody tr")]


@pytest.mark.parametrize(
    ("kind", "row"),
    [
        pytest.param(
            "evidence",
            ["29. Oktober 2021", "Erscheinungstag", "Bescheidübergabe an den Werra-Meißner-Kreis"],
            id="by the words",
        ),
        pytest.param(
            "figure",
            ["Programmbudget WIR, 2014", "3,8 Millionen Euro", "2014", "stateparl.de"],
            id="by what is counted, and for when",
        ),
        pytest.param("person", ["Silke Engler", "Vizelandrätin"], id="an office held thrice"),
    ],
)
def test_a_line_says_each_thing_once(site: FlaskClient, kind: str, row: list[str]) -> None:
    assert row in read_rows(site, kind)


def test_a_kind_is_a_word_and_a_place_a_link(site: FlaskClient) -> None:
    page = LexborHTMLParser(site.get("/doc/territory.de.html").text)
    kind, place = page.css_first("tbody tr").css("td")[:2]

    assert kind.text()
    assert kind.css("a") == []
    assert place.css("a")


@pytest.mark.parametrize(
    ("page", "led"),
    [
        pytest.param("size=30", ["next", "last"], id="first of three"),
        pytest.param("size=30&page=2", ["prev", "next"], id="second of three"),
        pytest.param("size=30&page=3", ["first", "prev"], id="third of three"),
        pytest.param("size=40", ["next"], id="first of two"),
    ],
)
def test_a_list_leads_to_each_other_page_once(site: FlaskClient, page: str, led: list[str]) -> None:
    links = LexborHTMLParser(site.get(f"/doc/figure.de.html?{page}").text).css(".pager a[rel]")

    assert [link.attributes["rel"] for link in links] == led
    assert len({link.attributes["href"] for link in links}) == len(led)


def test_a_list_of_several_pages_leads_to_one_that_has_all(site: FlaskClient) -> None:
    address = "/doc/figure.de.html?sort=-date"
    link = LexborHTMLParser(site.get(address).text).css_first(".pager a:not([rel])")
    whole = LexborHTMLParser(site.get(f"/doc/{link.attributes['href']}").text)

    assert "sort=-date" in (link.attributes["href"] or "")
    assert whole.css_first(".lead").text() == f"{len(whole.css('tbody tr'))} Einträge"
    assert whole.css(".pager") == []
