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

from wirlod.drawing.areas import Area, Point, Ring
from wirlod.errors import Origin, Problem
from wirlod.publish.publication import Geometry
from wirlod.publish.records.territory import Outline, Territory
from wirlod.publish.records.thing import Cells, Thing
from wirlod.saying import say


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
    return msgspec.structs.replace(
        territory, bbox=area.box, centroid=area.centroid, outline=outline
    )
