"""An answer as bars, over time and as a map: offered where it fits, true to its rows, shareable."""

import re
from urllib.parse import urlencode
from xml.etree.ElementTree import fromstring

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from wirlod.edition import Edition

SVG = "{http://www.w3.org/2000/svg}"


def read_page(client: FlaskClient, address: str, status: int = 200) -> LexborHTMLParser:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == status
    return LexborHTMLParser(response.text)


def ask(query: str, view: str = "", language: str = "en", format: str = "html") -> str:
    parameters = {"query": query, "format": format, "lang": language}
    return f"/sparql?{urlencode(parameters | ({'view': view} if view else {}))}"


def offered(page: LexborHTMLParser) -> list[str]:
    return [item.text() for item in page.css("#result > nav[aria-label^='How'] li")]


def texts(page: LexborHTMLParser) -> list[str]:
    return [element.text() for element in page.css("figure svg text")]


@pytest.mark.parametrize(
    ("question", "views"),
    [
        ("largest-grants", ["Table", "Bars"]),
        ("grants-per-year", ["Table", "Bars", "Over time"]),
        ("number-of-centres-over-time", ["Table", "Bars", "Over time"]),
        ("sums-by-priority", ["Table", "Bars"]),
        ("sums-by-district", ["Table", "Bars", "Map"]),
        ("handovers", []),
        ("grants-of-a-district-as-a-graph", []),
    ],
)
def test_a_view_is_offered_where_the_columns_allow_it(
    site: FlaskClient, question: str, views: list[str]
) -> None:
    page = read_page(site, f"/questions/{question}.en.html")

    assert offered(page) == views
    assert page.css("figure") == []  # nobody pays for a picture who did not ask for it


def test_every_view_that_is_offered_is_shown_beside_its_table(site: FlaskClient) -> None:
    for question in ("largest-grants", "grants-per-year", "sums-by-district"):
        page = read_page(site, f"/questions/{question}.en.html")
        links = [a.attributes["href"] for a in page.css("#result > nav a")]
        assert links
        for link in links:
            shown = read_page(site, f"/questions/{link.rpartition('questions/')[2]}")
            assert shown.css_first("figure svg").attributes["aria-label"]
            assert shown.css_first("figure .scroll").attributes["tabindex"] == "0"
            assert len(shown.css("#result tbody tr")) == len(page.css("#result tbody tr"))
            assert "edition" in shown.css_first("#result p.small").text()


def test_bars_say_how_exactly_a_sum_is_known_and_lead_to_the_things(site: FlaskClient) -> None:
    page = read_page(site, "/questions/largest-grants.de.html?view=bars")

    assert page.css_first("figure h3").text() == "Summe in Euro nach Förderung"
    assert {"mind. 1,2 Mio. €", "rund 500.000 €", "600.000 €"} <= set(texts(page))
    assert "ein Pfeil heißt „mindestens“" in page.css_first("figcaption").text()
    link = page.css_first("figure svg a").attributes["href"]
    assert site.get(link.removeprefix("..")).status_code == 200


def test_where_an_answer_has_no_rows_there_is_nothing_to_draw(site: FlaskClient) -> None:
    page = read_page(site, ask("SELECT * { VALUES (?x ?n) { } }", "bars"))

    assert "There is nothing to draw." in page.css_first("#result").text()
    assert page.css("figure") == page.css("[role=alert]") == []


def test_a_map_has_the_sum_of_each_district_and_says_what_is_left_out(site: FlaskClient) -> None:
    page = read_page(site, "/questions/sums-by-district.en.html?view=map")
    table = [[cell.text() for cell in row.css("td")] for row in page.css("#result tbody tr")]
    without = sum(not row[1] for row in table)

    titles = {element.text() for element in page.css("figure svg :is(a, g) > title")}
    assert "Werra-Meißner district: about €500,000" in titles
    assert sum(not title.endswith(": nothing stated") for title in titles) == len(table) - without
    assert f"{without} rows without a number to compare" in page.css_first("figcaption").text()
    assert "© GeoBasis-DE / BKG 2021 (Daten verändert)" in texts(page)


