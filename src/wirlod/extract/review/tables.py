"""
The tables of ``data/`` as review writes them: a row is added at the end, nothing else changes.
"""

import csv
import io
from pathlib import Path

from wirlod.errors import Origin, Problem, SourceError


def read_keys(path: Path, columns: tuple[str, ...] = ("key",)) -> set[tuple[str, ...]]:
    """Read the values of *columns* of every row; none where there is no file."""
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {tuple(row.get(c) or "" for c in columns) for row in csv.DictReader(file)}


def append_row(path: Path, row: dict[str, str]) -> None:
    """
    Add *row* at the end of the table, in the order of its columns.

    :raises SourceError: if the table is missing or has no column for a value.
    """
    if not path.is_file():
        raise SourceError([Problem(Origin(path), "file is missing: reviewing adds rows to it")])
    text = path.read_text("utf-8-sig")
    columns = next(csv.reader(io.StringIO(text)), [])
    strange = sorted(name for name, value in row.items() if value and name not in columns)
    if strange:
        raise SourceError([Problem(Origin(path), "no such column", strange[0])])
    with path.open("a", encoding="utf-8", newline="") as file:
        if text and not text.endswith("\n"):
            file.write("\n")
        csv.writer(file, lineterminator="\n").writerow([row.get(name, "") for name in columns])
