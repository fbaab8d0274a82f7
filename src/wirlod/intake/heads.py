"""
Where in a file its records begin, and what its columns are called.
"""

import re
from collections.abc import Sequence
from itertools import groupby, islice
from pathlib import Path

import msgspec

from wirlod.intake.vocabulary import name_score, read_vocabulary
from wirlod.sheets.header import DEEPEST, join_names
from wirlod.sheets.lines import Line
from wirlod.sheets.mapping import Reading
from wirlod.sheets.tables import read_table

SAMPLE_ROWS = 3_000
ENOUGH = 1.2
"""Score from which on a row is taken for a header: about two columns called as usual."""
YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"[(\[]?(?:in )?(?:(?:T|Tsd\.? ?|Mio\.? ?)?(?:€|EUR|Euro)|%|v\.?H\.?)[)\]]?")
_NO_NAME = re.compile(r"[\d.,/€ -]+")


class Head(msgspec.Struct, frozen=True):
    """Where the rows of records begin, and what the columns are called."""

    rows: tuple[int, ...]
    names: tuple[str, ...]
    sheet: str
    title: str = ""
    single_texts: tuple[str, ...] = ()
    """What stands alone in rows below the header."""


def read_samples(path: Path, reading: Reading) -> list[tuple[Head, list[Line]]]:
    """Read the first rows of every sheet, with what its header is taken for."""
    samples = []
    for sheet, lines in groupby(read_table(path, reading), key=lambda line: line.sheet):
        rows = [line for line in islice(lines, SAMPLE_ROWS) if not line.is_blank]
        head = _find_head(rows, sheet)
        after = max(head.rows, default=0)
        below = [line for line in rows if line.number > after]
        single = [[text for text in line.texts if text] for line in below]
        alone = tuple(texts[0] for texts in single if len(texts) == 1)
        head = msgspec.structs.replace(head, single_texts=alone)
        samples.append((head, below))
    return samples


def richness(head: Head, lines: Sequence[Line]) -> float:
    """Tell how much a sheet looks like the one with the records."""
    return sum(_best_name(name)[1] for name in head.names) * 100 + min(len(lines), 99)


def _best_name(name: str) -> tuple[str, float]:
    scores = {field: name_score(name, field) for field in read_vocabulary()} if name else {}
    return max(scores.items(), key=lambda pair: pair[1], default=("", 0))


def _find_head(rows: Sequence[Line], sheet: str) -> Head:
    """Find the header: the row most of whose cells are called like columns."""
    best, best_score = None, ENOUGH
    for number, line in enumerate(rows[:DEEPEST]):
        for depth in (1, 2):
            above = [text for text in line.texts if text]
            if depth == 2 and len(set(above)) < 2:
                continue
            taken = rows[number : number + depth]
            names = join_names(taken)
            score = _header_score(names, taken[-1]) + _gain(taken)
            if score > best_score:
                numbers = tuple(row.number for row in taken)
                best, best_score = (line, numbers, names), score
    if best is not None:
        best = _with_units(best, rows)
    if best is None:
        width = max((len(line.cells) for line in rows), default=0)
        return Head((), ("",) * width, sheet)
    title = next(
        (t for row in rows if row.number < best[0].number for t in row.texts if len(t) > 8), ""
    )
    return Head(best[1], best[2], sheet, title)


def _with_units(
    found: tuple[Line, tuple[int, ...], tuple[str, ...]], rows: Sequence[Line]
) -> tuple[Line, tuple[int, ...], tuple[str, ...]]:
    """Take the row below a header to it where that only says units: «in Tsd. €»."""
    first, numbers, _ = found
    below = next((row for row in rows if row.number > numbers[-1]), None)
    texts = [text for text in below.texts if text] if below else []
    if below is None or not texts or not all(map(_UNIT.fullmatch, texts)):
        return found
    taken = [row for row in rows if row.number in numbers] + [below]
    return first, (*numbers, below.number), join_names(taken)


def _gain(rows: Sequence[Line]) -> float:
    """Tell what a second row adds: all of it if it is a header too, in another language."""
    if len(rows) == 1:
        return 0
    scores = [_header_score(join_names([row]), row) for row in rows]
    return 0.5 if min(scores) > ENOUGH else -0.3


def _header_score(names: Sequence[str], last: Line) -> float:
    texts = [text for text in last.texts if text]
    if len(texts) < 2 or any(
        _NO_NAME.fullmatch(text) and not YEAR.fullmatch(text) for text in texts
    ):
        return 0
    filled = [name for name in names if name]
    if len(set(filled)) < len(filled) or any(len(name) > 400 for name in filled):
        return 0
    return sum(_best_name(name)[1] for name in filled) + 0.05 * len(filled)
