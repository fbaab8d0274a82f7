"""
Grants that are rows of an office's table, each with the cells that say so.
"""

from collections.abc import Iterator
from typing import ClassVar

from wirlod.publish.records.cells import Count, Text
from wirlod.publish.records.grant import ClaimRow, Grant, GrantRow
from wirlod.publish.records.references import ReleaseKey
from wirlod.publish.records.thing import Labels, Thing, thing_id

CELL_SIGN = "\n"
"""What stands between the cells of a row in one text."""


class TableRowPart(Thing, kw_only=True):
    """A row of a table: which, where, and what its cells say."""

    source: str
    row_number: str
    sheet: str
    exact: list[str]


class ImportedGrantRow(GrantRow, frozen=True, kw_only=True):
    """A row of a table in ``data/tables/``, as its mapping reads it."""

    file: ClassVar[str] = "imported.csv"
    is_registered: ClassVar[bool] = False

    table: ReleaseKey
    sheet: Text
    row_number: Count
    cells: Text | None
    """Place and text of each, blank where they would name a person."""

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the grant with the row that states it."""
        for thing in super().build(target, labels):
            if isinstance(thing, Grant) and self.cells:
                thing.row = self._row(target)
            yield thing

    def _row(self, target: str) -> TableRowPart:
        return TableRowPart(
            id=thing_id(f"{target}#row"),
            type=["csvw:Row"],
            label={
                "de": f"Zeile {self.row_number} in {self.sheet}",
                "en": f"Row {self.row_number} of {self.sheet}",
            },
            source=thing_id(self.table.target),
            row_number=self.row_number,
            sheet=self.sheet,
            exact=(self.cells or "").split(CELL_SIGN),
        )


class ImportedClaimRow(ClaimRow, frozen=True, kw_only=True):
    """One of several sums in a row of a table in ``data/tables/``; the note says its column."""

    file: ClassVar[str] = "imported-claims.csv"
    is_registered: ClassVar[bool] = False
