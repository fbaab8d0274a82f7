"""Funding guidelines: the rules by which a programme gives money."""

from wirlod.kinds.kind import Bilingual, Kind

GUIDELINE = Kind(
    name="guideline",
    one=Bilingual(de="Förderrichtlinie", en="Funding guideline"),
    many=Bilingual(de="Förderrichtlinien", en="Funding guidelines"),
    dataset="programme",
    classes=("wir:Guideline",),
    columns=(
        *("title@de", "title@en", "programme", "citation", "documentDate", "inForce"),
        *("passedBy", "predecessor", "sources"),
    ),
    weight=9,
)
