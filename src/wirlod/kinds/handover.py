"""Handovers: somebody hands a notice to its recipient, on a day and in a place."""

from wirlod.kinds.kind import Bilingual, Kind

HANDOVER = Kind(
    name="handover",
    one=Bilingual(de="Bescheidübergabe", en="Handover of a notice"),
    many=Bilingual(de="Bescheidübergaben", en="Handovers of notices"),
    dataset="grants",
    classes=("wir:Handover",),
    columns=("handsOver", "startDate", "place", "givenBy", "receivedBy", "basis", "sources"),
    sorts={"date": "schema:startDate"},
    year=("startDate",),
    weight=3,
)
