"""Editions: one published generation of everything; the catalogue describes them."""

from wirlod.kinds.kind import Bilingual, Kind

EDITION = Kind(
    name="edition",
    one=Bilingual(de="Ausgabe", en="Edition"),
    many=Bilingual(de="Ausgaben", en="Editions"),
)
