"""Layouts of tables that offices use, each read through the lines that the guide names for it."""

from collections.abc import Mapping as Mapping_
from pathlib import Path

import openpyxl
import pytest
import yaml

from wirlod.errors import SourceError
from wirlod.sheets.entries import Entry, LeftOut, Outcome, Refused, read_entries
from wirlod.sheets.mapping_files import read_mapping

SOURCE = {"title": "Liste", "publisher": "Amt", "url": "https://example.org/liste"}


def read(path: Path, mapping: str) -> list[Outcome]:
    """Read a table through what a person would write."""
    told = {"name": "liste", "source": SOURCE, **yaml.safe_load(mapping)}
    beside = path.with_name("mapping.yaml")
    beside.write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return list(read_entries(path, read_mapping(beside)))


def csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "liste.csv"
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, sheets: Mapping_[str, list[list[object]]], *merged: str) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
    book.save(folder / "liste.xlsx")
    return folder / "liste.xlsx"


def told(outcomes: list[Outcome], *fields: str) -> list[tuple[str, ...]]:
    entries = [outcome.stated for outcome in outcomes if isinstance(outcome, Entry)]
    return [tuple(str(getattr(stated, field)) for field in fields) for stated in entries]


def rules(outcomes: list[Outcome]) -> list[str]:
    return [outcome.rule for outcome in outcomes if isinstance(outcome, LeftOut)]


YEARS = """Träger;Projekt;2021;2022;2023
Chor e.V.;Singen;10.000,00 €;12.000,00 €;k. A.
Bund e.V.;Turnen;5.000,00 €;-;5.500,00 €
Summe;;15.000,00 €;12.000,00 €;5.500,00 €
"""
OF_YEARS = """
columns: {recipient: Träger, purpose: Projekt}
sums:
- {column: "2021", year: 2021}
- {column: "2022", year: 2022}
- {column: "2023", year: 2023}
key: [Träger, Projekt]
"""


def test_a_column_for_each_year_makes_a_grant_in_each(tmp_path: Path) -> None:
    outcomes = read(csv(tmp_path, YEARS), f"{OF_YEARS}several-sums: each")
    entries = [outcome for outcome in outcomes if isinstance(outcome, Entry)]

    assert told(outcomes, "amount", "start", "end") == [
        ("10000.00", "2021", "2021"),
        ("12000.00", "2022", "2022"),
        ("5000.00", "2021", "2021"),
        ("5500.00", "2023", "2023"),
    ]
    assert [entry.key[-5:] for entry in entries] == ["-2021", "-2022", "-2021", "-2023"]
    assert [entry.is_further for entry in entries] == [False, True, False, True]
    assert rules(outcomes) == ["header", "total"]


def test_columns_of_years_are_added_and_each_stands_beside_the_total(tmp_path: Path) -> None:
    outcomes = read(csv(tmp_path, YEARS), f"{OF_YEARS}several-sums: add")
    (first, _) = [outcome.stated for outcome in outcomes if isinstance(outcome, Entry)]

    assert told(outcomes, "amount", "start", "end")[0] == ("22000.00", "2021", "2022")
    assert [(str(part.quantity.value), part.year) for part in first.beside] == [
        ("10000.00", "2021"),
        ("12000.00", "2022"),
    ]


def test_further_sums_stand_beside_the_first(tmp_path: Path) -> None:
    text = "Wer;Zuschuss;Kosten;Eigenmittel\nChor e.V.;500,00;1.000,00;n. b.\n"
    (entry,) = [
        outcome
        for outcome in read(
            csv(tmp_path, text),
            "{columns: {recipient: Wer}, key: Wer, sums: [{column: Zuschuss},"
            "{column: Kosten, kind: total-cost}, {column: Eigenmittel, kind: other-share}]}",
        )
        if isinstance(outcome, Entry)
    ]

    assert [(str(part.quantity.value), part.kind) for part in entry.stated.beside] == [
        ("1000.00", "total-cost")
    ]
    assert [doubt.code for doubt in entry.stated.doubts] == ["sum-beside"]


def test_a_record_goes_on_where_its_number_is_blank(tmp_path: Path) -> None:
    text = """Lfd.;Empfänger;Zweck;Betrag;Zeitraum
1;Förderverein der Frei-;Anschaffung eines;1.500,00;2021/22
;willigen Feuerwehr e.V.;Fahrzeuges;;
;Hauptstr. 1, 34117 Kassel;;;
2;Stadt Kassel;Streifen;20.000,00 *;2021-2023
Summe;;;21.500,00;
"""
    outcomes = read(
        csv(tmp_path, text),
        """
columns: {recipient: Empfänger, recipient-place-after: ",", purpose: Zweck, period: Zeitraum}
sums: [{column: Betrag}]
rows: {continued: Lfd.}
key: [Empfänger, Zweck]
""",
    )

    assert told(outcomes, "recipient", "place", "purpose", "end")[0] == (
        "Förderverein der Freiwilligen Feuerwehr e.V.",
        "Kassel",
        "Anschaffung eines Fahrzeuges",
        "2022",
    )
    assert rules(outcomes) == ["header", "continued", "continued", "total"]


