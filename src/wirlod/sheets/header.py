"""
Where the columns of a mapping stand: the header, and headers that are repeated further down.
"""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property
from itertools import islice
from pathlib import Path

import msgspec

from wirlod.errors import Origin, Problem, SourceError
from wirlod.saying import say
from wirlod.sheets.lines import Line, clean, column_letter, column_position
from wirlod.sheets.mapping import Mapping
from wirlod.sheets.tables import read_table

DEEPEST = 60
"""Rows in which a header is looked for."""


class Header(msgspec.Struct, frozen=True, dict=True):
    """The names of a table's columns, and which row of the mapping's columns is where."""

    rows: tuple[int, ...]
    names: tuple[str, ...]
    positions: dict[str, int]
    """Column of the mapping → position; those that are missing are not in it."""

    @cached_property
    def places(self) -> dict[str, str]:
        """Say every column of the mapping as a person finds it: letters and name."""
        return {column: self._place(position) for column, position in self.positions.items()}

    @cached_property
    def known_names(self) -> frozenset[str]:
        """The names, whole and by their first row, as they are compared."""
        names = [name for name in self.names if name]
        return frozenset(map(simple, [*names, *(name.partition(" / ")[0] for name in names)]))

    def _place(self, position: int) -> str:
        name = self.names[position] if position < len(self.names) else ""
        return f"{column_letter(position)} «{name}»" if name else column_letter(position)


def simple(name: str) -> str:
    """Give a column's name as it is compared."""
    return clean(name).strip(" :*").casefold()


def join_names(rows: Sequence[Line]) -> tuple[str, ...]:
    """
    Name the columns by one or several rows of a header.

    What stands above several columns goes to the right until something else stands there; names
    that are there twice are numbered.
    """
    width = max((len(row.cells) for row in rows), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        texts = row.texts + [""] * (width - len(row.cells))
        last = ""
        for position, text in enumerate(texts):
            below = any(
                position < len(under.cells) and clean(under.cells[position])
                for under in rows[depth + 1 :]
            )
            last = text or (last if below else "")
            if last and last not in parts[position]:
                parts[position].append(last)
    return _numbered([" / ".join(part) for part in parts])


def _numbered(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    numbered = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        numbered.append(f"{name} ({seen[name]})" if name and seen[name] > 1 else name)
    return tuple(numbered)


def find_positions(names: Sequence[str], columns: Sequence[str]) -> dict[str, int]:
    """Find the columns of a mapping by whole name, by its only beginning, or by letters."""
    known = [simple(name) for name in names]
    found = {}
    for column in columns:
        wanted = simple(column)
        if wanted in known:
            found[column] = known.index(wanted)
            continue
        beginning = [number for number, name in enumerate(known) if name.startswith(wanted)]
        alike = [number for number, name in enumerate(known) if letters(name) == letters(wanted)]
        if len(beginning) == 1:
            found[column] = beginning[0]
        elif letters(wanted) and len(alike) == 1:
            found[column] = alike[0]
        elif (position := column_position(column)) is not None:
            found[column] = position
    return found


def letters(name: str) -> str:
    """Give letters and digits alone, for hyphens, stars and blanks do not count."""
    return _NO_LETTER.sub("", name.casefold())


_NO_LETTER = re.compile(r"[\W_]+")


def find_header(lines: Sequence[Line], mapping: Mapping) -> Header | None:
    """Find the header among the first rows of a sheet, None where the sheet has none of it."""
    columns = mapping.used_columns
    reading = mapping.reading
    if reading.columns:
        names = tuple(reading.columns)
        return Header((), names, find_positions(names, columns))
    if reading.header:
        rows = [line for line in lines if line.number in reading.header]
        names = join_names(rows)
        found = find_positions(names, columns)
        is_one_of_several = bool(lines and lines[0].sheet) and not reading.sheets
        if is_one_of_several and 2 * len(found) < len(columns):
            return None
        return Header(tuple(reading.header), names, found)
    if columns and all(column_position(column) is not None for column in columns):
        return Header((), (), find_positions((), columns))
    return _search(lines, columns)


def _search(lines: Sequence[Line], columns: Sequence[str]) -> Header | None:
    named = [column for column in columns if column_position(column) is None]
    best: Header | None = None
    most = 0
    for number in range(min(len(lines), DEEPEST)):
        for depth in (1, 2, 3):
            rows = lines[number : number + depth]
            if rows[0].is_blank or len(rows) < depth:
                continue
            names = join_names(rows)
            found = find_positions(names, columns)
            count = sum(column in found for column in named)
            if count > most:
                most = count
                best = Header(tuple(row.number for row in rows), names, found)
    return best if most * 2 >= len(named) else None


def is_repetition(texts: Sequence[str], header: Header) -> bool:
    """Tell whether a row names the columns again, be it in another order."""
    filled = [text.strip(" :*").casefold() for text in texts if text]
    again = sum(text in header.known_names for text in filled)
    return again >= 2 and again * 2 >= len(filled)


def check_columns(header: Header, mapping: Mapping, path: Path) -> None:
    """
    Check that the columns of the mapping are there.

    :raises SourceError: with each that is not, and what may be meant.
    """
    if missing := _missing_columns(header, mapping):
        origin = Origin(path, header.rows[0] if header.rows else 1)
        raise SourceError(
            [
                Problem(origin, say("no such column; {hint}", hint=hint), f"«{name}»")
                for name, hint in missing
            ]
        )


def refuse_headless(path: Path, mapping: Mapping) -> None:
    """
    Refuse a file that has the columns of the mapping nowhere.

    :raises SourceError: always; it says so where records stand in columns.
    """
    used = {letters(column) for column in mapping.used_columns}
    lines = islice(read_table(path, mapping.reading), DEEPEST)
    first = [line.texts[0] for line in lines if line.cells]
    if 2 * len(used.intersection(map(letters, first))) >= len(used):
        problem = say(
            "its records stand in columns, the names of the fields below each other in column A: "
            "transpose it in a spreadsheet (copy, paste special, transpose) and save it"
        )
    else:
        problem = say(
            "none of the first {deepest} rows is a header with the columns of the mapping "
            "({names}): name its row as 'header' under 'reading', or the columns as 'columns'",
            deepest=DEEPEST,
            names=", ".join(f"«{name}»" for name in mapping.used_columns),
        )
    raise SourceError.at(path, problem)


def _missing_columns(header: Header, mapping: Mapping) -> list[tuple[str, str]]:
    """Name the columns that the header lacks, each with what may be meant."""
    problems = []
    names = [name for name in header.names if name]
    for column in mapping.used_columns:
        if column not in header.positions:
            guess = get_close_matches(column, names, n=1, cutoff=0.7)
            hint = (
                say("did you mean «{guess}»?", guess=guess[0])
                if guess
                else say("there are {list}", list=_list(names))
            )
            problems.append((column, hint))
    return problems


def _list(names: Sequence[str]) -> str:
    shown = ", ".join(f"«{name}»" for name in names[:12])
    return (
        say("{shown} and {count} more", shown=shown, count=len(names) - 12)
        if len(names) > 12
        else shown or "none"
    )
