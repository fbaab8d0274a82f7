"""Lists and tables: who stands in which cell, who shares the sum above, and what two places say."""

import pytest

from wirlod.extract.grants.assignment import Choice, assign, companions, second_best
from wirlod.extract.grants.confidence import Confidence
from wirlod.extract.grants.model import parse_weights
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.release import view_text
from wirlod.values.amounts import find_amounts

NOTHING_LEARNT = parse_weights("sure\t\t0.90\ngrant\t\t3.00\n")


PROSE = "Der Rat der Gemeinde hat in seiner Sitzung am Montag lange über die Zuschüsse beraten."


def look(text: str) -> Surroundings:
    return view_text(text, Gazetteer()).around


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Stadt Lindenau – Turnhalle Oberdorf – 400.000 Euro", id="dashes"),
        pytest.param("Stadt Lindenau | Turnhalle Oberdorf |\n400.000,00 € |", id="two lines"),
    ],
)
def test_the_first_cell_of_a_line_is_no_dateline(line: str) -> None:
    around = look(f"Geld für Hallen\n\nDas Land fördert diese Hallen:\n\n{line}\n")
    (unit,) = [unit for unit in around.units if unit.sums]

    assert "Stadt Lindenau" in [body.label for body in around.candidates(unit)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param("Theater o.N. | 55.000 Euro", "Theater o.N.", id="cell"),
        pytest.param("- Tanz im August: 400.000 Euro", "Tanz im August", id="colon"),
        pytest.param("2) Wir für Lindenau – Bänke – 900 Euro", "Wir für Lindenau", id="dash"),
    ],
)
def test_the_first_cell_is_a_name_of_whatever_words(line: str, name: str) -> None:
    around = look(f"Geld für Bühnen\n\nDas Land fördert diese Vorhaben:\n\n{line}\n")
    (unit,) = [unit for unit in around.units if unit.sums]

    assert name in [body.label for body in around.candidates(unit)]


@pytest.mark.parametrize("cell", ["Eigenmittel der Stadt", "Landesmittel", "Gesamtkosten"])
def test_a_cell_that_says_which_money_it_is_names_nobody(cell: str) -> None:
    around = look(
        f"Geld für Bühnen\n\nDas Land fördert die Stadt Lindenau:\n\n- {cell}: 900 Euro\n"
    )
    (unit,) = [unit for unit in around.units if unit.sums]

    assert cell not in [body.label for body in around.candidates(unit)]


def test_a_sum_above_a_list_is_shared_by_its_lines() -> None:
    around = look(
        f"Zuschüsse\n\n{PROSE}\n\nJe 150,00 € erhalten:\n\n- der Spielmannszug Lindenau\n"
        "- die Chorgemeinschaft Lindenau\n- der Schützenverein Lindenau\n\nDanach schloss der Rat."
    )
    (read,) = assign(around, NOTHING_LEARNT)
    listed = next(c for c in read.choices if c.body.label == "Chorgemeinschaft Lindenau")

    row = companions(around, read._replace(choices=(listed,)))

    assert [body.label for body in row] == [
        "Spielmannszug Lindenau", "Chorgemeinschaft Lindenau", "Schützenverein Lindenau"
    ]  # fmt: skip


def test_two_places_that_name_two_bodies_for_one_sum_leave_a_doubt() -> None:
    around = look(
        "80.000 Euro für die Gemeinde Auental\n\n"
        "Der Bescheid über 80.000 Euro ging gestern an den Schützenverein Bergtal."
    )
    title, text = assign(around, NOTHING_LEARNT)

    assert title.repeats
    assert {"Gemeinde Auental", "Schützenverein Bergtal"} <= {c.body.label for c in text.choices}
    assert text.choices[0].probability < 0.9


def test_two_places_that_name_one_body_for_a_sum_are_surer_than_either() -> None:
    near = parse_weights("sure\t\t0.90\ngrant\t\t1.00\nbody\tnearest-after&text&kind=club\t2.00\n")
    told = "Der Bescheid über {} Euro ging gestern an den Schützenverein Bergtal aus dem Auental."
    (once,) = assign(look(f"Nachricht\n\n{told.format('80.000')}"), near)
    twice = assign(
        look(f"Nachricht\n\n{told.format('80.000')}\n\n{PROSE}\n\n{told.format('80.000')}"), near
    )
    (both,) = [read for read in twice if not read.repeats]

    assert both.choices[0].body.label == "Schützenverein Bergtal"
    assert once.choices[0].probability < both.choices[0].probability
    assert once.granted < both.granted


