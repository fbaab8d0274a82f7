"""
Where the tiles of the map stand: ``map.csv``, a table that need not be there.

A tile has the row and column it stands in, from the north-west; or it lies within that of another
territory, as a city lies in its district.
"""

from collections.abc import Iterator
from typing import ClassVar

from wirlod.publish.records.cells import Count, Text
from wirlod.publish.records.references import Territory
from wirlod.publish.records.row import Contradiction, TableRow
from wirlod.publish.records.thing import Labels, Thing
from wirlod.saying import say


class TileRow(TableRow, frozen=True, kw_only=True):
    """A row of ``map.csv``; its key is that of the territory."""

    file: ClassVar[str] = "map.csv"
    target: ClassVar[str] = "tile/{key}"
    is_optional: ClassVar[bool] = True

    key: Territory
    label: Text
    row: Count | None
    column: Count | None
    within: Territory | None

    def contradictions(self) -> Iterator[Contradiction]:
        """It stands somewhere, in one of the two ways."""
        if self.within and (self.row or self.column):
            yield "within", say("wanted row and column, or within, not both")
        if not self.within and not (self.row and self.column):
            yield "row", say("wanted row and column, or within the tile of which territory it lies")

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield nothing: a tile is drawn, not published."""
        yield from ()
