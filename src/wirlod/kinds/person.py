"""
People in public office and those who speak in releases.

The roles somebody had, each dated by its source, are parts of the person.
"""

from wirlod.kinds.kind import Bilingual, Kind

PERSON = Kind(
    name="person",
    one=Bilingual(de="Person", en="Person"),
    many=Bilingual(de="Personen", en="People"),
    dataset="organisations",
    classes=("foaf:Person",),
    parts=("role",),
    columns=("personName", "givenName", "familyName", "honorific", "sources"),
    weight=8,
)
