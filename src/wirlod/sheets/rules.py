"""
Rows that are no records, and by which rule they are left out.
"""

from collections.abc import Sequence
from typing import Literal

from wirlod.sheets.cells import Cells
from wirlod.sheets.joined import TOTAL, begins_heading
from wirlod.sheets.mapping import ABOVE, LeaveOut, Mapping

Rule = Literal[
    "blank", "before-header", "header", "repeated-header", "other-sheet", "total", "heading",
    "continued", "repeated-row", "negative", "leave-out", "natural-person",
]  # fmt: skip
"""Why a row is left out."""


def find_rule(mapping: Mapping, cells: Cells, filled: Sequence[str]) -> Rule | None:
    """Tell why a row below the header is left out, None where it may be a record."""
    is_bare = _is_bare_sum(mapping, cells)
    if TOTAL.fullmatch(filled[0]) and _has_little_beside_sums(mapping, cells, filled):
        return "total"
    stands_alone = len(filled) == 1 and not is_bare and _is_narrow(mapping, cells)
    if stands_alone or begins_heading(filled, mapping.rows):
        return "heading"
    if is_bare:
        return "total"
    return "leave-out" if any(_leaves_out(rule, cells) for rule in mapping.rows.leave_out) else None


def _leaves_out(rule: LeaveOut, cells: Cells) -> bool:
    text = cells.text(rule.column)
    if rule.keep:
        return text not in rule.keep
    return text in rule.values if rule.values else not text


def _is_narrow(mapping: Mapping, cells: Cells) -> bool:
    """Tell whether the only text of a row can be no record: records are wider, or elsewhere."""
    told = _without_above({*mapping.columns.recipient, *mapping.key})
    return len(cells.header.positions) > 2 or not any(map(cells.text, told))


def _has_little_beside_sums(mapping: Mapping, cells: Cells, filled: Sequence[str]) -> bool:
    sums = [text for money in mapping.sums if (text := cells.text(money.column))]
    columns = len(cells.header.positions)
    return 2 * (len(filled) - len(sums)) <= max(2, 1 + columns - len(sums))


def _is_bare_sum(mapping: Mapping, cells: Cells) -> bool:
    """Tell whether a row has sums but says neither who, what nor when."""
    columns = mapping.columns
    sums = {money.column for money in mapping.sums}
    telling = {*columns.recipient, *columns.purpose, columns.start, *mapping.key} - sums
    told = any(map(cells.text, _without_above(telling)))
    return not told and any(map(cells.text, sums))


def _without_above(columns: set[str]) -> set[str]:
    """Leave away what stands above the rows, for it is there in all of them."""
    return {column for column in columns if not column.startswith(ABOVE)}


def numbers_columns(filled: Sequence[str]) -> bool:
    """
    Tell whether a row only numbers the columns: 1 2 3, or (a) (b) (c).

    >>> numbers_columns(["1", "2", "3"]), numbers_columns(["(a)", "(b)"]), numbers_columns(["7"])
    (True, True, False)
    """
    if all(text.startswith("(") and text.endswith(")") for text in filled):
        return True
    numbers = [int(text) for text in filled if text.isdigit() and len(text) < 3]
    if not 2 < len(numbers) == len(filled) or numbers[0] > 2:
        return False
    return numbers == list(range(numbers[0], numbers[0] + len(numbers)))
