"""Milestones: what happened to a programme, a centre or a guideline, as precisely as is told."""

from wirlod.kinds.kind import Bilingual, Facet, Kind

MILESTONE = Kind(
    name="milestone",
    one=Bilingual(de="Meilenstein", en="Milestone"),
    many=Bilingual(de="Meilensteine", en="Milestones"),
    dataset="programme",
    classes=("wir:Milestone",),
    columns=("category", "startDate", "endDate", "about", "place", "basis", "sources"),
    sorts={"date": "schema:startDate"},
    year=("startDate",),
    facets=(
        Facet("category", Bilingual(de="Art", en="Kind")),
        Facet("year", Bilingual(de="Jahr", en="Year")),
    ),
    weight=3,
)
