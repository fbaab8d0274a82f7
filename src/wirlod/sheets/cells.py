"""
One row: its cells by the columns of the mapping, and what is said of it.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from wirlod.sheets.forms import Quantity, Wanted
from wirlod.sheets.header import Header
from wirlod.sheets.lines import Line, Value
from wirlod.sheets.mapping import Column

BLANKS = frozenset({
    "", "-", "–", "—", "--", "---", "./.", ".", "?", "x", "-,--", "k.a.", "k. a.", "keine angabe",
    "n.n.", "n/a", "n.a.", "na", "#nv", "#n/a", "#wert!", "#bezug!", "#value!", "#ref!", "null",
    "none", "nan", "unbekannt", "offen", "entfällt", "entf.", "laufend", "fortlaufend",
    "unbefristet", "bis auf weiteres",
})  # fmt: skip
"""What people write into a cell to say that nothing stands there."""

LONGEST_BLANK = max(map(len, BLANKS)) + 1


class RowFault(msgspec.Struct, frozen=True):
    """What is wrong or doubtful in one cell."""

    code: str
    column: str
    """Where: ``F «Betrag»``."""
    found: str = ""
    wanted: Wanted = Wanted()


class StatedSum(msgspec.Struct, frozen=True):
    """A sum, of which kind it is, and which column says so."""

    quantity: Quantity
    kind: str
    column: str
    year: str = ""


class Stated(msgspec.Struct):
    """What the cells of a row say, and the faults and doubts met on the way."""

    recipient: str = ""
    place: str = ""
    postal_code: str = ""
    official_key: str = ""
    purpose: str = ""
    sum: StatedSum | None = None
    beside: list[StatedSum] = []
    """Further sums of the row, in the order of the mapping."""
    start: str = ""
    end: str = ""
    notice_date: str = ""
    faults: list[RowFault] = []
    doubts: list[RowFault] = []

    @property
    def amount(self) -> Decimal | None:
        """The sum, where it is a value and no bound."""
        return self.sum.quantity.value if self.sum else None

    @property
    def sum_kind(self) -> str:
        """What the sum is a sum of."""
        return self.sum.kind if self.sum else ""


class Cells:
    """The cells of a row by the columns of the mapping."""

    def __init__(
        self,
        line: Line,
        header: Header,
        texts: Sequence[str] | None = None,
        above: Mapping[str, str] | None = None,
    ) -> None:
        self.line = line
        self.header = header
        self._texts = line.texts if texts is None else texts
        self._told = [
            "" if len(text) < LONGEST_BLANK and text.casefold() in BLANKS else text
            for text in self._texts
        ]
        self._above = above or {}

    @property
    def filled(self) -> list[str]:
        """The texts of the cells that are not empty."""
        return [text for text in self._texts if text]

    def value(self, column: Column) -> Value:
        """Give a cell as it stands there, None where there is no such column."""
        position = self.header.positions.get(column, -1)
        if 0 <= position < len(self.line.cells):
            return self.line.cells[position]
        return self._above.get(column)

    def text(self, column: Column) -> str:
        """Give a cell as clean text, blank where it only says that nothing stands there."""
        position = self.header.positions.get(column, -1)
        if 0 <= position < len(self._told):
            return self._told[position]
        return self._above.get(column, "")

    def _clean(self, column: Column) -> str:
        position = self.header.positions.get(column, -1)
        if 0 <= position < len(self._texts):
            return self._texts[position]
        return self._above.get(column, "")

    def place(self, column: Column) -> str:
        """Say where a cell stands."""
        return self.header.places.get(column, column)

    def shown(self, columns: list[Column]) -> tuple[tuple[str, str], ...]:
        """Give place and text of every filled cell."""
        texts = [(self._say(column), self._clean(column)) for column in columns]
        return tuple((place, text) for place, text in texts if text)

    def _say(self, column: Column) -> str:
        """Say where a cell stands, or what above the row, in words for those who read its page."""
        for sign, word in (("$sheet", "Blatt"), ("$heading", "Überschrift")):
            if column.startswith(sign):
                return column.replace(sign, word)
        return self.place(column)
