"""The page of a district: per year, handed over when by whom, and what is not known."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from wirlod.edition import Edition


def read_page(site: FlaskClient, place: str, language: str = "en") -> LexborHTMLParser:
    return LexborHTMLParser(site.get(f"/doc/territory/{place}.{language}.html").text)


def section(page: LexborHTMLParser, name: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    rows = page.css(f"#{name} + table tbody tr, #{name} + .scroll tbody tr")
    return [[cell.text().strip() for cell in row.css("th, td")] for row in rows]


def read_sums(texts: list[str]) -> Iterator[Decimal]:
    for text in texts:
        if found := re.search(r"[0-9][0-9,]*", text):
            yield Decimal(found[0].replace(",", ""))


def test_years_add_up_to_what_the_map_shows(site: FlaskClient, edition: Edition) -> None:
    looked_at = 0
    for row in edition.read_chart("map").rows:
        page = read_page(site, row["place"].removeprefix("territory/"))
        if years := section(page, "years"):
            looked_at += 1
            sums = [cells[1] for cells in years]
            assert sum(read_sums(sums)) == Decimal(row.get("sum", 0)), row["place"]

    assert looked_at >= 2


def test_a_notice_was_handed_over_by_somebody_to_somebody(site: FlaskClient) -> None:
    (row,) = section(read_page(site, "rheingau-taunus-kreis"), "handovers")

    assert row[1:] == ["Bad Schwalbach", "Kai Klose", "Frank Kilian"]


@pytest.mark.parametrize(
    ("place", "unknown"),
    [
        ("fulda", "Whether its administration was granted anything."),
        ("fulda", "Whether there is a diversity centre here."),
        ("rheingau-taunus-kreis", "2 grants without a stated start."),
        ("kassel", "1 grant without a stated start."),
    ],
)
def test_what_is_not_known_is_said(site: FlaskClient, place: str, unknown: str) -> None:
    lines = [line.text() for line in read_page(site, place).css("#unknown + ul li")]

    assert unknown in lines


def test_of_what_is_known_nothing_is_said_to_be_unknown(site: FlaskClient) -> None:
    text = read_page(site, "rheingau-taunus-kreis").css_first("#unknown + ul").text()

    assert "diversity centre" not in text
    assert "granted anything" not in text
