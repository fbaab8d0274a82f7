"""Quotations: a few words that a person said in a release."""

from wirlod.kinds.kind import Bilingual, Kind

QUOTATION = Kind(
    name="quotation",
    one=Bilingual(de="Zitat", en="Quotation"),
    many=Bilingual(de="Zitate", en="Quotations"),
    dataset="releases",
    classes=("schema:Quotation",),
    columns=("text@de", "speaker", "inRole", "partOf"),
)
