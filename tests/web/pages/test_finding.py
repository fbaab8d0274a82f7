"""What people type: sums, questions in words, towns; and why something was found."""

from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser, LexborNode
from werkzeug.test import TestResponse


def ask(site: FlaskClient, query: str, language: str = "de") -> LexborHTMLParser:
    response = site.get(f"/search.{language}.html", query_string={"q": query})
    assert response.status_code == 200
    return LexborHTMLParser(response.text)


def follow(site: FlaskClient, link: LexborNode) -> TestResponse:
    return site.get(urljoin("/search", link.attributes["href"]), follow_redirects=True)


def results(page: LexborHTMLParser) -> dict[str, str]:
    """Title → what stands below it."""
    items = page.css("main section:not(.answer) li")
    return {item.css_first("a").text(): item.text() for item in items}


@pytest.mark.parametrize(
    ("query", "language", "title"),
    [
        ("22 Millionen", "de", "22.000.000 Euro"),
        ("500.000 Euro", "de", "Rund 500.000 Euro für den Werra-Meißner-Kreis"),
        ("12,5 Mio", "de", "12.500.000 Euro"),
        ("12.5 million euros", "en", "12,500,000 euros"),
        ("€500,000", "en", "About 500,000 euros for the Werra-Meißner district"),
        ("22 millionen", "de", "22.000.000 Euro"),
        ("half a million", "en", "About 500,000 euros for the Werra-Meißner district"),
        ("€500k", "en", "About 500,000 euros for the Werra-Meißner district"),
        ("Rüsselsheim 600.000", "de", "600.000 Euro für die Stadt Rüsselsheim am Main"),
    ],
)
def test_a_sum_is_found_however_it_is_written(
    site: FlaskClient, query: str, language: str, title: str
) -> None:
    assert [name for name in results(ask(site, query, language)) if title in name]


def test_a_sum_is_not_found_within_a_larger_one(site: FlaskClient) -> None:
    titles = " ".join(results(ask(site, "1 Million Euro")))

    assert "10.000.000 Euro" not in titles


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("Wie viel bekam Kassel", "de"),
        ("Wieviel Geld erhielt die Stadt Kassel?", "de"),
        ("How much did Kassel get", "en"),
        ("Wie viel bekam Kassel 2022?", "de"),
        ("Förderung Stadt Kassel", "de"),
        ("Fördermittel für Kassel", "de"),
        ("wieviel bekam kasel", "de"),
        ("Wie viel bekam die Stadt Kassel im Jahr 2022?", "de"),
        ("grants for Kassel", "en"),
        ("how much money went to our city of Kassel in 2022", "en"),
    ],
)
def test_how_much_a_place_got_is_answered_by_its_page(
    site: FlaskClient, query: str, language: str
) -> None:
    answer = ask(site, query, language).css_first(".answer")

    assert {"de": "555.000 Euro", "en": "555,000 euros"}[language] in answer.text()
    (link,) = answer.css("a")
    page = LexborHTMLParser(follow(site, link).text)
    assert page.css_first("h1").text() == "Kassel"
    assert {"de": "555.000 Euro", "en": "555,000 euros"}[language] in page.css_first("main").text()


def test_what_is_not_documented_is_not_called_nothing(site: FlaskClient) -> None:
    answer = ask(site, "Wie viel bekam Fulda").css_first(".answer").text()

    assert "keine Summe, die zählt" in answer


@pytest.mark.parametrize(
    ("query", "language"), [("Wer bekam am meisten", "de"), ("who got the most", "en")]
)
def test_who_got_most_is_said_by_the_chart(site: FlaskClient, query: str, language: str) -> None:
    chart = LexborHTMLParser(site.get(f"/charts/map.{language}.html").text)

    answer = ask(site, query, language).css_first(".answer")

    assert chart.css_first("h1").text() in answer.text()
    (link,) = answer.css("a")
    assert follow(site, link).status_code == 200


@pytest.mark.parametrize(
    ("query", "language", "bound"),
    [
        ("über 1 Mio", "de", "amount.from=1000000"),
        ("more than 1 million", "en", "amount.from=1000000"),
        ("höchstens 500.000 Euro", "de", "amount.to=500000"),
        ("mehr als 500000 euro", "de", "amount.from=500000"),
        ("über 500.000", "de", "amount.from=500000"),
        ("Who received more than 500,000 euros?", "en", "amount.from=500000"),
    ],
)
def test_a_bound_leads_to_the_list_of_all_beyond_it(
    site: FlaskClient, query: str, language: str, bound: str
) -> None:
    (link,) = ask(site, query, language).css(".answer a")

    assert bound in link.attributes["href"]
    assert follow(site, link).status_code == 200


@pytest.mark.parametrize(
    ("query", "language", "title"),
    [
        ("Wer ist Anne Janz?", "de", "Anne Janz"),
        ("500 Euro", "de", "500 Euro für VfL Wolfhagen e.V."),
        ("which cities have a diversity centre", "en", "WIR diversity centre, City of Hanau"),
    ],
)
def test_what_is_asked_for_is_found(
    site: FlaskClient, query: str, language: str, title: str
) -> None:
    found = results(ask(site, query, language))

    assert title in found
    assert not [name for name in found if "500.000" in name]


