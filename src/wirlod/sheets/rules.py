"""
Rows that are no records, and by which rule they are left out.
"""

from collections.abc import Sequence
from typing import Literal

from wirlod.sheets.cells import Cells
from wirlod.sheets.joined import adds_up, begins_heading
from wirlod.sheets.mapping import ABOVE, LeaveOut, Mapping

Rule = Literal[
    "blank", "before-header", "header", "repeated-header", "other-sheet", "total", "heading",
    "continued", "repeated-row", "negative", "leave-out", "natural-person",
]  # fmt: skip
"""Why a row is left out."""


class RowRules:
    """Tells rows below the header that are no records."""

    def __init__(self, mapping: Mapping) -> None:
        columns = mapping.columns
        self._rows = mapping.rows
        self._sums = [money.column for money in mapping.sums]
        telling = {*columns.recipient, *columns.purpose, columns.start, *mapping.key}
        self._telling = _below({column for column in telling if column not in self._sums})
        self._own = [name for name in mapping.used_columns if name not in mapping.rows.carry_down]
        """Columns of which a record has its own cell, and none from above."""
        self._who = _below({*columns.recipient, *mapping.key})

    def find(self, cells: Cells, bare: Cells) -> Rule | None:
        """Tell why a row is left out; *bare* is what stood in it before cells were carried down."""
        filled = bare.filled
        beside = len(filled) - sum(1 for column in self._sums if cells.text(column))
        if adds_up(filled[0], beside == 1) and self._is_sparse(cells, filled, beside):
            return "total"
        is_bare = self._is_bare_sum(cells)
        stands_alone = len(filled) == 1 and not is_bare and self._is_narrow(bare)
        if stands_alone or begins_heading(filled, self._rows):
            return "heading"
        if is_bare:
            return "total"
        return (
            "leave-out" if any(_leaves_out(rule, cells) for rule in self._rows.leave_out) else None
        )

    def _is_narrow(self, cells: Cells) -> bool:
        """Tell whether the only text can be no record: records have sums, are wider, elsewhere."""
        if self._rows.carry_down:
            return not any(map(cells.text, self._own))
        columns = len(cells.header.positions)
        return bool(self._sums) or columns > 2 or not any(map(cells.text, self._who))

    def _is_sparse(self, cells: Cells, filled: Sequence[str], beside: int) -> bool:
        """Tell whether a row has nothing beside its sums and its first text, or little else."""
        columns = len(cells.header.positions)
        return 2 * beside <= max(2, 1 + columns - (len(filled) - beside))

    def _is_bare_sum(self, cells: Cells) -> bool:
        """Tell whether a row has sums but says neither who, what nor when."""
        told = any(map(cells.text, self._telling))
        return not told and any(map(cells.text, self._sums))


def _leaves_out(rule: LeaveOut, cells: Cells) -> bool:
    text = cells.text(rule.column)
    if rule.keep:
        return text not in rule.keep
    return text in rule.values if rule.values else not text


def _below(columns: set[str]) -> list[str]:
    """Leave away what stands above the rows, for it is there in all of them."""
    return sorted(column for column in columns if column and not column.startswith(ABOVE))


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
