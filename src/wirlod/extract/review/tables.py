"""
The tables of ``data/`` as review writes them: a row is added at the end, nothing else changes.
"""

from pathlib import Path

from wirlod.errors import Origin, Problem, SourceError
from wirlod.extract.review.release_file import ReleaseFile
from wirlod.saying import say
from wirlod.table_form import add_rows, read_cells, read_names


def read_keys(path: Path, columns: tuple[str, ...] = ("key",)) -> set[tuple[str, ...]]:
    """Read the values of *columns* of every row; none where there is no file."""
    return {tuple(row.get(name, "") for name in columns) for row in read_cells(path)}


def read_labels(path: Path) -> dict[str, dict[str, str]]:
    """Read the German and the English name of every row by its key."""
    return {
        row["key"]: {"de": row["label"], "en": row.get("label_en") or row["label"]}
        for row in read_cells(path)
    }


def read_columns(file: ReleaseFile, record: str) -> list[str]:
    """Read the columns of the table that *record* goes to; none where it is no table."""
    return read_names(file.path.parent.parent / f"{record}.csv")


def append_row(path: Path, row: dict[str, str]) -> None:
    """
    Add *row* at the end of the table, in the form of the others; a row that is there stays one.

    :raises SourceError: if the table is missing, has no column for a value, or has another row
        of the key.
    """
    if not path.is_file():
        raise SourceError(
            [Problem(Origin(path), say("file is missing: reviewing adds rows to it"))]
        )
    columns = read_names(path)
    strange = sorted(name for name, value in row.items() if value and name not in columns)
    if strange:
        raise SourceError([Problem(Origin(path), say("no such column"), strange[0])])
    if not _is_there(row, path):
        add_rows(path, [row])


def _is_there(row: dict[str, str], path: Path) -> bool:
    """Tell whether *row* stands in the table already, as after a review that was cut off."""
    wanted = {name: value for name, value in row.items() if value}
    owners = [name for name in ("key", "grant", "person", "organisation") if name in row]
    for other in read_cells(path):
        if all(other.get(name) == value for name, value in wanted.items()):
            return True
        if "key" in row and all(other.get(name) == row[name] for name in owners):
            message = say("has another row {key!r}: edit the key", key=row["key"])
            raise SourceError([Problem(Origin(path), message)])
    return False
