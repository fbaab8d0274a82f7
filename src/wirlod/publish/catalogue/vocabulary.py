"""
Values of other people's lists, with their types: portals judge a value by its class.

A validator does not fetch the lists, so every value that the catalogue uses is typed and named
in the catalogue itself. CKAN shows a label instead of the IRI where there is one; so only what
must have a label gets one, the others a title.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from wirlod.errors import PublishingError
from wirlod.namespaces import AUTHORITY, MEDIA_TYPES, expand
from wirlod.publish.catalogue.nodes import Node, Value
from wirlod.values.words import Words

FILE_TYPES = f"{AUTHORITY}file-type/"
LANGUAGES = (f"{AUTHORITY}language/DEU", f"{AUTHORITY}language/ENG")
THEMES = f"{AUTHORITY}data-theme"
PROFILE = "http://dcat-ap.de/def/dcatde/3.0/"
SHA256 = expand("spdx:checksumAlgorithm_sha256")

TYPES = {
    FILE_TYPES: "dct:MediaTypeOrExtent",
    MEDIA_TYPES: "dct:MediaType",
    f"{AUTHORITY}language/": "dct:LinguisticSystem",
    f"{AUTHORITY}frequency/": "dct:Frequency",
    f"{AUTHORITY}access-right/": "dct:RightsStatement",
    f"{AUTHORITY}planned-availability/": "skos:Concept",
    f"{THEMES}/": "skos:Concept",
    "http://dcat-ap.de/def/licenses/": "dct:LicenseDocument",
    "http://dcat-ap.de/def/politicalGeocoding/Level/": "skos:Concept",
    "http://dcat-ap.de/def/politicalGeocoding/": "dct:Location",
    "http://dcat-ap.de/def/contributors/": "skos:Concept",
    "http://data.europa.eu/nuts/code/": "dct:Location",
    "http://purl.org/adms/publishertype/": "skos:Concept",
    "http://purl.org/adms/licencetype/": "skos:Concept",
    PROFILE: "dct:Standard",
    SHA256: "spdx:ChecksumAlgorithm",
}
"""Beginning of an IRI → class of the values there; the first that fits."""

LABELS: dict[str, Words] = {
    "language/DEU": {"de": "Deutsch", "en": "German"},
    "language/ENG": {"de": "Englisch", "en": "English"},
    "frequency/IRREG": {"de": "unregelmäßig", "en": "irregular"},
    "access-right/PUBLIC": {"de": "öffentlich", "en": "public"},
    "planned-availability/STABLE": {"de": "dauerhaft", "en": "stable"},
    "data-theme/SOCI": {"de": "Bevölkerung und Gesellschaft", "en": "Population and society"},
    "data-theme/GOVE": {
        "de": "Regierung und öffentlicher Sektor",
        "en": "Government and public sector",
    },
    "data-theme/REGI": {"de": "Regionen und Städte", "en": "Regions and cities"},
    "politicalGeocoding/Level/state": {"de": "Land", "en": "state"},
    "publishertype/RegionalAuthority": {"de": "Landesbehörde", "en": "regional authority"},
    "publishertype/NonProfitOrganisation": {
        "de": "gemeinnützige Organisation",
        "en": "non-profit organisation",
    },
}
"""Tail of an IRI → its name; others are called by the last step of their IRI."""


def find_values(nodes: Iterable[Node], names: Mapping[str, Words]) -> Iterator[Value]:
    """
    Yield every value of a known list that *nodes* mention, once, in the order of the IRIs.

    :param names: what the publisher calls values of their own, by IRI.
    """
    nodes = list(nodes)
    described = {node.id for node in nodes}
    mentioned = set(_strings(msgspec.to_builtins(nodes)))
    for iri in sorted(mentioned - described):
        for beginning, class_name in TYPES.items():
            if iri.startswith(beginning):
                yield _value(iri, class_name, names.get(iri))
                break


def _value(iri: str, class_name: str, name: Words | None) -> Value:
    tail = iri.rstrip("/").rpartition("/")[2]
    plain: Words = {"de": tail, "en": tail}
    known = (words for end, words in LABELS.items() if iri.endswith(f"/{end}"))
    label = name or next(known, plain)
    named = class_name in ("skos:Concept", "dct:Location")
    return Value(
        id=iri,
        type=[class_name],
        pref_label=label if named else None,
        title=None if named else label,
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                raise PublishingError(f"{name} is no name of a JSON member")
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)
