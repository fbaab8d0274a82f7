"""
What each row of a table states, read through its mapping.

Every row comes out once, in the order of the file: as an entry, left out by a rule, or refused with
its faults. So rows read = entries + left out + refused, for whoever counts.
"""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice
from pathlib import Path

import msgspec

from wirlod.saying import message
from wirlod.sheets.cells import Cells, RowFault, Stated
from wirlod.sheets.fields import FieldReader
from wirlod.sheets.forms import Wanted
from wirlod.sheets.header import (
    DEEPEST,
    Header,
    check_columns,
    find_header,
    find_positions,
    is_repetition,
    refuse_headless,
)
from wirlod.sheets.joined import join_rows
from wirlod.sheets.lines import Line, Value, clean, column_letter
from wirlod.sheets.mapping import Mapping
from wirlod.sheets.persons import Personhood, tell_person
from wirlod.sheets.rules import RowRules, Rule, numbers_columns
from wirlod.sheets.seen import Seen
from wirlod.sheets.tables import read_table
from wirlod.values.keys import make_key

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
    is_further: bool = False
    """Whether it is another grant of a row that was counted already."""


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
        refuse_headless(path, mapping)


def _read_sheet(
    lines: Iterator[Line], mapping: Mapping, path: Path, seen: Seen
) -> Iterator[Outcome]:
    head = list(islice(lines, DEEPEST))
    header = find_header(head, mapping)
    if header is None:
        yield from (LeftOut(line, "other-sheet") for line in chain(head, lines))
        return
    check_columns(header, mapping, path)
    yield from _SheetReader(mapping, header, seen).read(chain(head, lines))


