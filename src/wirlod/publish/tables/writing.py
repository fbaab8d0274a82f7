"""
The files of a table: CSV as RFC 4180 has it and as Excel opens it, and Parquet.

Parquet is written by DuckDB, the smallest of the libraries that can; with one thread and rows in
order, the same rows give the same bytes.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path

import duckdb

from wirlod.excel import excel_number, excel_text, write_excel
from wirlod.publish.tables.table import Row, Table


@contextmanager
def open_csv(tables: Iterable[Table], folder: Path) -> Iterator[Callable[[Iterable[Row]], None]]:
    """Give what writes rows of *tables*, in order, as RFC 4180 has them."""
    with ExitStack() as stack:
        writers = {}
        for table in tables:
            path = folder / f"{table.name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file)
            writers[table.name].writerow(column.title for column in table.columns)

        def write(rows: Iterable[Row]) -> None:
            for name, cells in rows:
                writers[name].writerow(cells)

        yield write


def read_csv(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a table that was written, without the first line."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from islice(csv.reader(file), 1, None)


def write_excel_csv(table: Table, rows: Iterable[list[str]], path: Path) -> None:
    """Write *rows* as Excel opens them."""
    kinds = [excel_number if column.type == "decimal" else excel_text for column in table.columns]
    cells = ([write(cell) for write, cell in zip(kinds, row, strict=True)] for row in rows)
    with path.open("wb") as file:
        write_excel(chain([[column.title for column in table.columns]], cells), file)


TYPES = {"decimal": "DECIMAL(18, 2)", "integer": "BIGINT"}
"""Type of a column → DuckDB's; all others are text."""

OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


def write_parquet(table: Table, source: Path, path: Path) -> None:
    """Write the CSV file *source* of *table* as Parquet to *path*; an empty cell is NULL."""
    columns = ", ".join(
        f"CAST(NULLIF({_name(column.title)}, '') AS {TYPES.get(column.type, 'VARCHAR')}) "
        f"AS {_name(column.title)}"
        for column in table.columns
    )
    rows = (
        f"read_csv({_text(source)}, header = true, all_varchar = true, delim = ',', "
        "quote = '\"', escape = '\"', nullstr = '')"
    )
    with duckdb.connect(":memory:", config=OFFLINE) as connection:
        connection.execute(
            f"COPY (SELECT {columns} FROM {rows}) TO {_text(path)} "
            "(FORMAT parquet, COMPRESSION zstd)"
        )


def _name(title: str) -> str:
    return '"' + title.replace('"', '""') + '"'


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
