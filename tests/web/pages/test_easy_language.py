"""The page in Leichte Sprache keeps the rules that a program can hold it to."""

import re

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser

LONGEST_SENTENCE = 10
"""Words."""

LONGEST_WORD = 13
"""Letters between two dots in the middle."""

HARD = ("würde", "könnte", "sollte", "jedoch", "bzw", "z.B.", "etc", "wurde", " des ", " eines ")
"""Subjunctive, passive, abbreviations, genitive."""

NUMERALS = re.compile(r"\b(eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|erste[nr]?)\b")


@pytest.fixture(scope="module")
def lines(site: FlaskClient) -> list[str]:
    page = LexborHTMLParser(site.get("/easy-language.de.html").text)
    return [line.text().strip() for line in page.css(".easy h2, .easy p")]


def test_it_speaks_of_the_site_and_of_the_programme(lines: list[str]) -> None:
    assert len(lines) > 30
    assert "Das ist eine Internet·seite." in lines
    assert "Dafür gibt das Land Hessen Geld." in lines


def test_a_sentence_is_short_and_says_one_thing(lines: list[str]) -> None:
    sentences = [s for line in lines for s in re.split(r"(?<=[.?!])\s+(?=[A-ZÄÖÜ])", line)]

    assert [s for s in sentences if len(s.split()) > LONGEST_SENTENCE] == []
    assert [s for s in sentences if ", " in s or ";" in s] == []


def test_long_words_are_parted(lines: list[str]) -> None:
    parts = {part for line in lines for part in re.findall(r"[^\W\d_]+", line)}

    assert {part for part in parts if len(part) > LONGEST_WORD} == set()


def test_hard_forms_and_written_numerals_are_avoided(lines: list[str]) -> None:
    text = f" {' '.join(lines)} ".lower()

    assert [form for form in HARD if form in text] == []
    assert NUMERALS.findall(text) == []


@pytest.mark.parametrize("page", ["index", "doc/grant", "charts/map", "search"])
def test_every_page_leads_there(site: FlaskClient, page: str) -> None:
    links = LexborHTMLParser(site.get(f"/{page}.de.html").text).css("footer a")

    assert [link for link in links if "easy-language" in link.attributes["href"]]
