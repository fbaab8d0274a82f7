"""Releases and reports: the texts that everything else was read in."""

from wirlod.kinds.kind import Bilingual, Facet, Kind

RELEASE = Kind(
    name="release",
    one=Bilingual(de="Meldung oder Bericht", en="Release or report"),
    many=Bilingual(de="Meldungen und Berichte", en="Releases and reports"),
    dataset="releases",
    classes=("wir:SourceText",),
    narrower={"wir:Release": "category=concept/press-release"},
    columns=(
        *("category", "title@de", "title@en", "issued", "publisher", "placeOfIssue", "url"),
        *("language", "reports"),
    ),
    sorts={"date": "dct:issued"},
    year=("issued",),
    facets=(
        Facet("category", Bilingual(de="Art", en="Kind")),
        Facet("year", Bilingual(de="Jahr", en="Year")),
        Facet("publisher", Bilingual(de="Veröffentlicht von", en="Published by")),
    ),
    flat_table="releases",
    weight=6,
)
