"""
A table: its columns, and the query that fills them.

Rows are read from the store, so that a table says what the graph says; some hundred things at a
time, for a store that sorts a million rows keeps them all in memory.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from string import Template

import msgspec
from pyoxigraph import NamedNode, QuerySolution, QuerySolutions, Store

from wirlod.kinds import prefixes
from wirlod.values.words import Words

SEPARATOR = " "
"""What stands between several values of a cell."""

TOGETHER = 500
"""Things whose rows are read together."""

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
    """What fills the rows of ``$things``, sorted by their keys."""

    def rows(self, store: Store, base_uri: str, things: Iterable[str]) -> Iterator[list[str]]:
        """Yield the rows of *things*, IRIs in the order that the table shall have."""
        remaining = iter(things)
        while batch := list(islice(remaining, TOGETHER)):
            named = " ".join(str(NamedNode(thing)) for thing in batch)
            query = Template(self.query).substitute(things=named)
            found = store.query(query, prefixes=prefixes(base_uri))
            assert isinstance(found, QuerySolutions)
            yield from map(self._row, found)

    def _row(self, solution: QuerySolution) -> list[str]:
        terms = (solution[column.variable] for column in self.columns)
        cells = [term.value if term else "" for term in terms]
        return [
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
