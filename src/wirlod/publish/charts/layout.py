"""What the map is drawn of: the tiles of ``map.csv``, outlines, or a tile for each territory."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from wirlod.publish.records.row import columns, read_row
from wirlod.publish.records.tile import TileRow
from wirlod.publish.sources.tables import Row, read_table

ACROSS = 4
"""Tiles beside each other where nobody says how they stand."""

LONGEST = 17
"""Characters that fit on a tile."""


class Tile(msgspec.Struct, frozen=True):
    """One territory on the map; rows and columns count from 1."""

    key: str
    label: str
    row: int = 0
    column: int = 0
    within: str = ""


def read_layout(data: Path) -> list[Tile]:
    """Read the tiles that the folder *data* lays out; the table was checked with the others."""
    path = data / TileRow.file
    rows = read_table(path, columns(TileRow)) if path.exists() else ()
    read = [read_row(TileRow, row.cells, row.origin) for row in rows if isinstance(row, Row)]
    return [
        Tile(row.key, row.label, int(row.row or 0), int(row.column or 0), row.within or "")
        for row in read
        if isinstance(row, TileRow)
    ]


def lay_out(rows: Sequence[dict[str, Any]], language: str) -> list[Tile]:
    """
    Lay out a tile for each place of *rows*, in the order of their names.

    >>> lay_out([{"place": "territory/x", "de": "Kreis Langer Langername"}], "de")
    [Tile(key='x', label='Kreis Langer Lan…', row=1, column=1, within='')]
    """
    ordered = sorted(rows, key=lambda row: str(row[language]))
    return [
        Tile(
            row["place"].removeprefix("territory/"),
            _shorten(row[language]),
            number // ACROSS + 1,
            number % ACROSS + 1,
        )
        for number, row in enumerate(ordered)
    ]


def _shorten(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
