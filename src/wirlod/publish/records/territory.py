"""
Territories: the state, its districts and cities.

The corporation of the same name is an organisation, another thing.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Self

from wirlod.publish.records.cells import Cell, Iri, KeyCell, Text, Texts
from wirlod.publish.records.codes import TerritoryType
from wirlod.publish.records.references import Source
from wirlod.publish.records.references import Territory as TerritoryKey
from wirlod.publish.records.row import Contradiction, TableRow, period_contradictions
from wirlod.publish.records.thing import (
    Labels,
    Thing,
    Typed,
    concept,
    dated,
    german,
    refer,
    source_ids,
    thing_id,
)
from wirlod.saying import message
from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import Words

OUTLINE = {"de": "Umriss", "en": "Outline"}
NUTS = "http://data.europa.eu/nuts/code/"
GEONAMES = "https://sws.geonames.org/"
AGS = {"de": "Amtlicher Gemeindeschlüssel", "en": "official municipality key"}
AGENCY = {
    "de": "Statistische Ämter des Bundes und der Länder",
    "en": "Statistical Offices of the Federation and the Länder",
}
"""Who gives out the key."""


class Ags(Cell):
    """The official key of a territory in Germany (Amtlicher Gemeindeschlüssel)."""

    wanted = message("the official key of 2, 5 or 8 digits, such as 01053")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* has the digits of a state, a district or a municipality."""
        return text.isdecimal() and text.isascii() and len(text) in {2, 5, 8}


class NutsCode(Cell):
    """A code of the European regions."""

    wanted = message("a NUTS code such as DEF06")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a German code of level 1 to 3."""
        return text.startswith("DE") and text.isalnum() and text.isascii() and 3 <= len(text) <= 5


class GeonamesId(Cell):
    """A number of GeoNames."""

    wanted = message("a number of GeoNames such as 2857458")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a number."""
        return text.isdecimal() and text.isascii()


class Outline(Thing, kw_only=True):
    """Where the borders of a territory run, and whom to name beside them."""

    wkt: str
    credit: str
    licence: str

    @classmethod
    def of(cls, territory: "Territory", wkt: str, credit: str, licence: str) -> Self:
        """Build the outline of *territory*."""
        return cls(
            id=f"{territory.id}#outline",
            type=["geo:Geometry"],
            label={tag: f"{word}: {territory.label[tag]}" for tag, word in OUTLINE.items()},
            wkt=wkt,
            credit=credit,
            licence=licence,
        )


class OfficialKey(Thing, kw_only=True):
    """The official key of a territory, and whose it is."""

    notation: str
    scheme_agency: Words


class Territory(Thing, kw_only=True):
    """A part of the state, in the borders of a time."""

    category: str
    official_name: Words | None = None
    colloquial_names: Sequence[str] = ()
    ags: str | None = None
    official_key: OfficialKey | None = None
    exact_match: list[str]
    close_match: str | None = None
    within: str | None = None
    seat: str | None = None
    valid_from: Typed | None = None
    valid_through: Typed | None = None
    predecessor: str | None = None
    bbox: str | None = None
    centroid: str | None = None
    """A point in it where its name may stand."""
    outline: Outline | None = None


class TerritoryRow(TableRow, frozen=True, kw_only=True):
    """A row of ``territories.csv``."""

    file: ClassVar[str] = "territories.csv"
    target: ClassVar[str] = "territory/{key}"
    label_columns: ClassVar[tuple[str, str]] = ("label", "label_en")

    key: KeyCell
    type: TerritoryType
    label: Text
    label_en: Text | None
    official_name: Text | None
    colloquial_names: Texts | None
    ags: Ags | None
    nuts: NutsCode | None
    political_geocoding: Iri | None
    place_authority: Iri | None
    geonames: GeonamesId | None
    within: TerritoryKey | None
    seat: TerritoryKey | None
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    predecessor: TerritoryKey | None
    sources: list[Source]
    note: Text | None

    def contradictions(self) -> Iterator[Contradiction]:
        """Its validity does not end before it starts."""
        yield from period_contradictions(self.valid_from, self.valid_to, "valid_to")

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the territory."""
        nuts = f"{NUTS}{self.nuts}" if self.nuts else None
        same = [nuts, self.political_geocoding, self.place_authority]
        yield Territory(
            id=thing_id(target),
            type=["dct:Location", "schema:AdministrativeArea"],
            identifier=self.key,
            label=labels[target],
            category=concept(self.type),
            official_name=german(self.official_name),
            colloquial_names=self.colloquial_names.parts if self.colloquial_names else [],
            ags=self.ags,
            official_key=_build_key(self.ags, f"{target}#ags") if self.ags else None,
            exact_match=[str(iri) for iri in same if iri],
            close_match=f"{GEONAMES}{self.geonames}/" if self.geonames else None,
            within=refer(self.within),
            seat=refer(self.seat),
            valid_from=dated(self.valid_from),
            valid_through=dated(self.valid_to),
            predecessor=refer(self.predecessor),
            sources=source_ids(self.sources),
            note=german(self.note),
        )


def _build_key(ags: str, part: str) -> OfficialKey:
    return OfficialKey(
        id=thing_id(part),
        type=["adms:Identifier"],
        label={language: f"{name} {ags}" for language, name in AGS.items()},
        notation=ags,
        scheme_agency=AGENCY,
    )
