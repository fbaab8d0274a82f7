"""
Headers of the plain form that nearly all releases have, read without a parser of YAML.

Lines of ``name: value``, words in brackets, and lists of entries that are such lines. Of whatever
else there is nothing is read here, and YAML's own parser is asked, which takes ten times as long.
Where a header is plain, both say the same; a test holds it so.
"""

import re
from typing import Any

Places = dict[str, tuple[object, int]]
"""Name → the places inside its value (None where there are none), and the line that it is in."""

Plain = tuple[dict[str, Any], Places]
"""What a header says, and where."""

STRANGE = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-]")
"""Characters that are more than themselves, such as tabs and other ends of lines."""

LINE = re.compile(r"( *)(- )?([A-Za-z_][A-Za-z0-9_]*):(?: (\S.*))?")
"""Indentation, the beginning of an entry, a name, and its value where that is no list."""

WORDS = re.compile(r"\[(?:[a-z0-9][a-z0-9-]*(?:, [a-z0-9][a-z0-9-]*)*)?\]")
SIGNS = frozenset("-?:,[]{}#&*!|>'\"%@`")
"""What begins a value that is not the words themselves."""

MOST_LINES = 10_000
NONE = -9


def read_plain_header(header: str) -> Plain | None:
    """
    Read *header*; None where its form is not plain.

    >>> read_plain_header("a: b c")
    ({'a': 'b c'}, {'a': (None, 1)})
    >>> read_plain_header("a: |")
    """
    lines = header.split("\n")
    if len(lines) > MOST_LINES or STRANGE.search(header):
        return None
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        if line and not reader.read(line, number):
            return None
    return (reader.values, reader.places) if reader.values else None


class _Reader:
    """Reads line by line."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.places: Places = {}
        self._list = ""
        """The last name, if a list may follow it."""
        self._depth = NONE
        """How far the entries of the list are indented, below 0 where there is none."""
        self._entry: Plain = {}, {}

    def read(self, line: str, number: int) -> bool:
        """Read *line*, and tell whether it is plain."""
        found = LINE.fullmatch(line)
        if found is None:
            return False
        indent, dash, name, text = found.groups()
        value = "" if text is None else read_value(text)
        if value is None:
            return False
        if not indent and not dash:
            self._list, self._depth = "" if text else name, NONE
            return _put(self.values, self.places, name, value, number)
        if dash and self._list:
            self._begin_entry(len(indent), number)
        if self._depth + len("- ") != len(indent) + len(dash or ""):
            return False
        return _put(*self._entry, name, value, number)

    def _begin_entry(self, depth: int, number: int) -> None:
        """Begin an entry; those of a list are indented alike."""
        if self._depth < 0:
            self._depth = depth
            self.values[self._list] = []
            self.places[self._list] = ([], self.places[self._list][1])
        if self._depth == depth:
            self._entry = {}, {}
            self.values[self._list].append(self._entry[0])
            entries: Any = self.places[self._list][0]
            entries.append((self._entry[1], number))


def _put(values: dict[str, Any], places: Places, name: str, value: object, line: int) -> bool:
    """Put in a value, and tell whether it is the first of its name."""
    is_new = name not in values
    values[name], places[name] = value, (None, line)
    return is_new


def read_value(text: str) -> str | list[str] | None:
    """
    Read a value; None where it is not plain.

    >>> read_value("rund 5 Euro"), read_value('"42"'), read_value("[a, b-1]"), read_value("&x y")
    ('rund 5 Euro', '42', ['a', 'b-1'], None)
    """
    first, last = text[0], text[-1]
    if first not in SIGNS:
        is_plain = last != ":" and not last.isspace() and ": " not in text and " #" not in text
        return text if is_plain else None
    if first == "[" and WORDS.fullmatch(text):
        return text[1:-1].split(", ") if text != "[]" else []
    inside = text[1:-1]
    is_quoted = first in "'\"" and len(text) > 1 and last == first
    return inside if is_quoted and first not in inside and "\\" not in inside else None
