"""What a table nobody has described is taken for; every table here is invented."""

from pathlib import Path

import pytest
from tests.sheets.tables import write

from wirlod.intake.guessing import guess_mapping
from wirlod.saying import speaking
from wirlod.sheets.entries import Entry, read_entries
from wirlod.sheets.mapping import Sum

PLACES = ("Kassel", "Fulda", "Marburg", "Hanau", "Gießen", "Wetzlar")


def german(number: int) -> str:
    place = PLACES[number % 6]
    name = f"Verein Abendrot {number % 9} e.V."
    days = f"{13 + number % 9}.02.2015;31.12.2015"
    return f"{name};{place};Chorprobe Nummer {number};{days};{number}.234,56"


def american(number: int) -> str:
    return "\t".join(
        (str(7000 + 13 * number), f"Verein Abendrot {number % 9} e.V.", "2/13/2015", "12/31/2015",
         f"Chorprobe mit Orchester {number}", f"{number + 1},234.50")
    )  # fmt: skip


def test_a_german_table_is_understood(tmp_path: Path) -> None:
    header = "Name des Begünstigten;Ort;Bezeichnung des Vorhabens;Beginn;Ende;Zuwendung in EUR"
    rows = [german(number) for number in range(1, 40)]
    path = write(tmp_path, "Verzeichnis der Begünstigten;;;;;", ";;;;;", header, *rows)
    mapping = guess_mapping(path).mapping

    assert mapping.columns.recipient == ["Name des Begünstigten"]
    assert (mapping.columns.place, mapping.columns.purpose) == (
        "Ort",
        ["Bezeichnung des Vorhabens"],
    )
    assert (mapping.columns.start, mapping.columns.end) == ("Beginn", "Ende")
    assert mapping.sums == [Sum("Zuwendung in EUR")]
    assert (mapping.reading.header, mapping.reading.number_form) == ([3], "1.234,56")
    assert mapping.constants.state == "06"
    assert mapping.source.title == "Verzeichnis der Begünstigten"
    assert sum(isinstance(outcome, Entry) for outcome in read_entries(path, mapping)) == 39


def test_a_table_without_a_header_is_told_by_its_cells(tmp_path: Path) -> None:
    path = write(tmp_path, *(american(number) for number in range(40)), name="liste.tsv")
    guess = guess_mapping(path)
    mapping = guess.mapping

    assert (mapping.columns.recipient, mapping.columns.purpose) == (["B"], ["E"])
    assert (mapping.columns.start, mapping.columns.end, mapping.sums) == ("C", "D", [Sum("F")])
    assert (mapping.reading.number_form, mapping.reading.date_order) == (
        "1,234.56",
        "month/day/year",
    )
    assert mapping.key == ["A"]
    assert any("not by its name" in doubt for doubt in guess.doubts)


def test_where_two_readings_fit_the_doubt_is_said(tmp_path: Path) -> None:
    header = "Empfänger;Zweck;Beginn;Betrag"
    rows = [f"Verein {n} e.V.;Chorprobe im Saal {n};0{n}.02.2015;{n}.234" for n in range(1, 9)]
    doubts = " | ".join(guess_mapping(write(tmp_path, header, *rows)).doubts)

    assert "numbers: 1.234,56 and 1,234.56" in doubts
    assert "dates: day.month.year and month/day/year fit every date" in doubts


def test_a_recipient_with_its_place_is_told(tmp_path: Path) -> None:
    header = "Begünstigter;Vorhaben;Jahr;Betrag"
    rows = [
        f"Verein {n} e.V., {PLACES[n % 6]};Chorprobe Nummer {n};2012;{n}00,00" for n in range(1, 30)
    ]
    mapping = guess_mapping(write(tmp_path, header, *rows)).mapping

    assert mapping.columns.recipient_place_after == ","
    assert mapping.columns.period == "Jahr"


def test_rows_that_are_there_twice_are_left_out_and_told(tmp_path: Path) -> None:
    header = "Empfänger;Zweck;Betrag"
    rows = [f"Verein {n} e.V.;Chorprobe im Saal {n};{n}00,00" for n in range(1, 20)]
    guess = guess_mapping(write(tmp_path, header, *rows, *rows[:5]))

    assert guess.mapping.rows.repeated == "omit"
    assert any(doubt.startswith("repeated: 5 rows") for doubt in guess.doubts)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Gesamtbetrag der förderfähigen Ausgaben", "eligible-expenditure"),
        ("Gesamtkosten", "total-cost"),
        ("Ausgezahlter Betrag", "paid"),
        ("Bewilligte Zuwendung", "grant"),
    ],
)
def test_what_a_sum_is_stands_in_its_name(tmp_path: Path, header: str, kind: str) -> None:
    rows = [f"Verein {n} e.V.;Chorprobe im Saal {n};{n}00,00" for n in range(1, 9)]
    mapping = guess_mapping(write(tmp_path, f"Empfänger;Zweck;{header}", *rows)).mapping

    assert mapping.sums == [Sum(header, kind)]


