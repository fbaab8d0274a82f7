"""Workbooks: typed cells, merged cells, several sheets."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from tests.sheets.tables import HEADER, entries, mapping, read, rules

from wirlod.errors import SourceError
from wirlod.sheets.entries import read_entries
from wirlod.sheets.mapping import Reading

ROW = ("Verein Abendrot e.V.", "Kassel", "Chorprobe", date(2015, 2, 1), date(2015, 12, 31), 1234.56)


def workbook(folder: Path, **sheets: list[tuple[object, ...]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "liste.xlsx"
    book.save(path)
    return path


def test_typed_cells_are_read_as_they_are_meant(tmp_path: Path) -> None:
    rows = [(), ("Titel",), tuple(HEADER.split(";")), ROW]
    (entry,) = entries(read(workbook(tmp_path, Liste=rows)))

    assert (entry.stated.start, entry.stated.amount) == ("2015-02-01", Decimal("1234.56"))
    assert (entry.line.sheet, entry.line.number) == ("Liste", 4)


def test_every_sheet_with_the_header_is_read(tmp_path: Path) -> None:
    head = tuple(HEADER.split(";"))
    other = ("Verein Morgenrot e.V.", *ROW[1:])
    path = workbook(tmp_path, Hinweise=[("Bitte lesen",)], Jahr1=[head, ROW], Jahr2=[head, other])

    assert len(entries(read(path))) == 2
    assert rules(read(path)).count("other-sheet") == 1


def test_cells_merged_downwards_hold_for_every_row(tmp_path: Path) -> None:
    second = (None, "Kassel", "Orgel", *ROW[3:])
    path = workbook(tmp_path, Liste=[tuple(HEADER.split(";")), ROW, second])
    book = openpyxl.load_workbook(path)
    book["Liste"].merge_cells("A2:A3")
    book.save(path)

    assert [entry.stated.recipient for entry in entries(read(path))] == [ROW[0], ROW[0]]


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = workbook(tmp_path, Liste=[tuple(HEADER.split(";")), ROW])

    with pytest.raises(SourceError, match="has no sheet «2015», wanted one of «Liste»"):
        list(read_entries(path, mapping(reading=Reading(sheets=["2015"]))))


def test_a_damaged_sheet_is_told_and_what_to_do(tmp_path: Path) -> None:
    whole = workbook(tmp_path, Liste=[tuple(HEADER.split(";")), ROW])
    damaged = tmp_path / "beschädigt.xlsx"
    with ZipFile(whole) as parts, ZipFile(damaged, "w") as copy:
        for name in parts.namelist():
            is_sheet = name.startswith("xl/worksheets/")
            copy.writestr(name, parts.read(name)[: 200 if is_sheet else None])

    with pytest.raises(SourceError, match=r"cannot be read as a workbook .* save it again"):
        read(damaged)
