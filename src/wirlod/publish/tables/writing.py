"""The CSV files: as RFC 4180 has it, and as Excel opens it."""

import csv
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from wirlod.excel import excel_number, excel_text, write_excel
from wirlod.publish.tables.table import Table


def write_csv(table: Table, rows: Iterable[list[str]], path: Path) -> None:
    """Write *rows* as RFC 4180 has it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.title for column in table.columns)
        writer.writerows(rows)


def write_excel_csv(table: Table, rows: Iterable[list[str]], path: Path) -> None:
    """Write *rows* as Excel opens them."""
    kinds = [excel_number if column.type == "decimal" else excel_text for column in table.columns]
    cells = ([write(cell) for write, cell in zip(kinds, row, strict=True)] for row in rows)
    with path.open("wb") as file:
        write_excel(chain([[column.title for column in table.columns]], cells), file)