def test_another_number_of_the_answer_can_be_drawn(site: FlaskClient) -> None:
    page = read_page(site, "/questions/sums-by-district.en.html?view=map")
    other = page.css_first("nav[aria-label='What is drawn'] a").attributes["href"]

    counted = read_page(site, f"/questions/{other.rpartition('/')[2]}")

    assert counted.css_first("figure h3").text() == "Grants by district or city"
    assert "view=map" in other


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/questions/largest-grants.en.html?view=map", "cannot be shown as “Map”: that needs a"),
        ("/questions/largest-grants.en.html?view=pie", "There is no view “pie”."),
        ("/questions/largest-grants.en.html?view=bars&measure=x", "“x” is no column of numbers"),
        ("/questions/grants-of-a-district-as-a-graph.en.html?view=bars", "What there is: Table."),
        (ask("ASK {}", "bars"), "What there is: Table."),
        (ask("SELECT (-5 AS ?n) ('a' AS ?x) {}", "bars"), "one of numbers from 0 on"),
    ],
)
def test_a_wrong_choice_gets_one_message_that_says_what_there_is(
    site: FlaskClient, address: str, says: str
) -> None:
    page = read_page(site, address, 400)

    (alert,) = page.css("[role=alert]")
    assert says in alert.text()
    assert "What there is:" in alert.text()
    assert page.css("figure") == []


def test_pictures_stand_alone_with_source_edition_and_licence(
    site: FlaskClient, edition: Edition
) -> None:
    page = read_page(site, "/questions/largest-grants.de.html?number=3&view=bars")
    addresses = {
        suffix: f"/questions/{link.attributes['href'].rpartition('/')[2]}"
        for suffix in ("svg", "png", "csv")
        for link in page.css(f"#result ul.small a[href*='.{suffix}']")
    }

    picture = site.get(addresses["svg"])
    said = " ".join(e.text or "" for e in fromstring(picture.text).iter(f"{SVG}text"))
    assert picture.mimetype == "image/svg+xml"
    assert "var(" not in picture.text
    assert "Welches sind die größten Förderungen?" in said
    assert edition.name in said
    assert edition.manifest.licence_name["de"] in said
    assert "questions/largest-grants?number=3&view=bars" in said.replace(" ", "")
    assert site.get(addresses["png"]).data.startswith(b"\x89PNG")
    assert site.get(addresses["csv"]).text.startswith("grant,recipient,amount")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/questions/largest-grants.svg", 200),
        ("/questions/largest-grants.svg?view=map", 400),
        ("/questions/handovers.png", 400),
        ("/questions/grants-of-a-district-as-a-graph.svg", 404),
        ("/questions/largest-grants.gif", 404),
        (ask("SELECT * { VALUES (?x ?n) { ('a' 1) } }", format="svg"), 200),
        (ask("SELECT * { VALUES (?x ?n) { } }", format="svg"), 400),
        (ask("ASK {}", format="png"), 406),
    ],
)
def test_a_picture_is_drawn_where_one_can_be(site: FlaskClient, address: str, status: int) -> None:
    assert site.get(address).status_code == status


def test_what_is_not_drawn_is_said(site: FlaskClient) -> None:
    rows = " ".join(f"('row {n}' {n})" for n in range(45)) + " ('none' UNDEF)"
    page = read_page(site, ask(f"SELECT * {{ VALUES (?x ?n) {{ {rows} }} }}", "bars"))

    caption = page.css_first("figcaption").text()
    assert "40 of 45 rows are drawn" in caption
    assert "1 row without a number to compare" in caption
    assert len(page.css("#result tbody tr")) == 46