def test_headings_of_two_levels_and_with_sums_are_told_to_the_rows_below(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Träger", "Gemeinde", "Zuwendung in T€"],
        ["Dorferneuerung"],
        ["Landkreis Kassel", None, 150.5],
        ["Verein Alt e.V.", "Baunatal", 50.5],
        ["Landkreis Marburg-Biedenkopf", None, 10],
        ["Verein Neu e.V.", "Neustadt", 10],
        ["Gesamt", None, 160.5],
    ]
    outcomes = read(
        workbook(tmp_path, {"2019": rows}),
        """
columns: {recipient: Träger, place: Gemeinde, district: $heading, period: $sheet}
sums: [{column: Zuwendung in T€, factor: 1000}]
rows: {heading-begins: Landkreis}
key: [$sheet, Träger]
""",
    )

    assert told(outcomes, "place", "official_key", "amount", "start") == [
        ("Baunatal", "", "50500.00", "2019"),
        ("Neustadt", "06534016", "10000.00", "2019"),
    ]
    assert rules(outcomes) == ["header", "heading", "heading", "heading", "total"]


def test_a_heading_ends_those_to_the_right_of_it(tmp_path: Path) -> None:
    text = "A;B;C;D\nSport;;;\n;Celle;;\n;;Verein A e.V.;1,00\nKunst;;;\n;;Verein B e.V.;2,00\n"
    outcomes = read(
        csv(tmp_path, text),
        "{reading: {header: 1}, columns: {recipient: C, purpose: [$heading A], place: $heading B},"
        " sums: [{column: D}], key: C, constants: {state: '03'}, rows: {leave-out: []}}",
    )

    assert told(outcomes, "purpose", "place") == [("Sport", "Celle"), ("Kunst", "")]


def test_merged_cells_numbered_columns_and_serial_days_are_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Verzeichnis"],
        ["Ressort", "Zuwendungs-\nempfänger", "Zeitraum", None, "Beträge", None],
        [None, None, "von", "bis", "bewilligt", "ausgezahlt"],
        [1, 2, 3, 4, 5, 6],
        ["MSI", "Verein A e.V.", 2019, 2020, 1000, 900],
        [None, "Verein B e.V.", 43831, 44196, 2000, 2000],
    ]
    outcomes = read(
        workbook(tmp_path, {"Liste": rows}, "A5:A6", "C2:D2", "E2:F2"),
        """
columns: {recipient: Zuwendungsempfänger, granting-authority: Ressort,
          start: Zeitraum / von, end: Zeitraum / bis}
sums: [{column: Beträge / bewilligt}, {column: Beträge / ausgezahlt, kind: paid}]
key: Zuwendungsempfänger
""",
    )

    assert told(outcomes, "start", "end", "amount")[1] == ("2020-01-01", "2020-12-31", "2000.00")
    assert [o.authority for o in outcomes if isinstance(o, Entry)] == ["MSI", "MSI"]
    assert rules(outcomes) == ["before-header", "header", "header", "header"]


def test_formula_texts_regional_keys_and_states_are_read(tmp_path: Path) -> None:
    text = (
        '"FKZ";"Empfänger";"Ort";"Schlüssel";"Ort";"Land";"Betrag"\n'
        '="01KX12";="Kita Nord gGmbH";="";="010570001001";="";="";="1.000,00"\n'
        '="02AB34";="Technik AG";="";="";="Neustadt";="Hessen";="2.000,00"\n'
    )
    outcomes = read(
        csv(tmp_path, text, "cp1252"),
        "{columns: {recipient: Empfänger, place: Ort (2), official-key: Schlüssel, state: Land},"
        " sums: [{column: Betrag}], key: FKZ}",
    )

    assert [outcome.key for outcome in outcomes if isinstance(outcome, Entry)] == [
        "liste-01kx12",
        "liste-02ab34",
    ]
    assert told(outcomes, "official_key") == [("01057001",), ("06534016",)]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        pytest.param("Neustadt;35279", ("06534016", "Neustadt"), id="which of several"),
        pytest.param(";37213", ("06636016", "Witzenhausen"), id="no name"),
        pytest.param(";1945", ("12066", "Oberspreewald-Lausitz"), id="several municipalities"),
        pytest.param("Nirgendheim;37213", ("06636", "Nirgendheim"), id="no such name"),
        pytest.param("Kassel;34117", ("", "Kassel"), id="a certain name"),
        pytest.param("Markt 4, 35279 Neustadt;", ("06534016", "Neustadt"), id="behind a street"),
        pytest.param("34117 Kassel, Markt 4;", ("", "Kassel"), id="before a street"),
    ],
)
def test_a_postal_code_tells_the_place(tmp_path: Path, cells: str, found: tuple[str, str]) -> None:
    text = f"Wer;Ort;PLZ;Euro\nChor e.V.;{cells};1,00\n"
    outcomes = read(
        csv(tmp_path, text),
        "{columns: {recipient: Wer, place: Ort, postal-code: PLZ}, sums: [{column: Euro}],"
        " key: Wer}",
    )

    assert told(outcomes, "official_key", "place") == [found]


