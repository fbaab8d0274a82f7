"""
The CSV files: as RFC 4180 has it, and as Excel opens it.

German Excel wants a byte order mark, semicolons and decimal commas, and it runs a cell that
looks like a formula: such a cell gets an apostrophe before it. It also takes 06411 for a
number and 2026-01 for a day: such a cell is written as the formula of a text, ``="06411"``.
"""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from wirlod.publish.tables.table import Column, Table

GUESSED = re.compile("0[0-9]+|[0-9]{4}-[0-9]{2}")
"""Cells that Excel would not leave as they are."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run."""


def write_csv(table: Table, rows: Iterable[list[str]], path: Path) -> None:
    """Write *rows* as RFC 4180 has it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.title for column in table.columns)
        writer.writerows(rows)


def write_excel_csv(table: Table, rows: Iterable[list[str]], path: Path) -> None:
    """Write *rows* as Excel opens them by a double click."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(column.title for column in table.columns)
        for row in rows:
            cells = zip(row, table.columns, strict=True)
            writer.writerow(excel_cell(cell, column) for cell, column in cells)


def excel_cell(cell: str, column: Column) -> str:
    """
    Write *cell* for Excel.

    >>> amount = Column("Amount", "amount", {}, "decimal")
    >>> excel_cell("10330457.8", amount), excel_cell("=1+1", Column("Title", "title", {}))
    ('10330457,8', "'=1+1")
    >>> excel_cell("06411", Column("Code", "code", {}))
    '="06411"'
    """
    if column.type == "decimal":
        return cell.replace(".", ",")
    if GUESSED.fullmatch(cell):
        return f'="{cell}"'
    return f"'{cell}" if cell.startswith(FORMULA) else cell