def test_an_own_query_is_drawn_over_years_even_where_they_are_numbers(site: FlaskClient) -> None:
    query = "SELECT * { VALUES (?year ?n) { (2019 3) (2021 12) (2020 UNDEF) } }"
    page = read_page(site, ask(query, "time"))

    assert offered(page) == ["Table", "Bars", "Over time"]
    assert {"3", "12", "2019", "2020", "2021"} <= set(texts(page))
    assert "2,019" not in page.css_first("#result tbody").text()


def test_sums_of_money_in_an_own_query_bring_their_bounds_along(site: FlaskClient) -> None:
    query = "SELECT ?grant ?sum { ?grant a wir:Grant ; schema:amount ?sum }"
    page = read_page(site, ask(query, "bars", "de"))

    assert {"mind. 1,2 Mio. €", "rund 500.000 €"} <= set(texts(page))
    rows = [[cell.text() for cell in row.css("td")] for row in page.css("#result tbody tr")]
    a_year = [row for row in rows if "je Jahr" in row[1]]
    assert a_year
    assert f"{len(a_year)} Zeile" in page.css_first("figcaption").text()


def test_a_place_twice_is_on_no_map(site: FlaskClient) -> None:
    values = "(territory:kassel 1) (territory:kassel 2)"
    query = f"SELECT * {{ VALUES (?place ?n) {{ {values} }} }}"

    assert offered(read_page(site, ask(query))) == ["Table", "Bars"]


def test_the_choice_stays_with_language_parameters_and_citation(site: FlaskClient) -> None:
    page = read_page(site, "/questions/largest-grants.de.html?number=4&view=bars")

    english = page.css_first("nav.languages a[hreflang=en]").attributes["href"]
    assert "view=bars" in english
    assert page.css_first("form.facets input[name=view]").attributes["value"] == "bars"
    assert "view=bars" in page.css_first("a[rel=bookmark]").attributes["href"]
    assert "number=4&view=bars" in page.css_first(".cite a").attributes["href"]


def test_an_own_query_shows_labels_in_place_of_addresses(site: FlaskClient) -> None:
    query = "SELECT ?grant ?p { ?grant a wir:Grant ; ?p wir:Grant } LIMIT 1"
    cells = read_page(site, ask(query)).css("#result tbody td a")

    grant, property = ((cell.text(), cell.attributes["title"]) for cell in cells)
    assert not re.search(r"grant[:/]", grant[0])
    assert "/id/grant/" in grant[1]
    assert property[0] == "Class"


def test_a_result_is_cited_by_its_address_where_that_is_no_book(site: FlaskClient) -> None:
    short = read_page(site, ask("SELECT * { VALUES (?x ?n) { ('a' 1) } }", "bars"))
    long = read_page(site, ask("ASK {} #" + "x" * 3000))

    cited = site.get(f"/{short.css_first('.cite a').attributes['href'].removeprefix('./')}")
    assert "view=bars" in cited.text.partition('id="cite"')[2].partition('id="report"')[0]
    assert long.css(".cite") == []


def test_one_day_is_no_course_of_time(site: FlaskClient) -> None:
    query = "SELECT * { VALUES (?year ?n ?x) { (2020 1 'a') (UNDEF 2 'b') } }"

    assert offered(read_page(site, ask(query))) == ["Table", "Bars"]


def test_rows_of_one_name_are_told_apart_by_the_next_column(site: FlaskClient) -> None:
    rows = "('a' 'x' true 1) ('a' 'y' true 2) ('b' 'x' false 3)"
    names = "?name ?source ?used ?n"
    query = f"SELECT {names} {{ VALUES ({names}) {{ {rows} }} }}"
    page = read_page(site, ask(query, "bars"))

    assert {"a – x", "a – y", "b – x"} <= set(texts(page))
    assert [cell.text() for cell in page.css("#result tbody td")][2::4] == ["yes", "yes", "no"]