def test_letters_of_two_encodings_are_mended_where_the_mapping_says(tmp_path: Path) -> None:
    rows = ["Grün e.V.".encode("cp1252"), "Förder e.V.".encode(), "FÃ¶rder Süd e.V.".encode()]
    path = tmp_path / "liste.csv"
    path.write_bytes("Träger;Euro\n".encode() + b"".join(row + b";1,00\n" for row in rows))
    outcomes = read(
        path,
        "{reading: {encoding: mixed}, columns: {recipient: Träger}, sums: [{column: Euro}],"
        " key: Träger}",
    )

    assert told(outcomes, "recipient") == [("Grün e.V.",), ("Förder e.V.",), ("Förder Süd e.V.",)]


def test_a_table_that_stands_on_its_side_is_refused_and_says_so(tmp_path: Path) -> None:
    text = "Empfänger;Verein A e.V.;Verein B e.V.\nOrt;Celle;Goslar\nBetrag;1,00;2,00\n"
    with pytest.raises(SourceError, match=r"stand in columns.*transpose"):
        read(
            csv(tmp_path, text),
            "{columns: {recipient: Empfänger, place: Ort}, sums: [{column: Betrag}], key: Ort}",
        )


PLAIN = "{columns: {recipient: Wer, start: Beginn}, sums: [{column: Euro}], key: Wer%s}"


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        pytest.param("Chor e.V.;2015;1,234.56", "numbers: 1,234.56", id="numbers"),
        pytest.param("Chor e.V.;12/31/2015;1,00", "dates: month/day/year", id="dates"),
        pytest.param("Chor e.V.;2015;-1,00", "negative: omit", id="corrections"),
    ],
)
def test_a_fault_says_what_of_the_mapping_may_be_meant(tmp_path: Path, row: str, hint: str) -> None:
    outcomes = read(csv(tmp_path, f"Wer;Beginn;Euro\n{row}\n"), PLAIN % "")
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]

    assert hint in str(refused.faults[0].wanted)


def test_an_encoding_that_the_file_has_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not written in utf-16"):
        read(csv(tmp_path, "Wer;Beginn;Euro\n"), PLAIN % ", reading: {encoding: utf-16}")


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        pytest.param("Summe Achse 1;;5,00", "total", id="a part's total"),
        pytest.param("Kassel Ergebnis;;5,00", "total", id="a total of a spreadsheet"),
        pytest.param("Quelle: Amt für Zahlen;;", "heading", id="a footnote in the first column"),
    ],
)
def test_what_adds_up_or_explains_is_no_record(tmp_path: Path, row: str, rule: str) -> None:
    outcomes = read(csv(tmp_path, f"Wer;Beginn;Euro\nChor e.V.;2015;5,00\n{row}\n"), PLAIN % "")

    assert rules(outcomes) == ["header", rule]


def test_words_in_place_of_a_date_are_a_doubt(tmp_path: Path) -> None:
    outcomes = read(csv(tmp_path, "Wer;Beginn;Euro\nChor e.V.;nach Abschluss;5,00\n"), PLAIN % "")
    (entry,) = [outcome for outcome in outcomes if isinstance(outcome, Entry)]

    assert [doubt.code for doubt in entry.stated.doubts] == ["no-date"]


def test_codes_of_nuts_and_postal_codes_with_their_place_are_read(tmp_path: Path) -> None:
    text = "Wer;Code;PLZ;Euro\nChor e.V.;DE737;;1,00\nBund e.V.;;D-37213 Witzenhausen;1,00\n"
    outcomes = read(
        csv(tmp_path, text),
        "{columns: {recipient: Wer, official-key: Code, postal-code: PLZ},"
        " sums: [{column: Euro}], key: Wer}",
    )

    assert told(outcomes, "official_key") == [("06636",), ("06636016",)]


def test_neither_headings_nor_totals_are_carried_down(tmp_path: Path) -> None:
    text = """Wer;Was;Euro
Landkreis Fulda;;
Chor e.V.;Noten;1,00
;Flügel;2,00
Summe;;3,00
Landkreis Kassel;;
;Geige;4,00
Bund e.V.;Halle;5,00
"""
    outcomes = read(
        csv(tmp_path, text),
        "{columns: {recipient: Wer, purpose: Was, place: $heading}, sums: [{column: Euro}],"
        " key: [Wer, Was], rows: {carry-down: Wer}}",
    )

    assert told(outcomes, "recipient", "purpose", "place") == [
        ("Chor e.V.", "Noten", "Landkreis Fulda"),
        ("Chor e.V.", "Flügel", "Landkreis Fulda"),
        ("Chor e.V.", "Geige", "Landkreis Kassel"),
        ("Bund e.V.", "Halle", "Landkreis Kassel"),
    ]
    assert rules(outcomes) == ["header", "heading", "total", "heading"]
