"""Grants told in few words: by kind, without a verb, in lines, by a bare place."""

import pytest
from tests.extract.test_recipients import extract, granted


@pytest.mark.parametrize(
    ("text", "grants"),
    [
        pytest.param(
            "Der Förderbescheid ist da. Davon erhält die Stadt Oberau für Lotsen 52 000 Euro, "
            "die Gemeinde Unterau für einen Integrations- und Flüchtlingsbeauftragten 41 500 Euro.",
            [("Stadt Oberau", 52000), ("Gemeinde Unterau", 41500)], id="the second without a verb",
        ),
        pytest.param(
            "Der Förderbescheid ging an die Gemeinde Oberau. Für den Neubau der Kita Buche erhält "
            "die Gemeinde 3.000 Euro und die Stadt Unterau für den Umbau der Kita in Unterau "
            "4.000 Euro.",
            [("Gemeinde Oberau", 3000), ("Stadt Unterau", 4000)], id="a body told by its kind",
        ),
        pytest.param(
            "Landrat Peter Lang hat der Ortsgemeinde einen Förderbescheid über 7.000 Euro für "
            "den Neubau der Kita „Buche“ übergeben.",
            [("Ortsgemeinde", 7000)], id="what is built receives nothing",
        ),
        pytest.param(
            "Minister Peter Lang hat einen Förderbescheid über 7.000 Euro an das "
            "Kompetenzzentrum übergeben.",
            [("Kompetenzzentrum", 7000)], id="a body called by its kind only",
        ),
        pytest.param(
            "Minister Peter Lang übergab einen Bescheid an Bürgermeisterin Uta Kern (3. v. re.). "
            "Das Land unterstützt die Stadt Oberau mit 7.000 Euro.",
            [("Stadt Oberau", 7000)], id="a place in a photograph is no body",
        ),
        pytest.param(
            "Den Förderbescheid über 7.000 Euro erhielt der Oberauer Turnverein 1870 am Freitag.",
            [("Oberauer Turnverein 1870", 7000)], id="adjective of a town",
        ),
        pytest.param(
            "Mit 7.000 Euro unterstützt das Ministerium den Hessischen Ruderverband beim Umbau. "
            "Peter Lang überreichte den Zuwendungsbescheid.",
            [("Hessischer Ruderverband", 7000)], id="masculine in the accusative",
        ),
        pytest.param(
            "Zuwendungsbescheide des Landes: 60.000 Euro gehen an die Stadt Oberau, 30.000 "
            "bekommt die Gemeinde Unterau.",
            [("Stadt Oberau", 60000), ("Gemeinde Unterau", 30000)], id="the currency said once",
        ),
        pytest.param(
            "Zuwendungen des Landes\n\nGemeinde | Vorhaben | Betrag in Euro\n"
            "Stadt Oberau | Marktplatz | 240.000\nGemeinde Unterau | Brunnen | 8.500",
            [("Stadt Oberau", 240000), ("Gemeinde Unterau", 8500)], id="a column in euro",
        ),
        pytest.param(
            "Der Kindergarten St. Josef in Oberau erhält einen Bescheid über 7.000 Euro.",
            [("Kindergarten St. Josef", 7000)], id="a saint in a name",
        ),
        pytest.param(
            "Der TV 1888/94 Oberau erhält einen Förderbescheid in Höhe von 7.000 Euro.",
            [("TV 1888/94 Oberau", 7000)], id="two years in a name",
        ),
        pytest.param(
            "Davon profitieren die Stadt Oberau und die Gemeinde Unterau mit einer Förderung von "
            "zusammen 11.900 Euro. Die Stadt Oberau erhält 5.000 Euro. Die Gemeinde Unterau erhält "
            "eine Förderung von 6.900 Euro.",
            [("Stadt Oberau", 5000), ("Gemeinde Unterau", 6900)], id="a sum shared out",
        ),
    ],
)  # fmt: skip
def test_each_sum_goes_to_whom_the_words_name(
    text: str, grants: list[tuple[str | None, float | None]]
) -> None:
    assert granted(text) == grants


def test_a_place_of_unknown_kind_receives() -> None:
    text = "So erhält Oberau vom Land eine Förderung in Höhe von 7.000 Euro."
    assert granted(text) == [("Oberau", 7000)]


def test_a_body_that_is_only_called_by_its_kind_is_doubted() -> None:
    facts = extract("Landrat Peter Lang hat dem Verein einen Bescheid über 7.000 Euro übergeben.")
    assert not facts.grants
    assert [g.recipient.label for g in facts.possible] == ["Verein"]
    assert "grant" in {doubt.property for doubt in facts.doubts}


LINES = (
    "TV Oberau\n\n300 Euro für das Fest\n\nRuderclub Unterau 1880\n\n"
    "8.000 Euro für neue Fenster\n\nSportkreis Neutal\n\n1.000 Euro für ein Projekt\n"
)


