"""Who receives, in the ways real releases say it; and sums that nobody receives."""

import pytest
from tests.benchmarks.extraction import GAZETTEER

from wirlod.extract.facts import ReleaseFacts
from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.text.document import Document

TITLE = "Gute Nachricht aus dem Tal\n\n"


def extract(text: str) -> ReleaseFacts:
    """Extract *text* under a title that says nothing."""
    return extract_release(Document("text.txt", TITLE + text), read_gazetteer(GAZETTEER))


def granted(text: str) -> list[tuple[str | None, float | None]]:
    """Give recipient and sum of each grant in *text*, sure or in doubt, in order."""
    facts = extract(text)
    found = sorted((*facts.grants, *facts.possible), key=lambda g: g.evidence[1].start)
    return [(g.recipient.label, g.amount.figure if g.amount else None) for g in found]


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        pytest.param(
            "Minister Peter Lang übergab der „Servicestelle Nachbarschaft“ am 3. Mai 2021 in "
            "Oberdorf einen Förderbescheid über 7.000 Euro.",
            "Servicestelle Nachbarschaft", id="quoted dative",
        ),
        pytest.param(
            "Minister Peter Lang hat dem Feuerwehrverein einen Zuwendungsbescheid in Höhe von "
            "7.000 Euro übergeben.",
            "Feuerwehrverein", id="club in the dative",
        ),
        pytest.param(
            "Minister Peter Lang hat heute an Vertreter der Stiftung für Ehrenamt und gute "
            "Nachbarschaft einen Zuwendungsbescheid über 7.000 Euro übergeben.",
            "Stiftung für Ehrenamt und gute Nachbarschaft", id="representatives of a foundation",
        ),
        pytest.param(
            "Minister Peter Lang überreichte einen Förderbescheid in Höhe von 7.000 Euro an den "
            "Bürgermeister der Gemeinde Oberdorf, Uwe Krämer.",
            "Gemeinde Oberdorf", id="mayor of a body",
        ),
        pytest.param(
            "Minister Peter Lang hat dem Bürgermeister der Verbandsgemeinde Oberdorf einen "
            "Förderbescheid in Höhe von 7.000 Euro überreicht.",
            "Verbandsgemeinde Oberdorf", id="mayor in the dative",
        ),
        pytest.param(
            "Einen Förderbescheid in Höhe von 7.000 Euro überreichte Lang an Oberdorfs "
            "Bürgermeister Uwe Krämer.",
            "Oberdorf", id="town in the genitive",
        ),
        pytest.param(
            "Uwe Krämer, Bürgermeister in Oberdorf, bekam einen Förderbescheid in Höhe von 7.000 "
            "Euro.",
            "Oberdorf", id="mayor in a town",
        ),
        pytest.param(
            "Minister Peter Lang hat einen Förderbescheid über 7.000 Euro für die Sanierung ihres "
            "Vereinsheims an die Natur- und Wandergruppe Oberdorf e.V. überreicht.",
            "Natur- und Wandergruppe Oberdorf e.V.", id="name behind a genitive",
        ),
        pytest.param(
            "Minister Peter Lang hat einen Förderbescheid in Höhe von 7.000 Euro an den "
            "Förderverein Hui! Oberdorf überreicht.",
            "Förderverein Hui! Oberdorf", id="exclamation in a name",
        ),
    ],
)  # fmt: skip
def test_a_recipient_is_found(text: str, recipient: str) -> None:
    assert granted(text) == [(recipient, 7000)]


def test_die_gemeinde_is_no_town_that_the_release_is_dated_at() -> None:
    text = "Kassel. Freude in Oberdorf: Die Gemeinde erhält einen Bescheid über 7.000 Euro."

    assert granted(text) == [("Gemeinde", 7000)]
    assert extract(text).grants == ()


