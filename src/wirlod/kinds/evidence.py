"""Evidence: the sentence of a source that supports one property of one thing."""

from wirlod.kinds.kind import Bilingual, Kind

EVIDENCE = Kind(
    name="evidence",
    one=Bilingual(de="Beleg", en="Evidence"),
    many=Bilingual(de="Belege", en="Evidence"),
    dataset="releases",
    classes=("oa:Annotation",),
    parts=("target", "position", "quote"),
    columns=("supports", "supportsProperty", "reviewedBy", "reviewedOn"),
)
