"""
How a table of ``data/`` is written, so that it can be read and added to as it is.

Commas, semicolons or tabs, a byte order mark, either line end, cells all in quotation marks: people
open tables in different programs, and whoever adds a row leaves the others as they are.
"""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from wirlod.errors import SourceError
from wirlod.saying import say

DELIMITERS = (",", ";", "\t")
"""What may separate cells; the first where none of them does."""

LONGEST_HEADER = 100_000


class Cells(dict[str, str]):
    """A row as text; a column that there is not says nothing."""

    def __missing__(self, name: str) -> str:
        """Give nothing."""
        return ""


class TableForm(msgspec.Struct, frozen=True):
    """What separates cells and ends lines."""

    delimiter: str = ","
    line_end: str = "\n"
    is_quoted: bool = False
    """Whether every cell stands in quotation marks."""
    skipped: int = 0
    """Lines before the names of the columns: Excel's own ``sep=;``."""

    def write(self, rows: Iterable[Iterable[str]]) -> str:
        """Write rows of cells."""
        text = io.StringIO()
        csv.writer(
            text,
            delimiter=self.delimiter,
            lineterminator=self.line_end,
            quoting=csv.QUOTE_ALL if self.is_quoted else csv.QUOTE_MINIMAL,
        ).writerows(rows)
        return text.getvalue()


def find_form(start: str) -> TableForm:
    r"""
    Find the form of a table that begins with the text *start*.

    >>> find_form('sep=;\r\n"key";"label"\r\n')
    TableForm(delimiter=';', line_end='\r\n', is_quoted=True, skipped=1)
    """
    lines = start[:LONGEST_HEADER].splitlines(keepends=True)
    skipped = int(bool(lines) and lines[0].strip().strip('"').lower().startswith("sep="))
    header = next(iter(lines[skipped:]), "")
    delimiter = max(DELIMITERS, key=header.count)
    names = header.strip().split(delimiter)
    is_quoted = all(name[:1] == name[-1:] == '"' and len(name) > 1 for name in names)
    return TableForm(delimiter, "\r\n" if header.endswith("\r\n") else "\n", is_quoted, skipped)


def read_cells(path: Path) -> Iterator[Cells]:
    """Yield the rows of a table; what is wrong with it is said where it is published."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        form = find_form(file.read(LONGEST_HEADER))
        file.seek(0)
        for _ in range(form.skipped):
            file.readline()
        for cells in csv.DictReader(file, delimiter=form.delimiter):
            yield Cells({name: cell or "" for name, cell in cells.items() if name})


def read_names(path: Path) -> list[str]:
    """Read the names of the columns of a table; none where there is no table."""
    text = path.read_text("utf-8-sig", errors="replace") if path.is_file() else ""
    form = find_form(text)
    lines = io.StringIO("".join(text.splitlines(keepends=True)[form.skipped :]), newline="")
    return [name.strip() for name in next(csv.reader(lines, delimiter=form.delimiter), [])]


def add_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """
    Add rows at the end of a table in the form it has, whole or not at all.

    :raises SourceError: where it is not UTF-8.
    """
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        message = say("is not UTF-8: save the file with encoding UTF-8")
        raise SourceError.at(path, message) from None
    form, names = find_form(text), read_names(path)
    added = form.write([row.get(name, "") for name in names] for row in rows)
    gap = "" if not text or text.endswith("\n") else form.line_end
    replace_file(path, content + (gap + added).encode())


def replace_file(path: Path, content: bytes) -> None:
    """Write *path* whole, or leave the old one and nothing beside it."""
    new = path.with_name(path.name + ".new")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    finally:
        new.unlink(missing_ok=True)
