"""Pages of the real records, as a person reads them."""

import re
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

from wirlod.web.pages.pieces import Kept

PAGES_FOLDER = Path(str(resources.files("wirlod.web.pages")))

PAGES = [
    "index",
    "charts",
    "catalogue",
    "sparql",
    "questions",
    "prefixes",
    "compare",
    "charts/map",
    "charts/years",
    "about",
    "about/doc/grant/werra-meissner-kreis-2021",
    "easy-language",
    "data-protection",
    "accessibility",
    "imprint",
    "search",
    "def/wir",
    "doc/grant",
    "doc/release",
    "doc/territory",
    "doc/grant/werra-meissner-kreis-2021",
    "doc/grant/stadt-hanau-2026",
    "doc/territory/werra-meissner-kreis",
    "doc/territory/hessen",
    "doc/release/hmsi-2021-10-29-werra-meissner",
    "doc/organisation/sozialministerium",
    "doc/organisation/vielfaltszentrum-werra-meissner-kreis",
    "doc/person/anne-janz",
    "doc/programme/wir",
    "doc/guideline/wir-2020",
    "doc/priority/vielfaltszentren",
    "doc/figure/zentren-2021-betrag",
    "doc/handover/uebergabe-werra-meissner-kreis-2021",
    "doc/milestone/masterplan-werra-meissner-kreis-2016",
    "doc/quotation/hmsi-2021-10-29-werra-meissner-janz-ziele",
    "doc/evidence/hmsi-2021-10-29-werra-meissner-betrag",
    "doc/concept/exact",
    "doc/dataset/grants",
    "doc/organisation",
    "doc/milestone",
    "doc/figure",
    "doc/evidence",
    "def/shapes/grant",
    "statements/grant/werra-meissner-kreis-2021",
    "questions/sums-by-priority",
    "changes",
    "api",
    "embed/map",
]
LARGEST_PAGE = 64 * 1024


def read(site: FlaskClient, address: str) -> str:
    response = site.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 200, address
    return response.get_data(as_text=True)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_small_and_in_its_language(site: FlaskClient, page: str, language: str) -> None:
    body = read(site, f"/{page}.{language}.html")

    assert f'<html lang="{language}">' in body
    assert len(body.encode()) <= LARGEST_PAGE
    assert not re.search(r"%\(\w+\)s|Undefined|None<", body)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_names_no_other_host_to_load_from(site: FlaskClient, page: str) -> None:
    body = read(site, f"/{page}.de.html")

    assert not re.findall(
        r'<(?:script|img|iframe|link rel="stylesheet")[^>]*(?:src|href)="http', body
    )
    assert not re.findall(r'<[^>]* (?:style|on[a-z]+)="', body)
    assert "<style" not in body


def test_a_page_sends_a_strict_policy_and_no_cookie(site: FlaskClient) -> None:
    headers = site.get("/", headers={"Accept": "text/html"}).headers

    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers


def test_a_grant_is_a_sentence_with_the_sentence_that_says_so(site: FlaskClient) -> None:
    body = read(site, "/doc/grant/werra-meissner-kreis-2021.de.html")

    assert "Rund 500.000 Euro für den Werra-Meißner-Kreis, 2021 bis 2025" in body
    assert "von 2021 bis 2025 Mittel in Höhe von rund 500.000 Euro bewilligt." in body


def test_sources_that_differ_stand_side_by_side(site: FlaskClient) -> None:
    body = read(site, "/doc/grant/stadt-hanau-2026.de.html")

    assert "Die Quellen sind sich nicht einig" in body
    assert "zuwendungsfähige Ausgaben" in body
    assert body.count("600.000 Euro</td>") >= 4


def test_a_list_says_what_it_adds_up(site: FlaskClient) -> None:
    body = read(site, "/doc/grant.en.html?year=2021")

    assert "2 of them have a sum that counts; together they come to about 1,100,000 euros." in body


def test_a_download_holds_what_the_list_shows(site: FlaskClient) -> None:
    page = read(site, "/doc/grant.en.html?year=2021&sort=-sum")
    download = site.get("/doc/grant.csv?year=2021&sort=-sum").get_data(as_text=True)

    keys = re.findall(r'<th scope="row"><a href="[^"]*grant/([a-z0-9-]+)', page)
    assert [line.split(",")[1] for line in download.splitlines()[1:]] == keys
    assert len(keys) == 3


def find_messages(folder: Path) -> set[str]:
    """Find what code and templates below *folder* say."""
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "message": None, "say": None}
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    options = {"**/templates/**.html": {"extensions": f"jinja2.ext.i18n,{Kept.__module__}.Kept"}}
    found = extract_from_dir(str(folder), methods, options, keywords=keywords)
    return {t for f in found for t in ([f[2]] if isinstance(f[2], str) else f[2])}


def read_messages(language: str, folder: Path = PAGES_FOLDER) -> dict[str, str]:
    """Map each message to what *language* says for it, each of its two where it counts."""
    with (folder / f"translations/{language}.po").open("rb") as file:
        return {
            text: said
            for message in read_po(file, locale=language, abort_invalid=True)
            if message.id
            for text, said in zip(as_texts(message.id), as_texts(message.string), strict=True)
        }


def as_texts(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def test_every_message_has_a_german_translation_and_no_other() -> None:
    german, found = read_messages("de"), find_messages(PAGES_FOLDER)
    everywhere = read_messages("de", PAGES_FOLDER.parents[1])  # reasons of errors are said there

    assert len(found) > 200
    assert {text for text in found if not (german.get(text) or everywhere.get(text))} == set()
    assert german.keys() - found == set()


def test_links_keep_the_language_that_the_address_names(site: FlaskClient) -> None:
    body = read(site, "/doc/grant/werra-meissner-kreis-2021.en.html")

    assert 'href="../organisation/werra-meissner-kreis.en.html"' in body.replace(
        "../../doc/", "../"
    )


def test_hostile_texts_are_shown_as_text(client: FlaskClient) -> None:
    for page in ("doc/grant/hanau-2022", "doc/grant", "doc/organisation/stadt-hanau"):
        for language in ("de", "en"):
            body = read(client, f"/{page}.{language}.html")

            assert "<img" not in body
            assert 'label "><b>' not in body
            assert "&lt;img src=x" in body or "Hostile label &#34;" in body, page


def test_a_query_is_shown_as_text(site: FlaskClient) -> None:
    body = read(site, "/search.de.html?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")

    assert "<script>alert" not in body
    assert "&lt;script&gt;" in body


@pytest.mark.parametrize(
    ("address", "german", "english"),
    [
        ("doc/grant?size=abc", "eine Zahl von 1 bis 1000", "a number from 1 to 1000"),
        ("doc/grant?sort=luck", "sort ist 'luck'", "sort is 'luck'"),
        ("doc/grant?colour=red", "ist hier kein Filter", "is no filter here"),
        ("doc/grant?amount.from=viel", "eine Zahl an wie", "a number such as"),
        ("questions/grants-in-a-year?year=abc", "ein Jahr an", "give a year"),
        ("sparql?query=ASK{}&query=ASK{}", "2 Abfragen", "2 queries"),
    ],
)
def test_what_is_wrong_with_an_address_is_told_in_the_language_of_the_page(
    site: FlaskClient, address: str, german: str, english: str
) -> None:
    for language, said in (("de", german), ("en", english)):
        response = site.get(f"/{address}&lang={language}", headers={"Accept": "text/html"})
        told = LexborHTMLParser(response.text).css_first("main p.lead")

        assert response.status_code == 400
        assert said.casefold() in told.text().casefold()
        assert "lang" not in told.attributes
