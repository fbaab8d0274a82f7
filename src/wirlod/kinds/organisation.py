"""
Organisations: who gives, who receives, and the centres and posts that are paid for.

Names of former times, and mergers, are parts of an organisation.
"""

from wirlod.kinds.kind import Bilingual, Facet, Kind

ORGANISATION = Kind(
    name="organisation",
    one=Bilingual(de="Organisation", en="Organisation"),
    many=Bilingual(de="Organisationen", en="Organisations"),
    dataset="organisations",
    classes=("org:FormalOrganization", "wir:DiversityCentre", "wir:IntegrationPost", "foaf:Group"),
    narrower={"wir:DiversityCentre": "classification=concept/diversity-centre"},
    parts=("name", "merger"),
    columns=(
        *("classification", "abbreviation", "alternativeNames", "areaServed", "unitOf"),
        *("since", "until", "homepage", "sources"),
    ),
    facets=(
        Facet("classification", Bilingual(de="Art", en="Kind")),
        Facet("areaServed", Bilingual(de="Landkreis oder Stadt", en="District or city")),
    ),
    weight=8,
)
