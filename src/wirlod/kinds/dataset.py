"""Datasets: what portals list; the catalogue describes them."""

from wirlod.kinds.kind import Bilingual, Kind

DATASET = Kind(
    name="dataset",
    one=Bilingual(de="Datensatz", en="Dataset"),
    many=Bilingual(de="Datensätze", en="Datasets"),
)
