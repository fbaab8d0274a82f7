"""
A table in a file of any kind, row by row.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from wirlod.errors import SourceError
from wirlod.reading import find_fault
from wirlod.saying import message, say
from wirlod.sheets.lines import Line
from wirlod.sheets.mapping import Reading
from wirlod.sheets.text_files import DELIMITERS, Dialect, find_dialect, read_lines
from wirlod.sheets.workbooks import is_workbook, read_sheets, sheet_names

STRAY_ZEROS = 4
"""Zero bytes at the start of a file that is text all the same."""

FOREIGN = (
    (b"%PDF", message("is a PDF: ask for the table itself, as XLSX or CSV")),
    (b"<!DOCTYPE", message("is a web page: open it in a spreadsheet and save it as XLSX or CSV")),
    (b"<html", message("is a web page: open it in a spreadsheet and save it as XLSX or CSV")),
    (b"<?xml", message("is XML: open it in a spreadsheet and save it as XLSX or CSV")),
    (b"\x1f\x8b", message("is compressed: unpack it first")),
    (b"[{", message("is JSON: a table is wanted, as XLSX or CSV")),
    (b"{", message("is JSON: a table is wanted, as XLSX or CSV")),
)
"""First bytes of what is no table → what to do."""


def read_table(path: Path, reading: Reading) -> Iterator[Line]:
    """
    Yield every row of the file, of the sheets that *reading* names or all visible ones.

    :raises SourceError: where the file cannot be read as a table.
    """
    check_readable(path)
    if is_workbook(path):
        yield from read_sheets(path, reading.sheets or sheet_names(path))
        return
    if reading.sheets:
        raise SourceError.at(
            path, say("is a text file and has no sheets: take 'sheets' out of the mapping")
        )
    yield from read_lines(path, choose_dialect(path, reading))


def choose_dialect(path: Path, reading: Reading) -> Dialect:
    """Take what the mapping says of a text file, and find out the rest."""
    try:
        found = find_dialect(path, reading.encoding)
    except LookupError as error:
        fault = say(
            "the mapping names an encoding {encoding!r} that there is not",
            encoding=reading.encoding,
        )
        raise SourceError.at(path, fault) from error
    except UnicodeError as error:
        fault = say(
            "is not written in {encoding}: take 'encoding' out of the mapping",
            encoding=reading.encoding,
        )
        raise SourceError.at(path, fault) from error
    delimiter = DELIMITERS.get(reading.delimiter, reading.delimiter or found.delimiter)
    return Dialect(found.encoding, delimiter, reading.quote)


def check_readable(path: Path) -> None:
    """
    Refuse what is no table.

    :raises SourceError: with what it is instead.
    """
    if fault := find_fault(path, sys.maxsize):
        raise SourceError.at(path, fault)
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except OSError as error:
        raise SourceError.at(
            path, say("cannot be read: {strerror}", strerror=error.strerror)
        ) from error
    if not head.strip():
        raise SourceError.at(path, say("is empty"))
    for mark, what in FOREIGN:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(mark.lower()):
            raise SourceError.at(path, say(what))
    if head.count(0) > STRAY_ZEROS and not is_workbook(path) and not _is_utf16(head):
        raise SourceError.at(
            path, say("is neither text nor a workbook: XLSX, XLS, ODS, CSV or TSV is wanted")
        )


def _is_utf16(head: bytes) -> bool:
    """Tell by the zeros in every second byte, for not every file has a mark at its start."""
    zeros = (head[0::2].count(0), head[1::2].count(0))
    marked = head[:2] in (b"\xff\xfe", b"\xfe\xff") and len(head) > 8
    return marked or (max(zeros) > 2 + len(head) // 8 and min(zeros) * 4 < max(zeros))
