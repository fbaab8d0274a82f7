"""A page for every kind: it leads with a sentence, and its links say what is behind them."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from wirlod.kinds import KINDS

THINGS = {
    "concept": "exact",
    "dataset": "grants",
    "evidence": "hmsi-2021-10-29-werra-meissner-betrag",
    "figure": "zentren-2021",
    "grant": "werra-meissner-kreis-2021",
    "guideline": "wir-2020",
    "handover": "uebergabe-werra-meissner-kreis-2021",
    "milestone": "masterplan-werra-meissner-kreis-2016",
    "organisation": "werra-meissner-kreis",
    "person": "anne-janz",
    "priority": "vielfaltszentren",
    "programme": "wir",
    "quotation": "hmsi-2021-10-29-werra-meissner-janz-ziele",
    "release": "hmsi-2021-10-29-werra-meissner",
    "territory": "werra-meissner-kreis",
}
"""Kind → the key of a thing of which much is known."""

POOR = {
    "grant": "stadt-hanau-2026",
    "handover": "uebergabe-rheingau-taunus-kreis-2021",
    "milestone": "programmstart-2014",
    "organisation": "stadt-hanau",
    "person": "frank-kilian",
    "territory": "odenwaldkreis",
}
"""Kind → the key of a thing of which little is known."""

PAGES = [f"{kind}/{key}" for things in (THINGS, POOR) for kind, key in things.items()]


def find_links(client: FlaskClient, address: str) -> Iterator[tuple[str, str]]:
    """Yield text and target of each link in the main part of a page, but for bare statements."""
    response = client.get(address)
    assert response.status_code == 200
    page = HTMLParser(response.text)
    for statements in page.css("details.statements"):
        statements.decompose()
    for link in page.css("main a[href]"):
        target = urljoin(f"https://example.org{address}", link.attributes["href"])
        yield " ".join(link.text().split()), target


def test_there_is_an_example_of_every_kind_but_editions() -> None:
    assert set(THINGS) == set(KINDS) - {"edition"}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_links_that_read_alike_lead_to_the_same_place(
    site: FlaskClient, page: str, language: str
) -> None:
    targets = defaultdict(set)
    for text, target in find_links(site, f"/doc/{page}.{language}.html"):
        targets[text].add(target)

    assert targets
    assert "" not in targets
    assert {text: found for text, found in targets.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("kind", sorted(THINGS))
def test_a_page_leads_with_a_sentence(site: FlaskClient, kind: str, language: str) -> None:
    page = HTMLParser(site.get(f"/doc/{kind}/{THINGS[kind]}.{language}.html").text)
    lead = page.css_first("main .lead, main blockquote.large")

    assert lead is not None
    assert len(lead.text().split()) >= 3


@pytest.mark.parametrize("kind", sorted(THINGS))
def test_all_statements_are_there_but_folded(site: FlaskClient, kind: str) -> None:
    page = HTMLParser(site.get(f"/doc/{kind}/{THINGS[kind]}.en.html").text)

    assert page.css("main details.statements dl.facts")


def test_the_edition_says_whether_it_is_the_one_shown(site: FlaskClient) -> None:
    name = site.get("/readyz").json["edition"]
    page = HTMLParser(site.get(f"/doc/edition/{name}.en.html").text)

    assert "the edition that these pages show" in page.css_first("main .lead").text()
    assert len(page.css("main table a")) > 3


def test_a_value_opens_its_sentence_in_place(site: FlaskClient) -> None:
    page = HTMLParser(site.get("/doc/grant/werra-meissner-kreis-2021.en.html").text)
    proofs = {p.css_first("summary").text().strip(): p.text() for p in page.css("details.proof")}

    assert "rund 500.000 Euro bewilligt" in proofs["Evidence: Sum"]
    assert "29 October 2021" in proofs["Evidence: Sum"]
    assert "confirmed by" in proofs["Evidence: Sum"]


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        *(("milestone", "Date"), ("handover", "Date"), ("figure", "As of")),
        *(("territory", "Kind"), ("organisation", "Works in"), ("person", "Role")),
    ],
)
def test_a_list_says_more_than_names(site: FlaskClient, kind: str, heading: str) -> None:
    page = HTMLParser(site.get(f"/doc/{kind}.en.html").text)
    headings = [cell.text() for cell in page.css("main thead th")]

    assert heading in headings
    assert all(len(row.css("td")) == len(headings) - 1 for row in page.css("main tbody tr"))
