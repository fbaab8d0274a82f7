"""
Results for people: the first rows for a page, and a file that a German Excel opens.

Both are written row by row in Python; programs take the engine's own formats.
"""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, cast

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

Result = QueryBoolean | QuerySolutions | QueryTriples

TRIPLE_COLUMNS = ["subject", "predicate", "object"]


class Cell(msgspec.Struct, frozen=True, array_like=True):
    """One term."""

    kind: str
    """iri, blank, literal or triple."""
    text: str
    language: str = ""
    datatype: str = ""
    """IRI of the datatype of a literal."""


class Table(msgspec.Struct, frozen=True):
    """Named columns and rows; or the answer of an ASK."""

    names: list[str] = []
    rows: list[list[Cell | None]] = []
    more: bool = False
    """Whether there were more rows than are here."""
    boolean: bool | None = None


def read_first_rows(result: Result, limit: int) -> Table:
    """Take at most *limit* rows, and look whether there is one more."""
    if isinstance(result, QueryBoolean):
        return Table(boolean=bool(result))
    rows = [list(_cells(row)) for row in islice(result, limit + 1)]
    return Table(names=_columns(result), rows=rows[:limit], more=len(rows) > limit)


def _cells(row: object) -> Iterator[Cell | None]:
    for term in cast("Iterator[object]", row):
        yield None if term is None else _cell(term)


def _cell(term: object) -> Cell:
    if isinstance(term, NamedNode):
        return Cell("iri", term.value)
    if isinstance(term, BlankNode):
        return Cell("blank", term.value)
    if isinstance(term, Literal):
        return Cell("literal", term.value, term.language or "", term.datatype.value)
    return Cell("triple", str(term))


def _columns(result: QuerySolutions | QueryTriples) -> list[str]:
    if isinstance(result, QueryTriples):
        return TRIPLE_COLUMNS
    return [variable.value for variable in result.variables]


def write_excel(result: Result, file: BinaryIO) -> None:
    """Write *result* as CSV with byte order mark and semicolons, no cell being a formula."""
    text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
    writer = csv.writer(text, delimiter=";")
    if isinstance(result, QueryBoolean):
        writer.writerows([["boolean"], [str(bool(result)).lower()]])
    else:
        writer.writerow(_columns(result))
        for row in result:
            cells = _cells(row)
            writer.writerow(["" if cell is None else neutralise(cell.text) for cell in cells])
    text.flush()
    text.detach()


def neutralise(text: str) -> str:
    """
    Keep a spreadsheet from running *text*: OWASP, «CSV Injection».

    >>> neutralise("=1+1"), neutralise("-5"), neutralise("Hanau")
    ("'=1+1", '-5', 'Hanau')
    """
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdecimal()
