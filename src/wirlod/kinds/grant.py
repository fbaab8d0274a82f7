"""
Grants: public money for one recipient, period and purpose.

What single sources claim of a grant are parts of it.
"""

from wirlod.kinds.kind import Bilingual, Facet, Kind

GRANT = Kind(
    name="grant",
    one=Bilingual(de="Förderung", en="Grant"),
    many=Bilingual(de="Förderungen", en="Grants"),
    dataset="grants",
    classes=("wir:Grant",),
    parts=("amount", "period", "notice", "claim", "row"),
    columns=(
        *("recipient", "programme", "guideline", "priority", "purpose@de", "purpose@en"),
        *("amount", "money.value", "money.minimum", "money.maximum", "money.currency"),
        *("money.precision", "money.sumKind", "money.per", "counting"),
        *("grantedAmount", "grantedMaximum", "period.periodStart", "period.periodEnd"),
        *("firstDay", "lastDay", "recipientTerritory", "inTerritory", "beneficiaryPlace"),
        *("funder", "grantingAuthority", "fundedItem", "basis", "sources"),
    ),
    sorts={"sum": "wir:grantedAmount", "date": "wir:firstDay"},
    year=("period", "periodStart"),
    facets=(
        Facet("inTerritory", Bilingual(de="Gebiet, mit allem darin", en="Territory, all within")),
        Facet("recipientTerritory", Bilingual(de="Verwaltung von", en="Administration of")),
        Facet("year", Bilingual(de="Beginnt im Jahr", en="Begins in")),
        Facet("priority", Bilingual(de="Förderschwerpunkt", en="Priority")),
        Facet("counting", Bilingual(de="In Gesamtsummen", en="In totals")),
        Facet("money.sumKind", Bilingual(de="Art der Summe", en="Kind of sum")),
        Facet("money.precision", Bilingual(de="Genauigkeit", en="Precision")),
        Facet("programme", Bilingual(de="Programm", en="Programme")),
    ),
    counted=("recipient",),
    flat_table="grants",
    weight=9,
)
