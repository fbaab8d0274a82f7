"""
What all rows have: cells with types, checks across cells, and the things they state.

A kind of record is a subclass in a module of its own; its attributes are the table's columns.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import ClassVar, get_args

import msgspec

from wirlod.errors import Origin, Problem
from wirlod.publish.records.cells import NO_CODES, CodeLists, Reader, cell_reader
from wirlod.publish.records.references import Receipt, Reference
from wirlod.publish.records.thing import Labels, Thing
from wirlod.saying import say
from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import Words

Contradiction = tuple[str, str]
"""A column, and what is wrong with it beside the others."""


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a table in ``data/``."""

    file: ClassVar[str]
    """The table's name below ``data/``."""
    target: ClassVar[str] = ""
    """``kind/{key}`` or ``kind/{parent}#part-{key}`` of what the row states."""
    is_optional: ClassVar[bool] = False
    """Whether the table need not be there."""
    is_registered: ClassVar[bool] = True
    """Whether its rows are compared with those of other tables."""
    label_columns: ClassVar[tuple[str, str] | None] = None
    """The columns with the German and English words that other records call it by."""

    def contradictions(self) -> Iterator[Contradiction]:
        """Yield what is wrong across columns."""
        yield from ()

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the things that the row states; *target* is its own ``kind/key``."""
        raise TypeError(f"{type(self).__name__} does not say what it states")


@cache
def columns(row_type: type[TableRow]) -> tuple[str, ...]:
    """Name the columns of a table, in order."""
    return tuple(field.name for field in msgspec.structs.fields(row_type))


@cache
def _readers(row_type: type[TableRow], codes: CodeLists) -> tuple[tuple[str, Reader], ...]:
    """Give each column with what reads its cells; looking at types costs more than reading."""
    fields = msgspec.structs.fields(row_type)
    return tuple((field.name, cell_reader(field.type, codes)) for field in fields)


@cache
def _referring(row_type: type[TableRow]) -> tuple[str, ...]:
    """Name the columns whose cells can name another record."""
    fields = msgspec.structs.fields(row_type)
    return tuple(field.name for field in fields if _can_refer(field.type))


def _can_refer(column_type: object) -> bool:
    """Tell whether a type, or one that it is made of, is that of a reference."""
    if isinstance(column_type, type) and not get_args(column_type):
        return issubclass(column_type, Reference | Receipt)
    return any(map(_can_refer, get_args(column_type)))


def target_of(row_type: type[TableRow], cells: Mapping[str, str]) -> str:
    """Give ``kind/key`` of the thing that the row states, well-formed or not."""
    return row_type.target.format_map(cells)


def label_of(row_type: type[TableRow], cells: Mapping[str, str]) -> Words:
    """Give what other records call it; nothing where no record needs to."""
    if row_type.label_columns is None:
        return {}
    german, english = (cells[column] for column in row_type.label_columns)
    return {"de": german, "en": english or german}


def read_row(
    row_type: type[TableRow],
    cells: Mapping[str, str],
    origin: Origin,
    codes: CodeLists = NO_CODES,
) -> TableRow | list[Problem]:
    """Read a row; every cell that is not what its column wants becomes a problem."""
    row = read_cells(row_type, cells, origin, codes)
    if isinstance(row, TableRow):
        return find_contradictions(row, origin) or row
    return row


def read_cells(
    row_type: type[TableRow], cells: Mapping[str, str], origin: Origin, codes: CodeLists
) -> TableRow | list[Problem]:
    """Read the cells of a row, each by itself."""
    values, problems = {}, []
    for name, read in _readers(row_type, codes):
        text = cells[name]
        try:
            values[name] = read(text)
        except ValueError as error:
            found = say("found {text!r}", text=text) if text else say("is empty")
            problems.append(
                Problem(origin, say("{found}, wanted {wanted}", found=found, wanted=error), name)
            )
    return problems or row_type(**values)


def find_contradictions(row: TableRow, origin: Origin) -> list[Problem]:
    """List what is wrong with cells beside each other."""
    return [Problem(origin, message, column) for column, message in row.contradictions()]


def find_references(row: TableRow) -> Iterator[tuple[str, Reference]]:
    """Yield the references of a row with the columns that hold them."""
    for name in _referring(type(row)):
        value = getattr(row, name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Reference) and item.target:
                yield name, item
            elif isinstance(item, Receipt):
                yield from ((name, item.grant), (name, item.person))


def period_contradictions(
    start: PartialDate | None, end: PartialDate | None, column: str = "end"
) -> Iterator[Contradiction]:
    """Yield a complaint where the end can only lie before the start."""
    if start and end and end.last_day < start.first_day:
        yield column, say("{end} lies before the start {start}", end=end, start=start)