def test_headings_may_name_the_place_of_what_is_below(tmp_path: Path) -> None:
    rows = [f"Verein {n} e.V.;Chorprobe im Saal {n};{n}00,00" for n in range(1, 9)]
    lines = ["Landkreis Fulda;;", *rows[:4], "Landkreis Kassel;;", *rows[4:]]
    mapping = guess_mapping(write(tmp_path, "Empfänger;Zweck;Betrag", *lines)).mapping

    assert mapping.rows.headings == "place"


def test_a_column_may_count_thousands(tmp_path: Path) -> None:
    rows = [f"Verein {n} e.V.;Chorprobe im Saal {n};{n},5" for n in range(1, 9)]
    mapping = guess_mapping(write(tmp_path, "Empfänger;Zweck;Zuwendung (T€)", *rows)).mapping

    assert mapping.sums == [Sum("Zuwendung (T€)", factor=1000)]


def test_given_names_in_a_column_of_their_own_are_part_of_the_name(tmp_path: Path) -> None:
    rows = [f"Muster{chr(96 + n)};Erika;Chorprobe im Saal {n};{n}00,00" for n in range(1, 9)]
    mapping = guess_mapping(write(tmp_path, "Name;Vorname;Zweck;Betrag", *rows)).mapping

    assert mapping.columns.recipient == ["Name", "Vorname"]


def test_a_header_in_two_languages_is_one_header(tmp_path: Path) -> None:
    rows = [f"Verein {n} e.V.;Chorprobe im Saal {n};0{n}.02.2015" for n in range(1, 9)]
    header = ["Begünstigter;Vorhaben;Beginn", "Beneficiary;Operation;Start"]
    mapping = guess_mapping(write(tmp_path, *header, *rows)).mapping

    assert mapping.reading.header == [1, 2]


def test_a_number_that_counts_the_rows_is_no_key(tmp_path: Path) -> None:
    rows = [f"{n};Verein {n} e.V.;Chorprobe im Saal {n};{n}00,00" for n in range(1, 30)]
    mapping = guess_mapping(write(tmp_path, "Lfd. Nr.;Empfänger;Zweck;Betrag", *rows)).mapping

    assert mapping.key == ["Empfänger", "Zweck"]


def test_a_total_below_the_numbers_makes_no_key_of_them(tmp_path: Path) -> None:
    rows = [f"{n};Verein {n % 5 + 1} e.V.;Projekt {n};{n * 100},50" for n in range(1, 31)]
    path = write(tmp_path, "Nr.;Empfänger;Zweck;Bewilligt in T€", *rows, "Gesamt:;;;46.515,00")
    mapping = guess_mapping(path).mapping

    assert mapping.key == ["Empfänger", "Zweck"]
    assert mapping.sums == [Sum("Bewilligt in T€", factor=1000)]


def test_doubts_are_told_in_the_language_of_the_run(tmp_path: Path) -> None:
    path = write(tmp_path, "A;B;C", *(f"Verein {n} e.V.;Fulda;0{n}.02.2021" for n in range(1, 9)))
    english = guess_mapping(path).doubts
    with speaking("de"):
        german = guess_mapping(path).doubts

    assert len(english) == len(german) > 3
    assert not set(english) & set(german)


def test_a_column_that_is_empty_is_no_obstacle(tmp_path: Path) -> None:
    rows = [f"Verein {n} e.V.;;Chorprobe im Saal {n};{n}00,00" for n in range(1, 9)]
    mapping = guess_mapping(write(tmp_path, "Empfänger;Telefon;Zweck;Betrag", *rows)).mapping

    assert mapping.sums == [Sum("Betrag")]


def test_the_end_of_a_word_tells_a_column(tmp_path: Path) -> None:
    header = "Begünstigter;Projekttitel;Vorhabensbeginn;Vorhabensende;Ausgaben;Kofinanzierungssatz"
    rows = [
        f"Verein {n} e.V.;Probe {n} im Saal;0{n}/2015;0{n}/2016;{n}00,00;0,80" for n in range(1, 9)
    ]
    guess = guess_mapping(write(tmp_path, header, *rows))

    assert guess.mapping.columns.end == "Vorhabensende"
    assert [money.column for money in guess.mapping.sums] == ["Ausgaben"]
    assert not any(doubt.startswith("dates") for doubt in guess.doubts)
