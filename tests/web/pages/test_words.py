"""What pages say, and in which language: in templates, and as they reach a reader."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from jinja2 import nodes
from jinja2.environment import Environment
from selectolax.lexbor import LexborHTMLParser

from wirlod.query import facts
from wirlod.web.pages.pieces import Kept

TEMPLATES = Path(str(resources.files("wirlod.web.pages"))) / "templates"
NAMES = sorted(path.name for path in TEMPLATES.glob("*.html"))
EXPRESSION = re.compile(r"{#.*?#}|{{.*?}}|{%-?\s*trans\b.*?{%-?\s*endtrans\s*-?%}|{%.*?%}", re.S)
NOT_WORDS = re.compile(
    r"""<(code|svg|style|script)\b.*?</\1>|<[^>]*>|&[a-z]+;|[\w-]+="[^"]*"|url\(#\w+\)""", re.S
)

VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
GERMAN = re.compile(r"\b(der|die|das|und|ist|nicht|für|von|einer|wird|dem|zum|mit)\b")
ENGLISH = re.compile(r"\b(the|and|is|not|for|of|by|which|with|from|are)\b")


class Texts(HTMLParser):
    """The texts of a page, each with the language it is marked with."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._languages = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            language = dict(attrs).get("lang") or self._languages[-1][1]
            self._languages.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self._languages) > 1 and self._languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = {tag for tag, _ in self._languages}
        if data.strip() and not inside & {"script", "style", "code", "pre", "title", "svg"}:
            self.found.append((" ".join(data.split()), self._languages[-1][1]))


def read_texts(client: FlaskClient, address: str) -> list[tuple[str, str]]:
    texts = Texts()
    texts.feed(client.get(address).text)
    return texts.found


def speaks(words: re.Pattern[str], text: str) -> bool:
    """Tell whether *text* is of the language that has *words*; an address is of none."""
    return " " in text and len(set(words.findall(text))) > 1


def find_switches(name: str) -> Iterator[str]:
    """Yield comparisons of the reader's language that choose anything but a mark or a link."""
    tree = Environment(extensions=["jinja2.ext.i18n", Kept]).parse((TEMPLATES / name).read_text())
    for comparison in tree.find_all(nodes.Compare):
        constants = [c.value for c in comparison.find_all(nodes.Const)]
        if {"de", "en"} & set(constants):
            yield f"{name}:{comparison.lineno}: {constants}"


def test_there_are_templates_to_look_at() -> None:
    assert len(NAMES) > 25


@pytest.mark.parametrize("name", NAMES)
def test_a_template_chooses_no_words_by_language(name: str) -> None:
    assert list(find_switches(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_speaks_through_gettext_alone(name: str) -> None:
    without_expressions = EXPRESSION.sub(" ", (TEMPLATES / name).read_text())
    words = re.findall(r"[^\W\d_]{2,}", NOT_WORDS.sub(" ", without_expressions))

    assert words == []


@pytest.mark.parametrize(
    ("mark", "example"),
    [("de", "<p>Ja</p>"), ("switch", '{{ "Ja" if language == "de" else "Yes" }}')],
)
def test_the_two_tests_above_find_what_they_look_for(mark: str, example: str) -> None:
    tree = Environment().parse(example)
    words = re.findall(r"[^\W\d_]{2,}", NOT_WORDS.sub(" ", EXPRESSION.sub(" ", example)))

    assert bool(words) is (mark == "de")
    assert bool(list(tree.find_all(nodes.Compare))) is (mark == "switch")


PAGES = [
    "index",
    "about",
    "easy-language",
    "charts",
    "catalogue",
    "quality",
    "questions",
    "sparql",
    "prefixes",
    "imprint",
    "accessibility",
    "data-protection",
    "search",
    "def/wir",
    "doc/grant",
    "doc/release",
    "doc/territory",
    "doc/grant/stadt-hanau-2026",
    "doc/grant/kompetenzzentrum-vielfalt-2022",
    "doc/grant/werra-meissner-kreis-2021",
    "doc/figure/budget-2014-dpa",
    "doc/handover/uebergabe-rheingau-taunus-kreis-2021",
    "doc/milestone/programmstart-2014",
    "doc/organisation/sozialministerium",
    "doc/person/anne-janz",
    "doc/programme/wir",
    "doc/guideline/wir-2020",
    "doc/priority/vielfaltszentren",
    "doc/release/hmsi-2021-10-29-werra-meissner",
    "doc/territory/werra-meissner-kreis",
]


@pytest.mark.parametrize("page", PAGES)
def test_quotation_marks_are_those_of_the_language(site: FlaskClient, page: str) -> None:
    english = read_texts(site, f"/{page}.en.html")
    german = read_texts(site, f"/{page}.de.html")

    assert english
    assert german
    assert [text for text, language in english if language == "en" and set("„«»") & set(text)] == []
    assert [text for text, language in german if language == "de" and set("”«»") & set(text)] == []


@pytest.mark.parametrize("page", PAGES)
def test_words_of_the_other_language_are_marked(site: FlaskClient, page: str) -> None:
    english = [t for t, language in read_texts(site, f"/{page}.en.html") if language == "en"]
    german = [t for t, language in read_texts(site, f"/{page}.de.html") if language == "de"]

    assert [text for text in english if speaks(GERMAN, text)] == []
    assert [text for text in german if speaks(ENGLISH, text)] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_file_of_the_data_folder_is_named(site: FlaskClient, page: str) -> None:
    texts = [text for text, _ in read_texts(site, f"/{page}.en.html")]

    named = re.compile(r"\b(claims|names|handovers)\.csv")
    assert [text for text in texts if named.search(text)] == []


def test_what_a_page_does_not_look_at_is_said(
    fresh_site: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fresh_site.get("/doc/territory/hessen.de.html").text
    monkeypatch.setattr(facts, "MOST", 1)
    cut = fresh_site.get("/doc/territory/hessen.en.html").text

    assert "als eine Seite zeigen kann" not in whole
    assert "More refers to this than one page can show" in cut


def test_terms_of_ours_begin_like_those_of_others(site: FlaskClient) -> None:
    address = "/statements/grant/werra-meissner-kreis-2021.en.html"
    page = LexborHTMLParser(site.get(address).text)
    names = {name.text().strip() for name in page.css("dl.facts dt")}

    assert {"Recipient", "Amount granted", "Under guideline"} <= names
    assert [name for name in names if not name[0].isupper()] == []


def test_nobody_has_the_same_role_twice_in_a_list(site: FlaskClient) -> None:
    page = LexborHTMLParser(site.get("/doc/person.en.html").text)
    roles = [cell.text() for cell in page.css("td[data-label=Role]")]

    assert len(roles) > 30
    assert [role for role in roles if re.search(r"^(.*, )?(.+), \2$", role)] == []


def test_the_way_to_the_catalogue_keeps_the_language(site: FlaskClient) -> None:
    response = site.get("/doc/dataset?lang=en")

    assert response.headers["Location"].endswith("/catalogue?lang=en")
