"""
CSV tables, row by row.

A table streams: one row is in memory at a time. What cannot be read as CSV is yielded as a
:class:`~wirlod.errors.Problem` in the place of the row, so that one run reports everything.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from wirlod.errors import Origin, Problem
from wirlod.folding import find_meant
from wirlod.reading import TABLE_BYTES, find_escape, find_fault
from wirlod.saying import say
from wirlod.table_form import LONGEST_HEADER, find_form


class Row(msgspec.Struct, frozen=True):
    """One row as text: column name → cell, stripped of white space around it."""

    cells: dict[str, str]
    origin: Origin


class TornRow(msgspec.Struct, frozen=True):
    """A row with more or fewer cells than the first line; what its first cells say may be so."""

    cells: dict[str, str]
    problem: Problem


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row | TornRow | Problem]:
    """
    Yield the rows of *path*, whose first line must name exactly *columns*, in any order.

    Blank lines, a byte order mark, Windows line ends, and semicolons or tabs in the place of commas
    are no fault: a German Excel saves so.
    """
    if not path.exists() and not path.is_symlink():
        yield Problem(
            Origin(path),
            say("file is missing: make one with the columns {list}", list=_list(columns)),
        )
        return
    if fault := find_fault(path, TABLE_BYTES) or find_escape(path):
        yield Problem(Origin(path), fault)
        return
    if line := _undecodable_line(path):
        yield Problem(
            Origin(path, line),
            say(
                "is not UTF-8: save the file again as «CSV UTF-8» (in Excel) or with encoding UTF-8"
            ),
        )
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        form = find_form(file.read(LONGEST_HEADER))
        file.seek(0)
        for _ in range(form.skipped):
            file.readline()
        reader = csv.reader(file, strict=True, delimiter=form.delimiter)
        yield from _read_rows(reader, form.skipped + 1, path, columns)


def _read_rows(
    reader: Any, start: int, path: Path, columns: Sequence[str]
) -> Iterator[Row | TornRow | Problem]:
    skipped = start - 1
    header: list[str] | None = None
    try:
        for cells in reader:
            origin = Origin(path, start)
            start = skipped + reader.line_num + 1
            if not any(cells):
                continue
            if header is None:
                header = [cell.strip() for cell in cells]
                problems = list(_header_problems(header, columns, origin))
                yield from problems
                if problems:
                    return
            else:
                yield _row(cells, header, origin)
    except csv.Error as error:
        yield Problem(
            Origin(path, start),
            say(
                "cannot be read as CSV ({error}): look for a quotation mark that is not closed",
                error=error,
            ),
        )
        return
    if header is None:
        yield Problem(
            Origin(path),
            say("file is empty, wanted a first line with the columns {list}", list=_list(columns)),
        )


def _row(cells: list[str], header: list[str], origin: Origin) -> Row | TornRow:
    named = dict(zip(header, map(str.strip, cells), strict=False))
    if len(cells) == len(header):
        return Row(named, origin)
    message = say(
        "has {cells} cells, wanted {header} as in the first line: put quotation "
        "marks around a cell that contains what separates cells",
        cells=len(cells),
        header=len(header),
    )
    return TornRow(named, Problem(origin, message))


def _header_problems(
    header: list[str], columns: Sequence[str], origin: Origin
) -> Iterator[Problem]:
    missing = [name for name in columns if name not in header]
    for name in dict.fromkeys(header):
        if name not in columns and (meant := find_meant(name, missing)):
            missing.remove(meant)
            yield Problem(origin, say("no such column; did you mean {guess}?", guess=meant), name)
        elif name not in columns:
            yield Problem(
                origin,
                say("no such column, wanted one of {list}", list=_list(columns)),
                name or say("(no name)"),
            )
        elif header.count(name) > 1:
            yield Problem(origin, say("column is there twice"), name)
    for name in missing:
        yield Problem(origin, say("column is missing"), name)


def _undecodable_line(path: Path) -> int:
    """Give the number of the first line that is not UTF-8, or 0."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 0


def _list(columns: Sequence[str]) -> str:
    return ", ".join(columns)
