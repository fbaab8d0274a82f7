"""Lists and tables: who stands in which cell, who shares the sum above, and what two places say."""

import pytest

from wirlod.extract.grants.assignment import assign, companions
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
    (unit,) = [unit for unit in around.bodies.units if unit.sums]

    assert "Stadt Lindenau" in [body.label for body in around.candidates(unit)]


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


def test_the_sentence_before_a_list_introduces_all_its_lines() -> None:
    around = look(
        f"Dorferneuerung\n\n{PROSE}\n\nIm Vorjahr wurden gefördert:\n\n"
        "– Gemeinde Auental: Halle, 1.000 Euro\n"
        "– Gemeinde Bergtal: Bad, 2.000 Euro\n"
    )
    last = around.bodies.units[-1]

    intro = around.intro(last)

    assert intro is not None
    assert intro.text == "Im Vorjahr wurden gefördert:"


def test_two_places_that_name_two_bodies_for_one_sum_leave_a_doubt() -> None:
    around = look(
        "80.000 Euro für die Gemeinde Auental\n\n"
        "Der Bescheid über 80.000 Euro ging gestern an den Schützenverein Bergtal."
    )
    title, text = assign(around, NOTHING_LEARNT)

    assert title.repeats
    assert {"Gemeinde Auental", "Schützenverein Bergtal"} <= {c.body.label for c in text.choices}
    assert text.choices[0].probability < 0.9


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        pytest.param("Heimatverein (Heimathaus/60 000 Euro)", 60_000, id="behind a slash"),
        pytest.param("Zehn Millionen Euro gehen an das Bad.", 10_000_000, id="first word"),
    ],
)
def test_sums_are_read_behind_a_slash_and_at_the_beginning(text: str, figure: int) -> None:
    assert [amount.low for amount in find_amounts(text)] == [figure]
