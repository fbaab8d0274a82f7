"""Territories: the state, its districts, cities and municipalities, in the borders of a time."""

from wirlod.kinds.kind import Bilingual, Facet, Kind

TERRITORY = Kind(
    name="territory",
    one=Bilingual(de="Gebiet", en="Territory"),
    many=Bilingual(
        de="Landkreise, Städte und Gemeinden", en="Districts, cities and municipalities"
    ),
    dataset="organisations",
    classes=("dct:Location",),
    parts=("ags", "outline"),
    is_place=True,
    columns=(
        *("category", "officialName", "colloquialNames", "ags", "exactMatch", "closeMatch"),
        *("within", "seat", "validFrom", "validThrough", "sources"),
    ),
    facets=(
        Facet("category", Bilingual(de="Art", en="Kind")),
        Facet("within", Bilingual(de="Liegt in", en="Lies in")),
    ),
    weight=12,
)
