"""Concepts: the terms of the code lists, and the lists themselves."""

from wirlod.kinds.kind import Bilingual, Kind

CONCEPT = Kind(
    name="concept",
    one=Bilingual(de="Begriff einer Codeliste", en="Term of a code list"),
    many=Bilingual(de="Begriffe der Codelisten", en="Terms of code lists"),
    dataset="ontology",
    classes=("skos:Concept", "skos:ConceptScheme"),
    weight=2,
)