def test_what_is_beyond_a_bound_is_listed_and_nothing_that_only_has_its_digits(
    site: FlaskClient,
) -> None:
    below, above = (
        results(ask(site, "Förderung unter 1.000 Euro")),
        results(ask(site, "über 500.000 Euro")),
    )

    assert {"175", "490", "500"} >= {title.split()[0] for title in below}
    assert len(below) > 3
    assert next(iter(above)).startswith("Mindestens 1.200.000 Euro")


@pytest.mark.parametrize(
    ("query", "language", "leads_to"),
    [
        ("Wie viel bekommt mein Landkreis", "de", "compare"),
        ("how much does my city get", "en", "compare"),
        ("Wie viele Vielfaltszentren gibt es", "de", "charts/centres"),
        ("how many centres are there", "en", "charts/centres"),
        ("Was wird gefördert?", "de", "doc/priority"),
        ("Wofür gibt es Geld", "de", "doc/priority"),
        ("who can apply", "en", "doc/priority"),
    ],
)
def test_a_question_is_led_to_the_page_that_answers_it(
    site: FlaskClient, query: str, language: str, leads_to: str
) -> None:
    (link,) = ask(site, query, language).css(".answer a")

    assert leads_to in link.attributes["href"]
    assert follow(site, link).status_code == 200


@pytest.mark.parametrize(
    ("query", "language", "question"),
    [
        ("Wer hat den Bescheid in Eschwege übergeben", "de", "handovers"),
        ("which districts got nothing", "en", "districts-without-a-known-grant"),
        ("Wie hieß das Ministerium 2015", "de", "name-of-the-ministry"),
        ("what did Anne Janz say", "en", "quotations-of-a-person"),
    ],
)
def test_a_question_in_words_finds_the_prepared_one(
    site: FlaskClient, query: str, language: str, question: str
) -> None:
    first = ask(site, query, language).css_first(".questions a")

    assert f"questions/{question}" in first.attributes["href"]
    assert follow(site, first).status_code == 200


@pytest.mark.parametrize("query", ["Kassel", "Wie viel bekam Kassel", "blabla"])
def test_no_prepared_question_is_pressed_on_who_asks_for_something_else(
    site: FlaskClient, query: str
) -> None:
    assert not ask(site, query).css(".questions")


def test_a_plural_finds_what_is_called_in_the_singular(site: FlaskClient) -> None:
    assert "Förderverein" in " ".join(results(ask(site, "Welche Vereine bekamen Geld?")))


def test_who_sits_in_a_town_is_found_with_the_grants_and_why(site: FlaskClient) -> None:
    found = results(ask(site, "Frankfurt am Main"))

    assert "mit Sitz hier: Frankfurt am Main" in found["beramí e.V."]
    assert [text for text in found.values() if "an einen Empfänger mit Sitz hier" in text]


def test_words_that_nothing_has_are_not_left_out_in_silence(site: FlaskClient) -> None:
    page = ask(site, "Vereine in Frankfurt")

    assert "beramí e.V." in results(page)
    assert "Kein Eintrag enthält alle diese Wörter" in page.css_first("main").text()


@pytest.mark.parametrize("place", ["Rüsselsheim", "Kassel"])
def test_the_word_that_fits_best_is_looked_for_alone_and_named_as_it_was_typed(
    site: FlaskClient, place: str
) -> None:
    page = ask(site, f"Wer hat übergeben Quatsch {place}")

    assert f"Gefunden wurde dies zu „{place}“" in page.css_first("main").text()


@pytest.mark.parametrize(
    ("query", "language"), [("Kassel oder Fulda", "de"), ("Fulda or Kassel?", "en")]
)
def test_any_of_several_will_do_where_that_is_asked(
    site: FlaskClient, query: str, language: str
) -> None:
    page = ask(site, query, language)

    assert {"Kassel", "Fulda"} <= results(page).keys()
    assert len(page.css("main > p:not(.cite)")) == 1  # nothing is left out


def test_the_other_words_that_find_something_are_offered(site: FlaskClient) -> None:
    page = ask(site, "Koordinationsstelle Hanau xyzzyq")

    (other,) = page.css("main > p:not(.cite) a")
    assert other.text() == "Hanau"
    assert "Hanau" in " ".join(results(LexborHTMLParser(follow(site, other).text)))


def test_a_line_in_the_other_language_says_so(site: FlaskClient) -> None:
    german, english = ask(site, "Laufzeit von Januar", "de"), ask(site, "Laufzeit von Januar", "en")

    assert german.css("li span")
    assert not german.css("li span[lang]")
    assert {line.attributes["lang"] for line in english.css("li span.quiet")} == {"de"}


def test_nothing_is_listed_twice_in_the_same_words(site: FlaskClient) -> None:
    page = ask(site, "Wer hat den Bescheid in Eschwege übergeben")
    items = [(item.css_first("a").text(), item.text()) for item in page.css("main ul.plain li")]

    assert len(items) > 1
    assert len(set(items)) == len(items)
