"""Why there is no page, in the language of whoever asks."""

from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

GRANT = "/doc/grant/werra-meissner-kreis-2021"

WHY = {
    "/nothing-here": (404, "nichts hat diese Adresse", "nothing has this address"),
    "/doc/grant/nix": (404, "als grant/nix ist nichts veröffentlicht", "nothing is published as"),
    "/doc/nix/nix": (404, "nichts kann die Adresse nix/nix haben", "no thing can have"),
    "/doc/grant?page=99": (404, "es gibt keine Seite 99: die letzte ist 1", "no page 99"),
    "/doc/grant?edition=nix": (404, "diese Liste gehört zur Ausgabe 'nix'", "one of the edition"),
    "/questions/nix": (404, "keine Frage heißt nix", "no question is called nix"),
    "/questions/handovers?x=1": (404, "hat keine Angabe 'x'", "has no parameter 'x'"),
    "/questions/is-a-district-funded?district=fuld": (404, "gemeint?", "did you mean"),
    "/chart/nix.svg": (404, "kein Diagramm hat die Datei", "no chart has the file"),
    "/changes?about=grant/nix": (404, "wurde nie etwas veröffentlicht", "was ever published"),
    "/changes?kind=nix": (404, "es gibt keine Art 'nix'", "there is no kind 'nix'"),
    "/version/nix/grant/stadt-hanau-2026": (404, "keine Ausgabe nix führte", "no edition nix led"),
    "/cite/word/index": (404, "hat die Form 'word'", "has the form 'word'"),
    "/describe?iri=https://x.example/": (404, "nichts hat die Adresse", "no thing has the address"),
    f"{GRANT}?format=docx": (406, "kein Format heißt hier 'docx'", "no format is called 'docx'"),
    f"{GRANT}?_profile=nix": (406, "kein Profil heißt hier 'nix'", "no profile is called 'nix'"),
}


@pytest.mark.parametrize(("address", "why"), WHY.items(), ids=WHY)
def test_an_error_is_told_in_the_language_of_whoever_asks(
    site: FlaskClient, address: str, why: tuple[int, str, str]
) -> None:
    for accept in ("text/html", "application/json"):
        for language, said in zip(("de", "en"), why[1:], strict=True):
            headers = {"Accept": accept, "Accept-Language": language}
            response = site.get(address, headers=headers)
            body = response.text
            if accept == "text/html":
                body = LexborHTMLParser(body).css_first("main").text()

            assert (response.status_code, response.headers["Content-Language"]) == (
                why[0],
                language,
            )
            assert said.lower() in body.lower()
    assert said in site.get(address, headers={"Accept": "*/*"}).text  # a program's is English


@pytest.mark.parametrize(
    ("language", "said"), [("de", "Nix lässt sich nicht zitieren"), ("en", "Nix cannot be cited")]
)
def test_why_no_page_is_found_to_tell_of_is_told_in_the_same_language(
    site: FlaskClient, language: str, said: str
) -> None:
    headers = {"Accept": "text/html", "Accept-Language": language}
    response = site.get("/about/nix", headers=headers)

    assert response.status_code == 404
    assert said in LexborHTMLParser(response.text).css_first("main").text()


def test_a_method_that_is_not_there_is_told_in_our_words(site: FlaskClient) -> None:
    german = site.post(GRANT, headers={"Accept-Language": "de"}).get_json(force=True)

    assert german["detail"] == "diese Adresse beantwortet Anfragen dieser Art nicht"


def test_what_there_is_instead_of_a_format_is_called_by_different_names(site: FlaskClient) -> None:
    page = LexborHTMLParser(site.get(f"{GRANT}?format=docx", headers={"Accept": "text/html"}).text)

    names = [link.text() for link in page.css("main li a")]
    assert {"Turtle", "JSON-LD", "JSON-LD (expanded)"} <= set(names)
    assert len(set(names)) == len(names)


def test_a_reason_begins_with_a_capital_but_no_mark_is_changed(site: FlaskClient) -> None:
    page = LexborHTMLParser(
        site.get("/doc/grant/nix?lang=de", headers={"Accept": "text/html"}).text
    )
    fault = LexborHTMLParser(site.get("/sparql?query=SELECT+*+{?s+?p}&format=html&lang=de").text)

    assert "Als grant/nix ist nichts veröffentlicht." in page.css_first("main").text()
    assert "'}' kann hier nicht stehen" in fault.css_first("[role=alert]").text()


@pytest.mark.parametrize(
    ("language", "reason"), [("de", "Doppelt erfasst."), ("en", "Recorded twice.")]
)
def test_why_something_was_withdrawn_is_told_once(
    client: FlaskClient, language: str, reason: str
) -> None:
    address = f"/doc/grant/atlantis-2020?lang={language}"
    page = LexborHTMLParser(client.get(address, headers={"Accept": "text/html"}).text)

    told = [text.text() for text in page.css("main dd[lang]")]
    assert reason in told
    assert len(told) == 2  # its title and the reason, each in one language


@pytest.mark.parametrize(
    "address", [*WHY, "/about/nix", "/doc/grant/nix.de.html", "/find?q=a&q=b&lang=de&page=99999"]
)
def test_from_an_error_one_change_of_language_leads_to_the_same_error(
    site: FlaskClient, address: str
) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "de"}
    first = site.get(address, headers=headers)
    links = LexborHTMLParser(first.text).css("nav.languages a")
    assert [link.attributes["lang"] for link in links] == ["de", "en"]

    other = site.get(urljoin(address, links[1].attributes["href"] or ""), headers=headers)
    assert other.status_code == first.status_code
    assert other.headers["Content-Language"] == "en"

    back = LexborHTMLParser(other.text).css("nav.languages a")[0].attributes["href"] or ""
    again = site.get(urljoin(address, back), headers=headers)
    assert (again.status_code, again.headers["Content-Language"]) == (first.status_code, "de")
    assert parse_qs(urlsplit(back).query).get("q") == parse_qs(urlsplit(address).query).get("q")


def test_an_error_after_what_was_sent_offers_no_address_in_another_language(
    site: FlaskClient,
) -> None:
    response = site.post("/doc/grant", headers={"Accept": "text/html"})

    assert response.status_code == 405
    assert not LexborHTMLParser(response.text).css("nav.languages")
