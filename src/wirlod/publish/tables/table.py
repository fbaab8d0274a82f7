"""
A table: its columns, and the query that fills them.

Rows are read from the store, so that a table says what the graph says.
"""

from collections.abc import Iterator

import msgspec
from pyoxigraph import QuerySolutions, Store

from wirlod.kinds import prefixes
from wirlod.values.words import Words

SEPARATOR = " "
"""What stands between several values of a cell."""

PARTIAL_DATE = "[0-9]{4}(-[0-9]{2}){0,2}"


class Column(msgspec.Struct, frozen=True):
    """One column."""

    title: str
    """The first line of the file."""
    variable: str
    """The variable of the query that fills it."""
    description: Words
    type: str = "string"
    """``string``, ``decimal``, ``integer``, ``anyURI`` or ``date`` in the precision known."""
    required: bool = False
    several: bool = False


class Table(msgspec.Struct, frozen=True):
    """One flat table of things of a kind."""

    name: str
    description: Words
    columns: tuple[Column, ...]
    query: str

    def rows(self, store: Store, base_uri: str) -> Iterator[list[str]]:
        """Yield the rows, in the order of the query."""
        found = store.query(self.query, prefixes=prefixes(base_uri))
        assert isinstance(found, QuerySolutions)
        for solution in found:
            terms = (solution[column.variable] for column in self.columns)
            cells = [term.value if term else "" for term in terms]
            yield [
                SEPARATOR.join(sorted(cell.split())) if column.several else cell
                for cell, column in zip(cells, self.columns, strict=True)
            ]


def column(title: str, variable: str, german: str, english: str, **more: object) -> Column:
    """Build a column with its description in both languages."""
    return msgspec.convert(
        {
            "title": title,
            "variable": variable,
            "description": {"de": german, "en": english},
            **more,
        },
        Column,
    )
