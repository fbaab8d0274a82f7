"""
A line of a table, as any kind of file gives it.

Rows are counted as spreadsheets count them: from 1, blank ones included; a cell that holds a line
break does not make two rows. That is also how RFC 7111 counts (``#row=17``).
"""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import msgspec

Value = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds; text files have text only."""

BROKEN = re.compile("[\ud800-\udfff]")
"""What a byte becomes that does not fit the encoding."""

_UNPRINTABLE = re.compile(r"[^\x20-\x7e\n\r\ud800-\udfff]")

_HYPHEN = re.compile(r"(?<=[a-zäöüß])-\s*\n\s*(?=[a-zäöüß])")
_HARD_HYPHEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")


class Line(msgspec.Struct, frozen=True):
    """One row of a sheet."""

    number: int
    cells: tuple[Value, ...]
    sheet: str = ""

    @property
    def texts(self) -> list[str]:
        """The cells as clean text."""
        return [clean(value) for value in self.cells]

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(clean(value) for value in self.cells)


def clean(value: Value) -> str:
    r"""
    Give a cell as one line of text, words that were broken at a line's end joined again.

    >>> clean("Beschäfti-\ngung"), clean("Main-Kinzig-\nKreis"), clean(49577.0), clean(" a\n b ")
    ('Beschäftigung', 'Main-Kinzig-Kreis', '49577', 'a b')
    """
    if isinstance(value, str):
        if not value.isprintable():
            value = _UNPRINTABLE.sub(_printable, value)
        if "\n" in value or "\r" in value:
            value = value.replace("\r\n", "\n").replace("\r", "\n")
            value = _HARD_HYPHEN.sub("-", _HYPHEN.sub("", value))
        return " ".join(value.replace("\ufeff", "").split())
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float | int):
        return plain(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def _printable(match: re.Match[str]) -> str:
    """Keep what can be seen; a soft hyphen is nothing, everything else unseen a space."""
    letter = match[0]
    return letter if letter.isprintable() else "" if letter in "\xad\u200b\ufeff" else " "


def plain(number: float) -> str:
    """
    Write a number of a typed cell as it would be typed, rounded as Excel keeps it.

    >>> plain(433426.93), plain(75453.0), plain(0.1 + 0.2)
    ('433426.93', '75453', '0.3')
    """
    if not math.isfinite(number):
        return ""
    return format(Decimal(f"{number:.15g}").normalize(), "f")


def column_letter(position: int) -> str:
    """
    Name a column as spreadsheets do; positions count from 0.

    >>> column_letter(0), column_letter(25), column_letter(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_position(letters: str) -> int | None:
    """
    Give the position of a column from its letters, None where they are none.

    >>> column_position("A"), column_position("AA"), column_position("Ort")
    (0, 26, None)
    """
    if not re.fullmatch(r"[A-Z]{1,3}", letters):
        return None
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - 64
    return position - 1
