"""People as releases name them: particles, plural offices, surnames that look like offices."""

import pytest

from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.names.people import find_people
from wirlod.extract.release import view_text


def named(text: str) -> list[tuple[str, str | None]]:
    """Give name and role of everybody in *text*."""
    return [(person.name, person.role) for person in find_people(text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ein Vertreter der Stiftung dankte.", id="body"),
        pytest.param("Der Chef der Staatskanzlei sprach.", id="chancellery"),
        pytest.param("Die Sozialministerin zu Gast im Rathaus.", id="guest"),
        pytest.param("Die Bürgermeister von Lindenau und Eichenau kamen.", id="town"),
    ],
)
def test_a_particle_behind_an_office_makes_no_surname(text: str) -> None:
    assert named(text) == []


def test_a_surname_may_end_like_an_office() -> None:
    assert named("Staatssekretär Mark Weinmeister kam.") == [("Mark Weinmeister", "Staatssekretär")]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Landrat Hans Peter Müller sprach.", "Hans Peter Müller", "Landrat"),
        ("Es dankte Anna Maria von Eichen aus Lindenau.", "Anna Maria von Eichen", None),
        ("Landrat Kurt Otto Fördermittel.", "Kurt Otto", "Landrat"),
        ("Den Bescheid hat Bürgermeisterin Wimmer vom Minister.", "Wimmer", "Bürgermeisterin"),
        ("Es kam Landrat Tomasz Wiśniewski.", "Tomasz Wiśniewski", "Landrat"),
        ("Landrätin Frauke Behrens sprach.", "Frauke Behrens", "Landrätin"),
        ("Innenminister Herrmann sprach.", "Herrmann", "Innenminister"),
        ("Staatssekretärin für Kultur Seyfer sprach.", "Seyfer", "Staatssekretärin für Kultur"),
    ],
)
def test_a_name_is_whole(text: str, name: str, role: str | None) -> None:
    assert named(text) == [(name, role)]


def test_what_an_office_is_for_is_nobody() -> None:
    assert named("Die Ministerin für Digitale Strategie und Entwicklung teilt mit:") == []
    assert named("Senatorin für Umwelt, Mobilität, Stadtentwicklung und Wohnungsbau") == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Staatssekretärin beim Bundesminister für Verkehr, Eva Roth, kam.", "Eva Roth",
         "Staatssekretärin"),
        ("Er gab ihn dem Leiter des Landrates, Udo Timm.", "Udo Timm", "Leiter"),
        ("Es kam OB Udo Timm.", "Udo Timm", "OB"),
        ("Sie gab ihn Udo Timm, dem Vorsitzenden des Vereins.", "Udo Timm", "Vorsitzender"),
        ("Er ging an Udo Timm, den Leiter der Schule.", "Udo Timm", "Leiter"),
        ("Es kam NRW-Ministerin Eva Roth.", "Eva Roth", "NRW-Ministerin"),
        ("Kita-Leiterin Quendolin Roth kam.", "Quendolin Roth", "Kita-Leiterin"),
        ("Es dankte Pfarrer Quendo Timm.", "Quendo Timm", "Pfarrer"),
        ("Es dankte Kommandant Dr. Quendo Timm.", "Quendo Timm", "Kommandant"),
    ],
)  # fmt: skip
def test_an_office_is_that_of_who_is_named(text: str, name: str, role: str) -> None:
    assert named(text) == [(name, role)]


def test_an_office_in_the_plural_is_borne_by_each() -> None:
    text = "Neben den Ortsbürgermeistern Uwe Krämer (Eichenau) und Ralf Kunze (Lindenau) kam"

    assert named(text) == [("Uwe Krämer", "Ortsbürgermeister"), ("Ralf Kunze", "Ortsbürgermeister")]


def test_a_second_of_an_office_may_have_a_given_name_of_no_list() -> None:
    text = "Es nahmen ihn die beiden Vereinsvorsitzenden Udo Timm und Quendolin Harbeck entgegen."

    assert [name for name, _ in named(text)] == ["Udo Timm", "Quendolin Harbeck"]


