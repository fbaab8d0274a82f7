"""Reported figures: what a source counts or sums up, as of a day."""

from wirlod.kinds.kind import Bilingual, Facet, Kind

FIGURE = Kind(
    name="figure",
    one=Bilingual(de="Berichtete Zahl", en="Reported figure"),
    many=Bilingual(de="Berichtete Zahlen", en="Reported figures"),
    dataset="programme",
    classes=("wir:ReportedFigure",),
    parts=("amount", "period"),
    columns=(
        *("category", "counted@de", "counted@en", "number", "precision", "amount"),
        *("money.minimum", "money.maximum", "money.currency", "money.precision"),
        *("period.periodStart", "period.periodEnd", "asOf", "basis", "sources"),
    ),
    sorts={"date": "wir:asOf"},
    year=("asOf",),
    facets=(
        Facet("category", Bilingual(de="Was gezählt wird", en="What is counted")),
        Facet("year", Bilingual(de="Jahr", en="Year")),
    ),
    flat_table="figures",
    weight=4,
)
