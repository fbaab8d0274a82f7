"""Programmes of funding: what money is given for, by whom, in which years."""

from wirlod.kinds.kind import Bilingual, Kind

PROGRAMME = Kind(
    name="programme",
    one=Bilingual(de="Programm", en="Programme"),
    many=Bilingual(de="Programme", en="Programmes"),
    dataset="programme",
    classes=("wir:Programme",),
    columns=(
        *("description@de", "description@en", "funder", "startDate", "endDate"),
        *("predecessor", "sources"),
    ),
    weight=11,
)
