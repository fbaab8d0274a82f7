"""
What is stated already when a table of an office is read: bodies, and territories by official key.

A territory that rows name and nobody has typed is stated from the gazetteer, once, with those it
lies in.
"""

from collections.abc import Iterator
from pathlib import Path

from wirlod.errors import Origin
from wirlod.publish.records.row import TableRow, columns
from wirlod.publish.records.territory import TerritoryRow
from wirlod.table_form import read_cells
from wirlod.values.keys import make_key
from wirlod.values.places import Place, read_places

BKG = "https://www.bkg.bund.de"
BKG_NOTE = "Name und Schlüssel: © GeoBasis-DE / BKG 2021 (Daten verändert)."
GEOCODING = "http://dcat-ap.de/def/politicalGeocoding/"
Stated = tuple[type[TableRow], dict[str, str], Origin]
"""Of which kind, its cells, and where it stands."""


class Known:
    """What is typed in ``data/`` or was yielded before, so that nothing is stated twice."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.organisations = {row["key"] for row in read_cells(data / "organisations.csv")}
        self.territories = {
            row["ags"]: row["key"] for row in read_cells(data / "territories.csv") if row.get("ags")
        }

    def territory_rows(self, place: Place, origin: Origin) -> Iterator[Stated]:
        """Yield the territory of *place*, and those it lies in, unless they are stated."""
        if place.ags in self.territories:
            return
        above = {8: place.district_ags, 5: place.state_ags}.get(len(place.ags), "")
        within = read_places().by_ags.get(above)
        if within:
            yield from self.territory_rows(within, origin)
        self.territories[place.ags] = key = make_key(place.name, place.ags)
        yield TerritoryRow, _territory_cells(place, key, self.key_of(within)), origin

    def key_of(self, place: Place | None) -> str:
        """Give the key of a territory that is stated."""
        return self.territories[place.ags] if place else ""


def whole_of(place: Place | None) -> Place | None:
    """Give the district of a municipality that is one: an independent city has one territory."""
    if place and len(place.ags) == 8 and place.ags.endswith("000"):
        return read_places().by_ags.get(place.district_ags, place)
    return place


def _territory_cells(place: Place, key: str, within: str) -> dict[str, str]:
    kind = str(place.level)
    if kind == "district" and "tadt" in place.designation:
        kind = "district-free-city"
    name = place.name
    if kind == "district" and "kreis" not in name.lower():
        name = f"{place.designation} {name}"
    codes = {"state": "stateKey/", "municipality": ""}
    geocoding = codes.get(kind, "districtKey/")
    return fill(
        TerritoryRow,
        key=key,
        type=kind,
        label=name,
        ags=place.ags,
        nuts=place.nuts if len(place.ags) < 8 else "",
        political_geocoding=f"{GEOCODING}{geocoding}{place.ags}" if geocoding else "",
        within=within,
        sources=BKG,
        note=BKG_NOTE,
    )


def fill(row_type: type[TableRow], **filled: str) -> dict[str, str]:
    """Give the cells of a row of which only some are filled."""
    return {**dict.fromkeys(columns(row_type), ""), **filled}
