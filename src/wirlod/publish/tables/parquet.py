"""
The Parquet files, written by DuckDB: the smallest of the libraries that can.

With one thread and rows in order, the same rows give the same bytes.
"""

from pathlib import Path

import duckdb

from wirlod.publish.tables.table import Table

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
