"""When two names are one body; every name is invented."""

import pytest

from wirlod.intake.matching import LIKELY, Body, Matcher, alike, take_name

MARBURG, KASSEL = "06534014", "06611000"


def body(name: str, where: str = MARBURG, key: str = "bekannt", authority: bool = False) -> Body:
    return Body(key, take_name(name, ""), where, authority)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Verein Abendrot e.V.", "Verein  Abendrot e. V."),
        ("Verein Abendrot e.V.", "VEREIN ABENDROT E.V. (e.V.)"),
        ("Müller & Söhne GmbH", "Mueller und Soehne GmbH"),
        ("Abendrot gemeinnützige GmbH", "Abendrot gGmbH"),
        ("Wohnheim Abendrot mbH", "Wohnheim Abendrot m.b.H."),
        ("Der Magistrat der Universitätsstadt Marburg", "Stadt Marburg"),
        ("Kreisausschuss des Werra-Meißner-Kreises", "Werra-Meißner-Kreis"),
        ("Haus «Abendrot» AG", 'Haus "Abendrot" Aktiengesellschaft'),
    ],
)
def test_spellings_of_one_name_are_certain(one: str, other: str) -> None:
    verdict = Matcher([body(one)]).match(take_name(other, ""), MARBURG, "Marburg")

    assert (verdict.kind, verdict.body.key) == ("certain", "bekannt")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Verein Abendrot e.V.", "Verein Abentrot e.V.", id="a letter"),
        pytest.param("Abendrot GmbH", "Abendrot gGmbH", id="legal form"),
        pytest.param("Abendrot GmbH", "Abendrot", id="no legal form"),
        pytest.param("Verein Abendrot e.V.", "Abendrot e.V.", id="a filler"),
        pytest.param(
            "Akademie der Wirtschaft e.V.", "Akademie der Wirtschaft (ADW) e.V.", id="initials"
        ),
        pytest.param("Bürgerhilfe Nord Süd e.V.", "Bürgerhilfe Nordsüd e.V.", id="a space"),
    ],
)
def test_names_that_are_alike_are_for_people(one: str, other: str) -> None:
    verdict = Matcher([body(one)]).match(take_name(other, ""), MARBURG, "Marburg")

    assert verdict.kind == "likely"
    assert verdict.candidate is not None
    assert verdict.candidate.key == "bekannt"
    assert verdict.body.key != "bekannt"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("1. Turnclub Abendrot e.V.", "2. Turnclub Abendrot e.V.", id="a number"),
        pytest.param("Kreisverband Fulda e.V.", "Kreisverband Wetzlar e.V.", id="a place"),
        pytest.param("Abendrot Nord GmbH", "Abendrot Beteiligung GmbH", id="a word"),
        pytest.param("Stadt Kassel", "Landkreis Kassel", id="city and district"),
    ],
)
def test_other_bodies_are_new(one: str, other: str) -> None:
    assert Matcher([body(one)]).match(take_name(other, ""), MARBURG, "Marburg").kind == "new"


def test_one_name_in_two_places_is_never_one_body() -> None:
    matcher = Matcher([body("Verein Abendrot e.V.")])
    verdict = matcher.match(take_name("Verein Abendrot e.V.", ""), KASSEL, "Kassel")

    assert verdict.kind == "likely"
    assert verdict.body.key == "verein-abendrot-ev-kassel"


def test_two_bodies_never_get_one_key() -> None:
    matcher = Matcher([body("Etwas ganz anderes", key="verein-abendrot-ev-kassel")])
    verdict = matcher.match(take_name("Verein Abendrot e.V.", ""), KASSEL, "Kassel")

    assert verdict.body.key == "verein-abendrot-ev-kassel-2"


def test_an_authority_is_told_by_its_name_alone() -> None:
    matcher = Matcher([body("Stadt Kassel", where="", key="stadt-kassel", authority=True)])
    verdict = matcher.match(take_name("Magistrat der Stadt Kassel", ""), KASSEL, "Kassel")

    assert (verdict.kind, verdict.body.key) == ("certain", "stadt-kassel")


def test_likeness_falls_with_place_and_legal_form() -> None:
    other = body("Verein Abendrot e.V.")
    same = alike(take_name("Verein Abendrot e.V.", ""), MARBURG, other)
    elsewhere = alike(take_name("Verein Abendrot GmbH", ""), KASSEL, other)

    assert same == 1
    assert elsewhere < LIKELY
