"""
Areas by their outline: longitude and latitude in WGS 84.

What is published of them is written here alone: well-known text for GeoSPARQL, a box, a point.
"""

from collections.abc import Iterable

import msgspec

Point = tuple[float, float]
Ring = list[Point]


class Area(msgspec.Struct, frozen=True):
    """The outline of one territory: longitude and latitude."""

    official_key: str
    name: str
    polygons: list[list[Ring]]
    """Each begins with its border; the others are holes."""
    inside: Point
    """A point in it, for its name."""

    @property
    def rings(self) -> list[Ring]:
        """All borders, those of holes included."""
        return [ring for polygon in self.polygons for ring in polygon]

    @property
    def wkt(self) -> str:
        """
        Write it as well-known text.

        >>> Area("1", "x", [[[(0, 0), (1.5, 0), (0, 1), (0, 0)]]], (0.2, 0.2)).wkt
        'MULTIPOLYGON (((0 0, 1.5 0, 0 1, 0 0)))'
        """
        polygons = (
            f"({', '.join(_write_ring(ring) for ring in polygon)})" for polygon in self.polygons
        )
        return f"MULTIPOLYGON ({', '.join(polygons)})"

    @property
    def box(self) -> str:
        """Write the box around it as well-known text, against the clock as GeoJSON wants it."""
        across, down = zip(*(point for ring in self.rings for point in ring), strict=True)
        west, east, south, north = min(across), max(across), min(down), max(down)
        corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        return f"POLYGON ({_write_ring(corners)})"

    @property
    def centroid(self) -> str:
        """Write the point in it as well-known text."""
        return f"POINT ({_write_point(self.inside)})"


def _write_ring(ring: Iterable[Point]) -> str:
    return f"({', '.join(_write_point(point) for point in ring)})"


def _write_point(point: Point) -> str:
    return " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in point)
