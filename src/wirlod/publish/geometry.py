"""
The outlines that the publisher keeps, as GeoJSON: longitude and latitude in WGS 84.

A territory has the outline whose official key is its own; one without a key yet has that of the
form before it.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from wirlod.errors import Origin, Problem
from wirlod.publish.publication import Geometry
from wirlod.publish.records.territory import Outline, Territory
from wirlod.publish.records.thing import Cells, Thing
from wirlod.saying import say

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


def _write_ring(ring: Iterable[Point]) -> str:
    return f"({', '.join(_write_point(point) for point in ring)})"


def _write_point(point: Point) -> str:
    return " ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in point)


def read_areas(path: Path) -> Iterator[Area | Problem]:
    """Yield the areas of a GeoJSON file, and what cannot be read of it."""
    try:
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
    except FileNotFoundError:
        yield Problem(Origin(path), say("is missing, though publication.yaml names it"))
        return
    except (ValueError, KeyError, TypeError) as error:
        line = getattr(error, "lineno", 1)
        yield Problem(Origin(path, line), say("is no GeoJSON with features: {error}", error=error))
        return
    for number, feature in enumerate(features, start=1):
        try:
            yield _read_area(feature)
        except (KeyError, TypeError, ValueError) as error:
            message = say(
                "feature {number}: wanted polygons and the properties ags and name ({error})",
                number=number,
                error=error,
            )
            yield Problem(Origin(path), message)


def _read_area(feature: dict[str, Any]) -> Area:
    geometry, properties = feature["geometry"], feature["properties"]
    found = geometry["coordinates"]
    polygons = {"Polygon": [found], "MultiPolygon": found}[geometry["type"]]
    read = [
        [[(float(point[0]), float(point[1])) for point in ring] for ring in polygon]
        for polygon in polygons
    ]
    rings = [ring for polygon in read for ring in polygon]
    inside = properties.get("inside") or _middle(max(rings, key=len))
    left, top = (float(degrees) for degrees in inside)
    return Area(str(properties["ags"]), str(properties["name"]), read, (left, top))


def _middle(ring: Ring) -> Point:
    """Give the middle of the box around a ring."""
    across, down = [point[0] for point in ring], [point[1] for point in ring]
    return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2


class Surveyor:
    """Gives territories the outlines that the publisher keeps."""

    def __init__(self, data: Path, geometry: Geometry | None, cells: Cells) -> None:
        self._geometry = geometry
        self._cells = cells
        found = read_areas(data / self._geometry.file) if self._geometry else ()
        self._areas = {area.official_key: area for area in found if isinstance(area, Area)}

    def survey(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Yield *things*; territories whose outline is known get it."""
        for thing in things:
            if self._geometry and isinstance(thing, Territory):
                area = self._areas.get(self._official_key(thing))
                yield _outline(thing, area, self._geometry) if area else thing
            else:
                yield thing

    def _official_key(self, territory: Territory) -> str:
        if territory.ags or not territory.predecessor:
            return territory.ags or ""
        key = territory.predecessor.rpartition("/")[2]
        return self._cells.cell("territories", key, "ags")


def _outline(territory: Territory, area: Area, geometry: Geometry) -> Territory:
    outline = Outline.of(territory, area.wkt, geometry.source, geometry.licence)
    outline.sources = [geometry.source_url]
    centroid = f"POINT ({_write_point(area.inside)})"
    return msgspec.structs.replace(territory, bbox=area.box, centroid=centroid, outline=outline)
