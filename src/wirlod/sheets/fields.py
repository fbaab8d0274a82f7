"""
The cells of one row: what each field holds, and what is wrong or doubtful with it.
"""

import re

from wirlod.saying import message
from wirlod.sheets.cells import Cells, RowFault, Stated
from wirlod.sheets.days import Span, read_day, read_span
from wirlod.sheets.forms import FormError, Wanted, read_number
from wirlod.sheets.lines import BROKEN, clean
from wirlod.sheets.mapping import Column, Mapping
from wirlod.sheets.sums import read_sums
from wirlod.sheets.where import find_place
from wirlod.values.partial_dates import PartialDate
from wirlod.values.places import locate, read_places

EARLIEST, LATEST = "1990", "2040"
"""Years beyond which a date of a grant is a slip more often than not."""
MISREAD = re.compile("Ã[\u0080-\u00bf¤¶¼œŸ„–]|\ufffd|â€[“”™œ]")
_SPAN = re.compile(r"\d{4}\D+\d.*\d|\d{4}\s?/\s?\d\d$")
"""A cell that names two years or days."""
_STREET = re.compile(
    r",\s*[^,]*(?:str\.|stra(?:ß|ss)e|weg|platz|allee|gasse|ring|damm|ufer|chaussee|pfad)(?!\w)[^,]*$",
    re.IGNORECASE,
)
_STREET_NAME = r"[^,\n]*(?:str\.|stra(?:ß|ss)e|weg|platz|allee|gasse|ring|damm|ufer|chaussee|pfad)"
_STREET_LINE = re.compile(rf"{_STREET_NAME}\s*\d+\s?[a-z]?(?:\s?[-–/]\s?\d+\s?[a-z]?)?", re.I)
"""A line of an address that is a street with its number."""
_STREET_AND_MORE = re.compile(rf"\n{_STREET_LINE.pattern}\s*$", re.I)
WANTED_LETTERS = Wanted(
    message("letters of one encoding, or 'encoding: mixed' under 'reading' in the mapping")
)
WHO = Wanted(message("who receives the money"))
LINE_BREAK = "line break"
"""How a mapping says that the place stands on another line of the recipient's cell."""
POSTAL_DIGITS, KEY_DIGITS, REGIONAL = (5,), (2, 5, 8, 12), 12
"""Digits of a postal code, of an official key; the longest has four of an association in it."""
_LEADING_CODE = re.compile(r"(?:D[ -]?)?(?P<code>\d{5})(?:\s+\D.*)?$")
"""A postal code with what stands around it: «D-34117», «34117 Kassel»."""
_POSTAL_AND_PLACE = re.compile(
    r"(?:^|.*[,;]\s*)(?:D[ -])?(?P<code>\d{5})\s+(?P<place>[^\d,;][^,;]*)(?:[,;].*)?"
)
"""A postal code and a place, a street before or behind them."""