@pytest.mark.parametrize(
    "head",
    [
        "Das Land unterstützte mit Zuwendungsbescheiden folgende Vereine:",
        "Im Landkreis werden gefördert:",
        "Die Zuwendungen im Einzelnen:",
    ],
)
def test_a_line_names_who_receives_the_sum_in_the_next(head: str) -> None:
    expected = [("TV Oberau", 300), ("Ruderclub Unterau 1880", 8000), ("Sportkreis Neutal", 1000)]
    assert granted(f"Gute Nachricht für den Sport im Tal\n\n{head}\n\n{LINES}") == expected


def test_a_single_pair_of_lines_is_no_list() -> None:
    labels = [label for label, _ in granted("Freude im Tal\n\n7.000 Euro für neue Fenster\n")]
    assert "Freude im Tal" not in labels


@pytest.mark.parametrize(
    ("text", "grants"),
    [
        pytest.param(
            "Während das Stadtmuseum Oberau 50.000 Euro Zuwendung erhält, werden dem noch in der "
            "Planung befindlichen Stadtmuseum Unterau 11.000 Euro zur Verfügung gestellt.",
            [("Stadtmuseum Oberau", 50000), ("Stadtmuseum Unterau", 11000)], id="participle",
        ),
        pytest.param(
            "Eine Zuwendung von 900 Euro wurde dem Förderkreis des Hirtenmuseums Oberau bewilligt.",
            [("Förderkreis des Hirtenmuseums Oberau", 900)], id="circle of friends of a museum",
        ),
        pytest.param(
            "Die Ministerin bewilligt einen Zuschuss von 900 Euro für das Oberauer Hirtenmuseum.",
            [("Oberauer Hirtenmuseum", 900)], id="town as an adjective",
        ),
        pytest.param(
            "DerHeimatverein Oberau e.V.erhielt heute eine Förderung von 900 Euro für Bänke.",
            [("Heimatverein Oberau e.V.", 900)], id="words glued together",
        ),
    ],
)  # fmt: skip
def test_names_are_read_whole(text: str, grants: list[tuple[str, float]]) -> None:
    assert granted(text) == grants


def test_what_somebody_carries_is_no_person() -> None:
    facts = extract("Im Gepäck hatte der Staatssekretär Förderzusagen über 900 Euro für Vereine.")
    assert not facts.people


def test_who_is_represented_does_not_speak() -> None:
    facts = extract(
        "Sozialminister Peter Lang hat in Vertretung von Innenminister Uwe Krämer Bescheide "
        "übergeben.\n\n„Das Geld ist hier gut angelegt“, betonte der Minister."
    )
    assert [quotation.speaker for quotation in facts.quotations] == ["Peter Lang"]


def test_who_is_only_present_receives_nothing() -> None:
    facts = extract(
        "Landrat Peter Lang hat der Gemeinde Oberau einen Förderbescheid über 900 Euro übergeben. "
        "Entgegen genommen hat den Bescheid Bürgermeister Uwe Krämer, im Beisein von Leiterin "
        "Uta Kern, der Leiterin Ida Vogt und Jens Roth."
    )
    handover = (*facts.grants, *facts.possible)[0].handover
    assert handover is not None
    assert handover.receivers == ("Uwe Krämer",)


@pytest.mark.parametrize(
    ("text", "grants"),
    [
        pytest.param(
            "Der Förderbescheid ist da. Die Schützengilde 1470 Oberau erhält 900 Euro.",
            [("Schützengilde 1470 Oberau", 900)], id="an old guild",
        ),
        pytest.param(
            "Der Förderbescheid ist da. Der TSV Oberau/Unterau 1881/1946 erhält 900 Euro.",
            [("TSV Oberau/Unterau 1881/1946", 900)], id="a club told by its letters",
        ),
        pytest.param(
            "Das Land fördert Vereine. Im Ort überreichte Dr. Peter Lang dem Männergesangsverein "
            "Oberau 900 Euro aus dem Programm „Gutes Dorf“.",
            [("Männergesangsverein Oberau", 900)], id="a dative after an inserted person",
        ),
        pytest.param(
            "Der Förderbescheid ist da. Es erhält der Heimatverein Oberau 1900 Euro.",
            [("Heimatverein Oberau", 1900)], id="a sum that looks like a year",
        ),
        pytest.param(
            "Der Verein für nordische Geschichte e. V. erhielt einen Förderbescheid über 900 €.",
            [("Verein für nordische Geschichte e. V.", 900)], id="an adjective after «für»",
        ),
        pytest.param(
            "Der Ruderverein Oberau bekommt einen Zuschuss von 900 Euro. Sanieren muss der "
            "Schützenverein Unterau seine Halle. Diese Erneuerung unterstützt das Land mit "
            "700 Euro. Der Gesamtbetrag der Zuschüsse: 1.600 Euro.",
            [("Ruderverein Oberau", 900), ("Schützenverein Unterau", 700)],
            id="another club was named since",
        ),
    ],
)  # fmt: skip
def test_years_and_sums_are_told_apart_in_names(text: str, grants: list[tuple[str, float]]) -> None:
    assert granted(text) == grants