@pytest.mark.parametrize(
    ("told", "heading", "of_what", "is_sure"),
    [
        ("1.00", "Fördermittel für Vereine", "Euro", False),
        ("3.00", "Fördermittel für Vereine", "Euro", True),
        ("3.00", "Der Zuwendungsbescheid ist da", "Euro", True),
        ("3.00", "Geld für Vereine", "Euro", False),
        ("3.00", "Fördermittel für Vereine", "Euro Preisgeld", False),
        ("3.00", "Fördermittel für Vereine", "Euro Spende", False),
    ],
)
def test_a_grant_is_sure_only_where_the_words_of_the_text_tell_of_one(
    told: str, heading: str, of_what: str, is_sure: bool
) -> None:
    model = parse_weights(f"sure\t\t0.90\ngrant\t\t3.00\ntext\t\t{told}\n")
    line = f"- Schützenverein {{}}: {{}}.000 {of_what}\n"

    def may_be_sure(*lines: str) -> list[bool]:
        around = look(f"{heading}\n\n" + "".join(lines))
        reads = assign(around, model)
        confidence = Confidence(around, model, reads)
        return [confidence.may_be_sure(read) for read in reads]

    assert may_be_sure(line.format("Bergtal", 80)) == [is_sure]
    assert may_be_sure(line.format("Bergtal", 80), line.format("Auental", 70)) == [is_sure] * 2


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        pytest.param("Heimatverein (Heimathaus/60 000 Euro)", 60_000, id="behind a slash"),
        pytest.param("Zehn Millionen Euro gehen an das Bad.", 10_000_000, id="first word"),
    ],
)
def test_sums_are_read_behind_a_slash_and_at_the_beginning(text: str, figure: int) -> None:
    assert [amount.low for amount in find_amounts(text)] == [figure]


def test_lines_of_a_list_are_never_joined_however_long_they_are() -> None:
    entries = [
        "Förderverein der alten Synagoge in Lindenau | Hörstationen im Hof | 10.000,00 €",
        "Schützengesellschaft von 1867 Bergtal am Wald | neue Scheiben | 10.000,00 €",
        "Lesenacht im Haus am alten Markt in Auental: 900 Euro, Empfänger Bücherfreunde",
        "Chor „Silberklang“ aus Lindenau und Bergtal: 1.250 Euro für neue Notenhefte",
        "Dorfgemeinschaft der Ortsteile von Auental | Erneuerung Backofen | 8.000,00 €",
    ]

    around = look("Zuschüsse\n\n" + "\n".join(entries) + "\n")

    assert [unit.text for unit in around.units if unit.sums] == entries


def test_a_second_reading_does_not_say_the_first_again() -> None:
    around = look(
        "Geld\n\nFür den Förderverein Freilichtbühne Lindenau gibt der Kreis Bergtal 3.000 Euro. "
        "Die Freilichtbühne Lindenau freut sich, auch der Heimatverein Auental hatte gehofft.\n"
    )
    (read,) = assign(around, NOTHING_LEARNT)
    named = {body.label: body for body in around.named}
    labels = (
        "Förderverein Freilichtbühne Lindenau",
        "Freilichtbühne Lindenau",
        "Heimatverein Auental",
    )

    (second,) = second_best(tuple(Choice(0.3, named[label]) for label in labels))

    assert second.label == "Heimatverein Auental", read


def test_an_enumeration_goes_on_after_a_preposition() -> None:
    around = look(
        f"Zuschüsse\n\n{PROSE}\n\nJeweils 5.000 Euro gehen nach Marburg und Kassel, nach Fulda "
        "sowie nach Hanau.\n"
    )
    (read,) = assign(around, NOTHING_LEARNT)
    first = next(c for c in read.choices if c.body.label == "Marburg")

    row = companions(around, read._replace(choices=(first,)))

    assert [b.label for b in row] == ["Marburg", "Kassel", "Fulda", "Hanau"]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("Gemeinde | Mittel in Euro | Vorhaben\nAuental | 12.000 | Halle\n"
                     "Bergtal | 9.500 | Bad", id="head names the column"),
        pytest.param("Gemeinde\tEuro\tVorhaben\nAuental\t12.000\tHalle\n"
                     "Bergtal\t9.500\tBad", id="tabs"),
        pytest.param("Betrag in €\n\nLandkreis\nAuental 12.000\n\nGemeinde\nBergtal 9.500",
                     id="goes on after an empty line"),
        pytest.param("Nr. | Verein | Zuschuss | Ja | Nein\n1 | Auental | 12.000,- € | 9 | 0\n"
                     "2 | Bergtal | 9.500,- € | 8 | 1", id="votes behind the sum"),
    ],
)  # fmt: skip
def test_a_column_in_euro_is_read_wherever_it_stands(table: str) -> None:
    around = look(f"Dorferneuerung\n\n{PROSE}\n\n{table}\n")

    found = {unit.text: [int(a.low) for a in unit.sums] for unit in around.units}

    assert [sums for text, sums in found.items() if "Auental" in text] == [[12000]]
    assert [sums for text, sums in found.items() if "Bergtal" in text] == [[9500]]


def test_a_club_with_a_name_of_its_own_is_not_the_one_named_before() -> None:
    around = look(f"Zuschüsse\n\n{PROSE} Der Kegelclub Auental und der Musikverein bekommen Geld.")

    assert {"Kegelclub Auental", "Musikverein"} <= {body.label for body in around.named}