class FieldReader:
    """Reads rows under one header."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.columns = mapping.columns
        self.used_columns = mapping.used_columns
        self.told_above = mapping.told_above
        self.shown_columns = [*self.used_columns, *self.told_above]

    def read(self, cells: Cells, heading: str) -> Stated:
        """Read every field; *heading* is the text of the row above that heads a part."""
        stated = Stated()
        self._read_recipient(cells, heading, stated)
        self._read_place(cells, heading, stated)
        self._read_purpose(cells, heading, stated)
        read_sums(cells, self.mapping, stated)
        self._read_period(cells, stated)
        stated.notice_date = self._day(cells, self.columns.notice_date, stated)
        self._check_letters(cells, stated)
        return stated

    def _read_recipient(self, cells: Cells, heading: str, stated: Stated) -> None:
        names = [cells.text(column) for column in self.columns.recipient]
        stated.recipient = " ".join(name for name in names if name)
        if not stated.recipient and self.mapping.rows.headings == "recipient":
            stated.recipient = heading
        if not stated.recipient:
            where = cells.place(next(iter(self.columns.recipient), ""))
            stated.faults.append(RowFault("no-recipient", where, "", WHO))
        if self.columns.recipient_place_after:
            self._split_recipient(cells, stated)

    def _split_recipient(self, cells: Cells, stated: Stated) -> None:
        """Take the place from the recipient's cell, behind a sign or a line break."""
        sign = self.columns.recipient_place_after
        values = (cells.value(column) for column in self.columns.recipient)
        lines = "\n".join(str(value) for value in values if value).splitlines()
        text = "\n".join(line for line in lines if not _STREET_LINE.fullmatch(line.strip()))
        name, found, place = text.rpartition("\n" if sign == LINE_BREAK else sign)
        place = clean(place)
        if found and name.strip() and find_place(place, "", self.mapping.constants.state):
            stated.recipient = _STREET.sub("", clean(_STREET_AND_MORE.sub("", name)))
            stated.place = place

    def _read_place(self, cells: Cells, heading: str, stated: Stated) -> None:
        columns, constants = self.columns, self.mapping.constants
        place = cells.text(columns.place) or stated.place
        if not place and self.mapping.rows.headings == "place":
            place = heading
        if match := _POSTAL_AND_PLACE.fullmatch(place):
            stated.postal_code, place = match["code"], match["place"]
        stated.place = place or constants.place
        code = self._digits(cells, columns.postal_code, POSTAL_DIGITS, stated)
        stated.postal_code = code or stated.postal_code
        stated.official_key = self._official_key(cells, stated)
        if stated.official_key and stated.official_key not in read_places().by_ags:
            where = cells.place(columns.official_key)
            wanted = Wanted(
                message("an official key of 2021 with two, five, eight or twelve digits")
            )
            stated.doubts.append(RowFault("unknown-key", where, stated.official_key, wanted))
            stated.official_key = ""
        if not stated.official_key:
            within = (cells.text(columns.district), cells.text(columns.state))
            self._tell_place(within, stated)

    def _official_key(self, cells: Cells, stated: Stated) -> str:
        """Read an official key: that of a municipality, a regional one, or one of NUTS."""
        column = self.columns.official_key
        if key := read_places().by_nuts.get(cells.text(column)):
            return key
        key = self._digits(cells, column, KEY_DIGITS, stated)
        return key[:5] + key[9:] if len(key) == REGIONAL else key

    def _tell_place(self, within: tuple[str, str], stated: Stated) -> None:
        """Give the key of the place where its name alone does not tell it."""
        state = self.mapping.constants.state
        place = find_place(stated.place, stated.postal_code, state, *within)
        if place and (not stated.place or locate(stated.place, state) != place):
            stated.official_key = place.ags
            stated.place = stated.place or place.name

    def _digits(
        self, cells: Cells, column: Column, lengths: tuple[int, ...], stated: Stated
    ) -> str:
        """Read a code of digits; where one is missing, it was a zero that a spreadsheet dropped."""
        text = cells.text(column)
        if match := _LEADING_CODE.match(text):
            text = match["code"]
        text = text.replace(" ", "")
        if not text:
            return ""
        wanted = Wanted(message("digits: {lengths}"), {"lengths": " / ".join(map(str, lengths))})
        if text.isdigit() and len(text) in lengths:
            return text
        if text.isdigit() and len(text) + 1 in lengths:
            stated.doubts.append(RowFault("lost-zero", cells.place(column), text, wanted))
            return f"0{text}"
        stated.doubts.append(RowFault("no-code", cells.place(column), text, wanted))
        return ""

    def _read_purpose(self, cells: Cells, heading: str, stated: Stated) -> None:
        texts = [cells.text(column) for column in self.columns.purpose]
        if self.mapping.rows.headings == "purpose":
            texts.insert(0, heading)
        stated.purpose = " – ".join(dict.fromkeys(text for text in texts if text))

    def _read_period(self, cells: Cells, stated: Stated) -> None:
        columns, constants = self.columns, self.mapping.constants
        if columns.period and cells.text(columns.period):
            span = self._span(cells, columns.period, stated)
        elif not cells.text(columns.end) and _SPAN.search(cells.text(columns.start)):
            span = self._span(cells, columns.start, stated)
        else:
            span = Span(
                self._day(cells, columns.start, stated), self._day(cells, columns.end, stated)
            )
        stated.start = span.start or stated.start or constants.start
        stated.end = span.end or stated.end or constants.end
        if _ends_before(stated.start, stated.end):
            where = cells.place(columns.end or columns.period or columns.start)
            wanted = Wanted(message("a day after the start {start}"), {"start": stated.start})
            stated.doubts.append(RowFault("end-before-start", where, stated.end, wanted))
            stated.start = stated.end = ""

    def _span(self, cells: Cells, column: Column, stated: Stated) -> Span:
        try:
            return read_span(cells.value(column), self.mapping.reading.date_order)
        except FormError as error:
            self._note_date(cells, column, error.wanted, stated)
            return Span()

    def _note_date(self, cells: Cells, column: Column, wanted: Wanted, stated: Stated) -> None:
        """Note what is no date: a fault, and only a doubt where words stand in its place."""
        found = cells.text(column)
        if any(letter.isdigit() for letter in found):
            stated.faults.append(RowFault("date", cells.place(column), found, wanted))
        else:
            stated.doubts.append(RowFault("no-date", cells.place(column), found, wanted))

    def _day(self, cells: Cells, column: Column, stated: Stated) -> str:
        if not cells.text(column):
            return ""
        where, found = cells.place(column), cells.text(column)
        try:
            day = self._one_day(cells, column)
        except FormError as error:
            self._note_date(cells, column, error.wanted, stated)
            return ""
        if not EARLIEST <= day[:4] <= LATEST:
            wanted = Wanted(
                message("a year from {earliest} to {latest}"),
                {"earliest": EARLIEST, "latest": LATEST},
            )
            stated.doubts.append(RowFault("far-year", where, found, wanted))
        return day

    def _one_day(self, cells: Cells, column: Column) -> str:
        """Read a day; of a cell with two, the one that its column is for."""
        order = self.mapping.reading.date_order
        try:
            return read_day(cells.value(column), order)
        except FormError:
            if not _SPAN.search(cells.text(column)):
                raise
            span = read_span(cells.value(column), order)
            return span.end if column == self.columns.end else span.start

    def canonical(self, cells: Cells, column: Column) -> str:
        """Write a cell of the key so that every form of the same file says it alike."""
        columns, value = self.columns, cells.value(column)
        try:
            if column in (columns.start, columns.end, columns.notice_date) and cells.text(column):
                return read_day(value, self.mapping.reading.date_order)
            if any(money.column == column for money in self.mapping.sums) and cells.text(column):
                return f"{read_number(value, self.mapping.reading.number_form).normalize():f}"
        except FormError:
            pass
        return cells.text(column)

    def _check_letters(self, cells: Cells, stated: Stated) -> None:
        for place, text in cells.shown(self.shown_columns):
            if BROKEN.search(text):
                found = BROKEN.sub("�", text)
                stated.faults.append(RowFault("encoding", place, found, WANTED_LETTERS))
            elif MISREAD.search(text):
                stated.doubts.append(RowFault("letters", place, text, WANTED_LETTERS))
        extra = self._beyond(cells)
        if extra:
            wanted = Wanted(
                message("{count} cells: is a separator inside a cell not quoted?"),
                {"count": len(cells.header.names)},
            )
            stated.faults.append(RowFault("too-many-cells", "", extra, wanted))

    def _beyond(self, cells: Cells) -> str:
        """Give what stands to the right of the last column that has a name."""
        names = cells.header.names
        if not names or cells.line.sheet or len(cells.line.cells) <= len(names):
            return ""
        return " ".join(clean(value) for value in cells.line.cells[len(names) :]).strip()


def _ends_before(start: str, end: str) -> bool:
    """Tell whether a period surely ends before it starts."""
    first, last = PartialDate.read(start), PartialDate.read(end)
    return bool(first and last and last.is_before(first))
