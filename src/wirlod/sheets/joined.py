"""
Records that go on over several rows: one line of cells again, as the mapping says.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from wirlod.sheets.header import Header, is_repetition
from wirlod.sheets.lines import Line, Value, clean
from wirlod.sheets.mapping import Rows

TOTAL = re.compile(
    r"(?:∑|Σ|(?:zwischen|gesamt|end)?summen?|gesamt(?:betrag|ergebnis|volumen)?|insgesamt|total|"
    r"übertrag|grand total|subtotal)(?:\s*(?:[:=]|\d|€|eur|\(|der |aller |in )\S*.{0,60})?",
    re.IGNORECASE,
)
"""The first text of a row that adds up others."""
_OF_A_PART = re.compile(
    r"(?:∑|Σ|(?:zwischen|gesamt|teil|end)?summen?|insgesamt|gesamt|übertrag)\b.*|"
    r".*\s(?:summe|ergebnis|gesamt|insgesamt)[:]?",
    re.IGNORECASE,
)
"""The first text of a row that adds up others, if nothing but sums stands beside it."""


def adds_up(text: str, is_alone: bool) -> bool:
    """
    Tell whether a row that begins with *text* adds up others; alone: nothing else but sums.

    >>> adds_up("Summe Achse 1", is_alone=True), adds_up("Summe Achse 1", is_alone=False)
    (True, False)
    >>> adds_up("Gesamtverband e.V.", is_alone=True), adds_up("Kassel Ergebnis", is_alone=True)
    (False, True)
    """
    return bool(TOTAL.fullmatch(text) or (is_alone and _OF_A_PART.fullmatch(text)))


def begins_heading(filled: Sequence[str], rows: Rows) -> bool:
    """Tell whether the first text of a row is one that headings begin with."""
    words = tuple(rows.heading_begins)
    return bool(words) and filled[0].startswith(words)


def join_rows(
    lines: Iterator[Line], rows: Rows, header: Callable[[], Header]
) -> Iterator[tuple[Line, list[Line]]]:
    """Yield every row with those that go on with it; *header* is the one that holds now."""
    first: Line | None = None
    further: list[Line] = []
    for line in lines:
        if first is not None and rows.continued and _continues(first, line, rows, header()):
            first = _merge(first, line)
            further.append(line)
            continue
        if first is not None:
            yield first, further
        first, further = line, []
    if first is not None:
        yield first, further


def _continues(first: Line, line: Line, rows: Rows, header: Header) -> bool:
    """Tell whether a row goes on with the record above: blank where a record begins."""
    if first.number <= max(header.rows, default=0):
        return False
    telling = [header.positions[column] for column in rows.continued if column in header.positions]
    begins, texts = first.texts, line.texts
    filled = [text for text in texts if text]
    is_blank = not any(_at(texts, position) for position in telling)
    opens = any(_at(begins, position) for position in telling)
    heads = not filled or adds_up(filled[0], is_alone=False) or begins_heading(filled, rows)
    repeats = bool(header.names) and is_repetition(begins, header)
    return is_blank and opens and not heads and not repeats


def _at(texts: Sequence[str], position: int) -> str:
    return texts[position] if position < len(texts) else ""


def _merge(first: Line, under: Line) -> Line:
    """Join a row to the record above: cell by cell, text below text."""
    cells: list[Value] = []
    for position in range(max(len(first.cells), len(under.cells))):
        upper = first.cells[position] if position < len(first.cells) else None
        lower = under.cells[position] if position < len(under.cells) else None
        if clean(upper) and clean(lower):
            cells.append(f"{clean(upper)}\n{clean(lower)}")
        else:
            cells.append(upper if clean(upper) else lower)
    return Line(first.number, tuple(cells), first.sheet)
