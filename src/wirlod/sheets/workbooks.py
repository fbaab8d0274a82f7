"""
Workbooks: XLSX, XLS, ODS, with typed cells and the values that formulas had when they were saved.

By python-calamine. Cells merged downwards all have the value; sideways only the first one has.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    ZipError,
)

from wirlod.errors import SourceError
from wirlod.saying import say
from wirlod.sheets.lines import Line, Value

SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
SIGNATURES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""First bytes of a ZIP archive and of Microsoft's old compound file."""


def is_workbook(path: Path) -> bool:
    """Tell by the first bytes, for many a «.xls» is a text file and many a «.csv» a workbook."""
    with path.open("rb") as file:
        return file.read(8).startswith(SIGNATURES)


def sheet_names(path: Path) -> list[str]:
    """Name the visible sheets that hold cells, in order."""
    workbook = _open(path)
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def read_sheets(path: Path, names: Sequence[str]) -> Iterator[Line]:
    """
    Yield the rows of the sheets *names*, the first one's first.

    :raises SourceError: where the file or a sheet cannot be read.
    """
    workbook = _open(path)
    for name in names:
        if name not in workbook.sheet_names:
            known = ", ".join(f"«{sheet}»" for sheet in workbook.sheet_names)
            raise SourceError.at(
                path, say("has no sheet «{name}», wanted one of {known}", name=name, known=known)
            )
        yield from _read_sheet(_open_sheet(workbook, name, path))


def _read_sheet(sheet: CalamineSheet) -> Iterator[Line]:
    below: dict[int, list[tuple[int, tuple[int, int]]]] = defaultdict(list)
    """Row → columns of cells that are merged with one above, and where that one is."""
    for start, end in sheet.merged_cell_ranges or ():
        for row in range(start[0] + 1, end[0] + 1):
            below[row].append((start[1], start))
    firsts = {start for cells in below.values() for _, start in cells}
    opening: dict[int, list[int]] = defaultdict(list)
    for row, column in firsts:
        opening[row].append(column)
    values: dict[tuple[int, int], Value] = {}
    for row, cells in enumerate(sheet.iter_rows()):
        for column, start in below.pop(row, ()):
            cells[column] = values.get(start) or ""
        for column in opening.pop(row, ()):
            values[row, column] = cells[column]
        yield Line(row + 1, tuple(cells), sheet.name)


def _open_sheet(workbook: CalamineWorkbook, name: str, path: Path) -> CalamineSheet:
    try:
        return workbook.get_sheet_by_name(name)
    except CalamineError as error:
        raise _damaged(path, error) from error


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(path)
    except PasswordError as error:
        message = say("is locked with a password: save it without one")
        raise SourceError.at(path, message) from error
    except (CalamineError, ZipError, OSError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> SourceError:
    told = say("cannot be read as a workbook ({error}): open it and save it again", error=error)
    return SourceError.at(path, told)