def test_who_the_title_names_gets_it_and_not_the_town_where_it_is_handed_over() -> None:
    told = granted(
        "500.000 Euro für den Lahn-Dill-Kreis\n\nMinister Peter Lang hat heute im Kreishaus in "
        "Wetzlar einen Förderbescheid über 498.000 Euro an Landrat Karl Weber übergeben."
    )

    assert told == [("Lahn-Dill-Kreis", 498_000)]


def test_two_towns_are_joint_subjects() -> None:
    text = "Der Förderbescheid ist da: \n\nOberdorf und Hamm erhalten jeweils fast 3.000 Euro."

    assert granted(text) == [("Oberdorf", 3000), ("Hamm", 3000)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Insgesamt stehen für das Programm mehr als 9 Millionen Euro an Fördermitteln bereit.",
        "Das Land stellt im Jahr 2021 mehr als sechs Millionen Euro für Vereine bereit.",
        "Für Beratung stehen zunächst 2,7 Milliarden Euro zur Verfügung.",
        "Im zweiten Schritt wird der Ausbau mit bis zu 15 Millionen Euro gefördert.",
        "Insgesamt fließen 364.000 Euro in den Landkreis Oberdorf.",
        "Davon sind 3.000 Euro für Projektarbeit gedacht.",
        "Insgesamt hat die Stadt das Land um Unterstützung in Höhe von 20.000 Euro gebeten.",
    ],
)
def test_a_sum_beside_the_grant_is_nobodys_grant(sentence: str) -> None:
    text = f"Der Verein Hilfe im Tal e.V. erhält einen Förderbescheid über 7.000 Euro. {sentence}"

    assert granted(text) == [("Verein Hilfe im Tal e.V.", 7000)]


def test_the_total_of_many_notices_is_a_figure() -> None:
    text = (
        "Förderbescheide in Höhe von insgesamt 90.000 Euro hat Landrätin Eva Lang überreicht. "
        "Die Stadt Lindenau erhält einen Zuschuss von 50.000 Euro."
    )

    assert granted(text) == [("Stadt Lindenau", 50000)]
    assert [f.amount.figure for f in extract(text).figures if f.amount] == [90000]


def test_a_deed_that_is_supported_is_no_recipient() -> None:
    text = "Der Landkreis unterstützt die Umgestaltung des Parks mit einem Zuschuss von 7.000 Euro."

    assert "Umgestaltung" not in str(granted(text))


def test_the_sum_may_follow_in_a_sentence_of_its_own() -> None:
    text = (
        "Ministerin Eva Lang hat heute an den Verein Hilfe im Tal e.V. einen Zuwendungsbescheid "
        "übergeben. „Die Zuwendung aus dem Doppelhaushalt des Landes beträgt 7.000 Euro.“"
    )

    assert granted(text) == [("Verein Hilfe im Tal e.V.", 7000)]


def test_over_behind_von_is_a_lower_bound() -> None:
    (grant,) = extract(
        "Der Verein Hilfe im Tal e.V. erhielt einen Bescheid in Höhe von über 1,2 Millionen Euro."
    ).grants

    assert grant.amount is not None
    assert grant.amount.precision == "at-least"


def test_a_river_is_no_town_that_receives() -> None:
    text = "Der Wanderclub Waldau e.V. aus Rotenburg an der Fulda erhielt 7.000 Euro vom Land."

    assert granted(text) == [("Wanderclub Waldau e.V.", 7000)]


def test_a_doubt_names_everybody_of_an_enumeration() -> None:
    (doubt,) = (
        found
        for found in extract(
            "Minister Peter Lang sagte am Freitag, insgesamt seien 90.000 Euro bewilligt, und zwar "
            "für den SC Oberdorf, den FC Unterdorf, den Skiklub Bergen und den TuS Talheim."
        ).doubts
        if found.property == "grant"
    )

    clubs = ("SC Oberdorf", "FC Unterdorf", "Skiklub Bergen", "TuS Talheim")
    assert {f"90000: grant to {club}" for club in clubs} <= set(doubt.readings)
