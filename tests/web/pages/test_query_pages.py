"""Pages to ask with and pages of answers, as people read them."""

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser


def read_page(client: FlaskClient, address: str, status: int = 200) -> LexborHTMLParser:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == status
    return LexborHTMLParser(response.text)


@pytest.mark.parametrize(
    ("language", "headings"),
    [("de", ["Förderung", "Summe in Euro"]), ("en", ["Grant", "Sum in euros"])],
)
def test_an_answer_has_headings_labels_and_written_numbers(
    site: FlaskClient, language: str, headings: list[str]
) -> None:
    page = read_page(site, f"/questions/grants-in-a-year.{language}.html?year=2022")
    heads = [cell.text() for cell in page.css("#result thead th")]
    row = dict(
        zip(heads, (c.text() for c in page.css("#result tbody tr")[0].css("td")), strict=True)
    )

    assert [heads[0], *(head for head in heads if head in headings[1:])] == headings
    assert row[headings[1]] == {"de": "600.000", "en": "600,000"}[language]
    assert "grant:" not in row[headings[0]]


def test_no_column_says_again_what_the_link_beside_it_says(site: FlaskClient) -> None:
    listed = read_page(site, "/questions.de.html").css("main dt a")
    repeated = {}
    for link in listed:
        name = link.attributes["href"].rpartition("/")[2].partition(".")[0]
        page = read_page(site, f"/questions/{name}.de.html")
        rows = [[cell.text() for cell in row.css("td")] for row in page.css("#result tbody tr")]
        columns = [column for column in zip(*rows, strict=True) if any(column)]
        if len(set(columns)) < len(columns) and len(rows) > 1:
            repeated[name] = rows[0]

    assert len(listed) > 20
    assert repeated.keys() <= {"grants-per-year", "sums-by-district", "sums-by-priority"}
    csv = site.get("/questions/grants-in-a-year.csv?year=2022").text
    assert csv.startswith("grant,title,amount")


def test_no_saved_question_lists_a_row_twice(site: FlaskClient) -> None:
    listed = read_page(site, "/questions.en.html").css("main dt a")
    names = [a.attributes["href"].rpartition("/")[2].partition(".")[0] for a in listed]
    answers = {name: site.get(f"/questions/{name}.csv").text.splitlines() for name in names}
    tables = {name: rows for name, rows in answers.items() if not name.endswith("as-a-graph")}

    assert len(tables) > 20
    assert [name for name, rows in tables.items() if len(set(rows)) < len(rows)] == []


def test_a_district_is_chosen_from_a_list(site: FlaskClient) -> None:
    page = read_page(site, "/questions/grants-of-a-district.de.html?district=kassel")
    options = page.css("select[name=district] option")

    assert len(options) > 33
    assert [o.text() for o in options if "selected" in o.attributes] == ["Kassel"]


def test_an_answer_can_be_had_in_the_other_language(site: FlaskClient) -> None:
    page = read_page(site, "/questions/grants-in-a-year.de.html?year=2022")
    english = page.css_first("nav.languages a[hreflang=en]").attributes["href"]

    other = read_page(site, f"/questions/{english.rpartition('/')[2]}")
    assert other.css_first("html").attributes["lang"] == "en"
    assert other.css_first("input[name=year]").attributes["value"] == "2022"


def test_a_result_of_ones_own_query_keeps_its_names(site: FlaskClient) -> None:
    page = read_page(site, "/sparql?query=SELECT+(42+AS+%3Fgrant)+%7B%7D&format=html")

    assert [cell.text() for cell in page.css("#result thead th")] == ["grant"]


def test_a_query_with_a_fault_stays_in_the_editor_with_the_place_marked(site: FlaskClient) -> None:
    page = read_page(site, "/sparql?query=SELECT+*%0A%7B+%3Fs+%3Fp&format=html&lang=en", 400)
    field = page.css_first("textarea#query")

    assert field.text() == "SELECT *\n{ ?s ?p"
    assert field.attributes["aria-invalid"] == "true"
    assert field.attributes["data-fault-line"] == "2"
    assert "line 2" in page.css_first("[role=alert]").text()


def test_a_program_gets_the_fault_as_a_problem(site: FlaskClient) -> None:
    response = site.get("/sparql?query=SELECT", headers={"Accept": "application/json"})

    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


