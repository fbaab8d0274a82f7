"""What visitors type, and what they should find first."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest

from wirlod.edition import Edition
from wirlod.query import candidates
from wirlod.query import search as search_module
from wirlod.query.search import search

FIRST_RESULTS = {
    "Werra-Meißner-Kreis": "territory/werra-meissner-kreis",
    "Werra Meissner": "territory/werra-meissner-kreis",
    "werrameißner": "territory/werra-meissner-kreis",
    "WERRA MEISSNER KREIS": "territory/werra-meissner-kreis",
    "werra-meisner": "territory/werra-meissner-kreis",
    "WMK": "territory/werra-meissner-kreis",
    "06636": "territory/werra-meissner-kreis",
    "Eschwege": "territory/eschwege",
    "eschwge": "territory/eschwege",
    "Ffm": "territory/frankfurt-am-main",
    "Frankfurt": "territory/frankfurt-am-main",
    "frankfrut": "territory/frankfurt-am-main",
    "Kassel": "territory/kassel",
    "Landkreis Kassel": "territory/landkreis-kassel",
    "Kasel": "territory/kassel",
    "Gießen": "territory/giessen",
    "Giessen": "territory/giessen",
    "Gissen": "territory/giessen",
    "Rüsselsheim": "territory/ruesselsheim-am-main",
    "ruesselsheim": "territory/ruesselsheim-am-main",
    "russelsheim": "territory/ruesselsheim-am-main",
    "Bad Homburg": "territory/bad-homburg",
    "badhomburg": "territory/bad-homburg",
    "Hersfeld": "territory/landkreis-hersfeld-rotenburg",
    "hersfelt": "territory/landkreis-hersfeld-rotenburg",
    "Fudla": "territory/fulda",
    "LaDaDi": "territory/landkreis-darmstadt-dieburg",
    "WI": "territory/wiesbaden",
    "MKK": "territory/main-kinzig-kreis",
    "Rheingau": "territory/rheingau-taunus-kreis",
    "Anne Janz": "person/anne-janz",
    "anne jantz": "person/anne-janz",
    "Janz": "person/anne-janz",
    "Reuß": "person/stefan-reuss",
    "HMSI": "organisation/sozialministerium",
    "Integrationslotsinnen": "priority/lotsen",
    "Lotsen": "priority/lotsen",
    "Laiendolmetschen": "priority/laiendolmetschen",
    "Vielfalt und Teilhabe": "programme/wir",
    "Vielfaltszentrum Hanau": "organisation/vielfaltszentrum-stadt-hanau",
    "Masterplan": "milestone/masterplan-werra-meissner-kreis-2016",
    "Bescheidübergabe an den Werra-Meißner-Kreis": "release/hmsi-2021-10-29-werra-meissner",
    "Regierungspräsidium": "organisation/rp-darmstadt",
}


@pytest.mark.parametrize(("query", "path"), FIRST_RESULTS.items(), ids=FIRST_RESULTS)
def test_what_is_meant_is_found_first(edition: Edition, query: str, path: str) -> None:
    found = search(edition.search_path, query, "de")

    assert found[0].path == path


@pytest.mark.parametrize("query", ['"', "*", "' OR 1=1 --", "x" * 5000, "\x00", "{}:"])
def test_a_hostile_query_finds_nothing_and_breaks_nothing(edition: Edition, query: str) -> None:
    assert search(edition.search_path, query, "de") == []


def test_what_matched_is_shown_beside_the_title(edition: Edition) -> None:
    found = search(edition.search_path, "pionierarbeit", "de")

    assert any("Pionierarbeit" in item.line for item in found)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_line_is_in_the_other_language_only_where_it_is_said_in_that_alone(
    edition: Edition, language: str
) -> None:
    with closing(sqlite3.connect(f"file:{edition.search_path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT path, text FROM things").fetchall()
    texts = {path: search_module.read_lines(text) for path, text in rows}
    words = ["Öffnung", "opening", "Dorfplätzen", "village", "Stadtverwaltung", "Laufzeit", "2018"]

    found = [f for word in words for f in search(edition.search_path, word, language) if f.line]

    told = [(f, _paragraph_of(f.line, texts[f.path])) for f in found]
    own = [f for f, languages in told if language in languages]
    assert own
    assert {f.line_language for f in own} == {language}
    others = {f.line_language for f, languages in told if language not in languages}
    assert others == ({"de", ""} if language == "en" else {""})


def _paragraph_of(shown: str, paragraphs: list[list[search_module.Line]]) -> set[str]:
    text = shown.strip("… ")
    told = (p for p in paragraphs if any(text in line.text for line in p))
    return {line.language for line in next(told)}


def test_a_long_line_is_cut_around_the_word_that_was_typed(edition: Edition) -> None:
    found = {f.path: f.line for f in search(edition.search_path, "Bürgermeister", "de")}

    line = found["grant/stadt-hanau-2026"]
    assert line.startswith("… ")
    assert "nag-hessen.de nennt auch einen anderen Bürgermeister und" in line
    assert line.endswith(" …")


def test_the_key_of_a_thing_is_no_reason_a_person_could_read(edition: Edition) -> None:
    found = search(edition.search_path, "werra-meissner-kreis-2021", "de")

    assert found[0].path == "grant/werra-meissner-kreis-2021"
    assert found[0].line == ""


def test_titles_are_in_the_language_of_the_reader(edition: Edition) -> None:
    found = search(edition.search_path, "Werra-Meißner-Kreis", "en")

    assert found[0].title == "Werra-Meißner district"


@pytest.mark.parametrize("bound", ["MANY", "SMALL"])
@pytest.mark.parametrize("query", ["Kassel", "Lotsen", "HMSI", "Anne Janz", "Werra Meissner"])
def test_what_is_meant_is_found_among_too_many_to_be_weighed(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, query: str, bound: str
) -> None:
    monkeypatch.setattr(candidates, bound, 0)

    found = search(edition.search_path, query, "de")

    assert found[0].path == FIRST_RESULTS[query]


def test_kinds_with_few_things_come_first_in_the_index(edition: Edition) -> None:
    with closing(sqlite3.connect(f"file:{edition.search_path}?mode=ro", uri=True)) as connection:
        kinds = [kind for (kind,) in connection.execute("SELECT kind FROM things ORDER BY id")]
    counts = list(map(Counter(kinds).__getitem__, kinds))

    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("Landkreis Kasel", "territory/landkreis-kassel"),
        ("Vielfaltszentrum Hannau", "organisation/vielfaltszentrum-stadt-hanau"),
    ],
)
def test_a_slip_is_looked_for_in_what_nothing_has(
    edition: Edition, monkeypatch: pytest.MonkeyPatch, query: str, path: str
) -> None:
    asked: list[str] = []
    real = candidates._offer

    def note(connection: sqlite3.Connection, matches: list[str]) -> Iterator[candidates.Candidate]:
        asked.extend(matches)
        return real(connection, matches)

    monkeypatch.setattr(candidates, "_offer", note)
    found = search(edition.search_path, query, "de")

    right = query.split(maxsplit=1)[0].casefold()
    assert found[0].path == path
    assert asked[-1].endswith(f' AND "{right}"')
    assert f'"{right[:3]}"' not in asked[-1]
