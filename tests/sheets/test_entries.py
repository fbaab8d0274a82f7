"""What becomes of each row of a table, whatever its file looks like."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.sheets.tables import (
    HEADER,
    ROW,
    entries,
    faults,
    mapping,
    number_form,
    read,
    rules,
    with_rows,
    write,
)

from wirlod.errors import SourceError
from wirlod.sheets.entries import read_entries
from wirlod.sheets.mapping import Columns, Reading, Sum


def test_a_row_states_what_its_cells_say(tmp_path: Path) -> None:
    (entry,) = entries(read(write(tmp_path, HEADER, ROW)))

    stated = entry.stated
    assert (stated.recipient, stated.place, stated.purpose) == (
        "Verein Abendrot e.V.",
        "Kassel",
        "Chorprobe",
    )
    assert (stated.start, stated.end, stated.amount) == (
        "2015-02-01",
        "2015-12-31",
        Decimal("1234.56"),
    )
    assert entry.cells[-1] == ("F «Betrag»", "1.234,56")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    row = '"Förderkreis, Süd; e.V.";Kassel;Bühne;01.02.2015;31.12.2015;"1.234,56"'
    lines = [
        delimiter.join(part.strip('"') if ";" not in part else part for part in HEADER.split(";")),
        row.replace('";Kassel', f'"{delimiter}Kassel')
        .replace("Kassel;", f"Kassel{delimiter}")
        .replace("Bühne;", f"Bühne{delimiter}")
        .replace("2015;", f"2015{delimiter}"),
    ]
    (entry,) = entries(read(write(tmp_path, *lines * 1, encoding=encoding)))

    assert entry.stated.recipient == "Förderkreis, Süd; e.V."
    assert entry.stated.amount == Decimal("1234.56")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        pytest.param(";;;;;", "blank", id="blank"),
        pytest.param(HEADER, "repeated-header", id="header again"),
        pytest.param("Summe;;;;;1.234,56", "total", id="total"),
        pytest.param("Gesamtsumme: ;;;;;9,00", "total", id="grand total"),
        pytest.param(";;;;;99.999,00", "total", id="a bare sum"),
        pytest.param("Stand: 1. Mai 2016;;;;;", "heading", id="footnote"),
    ],
)
def test_rows_that_are_no_records_are_left_out_by_a_rule(
    tmp_path: Path, line: str, rule: str
) -> None:
    outcomes = read(write(tmp_path, HEADER, ROW, line))

    assert len(outcomes) == 3
    assert rules(outcomes) == ["header", rule]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        pytest.param(ROW.replace("1.234,56", "1,5 Mio"), "number", id="Mio without euros"),
        pytest.param(ROW.replace("1.234,56", "1234.56"), "number", id="another form"),
        pytest.param(ROW.replace("1.234,56", "12 DM"), "number", id="another currency"),
        pytest.param(ROW.replace("1.234,56", "-5,00"), "negative", id="below zero"),
        pytest.param(ROW.replace("1.234,56", "9" * 30), "number", id="a number of an account"),
        pytest.param(ROW.replace("31.12.2015", "31.02.2015"), "date", id="no such day"),
        pytest.param(ROW.replace("Verein Abendrot e.V.", ""), "no-recipient", id="nobody"),
        pytest.param(f"{ROW};noch etwas", "too-many-cells", id="a separator inside a cell"),
    ],
)
def test_a_row_with_a_fault_is_refused(tmp_path: Path, row: str, fault: str) -> None:
    assert faults(read(write(tmp_path, HEADER, row))) == [fault]


@pytest.mark.parametrize(
    ("row", "doubt"),
    [
        pytest.param(ROW.replace("31.12.2015", "31.12.2014"), "end-before-start", id="period"),
        pytest.param(ROW.replace("1.234,56", "0,00"), "zero", id="zero"),
        pytest.param(ROW.replace("1.234,56", "k.A."), "no-sum", id="no sum"),
        pytest.param(ROW.replace("31.12.2015", "31.12.2105"), "far-year", id="2105"),
        pytest.param(ROW.replace("Chorprobe", "GrÃ¶ÃŸe"), "letters", id="misread letters"),
    ],
)
def test_what_is_doubtful_is_said_and_published(tmp_path: Path, row: str, doubt: str) -> None:
    (entry,) = entries(read(write(tmp_path, HEADER, row)))

    assert [found.code for found in entry.stated.doubts] == [doubt]


def test_preamble_and_a_header_of_two_rows_are_found(tmp_path: Path) -> None:
    outcomes = read(
        write(
            tmp_path,
            "Verzeichnis der Zuwendungen;;;;;",
            "",
            "Empfänger;Ort;Zweck;Zeitraum;;Betrag",
            ";;;Beginn;Ende;",
            ROW,
        ),
        columns=Columns(
            recipient=["Empfänger"],
            purpose=["Zweck"],
            start="Zeitraum / Beginn",
            end="Zeitraum / Ende",
        ),
        key=["Empfänger"],
    )

    assert rules(outcomes) == ["before-header", "blank", "header", "header"]
    assert entries(outcomes)[0].stated.end == "2015-12-31"


def test_a_header_repeated_with_other_columns_is_followed(tmp_path: Path) -> None:
    other = "Betrag;Empfänger;Zweck;Ort;Beginn;Ende"
    row = "2.000,00;Verein Morgenrot e.V.;Tanz;Fulda;01.01.2016;31.01.2016"
    found = entries(read(write(tmp_path, HEADER, ROW, other, row)))

    assert [entry.stated.amount for entry in found] == [Decimal("1234.56"), Decimal("2000.00")]
    assert found[1].cells[0] == ("B «Empfänger»", "Verein Morgenrot e.V.")


def test_a_period_in_one_of_two_cells_is_read(tmp_path: Path) -> None:
    row = ROW.replace("01.02.2015;31.12.2015", "01.09.2008 , 30.06.2009;")
    (entry,) = entries(read(write(tmp_path, HEADER, row)))

    assert (entry.stated.start, entry.stated.end) == ("2008-09-01", "2009-06-30")


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [
        ("2021-01/2021-12", "2021-01", "2021-12"),
        ("Schuljahr 2021/22", "2021", "2022"),
        ("1999/00", "1999", "2000"),
        ("2021 ff.", "2021", ""),
        ("15. Februar 2024", "2024-02-15", ""),
        ("2. und 3. Quartal 2021", "2021", "2021"),
        ("01.01.2021 00:00 - 31.12.2021 00:00", "2021-01-01", "2021-12-31"),
        ("2021 - 2023 (36 Monate)", "2021", "2023"),
        ("15.02.2024 - 02/2024", "2024-02-15", "2024-02"),
    ],
)
def test_a_cell_with_a_period_has_both_its_ends(
    tmp_path: Path, cell: str, start: str, end: str
) -> None:
    path = write(tmp_path, HEADER, ROW.replace("01.02.2015", cell))
    (entry,) = entries(read(path, columns=Columns(recipient=["Empfänger"], period="Beginn")))

    assert (entry.stated.start, entry.stated.end) == (start, end)


@pytest.mark.parametrize("cell", ["2009-10", "2021, 2022 und 2023", "seit 2021/22"])
def test_a_period_that_means_several_is_refused(tmp_path: Path, cell: str) -> None:
    path = write(tmp_path, HEADER, ROW.replace("01.02.2015", cell))

    assert faults(read(path, columns=Columns(recipient=["Empfänger"], period="Beginn"))) == ["date"]


@pytest.mark.parametrize(
    ("repeated", "kept", "rule", "fault"),
    [
        ("omit", 1, ["header", "repeated-row"], []),
        ("number", 2, ["header"], []),
        ("refuse", 1, ["header"], ["repeated-row"]),
    ],
)
def test_equal_rows_are_what_the_mapping_says(
    tmp_path: Path, repeated: str, kept: int, rule: list[str], fault: list[str]
) -> None:
    outcomes = read(write(tmp_path, HEADER, ROW, ROW), **with_rows(repeated=repeated))

    assert (len(entries(outcomes)), rules(outcomes), faults(outcomes)) == (kept, rule, fault)


def test_two_rows_with_one_key_are_never_one(tmp_path: Path) -> None:
    other = ROW.replace("1.234,56", "9,00")
    outcomes = read(write(tmp_path, HEADER, ROW, other), **with_rows(repeated="omit"))

    assert faults(outcomes) == ["repeated-key"]


def test_cells_are_carried_down_and_headings_name_the_place(tmp_path: Path) -> None:
    lines = ["Fulda;;;;;", ROW.replace("Kassel", ""), ";;Orgel;01.01.2016;02.01.2016;5,00"]
    outcomes = read(
        write(tmp_path, HEADER, *lines),
        **with_rows(carry_down=["Empfänger"], headings="place"),
    )

    assert [entry.stated.place for entry in entries(outcomes)] == ["Fulda", "Fulda"]
    assert entries(outcomes)[1].stated.recipient == "Verein Abendrot e.V."


def test_a_number_is_the_key_in_every_form_of_the_file(tmp_path: Path) -> None:
    text = write(tmp_path, f"Nr;{HEADER}", f"4711;{ROW}")

    assert entries(read(text, key=["Nr"]))[0].key == "musterliste-4711"


def test_an_american_table_is_read_by_its_forms(tmp_path: Path) -> None:
    row = ROW.replace("01.02.2015;31.12.2015;1.234,56", "2/1/2015;12/31/2015;1,234.56")
    reading = Reading(number_form="1,234.56", date_order="month/day/year")
    (entry,) = entries(read(write(tmp_path, HEADER, row), reading=reading))

    assert (entry.stated.start, entry.stated.amount) == ("2015-02-01", Decimal("1234.56"))


def test_the_first_of_two_sums_that_is_stated_counts(tmp_path: Path) -> None:
    path = write(tmp_path, f"{HEADER};Gezahlt", f"{ROW};900,00", f"{ROW[:-8]};800,00")
    found = entries(
        read(path, sums=[Sum("Betrag"), Sum("Gezahlt", "paid")], key=["Betrag", "Gezahlt"])
    )

    assert [entry.stated.sum_kind for entry in found] == ["grant", "paid"]


@pytest.mark.parametrize(
    ("choice", "kept", "rule"),
    [("omit", 0, ["natural-person"]), ("anonymise", 1, []), ("publish", 1, [])],
)
def test_natural_persons_are_what_the_mapping_says(
    tmp_path: Path, choice: str, kept: int, rule: list[str]
) -> None:
    row = ROW.replace("Verein Abendrot e.V.", "Erika Muster")
    outcomes = read(write(tmp_path, HEADER, row), natural_persons=choice)

    assert (len(entries(outcomes)), rules(outcomes)[1:]) == (kept, rule)


def test_a_missing_column_is_named_with_what_may_be_meant(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER.replace("Betrag", "Betrag in Euro").replace("Ort", "Sitz"), ROW)

    with pytest.raises(SourceError, match=r"liste.csv:1: «Ort»: no such column; "):
        list(read_entries(path, mapping()))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"%PDF-1.7", "is a PDF", id="pdf"),
        pytest.param(b"<!doctype html><table>", "is a web page", id="html"),
        pytest.param(b"PK\x03\x04 broken", "cannot be read as a workbook", id="broken zip"),
        pytest.param(b"\x00\x00\x01" * 30, "neither text nor a workbook", id="binary"),
        pytest.param(b"a;b;c\n1;2;3", "none of the first 60 rows is a header", id="another table"),
    ],
)
def test_what_is_no_table_is_refused_in_one_line(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(content)

    with pytest.raises(SourceError, match=message) as caught:
        list(read_entries(path, mapping()))
    assert len(caught.value.problems) == 1


def test_numbers_have_the_form_of_their_column(tmp_path: Path) -> None:
    row = ROW.replace("1.234,56", "1'234.50")
    (entry,) = entries(read(write(tmp_path, HEADER, row), **number_form("1'234.56")))

    assert entry.stated.amount == Decimal("1234.50")


def test_a_quotation_mark_that_is_never_closed_is_told(tmp_path: Path) -> None:
    path = write(tmp_path, HEADER, ROW.replace("Chorprobe", '"Chorprobe'), *[ROW] * 9)

    with pytest.raises(SourceError, match=r"row 2 cannot be read .* say 'quote: none'"):
        list(read_entries(path, mapping()))
    found = entries(read(path, reading=Reading(quote="none"), **with_rows(repeated="omit")))
    assert found[0].stated.purpose == '"Chorprobe'


def test_a_street_behind_the_name_is_no_part_of_it(tmp_path: Path) -> None:
    row = ROW.replace("Verein Abendrot e.V.;", "Verein Abendrot e.V., Musterstr. 3, 34117 Kassel;")
    columns = Columns(recipient=["Empfänger"], recipient_place_after=",", purpose=["Zweck"])
    (entry,) = entries(read(write(tmp_path, HEADER, row), columns=columns))

    assert (entry.stated.recipient, entry.stated.place, entry.stated.postal_code) == (
        "Verein Abendrot e.V.",
        "Kassel",
        "34117",
    )


def test_headings_may_name_the_recipients(tmp_path: Path) -> None:
    lines = ["Zweck;Betrag;Jahr", "Verein Abendrot e.V.;;", "Chorprobe;5,00;2015"]
    outcomes = read(
        write(tmp_path, *lines),
        columns=Columns(purpose=["Zweck"], period="Jahr"),
        key=["Zweck"],
        **with_rows(headings="recipient"),
    )

    assert [entry.stated.recipient for entry in entries(outcomes)] == ["Verein Abendrot e.V."]


@pytest.mark.parametrize(
    ("cell", "start", "end"),
    [("2007/2008", "2007", "2008"), ("2007/08", "2007", "2008"), ("Jan 15", "2015-01", "")],
)
def test_a_start_may_be_coarse_or_a_period(tmp_path: Path, cell: str, start: str, end: str) -> None:
    row = ROW.replace("01.02.2015;31.12.2015", f"{cell};")
    (entry,) = entries(read(write(tmp_path, HEADER, row)))

    assert (entry.stated.start, entry.stated.end) == (start, end)


def test_units_below_the_header_belong_to_it(tmp_path: Path) -> None:
    outcomes = read(write(tmp_path, HEADER, "(Name);;;(TT.MM.JJJJ);;(EUR)", ROW))

    assert rules(outcomes) == ["header", "header"]
