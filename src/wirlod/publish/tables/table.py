"""
A table: its columns, and what of a thing fills them.

Rows are picked where everything is looked at, out of all that is said of a thing; what is said of
others that it names is asked of the store, and remembered.
"""

from collections.abc import Callable, Mapping, Sequence

import msgspec

from wirlod.kinds import prefixes
from wirlod.namespaces import expand
from wirlod.publish.tokens import Said, node, value_of
from wirlod.values.words import Words

SEPARATOR = " "
"""What stands between several values of a cell."""

PARTIAL_DATE = "[0-9]{4}(-[0-9]{2}){0,2}"


class Column(msgspec.Struct, frozen=True):
    """One column."""

    title: str
    """The first line of the file."""
    variable: str
    """Its name for machines."""
    description: Words
    type: str = "string"
    """``string``, ``decimal``, ``integer``, ``anyURI`` or ``date`` in the precision known."""
    required: bool = False
    several: bool = False


class Path(msgspec.Struct, frozen=True):
    """Where the values of a column are found."""

    ways: tuple[str, ...]
    """Properties that lead from the thing to the value, ``schema:amount/schema:currency``; the
    first way with a value counts. Empty: the thing itself."""
    language: str = ""
    """Which texts are meant; empty for all."""
    kind: str = ""
    """Which things of ours are meant, by their keys; empty for any value."""
    word: str = ""
    """What stands in the place of a value that is there."""


def path(*ways: str, language: str = "", kind: str = "", word: str = "") -> Path:
    """Build a path."""
    return Path(ways, language, kind, word)


class Table(msgspec.Struct, frozen=True):
    """One flat table of things of a kind."""

    name: str
    description: Words
    columns: tuple[Column, ...]
    paths: Mapping[str, Path] = {}
    """Variable of a column → where its values are found; empty for rows taken from another."""


Row = tuple[str, list[str]]
"""The name of a table, and the cells of a row."""

Ask = Callable[[str, str], tuple[str, ...]]
"""Gives the values of a property of a thing that a portion only refers to."""


class Picker:
    """Picks rows of a table out of what is said."""

    def __init__(self, table: Table, base_uri: str, ask: Ask) -> None:
        known = prefixes(base_uri)
        self._ask = ask
        self._things = f"{base_uri}id/"
        self._columns = [
            (
                [[node(expand(n, known)) for n in way.split("/") if n] for way in found.ways],
                found,
                column.several,
            )
            for column in table.columns
            for found in (table.paths[column.variable],)
        ]

    def pick(self, thing: str, said: Said) -> list[str]:
        """Give the row of the IRI *thing*."""
        subject = node(thing)
        return [
            self._write(found, path, several) if (found := self._find(subject, said, ways)) else ""
            for ways, path, several in self._columns
        ]

    def _find(self, subject: str, said: Said, ways: list[list[str]]) -> Sequence[str]:
        for way in ways:
            found: Sequence[str] = (subject,)
            for step in way:
                if len(found) == 1:
                    found = self._values(found[0], step, said)
                else:
                    found = [value for one in found for value in self._values(one, step, said)]
            if found:
                return found
        return ()

    def _values(self, subject: str, step: str, said: Said) -> Sequence[str]:
        own = said.get(subject)
        return self._ask(subject, step) if own is None else own.get(step, ())

    def _write(self, found: Sequence[str], path: Path, several: bool) -> str:
        if path.language:
            found = [value for value in found if is_in(value, path.language)]
        cells = sorted(map(value_of, found))
        if path.kind:
            start = f"{self._things}{path.kind}/"
            cells = [cell.removeprefix(start) for cell in cells if cell.startswith(start)]
        if path.word and cells:
            return path.word
        return SEPARATOR.join(cells if several else cells[:1])


def is_in(token: str, language: str) -> bool:
    """
    Tell whether a term is a text in *language*.

    >>> is_in('"x"@de', "de"), is_in('"x"', "de"), is_in("<a:x>", "de")
    (True, False, False)
    """
    return token.endswith(f'"@{language}')


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
