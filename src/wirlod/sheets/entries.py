"""
What each row of a table states, read through its mapping.

Every row comes out once, in the order of the file: as an entry, left out by a rule, or refused with
its faults. So rows read = entries + left out + refused, for whoever counts.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice
from pathlib import Path
from typing import Literal

import msgspec

from wirlod.errors import Origin, Problem, SourceError
from wirlod.sheets.fields import Cells, FieldReader, RowFault, Stated
from wirlod.sheets.header import (
    DEEPEST,
    Header,
    find_header,
    find_positions,
    is_repetition,
    missing_columns,
)
from wirlod.sheets.lines import Line, Value, clean
from wirlod.sheets.mapping import Mapping
from wirlod.sheets.persons import Personhood, tell_person
from wirlod.sheets.seen import Seen
from wirlod.sheets.tables import read_table
from wirlod.values.keys import make_key

Rule = Literal[
    "blank", "before-header", "header", "repeated-header", "other-sheet", "total", "heading",
    "repeated-row", "negative", "leave-out", "natural-person",
]  # fmt: skip
"""Why a row is left out."""

TOTAL = re.compile(
    r"(?:∑|Σ|(?:zwischen|gesamt|end)?summen?|gesamt(?:betrag|ergebnis|volumen)?|insgesamt|total|"
    r"übertrag|grand total|subtotal)(?:\s*(?:[:=]|\d|€|eur|\(|der |aller |in )\S*.{0,60})?",
    re.IGNORECASE,
)
LONGEST_SLUG = 48
DIGEST_DIGITS = 14
"""Of a digest, 56 bits: in a million rows two share one less than once in a hundred thousand."""


class LeftOut(msgspec.Struct, frozen=True):
    """A row that is no record, and the rule that says so."""

    line: Line
    rule: Rule


class Refused(msgspec.Struct, frozen=True):
    """A row with faults."""

    line: Line
    faults: tuple[RowFault, ...]
    key: str = ""


class Entry(msgspec.Struct, frozen=True):
    """What a row states, in the words of the table."""

    line: Line
    key: str
    stated: Stated
    legal_form: str = ""
    personhood: Personhood = "body"
    file_number: str = ""
    authority: str = ""
    cells: tuple[tuple[str, str], ...] = ()
    """Place (``F «Betrag»``) and text of every filled cell that is read."""


Outcome = Entry | LeftOut | Refused


def read_entries(path: Path, mapping: Mapping) -> Iterator[Outcome]:
    """
    Yield what becomes of every row of *path*.

    :raises SourceError: where the file cannot be read, or lacks a column of the mapping.
    """
    found = False
    with Seen() as seen:
        for _, lines in groupby(read_table(path, mapping.reading), key=lambda line: line.sheet):
            for outcome in _read_sheet(lines, mapping, path, seen):
                found = found or not (
                    isinstance(outcome, LeftOut) and outcome.rule == "other-sheet"
                )
                yield outcome
    if not found:
        _refuse_headless(path, mapping)


def _read_sheet(
    lines: Iterator[Line], mapping: Mapping, path: Path, seen: Seen
) -> Iterator[Outcome]:
    head = list(islice(lines, DEEPEST))
    header = find_header(head, mapping)
    if header is None:
        yield from (LeftOut(line, "other-sheet") for line in chain(head, lines))
        return
    _check_columns(header, mapping, path)
    yield from _SheetReader(mapping, header, seen).read(chain(head, lines))


def _check_columns(header: Header, mapping: Mapping, path: Path) -> None:
    if missing := missing_columns(header, mapping):
        origin = Origin(path, header.rows[0] if header.rows else 1)
        raise SourceError(
            [Problem(origin, f"no such column; {hint}", f"«{name}»") for name, hint in missing]
        )


def _refuse_headless(path: Path, mapping: Mapping) -> None:
    names = ", ".join(f"«{name}»" for name in mapping.used_columns)
    message = (
        f"none of the first {DEEPEST} rows is a header with the columns of the mapping ({names}): "
        "name its row as 'header' under 'reading', or the columns as 'columns' there"
    )
    raise SourceError([Problem(Origin(path), message)])


class _SheetReader:
    """Reads the rows of one sheet, which may depend on the rows above."""

    def __init__(self, mapping: Mapping, header: Header, seen: Seen) -> None:
        self.mapping = mapping
        self.header = header
        self.seen = seen
        self.heading = ""
        self.above: dict[str, Value] = {}
        self.fields = FieldReader(mapping)

    def read(self, lines: Iterator[Line]) -> Iterator[Outcome]:
        rows = self.header.rows
        last = max(rows, default=0)
        for line in lines:
            texts = line.texts
            if not any(texts):
                yield LeftOut(line, "blank")
            elif line.number in rows:
                yield LeftOut(line, "header")
            elif line.number < last:
                yield LeftOut(line, "before-header")
            else:
                yield self._read_row(line, texts)

    def _read_row(self, line: Line, texts: Sequence[str]) -> Outcome:
        if all(text.startswith("(") and text.endswith(")") for text in texts if text):
            return LeftOut(line, "header")
        if self.header.names and is_repetition(texts, self.header):
            self._turn_to(texts)
            return LeftOut(line, "repeated-header")
        if self.mapping.rows.carry_down:
            line = self._carry_down(line)
            texts = line.texts
        cells = Cells(line, self.header, texts)
        if rule := self._rule([text for text in texts if text], cells):
            return LeftOut(line, rule)
        stated = self.fields.read(cells, self.heading)
        faults = stated.faults
        only_negative = {fault.code for fault in faults} == {"negative"}
        if only_negative and self.mapping.rows.negative == "omit":
            return LeftOut(line, "negative")
        return Refused(line, tuple(faults)) if faults else self._build(cells, stated)

    def _turn_to(self, texts: Sequence[str]) -> None:
        """Go on with the columns as a repeated header names them."""
        found = find_positions(texts, self.mapping.used_columns)
        if found != self.header.positions:
            self.header = Header(self.header.rows, tuple(texts), found)

    def _rule(self, filled: Sequence[str], cells: Cells) -> Rule | None:
        rows = self.mapping.rows
        if TOTAL.fullmatch(filled[0]) and 2 * len(filled) <= 1 + len(self.header.positions):
            return "total"
        if self._is_bare_sum(cells):
            return "total"
        if len(filled) == 1 and len(self.header.positions) > 2:
            self.heading = filled[0]
            return "heading"
        for rule in rows.leave_out:
            text = cells.text(rule.column)
            if text in rule.values or (not rule.values and not text):
                return "leave-out"
        return None

    def _is_bare_sum(self, cells: Cells) -> bool:
        """Tell whether a row has sums but says neither who, what nor when."""
        columns = self.mapping.columns
        sums = {money.column for money in self.mapping.sums}
        telling = {*columns.recipient, *columns.purpose, columns.start, *self.mapping.key} - sums
        return not any(cells.text(column) for column in telling) and any(map(cells.text, sums))

    def _carry_down(self, line: Line) -> Line:
        cells = list(line.cells)
        for column in self.mapping.rows.carry_down:
            position = self.header.positions[column]
            cells += [None] * (position + 1 - len(cells))
            if clean(cells[position]):
                self.above[column] = cells[position]
            else:
                cells[position] = self.above.get(column)
        return Line(line.number, tuple(cells), line.sheet)

    def _build(self, cells: Cells, stated: Stated) -> Outcome:
        columns, line = self.mapping.columns, cells.line
        legal_form = cells.text(columns.legal_form)
        flag = cells.text(columns.natural_person)
        personhood = tell_person(stated.recipient, legal_form, flag)
        if personhood != "body" and self.mapping.natural_persons == "omit":
            return LeftOut(line, "natural-person")
        hidden = personhood != "body" and self.mapping.natural_persons == "anonymise"
        key = self._make_key(cells, hidden)
        named = self._tell_apart(cells, key, hidden)
        if not isinstance(named, str):
            return named
        authority = cells.text(columns.granting_authority)
        if not authority and self.mapping.rows.headings == "granting_authority":
            authority = self.heading
        number = cells.text(columns.file_number)
        shown = cells.shown(self.fields.used_columns)
        return Entry(line, named, stated, legal_form, personhood, number, authority, shown)

    def _make_key(self, cells: Cells, hidden: bool) -> str:
        """
        Make the key of a row: its number where it has one, else a digest of cells.

        The name of somebody whose name is not published is no part of the digest, for it could be
        guessed from it.
        """
        named = hidden and not {*self.mapping.key}.isdisjoint(self.mapping.columns.recipient)
        names = self.mapping.columns.recipient if named else []
        columns = [column for column in self.mapping.key if column not in names]
        parts = [self.fields.canonical(cells, column) for column in columns]
        slug = make_key(*parts, longest=999) if any(parts) else ""
        if len(self.mapping.key) == 1 and 0 < len(slug) <= LONGEST_SLUG:
            return f"{self.mapping.name}-{slug}"
        text = "\x1f".join([*parts, "person" if named else ""]).casefold()
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return f"{self.mapping.name}-{digest[:DIGEST_DIGITS]}"

    def _tell_apart(self, cells: Cells, key: str, hidden: bool) -> str | Outcome:
        """Give the key of a row that has one of its own, or what becomes of it."""
        repeated = self.mapping.rows.repeated
        texts = [cells.text(column) for column in self.fields.used_columns]
        sighting = self.seen.note(key, texts)
        if sighting.number == 1:
            return key
        if sighting.is_equal and repeated == "omit":
            return LeftOut(cells.line, "repeated-row")
        if hidden or repeated == "number":
            return f"{key}-{sighting.number}"
        found = " · ".join(cells.text(column) for column in self.mapping.key)
        code = "repeated-row" if sighting.is_equal else "repeated-key"
        fault = RowFault(code, ", ".join(map(cells.place, self.mapping.key)), found, WANTED[code])
        return Refused(cells.line, (fault,), key)


WANTED = {
    "repeated-row": "rows that differ, or 'repeated: omit' or 'number' under 'rows' in the mapping",
    "repeated-key": "columns as 'key' in the mapping that tell the rows apart",
}