def test_an_office_may_follow_with_als() -> None:
    text = "Den Bescheid nahm Martina van der Holl als Kreisbeigeordnete entgegen."

    assert named(text) == [("Martina van der Holl", "Kreisbeigeordnete")]


def test_the_chair_of_a_club_is_named_in_the_nominative() -> None:
    assert named("Sie gab ihn an den Vorsitzenden Willi Faust.") == [
        ("Willi Faust", "Vorsitzender")
    ]


def test_a_field_may_have_an_adjective() -> None:
    text = "Peter Lang, Minister für Verkehr und digitale Infrastruktur, kam."

    assert named(text) == [("Peter Lang", "Minister für Verkehr und digitale Infrastruktur")]


def test_a_common_noun_before_a_name_is_passed_over() -> None:
    assert named("Mit meinen Amtskollegen Rainer Holz und Peter Lang") == [
        ("Rainer Holz", None),
        ("Peter Lang", None),
    ]


def test_a_party_is_no_organisation_of_a_minister() -> None:
    (person,) = find_people("Minister Peter Lang (Grüne) kam.")

    assert person.organisation is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Jahrelang hat Dr. {} Klinken geputzt.", id="doctor"),
        pytest.param("{} (v. l.) nahm den Bescheid entgegen.", id="picture"),
        pytest.param("{} (Grüne) freute sich über Sonne.", id="party"),
        pytest.param("{}, Amtschef im Innenministerium, kam heute.", id="office"),
        pytest.param("{}, der Geschäftsführer, nahm ihn entgegen.", id="article"),
    ],
)
def test_a_given_name_of_no_list_is_told_by_what_stands_beside(text: str) -> None:
    assert [name for name, _ in named(text.format("Quendolin Harbeck"))] == ["Quendolin Harbeck"]


@pytest.mark.parametrize("name", ["Almuth Harbeck", "Adelinde Roth", "Afrim Lang", "Sören Holl"])
def test_rare_given_names_are_known(name: str) -> None:
    assert named(f"Dann trat {name} ans Pult.") == [(name, None)]


def test_given_names_are_joined_by_hyphens() -> None:
    assert named("Jens-Uwe Münkel und Hans-Ulrich Peuster kamen.") == [
        ("Jens-Uwe Münkel", None), ("Hans-Ulrich Peuster", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Das Theodor-Heuss-Gymnasium Nördlingen erhält Geld.", id="school"),
        pytest.param("Diakoniewerk Neues Ufer (v. l. n. r.)", id="everybody"),
        pytest.param("In Löbau hat Staatssekretär Bescheide über 5 Euro verteilt.", id="notices"),
        pytest.param("Der Bescheid geht nach St. Nikolai Rostock.", id="saint"),
        pytest.param("Das Figurentheater Peter Holl bekommt Geld.", id="theatre"),
        pytest.param("Der Schützenverein Hubertus Rotwald bekommt Geld.", id="club"),
        pytest.param("Die Ortsbürgermeister bekamen gestern Post: 5 Euro.", id="letters"),
    ],
)
def test_what_is_called_after_people_is_nobody(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Bild: Peter Holl (l.) von der Stadt und Max Lang (r.)", ["Peter Holl", "Max Lang"]),
        ("Bild: Peter Holl", []),
        ("© Agentur am Markt – v. l.: Bürgermeister Peter Holl und Max Lang",
         ["Peter Holl", "Max Lang"]),
        ("© Peter Holl", []),
    ],
)  # fmt: skip
def test_who_stands_in_a_picture_is_not_who_took_it(line: str, people: list[str]) -> None:
    view = view_text(f"Gute Nachricht aus dem Tal\n\n{line}\n\nEs gibt 5 Euro.", Gazetteer())

    assert [person.name for person in view.people.placed] == people