FAULTS = {
    "SELECT * { ?s ?p }": (400, "die Aussage davor ist nicht vollständig", "is not complete"),
    "SELECT * { ?s nix:da ?o }": (400, "das Präfix 'nix:' ist nicht erklärt", "not declared"),
    "SELECT * {": (400, "die Abfrage endet zu früh", "ends too early"),
    "SELECT * { ?s ?p 'x }": (400, "hinter diesem Anführungszeichen", "quotation mark"),
    "ASK { FILTR(?x) }": (400, "meinten Sie FILTER?", "did you mean FILTER?"),
    "SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z }": (400, "weder gruppiert noch", "neither grouped"),
    "ASK FROM <http://127.0.0.1:1/> {}": (403, "einen Graphen <http", "there is no graph"),
    "DELETE WHERE { ?s ?p ?o }": (403, "hier kann nur gelesen werden", "read-only"),
    "ASK { SERVICE <http://127.0.0.1:1/> {} }": (403, "SERVICE ist hier nicht erlaubt", "refused"),
    f"ASK {{ {'#' * 200_000} }}": (413, "höchstens 200.000 werden gelesen", "at most 200,000"),
    f"ASK {'{' * 160}": (403, "mehr als 150-fach", "more than 150 deep"),
}


@pytest.mark.parametrize(("query", "told"), FAULTS.items(), ids=range(len(FAULTS)))
def test_why_a_query_is_not_answered_is_told_in_the_language_of_the_page(
    site: FlaskClient, query: str, told: tuple[int, str, str]
) -> None:
    status, *words = told
    for language, said in zip(("de", "en"), words, strict=True):
        response = site.post(f"/sparql?format=html&lang={language}", data={"query": query})
        alert = LexborHTMLParser(response.text).css_first("[role=alert]")

        assert response.status_code == status
        assert said.casefold() in alert.text().casefold()
        assert not alert.css("[lang]")


def test_a_program_is_told_in_english_unless_it_asks_for_another_language(
    site: FlaskClient,
) -> None:
    plain, german = (
        site.get("/sparql?query=ASK+{", headers=headers)
        for headers in ({}, {"Accept-Language": "de-DE,de;q=0.9"})
    )

    assert "ends too early" in plain.get_json(force=True)["detail"]
    assert "endet zu früh" in german.get_json(force=True)["detail"]
    assert [r.headers["Content-Language"] for r in (plain, german)] == ["en", "de"]


def test_the_form_grows_with_the_query(site: FlaskClient) -> None:
    lines = "%0A".join(["SELECT (1 AS ?x)", *["#"] * 40, "{}"]).replace(" ", "+")
    page = read_page(site, f"/sparql?query={lines.replace('#', '%23')}&format=html")

    assert int(page.css_first("textarea#query").attributes["rows"]) > 40


def test_no_column_of_a_saved_question_is_called_like_its_variable(site: FlaskClient) -> None:
    links = read_page(site, "/questions.en.html").css("main dt a")
    addresses = [link.attributes["href"].rpartition("/")[2] for link in links]
    pages = [read_page(site, f"/questions/{address}.en.html") for address in addresses]
    headings = {cell.text() for page in pages for cell in page.css("#result thead th")}

    assert len(headings) > 20
    assert {heading for heading in headings if not heading[:1].isupper()} == set()


def test_a_year_is_no_number_to_be_parted(site: FlaskClient) -> None:
    page = LexborHTMLParser(site.get("/questions/grants-per-year.de.html").text)

    years = [row.css_first("td, th").text().strip() for row in page.css("#result tbody tr")]
    assert "2021" in years
    assert "Davon „rund“" in page.css_first("#result thead").text()


@pytest.mark.parametrize(
    ("address", "keeps"),
    [
        ("/questions/largest-grants.en.html", True),
        ("/questions/largest-grants?lang=en", True),
        ("/questions/largest-grants", False),
        ("/sparql?query=SELECT+?g+%7B?g+a+wir:Grant%7D&format=html&lang=en", True),
        ("/sparql?query=SELECT&format=html&lang=en", True),
        ("/doc/grant/nothing.en.html", True),
    ],
)
def test_links_keep_the_language_that_the_address_names(
    site: FlaskClient, address: str, keeps: bool
) -> None:
    page = LexborHTMLParser(site.get(address, headers={"Accept": "text/html"}).text)

    links = [a.attributes["href"] for a in page.css("#result td a, header nav a[href*=charts]")]
    assert links
    assert {link.endswith(".en.html") for link in links} == {keeps}
