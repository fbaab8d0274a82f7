"""
Results for people: the first rows for a page, and a file that a German Excel opens.

Both are written row by row in Python; programs take the engine's own formats.
"""

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, cast

import msgspec
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from wirlod.excel import excel_number, excel_text, write_excel
from wirlod.namespaces import expand

Result = QueryBoolean | QuerySolutions | QueryTriples

NUMBERS = {expand(f"xsd:{name}") for name in ("decimal", "integer", "double", "float")}
"""Datatypes of numbers; what the store keeps as one is one of these."""

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


def write_excel_csv(result: Result, file: BinaryIO) -> None:
    """Write *result* as Excel opens it."""
    write_excel(_excel_rows(result), file)


def _excel_rows(result: Result) -> Iterator[list[str]]:
    if isinstance(result, QueryBoolean):
        yield from (["boolean"], [str(bool(result)).lower()])
        return
    yield _columns(result)
    for row in result:
        yield ["" if cell is None else _excel_cell(cell) for cell in _cells(row)]


def _excel_cell(cell: Cell) -> str:
    return excel_number(cell.text) if cell.datatype in NUMBERS else excel_text(cell.text)
