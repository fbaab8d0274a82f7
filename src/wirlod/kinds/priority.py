"""Priorities: what a guideline gives money for, numbered as the guideline numbers them."""

from wirlod.kinds.kind import Bilingual, Kind

PRIORITY = Kind(
    name="priority",
    one=Bilingual(de="Förderschwerpunkt", en="Priority"),
    many=Bilingual(de="Förderschwerpunkte", en="Priorities"),
    dataset="programme",
    classes=("skos:Concept",),
    columns=("notation", "definition@de", "definition@en", "guidelineOfPriority", "sources"),
    weight=10,
)