class _SheetReader:
    """Reads the rows of one sheet, which may depend on the rows above."""

    def __init__(self, mapping: Mapping, header: Header, seen: Seen) -> None:
        self.mapping = mapping
        self.header = header
        self.seen = seen
        self.heading = ""
        self.headings: dict[int, str] = {}
        """Column in which a heading stands → the last one."""
        self.above: dict[str, Value] = {}
        self.fields = FieldReader(mapping)
        self.rules = RowRules(mapping)

    def read(self, lines: Iterator[Line]) -> Iterator[Outcome]:
        last = max(self.header.rows, default=0)
        for line, further in join_rows(lines, self.mapping.rows, lambda: self.header):
            texts = line.texts
            if not any(texts):
                yield LeftOut(line, "blank")
            elif line.number <= last:
                is_head = line.number in self.header.rows
                yield LeftOut(line, "header" if is_head else "before-header")
            else:
                yield from self._read_row(line, texts)
            yield from (LeftOut(under, "continued") for under in further)

    def _read_row(self, line: Line, texts: Sequence[str]) -> Iterator[Outcome]:
        if numbers_columns([text for text in texts if text]):
            yield LeftOut(line, "header")
        elif self.header.names and is_repetition(texts, self.header):
            self._turn_to(texts)
            yield LeftOut(line, "repeated-header")
        else:
            yield from self._read_record(line, texts)

    def _read_record(self, line: Line, texts: Sequence[str]) -> Iterator[Outcome]:
        bare = cells = Cells(line, self.header, texts, self._told_above(line))
        if self.mapping.rows.carry_down:
            line = self._carry_down(line)
            cells = Cells(line, self.header, None, self._told_above(line))
        if rule := self.rules.find(cells, bare):
            if rule == "heading":
                self._note_heading(texts)
            yield LeftOut(line, rule)
            return
        self._note_above(bare)
        stated = self.fields.read(cells, self.heading)
        only_negative = {fault.code for fault in stated.faults} == {"negative"}
        if only_negative and self.mapping.rows.negative == "omit":
            yield LeftOut(line, "negative")
        elif stated.faults:
            yield Refused(line, tuple(stated.faults), self._find_key(cells, stated))
        elif self.mapping.several_sums == "each" and stated.sum:
            yield from self._build_each(cells, stated)
        else:
            yield self._build(cells, stated)

    def _told_above(self, line: Line) -> dict[str, str]:
        """Give what the name of the sheet and the headings above say of a row."""
        if not self.fields.told_above:
            return {}
        told = {"$sheet": line.sheet, "$heading": self.heading}
        for position, text in self.headings.items():
            told[f"$heading {column_letter(position)}"] = text
        return told

    def _note_heading(self, texts: Sequence[str]) -> None:
        """Note a heading; those that stand further to the right end with it."""
        at = next(number for number, text in enumerate(texts) if text)
        self.heading = texts[at]
        self.headings = {place: text for place, text in self.headings.items() if place < at}
        self.headings[at] = texts[at]

    def _turn_to(self, texts: Sequence[str]) -> None:
        """Go on with the columns as a repeated header names them."""
        found = find_positions(texts, self.mapping.used_columns)
        if found != self.header.positions:
            self.header = Header(self.header.rows, tuple(texts), found)

    def _carry_down(self, line: Line) -> Line:
        cells = list(line.cells)
        for column in self.mapping.rows.carry_down:
            position = self.header.positions[column]
            cells += [None] * (position + 1 - len(cells))
            if not clean(cells[position]):
                cells[position] = self.above.get(column)
        return Line(line.number, tuple(cells), line.sheet)

    def _note_above(self, cells: Cells) -> None:
        """Note what a record, and no heading or total, says in the columns carried down."""
        for column in self.mapping.rows.carry_down:
            if clean(cells.value(column)):
                self.above[column] = cells.value(column)

    def _build_each(self, cells: Cells, stated: Stated) -> Iterator[Outcome]:
        """Make a grant of every sum of a row; its address ends with the year or the column."""
        sums = [part for part in (stated.sum, *stated.beside) if part]
        for number, part in enumerate(sums):
            end = part.year or make_key(part.column.partition("«")[2] or part.column)
            start, until = (part.year, part.year) if part.year else (stated.start, stated.end)
            one = msgspec.structs.replace(stated, sum=part, beside=[], start=start, end=until)
            outcome = self._build(cells, one, f"-{end}")
            if isinstance(outcome, Entry):
                yield msgspec.structs.replace(outcome, is_further=number > 0)
            elif number == 0:
                yield outcome
                return

    def _build(self, cells: Cells, stated: Stated, ending: str = "") -> Outcome:
        columns, line = self.mapping.columns, cells.line
        legal_form = cells.text(columns.legal_form)
        personhood = self._tell_person(cells, stated)
        if personhood != "body" and self.mapping.natural_persons == "omit":
            return LeftOut(line, "natural-person")
        hidden = self._is_hidden(personhood)
        key = f"{self._make_key(cells, hidden)}{ending}"
        named = self._tell_apart(cells, key, hidden)
        if not isinstance(named, str):
            return named
        authority = cells.text(columns.granting_authority)
        if not authority and self.mapping.rows.headings == "granting_authority":
            authority = self.heading
        number = cells.text(columns.file_number)
        shown = cells.shown(self.fields.shown_columns)
        return Entry(line, named, stated, legal_form, personhood, number, authority, shown)

    def _tell_person(self, cells: Cells, stated: Stated) -> Personhood:
        columns = self.mapping.columns
        flag = cells.text(columns.natural_person)
        return tell_person(stated.recipient, cells.text(columns.legal_form), flag)

    def _is_hidden(self, personhood: Personhood) -> bool:
        return personhood != "body" and self.mapping.natural_persons == "anonymise"

    def _find_key(self, cells: Cells, stated: Stated) -> str:
        """Give the key that a refused row would have, by which an earlier file may know it."""
        return self._make_key(cells, self._is_hidden(self._tell_person(cells, stated)))

    def _make_key(self, cells: Cells, hidden: bool) -> str:
        """
        Make the key of a row: its number where it has one, else a digest of cells.

        The name of somebody whose name is not published is no part of the digest, for it could be
        guessed from it; and the number of a file that is kept on him stands in no address.
        """
        named = hidden and not {*self.mapping.key}.isdisjoint(self.mapping.columns.recipient)
        names = self.mapping.columns.recipient if named else []
        columns = [column for column in self.mapping.key if column not in names]
        parts = [self.fields.canonical(cells, column) for column in columns]
        slug = make_key(*parts, longest=999) if any(parts) else ""
        if len(self.mapping.key) == 1 and 0 < len(slug) <= LONGEST_SLUG and not hidden:
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
    "repeated-row": Wanted(message("rows that differ, or 'repeated: omit' or 'number' as rule")),
    "repeated-key": Wanted(message("columns as 'key' in the mapping that tell the rows apart")),
}
