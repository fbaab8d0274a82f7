"""Heads of saved pages and news: menus above the title, date lines of every make."""

import pytest
from tests.benchmarks.extraction import GAZETTEER

from wirlod.extract.facts import ReleaseHead
from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.text.document import Document

BODY = "Der Verein Hilfe im Tal e.V. bekam am Montag im Rathaus einen Förderbescheid des Landes. "


def read_head(text: str) -> ReleaseHead:
    """Extract *text* and give what it says of itself."""
    return extract_release(Document("page.txt", text), read_gazetteer(GAZETTEER)).release


@pytest.mark.parametrize(
    "line",
    [
        "Link auf das Hauptmenü Link auf Inhaltsbereich",
        "Volltextsuche über das Angebot:",
        "ab kyf msh nnz tv nt",
        "-1 ° / -5 ° Schneefall",
        "• eine Mitteilung des Hauses -",
    ],
)
def test_a_line_of_the_page_is_no_title(line: str) -> None:
    assert read_head(f"{line}\n\nHilfe für das Tal\n\n{BODY * 2}").title == "Hilfe für das Tal"


@pytest.mark.parametrize(
    "line",
    [
        "(Pressemitteilung 12/2015 vom 20.10.2015)",
        "20.10.2015, 09:51 Uhr — Erstveröffentlichung (aktuell)",
    ],
)
def test_a_date_line_may_have_brackets_and_remarks(line: str) -> None:
    assert read_head(f"Hilfe für das Tal\n\n{line}\n\n{BODY * 2}").date == "2015-10-20"


@pytest.mark.parametrize("mark", [" |", " ·", " –", ".", " - (red)."])
def test_a_place_opens_the_text_before_any_mark(mark: str) -> None:
    assert read_head(f"Hilfe für das Tal\n\nLindenau{mark} {BODY * 2}").place == "Lindenau"


@pytest.mark.parametrize(
    "name",
    [
        "Hessisches Ministerium des Innern, für Sicherheit und Heimatschutz",
        "Sächsisches Staatsministerium für Kultus",
        "Hessische Staatskanzlei",
    ],
)
def test_a_ministry_is_read_with_its_whole_name(name: str) -> None:
    head = read_head(f"{name}\n\nHilfe für das Tal\n\n{BODY * 2}")

    assert (head.publisher, head.title) == (name, "Hilfe für das Tal")


def test_a_newspaper_is_not_published_by_the_minister_it_reports_on() -> None:
    text = f"Hilfe für das Tal\n\nLindenau. Sozialminister Peter Lang kam ins Tal. {BODY * 2}"

    assert read_head(text).publisher is None


def test_a_ministry_under_the_text_publishes_it() -> None:
    text = f"Hilfe für das Tal\n\n{BODY * 2}\n\nKontakt\n\nSächsisches Ministerium für Kultus"

    assert read_head(text).publisher == "Sächsisches Ministerium für Kultus"


@pytest.mark.parametrize(
    "opening",
    [
        "Wiesbaden, 03.11.2023 –",
        "Wiesbaden (03.11.2023).",
        "(Wiesbaden, 3. November 2023)",
        "Wiesbaden. 3. November 2023.",
    ],
)
@pytest.mark.parametrize("end", ["", "Diese Vereine erhalten Geld:\n\n- Verein Tal e.V.: 5 Euro"])
def test_a_text_may_open_with_place_and_date(opening: str, end: str) -> None:
    head = read_head(f"Hilfe für das Tal\n\n{opening} {BODY}{end}")

    assert (head.place, head.date) == ("Wiesbaden", "2023-11-03")
