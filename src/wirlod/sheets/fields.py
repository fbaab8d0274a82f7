"""
The cells of one row: what each field holds, and what is wrong or doubtful with it.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal

import msgspec

from wirlod.sheets.forms import FormError, Span, read_day, read_number, read_span
from wirlod.sheets.header import Header
from wirlod.sheets.lines import BROKEN, Line, Value, clean
from wirlod.sheets.mapping import Column, Mapping
from wirlod.values.places import read_places

BLANKS = frozenset({
    "", "-", "–", "—", "--", "---", "./.", ".", "?", "x", "-,--", "k.a.", "k. a.", "keine angabe",
    "n.n.", "n/a", "n.a.", "na", "#nv", "#n/a", "#wert!", "#bezug!", "#value!", "#ref!", "null",
    "none", "nan", "unbekannt", "offen", "entfällt", "entf.", "laufend", "fortlaufend",
    "unbefristet", "bis auf weiteres",
})  # fmt: skip
"""What people write into a cell to say that nothing stands there."""

LONGEST_BLANK = max(map(len, BLANKS)) + 1
CENT = Decimal("0.01")
EARLIEST, LATEST = "1990", "2040"
"""Years beyond which a date of a grant is a slip more often than not."""
MISREAD = re.compile("Ã[\u0080-\u00bf¤¶¼œŸ„–]|\ufffd|â€[“”™œ]")
_SPAN = re.compile(r"\d{4}\D+\d.*\d|\d{4}\s?/\s?\d\d$")
"""A cell that names two years or days."""
_STREET = re.compile(
    r",\s*[^,]*(?:str\.|stra(?:ß|ss)e|weg|platz|allee|gasse|ring|damm|ufer|chaussee|pfad)(?!\w)[^,]*$",
    re.IGNORECASE,
)
_POSTAL_AND_PLACE = re.compile(r"(?:D[ -])?(?P<code>\d{5})\s+(?P<place>\D.*)")


class RowFault(msgspec.Struct, frozen=True):
    """What is wrong or doubtful in one cell."""

    code: str
    column: str
    """Where: ``F «Betrag»``."""
    found: str = ""
    wanted: str = ""


class Stated(msgspec.Struct):
    """What the cells of a row say, and the faults and doubts met on the way."""

    recipient: str = ""
    place: str = ""
    postal_code: str = ""
    official_key: str = ""
    purpose: str = ""
    amount: Decimal | None = None
    sum_kind: str = ""
    start: str = ""
    end: str = ""
    notice_date: str = ""
    faults: list[RowFault] = []
    doubts: list[RowFault] = []


class Cells:
    """The cells of a row by the columns of the mapping."""

    def __init__(self, line: Line, header: Header, texts: Sequence[str] | None = None) -> None:
        self.line = line
        self.header = header
        self._texts = line.texts if texts is None else texts

    def value(self, column: Column) -> Value:
        """Give a cell as it stands there, None where there is no such column."""
        position = self.header.positions.get(column) if column else None
        if position is None or position >= len(self.line.cells):
            return None
        return self.line.cells[position]

    def text(self, column: Column) -> str:
        """Give a cell as clean text, blank where it only says that nothing stands there."""
        text = self._clean(column)
        return "" if len(text) < LONGEST_BLANK and text.casefold() in BLANKS else text

    def _clean(self, column: Column) -> str:
        position = self.header.positions.get(column, -1)
        return self._texts[position] if 0 <= position < len(self._texts) else ""

    def place(self, column: Column) -> str:
        """Say where a cell stands."""
        return self.header.places.get(column, column)

    def shown(self, columns: list[Column]) -> tuple[tuple[str, str], ...]:
        """Give place and text of every filled cell."""
        texts = [(self.place(column), self._clean(column)) for column in columns]
        return tuple((place, text) for place, text in texts if text)


class FieldReader:
    """Reads rows under one header."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.columns = mapping.columns
        self.used_columns = mapping.used_columns

    def read(self, cells: Cells, heading: str) -> Stated:
        """Read every field; *heading* is the text of the row above that heads a part."""
        stated = Stated()
        self._read_recipient(cells, heading, stated)
        self._read_place(cells, heading, stated)
        self._read_purpose(cells, heading, stated)
        self._read_sums(cells, stated)
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
            stated.faults.append(RowFault("no-recipient", where, "", "who receives the money"))
        if sign := self.columns.recipient_place_after:
            name, found, place = stated.recipient.rpartition(sign)
            state = self.mapping.constants.state
            if found and name.strip() and read_places().find(place.strip(), state):
                stated.recipient = _STREET.sub("", name.strip())
                stated.place = place.strip()

    def _read_place(self, cells: Cells, heading: str, stated: Stated) -> None:
        columns, constants = self.columns, self.mapping.constants
        place = cells.text(columns.place) or stated.place
        if not place and self.mapping.rows.headings == "place":
            place = heading
        if match := _POSTAL_AND_PLACE.fullmatch(place):
            stated.postal_code, place = match["code"], match["place"]
        stated.place = place or constants.place
        stated.postal_code = (
            self._digits(cells, columns.postal_code, (5,), stated) or stated.postal_code
        )
        stated.official_key = self._digits(cells, columns.official_key, (2, 5, 8), stated)
        if stated.official_key and stated.official_key not in read_places().by_ags:
            where = cells.place(columns.official_key)
            wanted = "an official key of 2021 with two, five or eight digits"
            stated.doubts.append(RowFault("unknown-key", where, stated.official_key, wanted))
            stated.official_key = ""

    def _digits(
        self, cells: Cells, column: Column, lengths: tuple[int, ...], stated: Stated
    ) -> str:
        """Read a code of digits; where one is missing, it was a zero that a spreadsheet dropped."""
        text = cells.text(column).removeprefix("D-").replace(" ", "")
        if not text:
            return ""
        wanted = f"{' or '.join(map(str, lengths))} digits"
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

    def _read_sums(self, cells: Cells, stated: Stated) -> None:
        for money in self.mapping.sums:
            if not cells.text(money.column) or stated.amount is not None:
                continue
            where, found = cells.place(money.column), cells.text(money.column)
            try:
                number = read_number(cells.value(money.column), self.mapping.reading.number_form)
            except FormError as error:
                stated.faults.append(RowFault("number", where, found, str(error)))
                continue
            number *= money.factor
            if number < 0:
                stated.faults.append(RowFault("negative", where, found, "a sum above zero"))
            elif number.quantize(CENT, ROUND_HALF_EVEN) == 0:
                stated.doubts.append(RowFault("zero", where, found, "a sum above zero"))
            else:
                stated.amount = number.quantize(CENT, ROUND_HALF_EVEN)
                stated.sum_kind = money.kind
        missed = stated.amount is None and not stated.faults
        if (
            self.mapping.sums
            and missed
            and not any(doubt.code == "zero" for doubt in stated.doubts)
        ):
            where = cells.place(self.mapping.sums[0].column)
            stated.doubts.append(RowFault("no-sum", where, "", "a sum"))

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
        stated.start, stated.end = span.start or constants.start, span.end or constants.end
        if (
            stated.start
            and stated.end
            and f"{stated.end}-12-31"[:10] < f"{stated.start}-01-01"[:10]
        ):
            where = cells.place(columns.end or columns.period or columns.start)
            wanted = f"a day after the start {stated.start}"
            stated.doubts.append(RowFault("end-before-start", where, stated.end, wanted))
            stated.start = stated.end = ""

    def _span(self, cells: Cells, column: Column, stated: Stated) -> Span:
        try:
            return read_span(cells.value(column), self.mapping.reading.date_order)
        except FormError as error:
            fault = RowFault("date", cells.place(column), cells.text(column), str(error))
            stated.faults.append(fault)
            return Span()

    def _day(self, cells: Cells, column: Column, stated: Stated) -> str:
        if not cells.text(column):
            return ""
        where, found = cells.place(column), cells.text(column)
        try:
            day = read_day(cells.value(column), self.mapping.reading.date_order)
        except FormError as error:
            stated.faults.append(RowFault("date", where, found, str(error)))
            return ""
        if not EARLIEST <= day[:4] <= LATEST:
            wanted = f"a year from {EARLIEST} to {LATEST}"
            stated.doubts.append(RowFault("far-year", where, found, wanted))
        return day

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
        for place, text in cells.shown(self.used_columns):
            if BROKEN.search(text):
                found = BROKEN.sub("�", text)
                stated.faults.append(RowFault("encoding", place, found, "letters of one encoding"))
            elif MISREAD.search(text):
                stated.doubts.append(RowFault("letters", place, text, "letters that are readable"))
        extra = self._beyond(cells)
        if extra:
            wanted = f"{len(cells.header.names)} cells: is a separator inside a cell not quoted?"
            stated.faults.append(RowFault("too-many-cells", "", extra, wanted))

    def _beyond(self, cells: Cells) -> str:
        """Give what stands to the right of the last column that has a name."""
        names = cells.header.names
        if not names or cells.line.sheet or len(cells.line.cells) <= len(names):
            return ""
        return " ".join(clean(value) for value in cells.line.cells[len(names) :]).strip()
