"""Districts and cities in one table, sorted, narrowed down, side by side, and as a download."""

import csv

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser


def read_table(client: FlaskClient, query: str = "") -> list[list[str]]:
    page = LexborHTMLParser(client.get(f"/compare.en.html{query}").text)
    rows = page.css_first("main table").css("tbody tr")
    return [[" ".join(cell.text().split()) for cell in row.css("th, td")][1:] for row in rows]


def test_every_district_and_city_is_there_with_what_the_map_says(site: FlaskClient) -> None:
    rows = {row[0]: row[1] for row in read_table(site)}

    assert len(rows) > 30
    assert rows["Kassel"] == "555,000 euros"


@pytest.mark.parametrize(
    ("sort", "first"),
    [("place", "Bad Homburg v. d. Höhe"), ("-sum", "Kassel district")],
)
def test_the_table_is_sorted_as_its_address_says(site: FlaskClient, sort: str, first: str) -> None:
    page = LexborHTMLParser(site.get(f"/compare.en.html?sort={sort}").text)
    order = [cell.attributes["aria-sort"] for cell in page.css("th[aria-sort]")]

    assert read_table(site, f"?sort={sort}")[0][0] == first
    assert order == ["descending" if sort.startswith("-") else "ascending"]


def test_a_heading_sorts_the_other_way_round_when_it_is_followed_again(site: FlaskClient) -> None:
    for sort, other in (("-sum", "sort=sum"), ("sum", "sort=-sum"), ("", "sort=-sum")):
        page = LexborHTMLParser(site.get(f"/compare.en.html?sort={sort}").text)
        links = [link.attributes["href"] for link in page.css("thead a")]

        assert any(link.endswith(other) for link in links), sort


def test_places_chosen_stand_side_by_side(site: FlaskClient) -> None:
    address = "/compare.en.html?place=werra-meissner-kreis&place=kassel"
    page = LexborHTMLParser(site.get(address).text)

    sections = page.css("main section h3")
    assert [section.text().strip() for section in sections] == ["Werra-Meißner district", "Kassel"]
    assert len(read_table(site, "?place=werra-meissner-kreis&place=kassel")) == 2
    assert len(page.css("input[type=checkbox][checked]")) == 2


@pytest.mark.parametrize("query", ["?place=nowhere", "?place=", "?sort=unknown", "?place=%00"])
def test_what_is_unknown_narrows_nothing_down(site: FlaskClient, query: str) -> None:
    assert read_table(site, query) == read_table(site)


def test_the_download_holds_what_is_seen(site: FlaskClient) -> None:
    query = "?place=kassel&place=werra-meissner-kreis&sort=-sum"
    page = LexborHTMLParser(site.get(f"/compare.en.html{query}").text)
    link = next(a.attributes["href"] for a in page.css("section.data a") if a.text() == "CSV")

    rows = list(csv.DictReader(site.get(f"/{link}").text.splitlines()))

    assert [row["en"] for row in rows] == [row[0] for row in read_table(site, query)]
    assert [row["sum"] for row in rows] == ["555000", "500000"]
