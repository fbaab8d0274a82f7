"""
``data/publication.yaml``: who publishes, under which licence, and the words of the programme.

An office that publishes a programme of its own changes this file and the tables, and nothing
else: no word of a programme stands in the program, the ontology or the shapes.
"""

from pathlib import Path
from typing import Annotated

import msgspec

from wirlod.errors import SourceError
from wirlod.kinds.kind import Bilingual
from wirlod.publish.publication.reading import read_yaml
from wirlod.publish.publication.rules import (
    EMAIL,
    KEY,
    KEY_START,
    ONE_LINE,
    PHONE,
    SUM,
    WEB,
    listed,
)

FILE = "publication.yaml"


class Keywords(msgspec.Struct, frozen=True):
    """What people search for, in German and English."""

    de: list[str]
    en: list[str]


class Statements(msgspec.Struct, frozen=True):
    """Short statements, in German and English."""

    de: list[str]
    en: list[str]

    @property
    def words(self) -> dict[str, list[str]]:
        """Language → statements."""
        return {"de": self.de, "en": self.en}


class SiteWords(msgspec.Struct, frozen=True):
    """What the pages call themselves."""

    name: Bilingual
    title: Bilingual
    question: Bilingual
    lead: Bilingual
    about: Bilingual
    summary: Bilingual
    limits: Bilingual | None = None
    easy_language: Statements | None = None


class Publisher(msgspec.Struct, frozen=True):
    """Who answers for the data."""

    name: Bilingual
    type: Annotated[str, listed("dct:type")]
    iri: Annotated[str, WEB] = ""
    homepage: Annotated[str, WEB] = ""


class Contact(msgspec.Struct, frozen=True):
    """Whom to write to."""

    name: str
    email: Annotated[str, EMAIL] = ""
    url: Annotated[str, WEB] = ""


class Imprint(msgspec.Struct, frozen=True):
    """What § 5 DDG and § 18 MStV want to be said, besides publisher and contact."""

    address: Annotated[str, ONE_LINE] = ""
    represented_by: Annotated[str, ONE_LINE] = ""
    phone: Annotated[str, PHONE] = ""
    supervisory_authority: Annotated[str, ONE_LINE] = ""
    register: Annotated[str, ONE_LINE] = ""
    register_number: Annotated[str, ONE_LINE] = ""
    vat_id: Annotated[str, ONE_LINE] = ""
    responsible: Annotated[str, ONE_LINE] = ""
    responsible_address: Annotated[str, ONE_LINE] = ""


class Geometry(msgspec.Struct, frozen=True):
    """Outlines of territories, and whom to name beside them."""

    file: Annotated[str, ONE_LINE]
    source: Annotated[str, ONE_LINE]
    source_url: Annotated[str, WEB]
    licence: Annotated[str, WEB]


class DatasetWords(msgspec.Struct, frozen=True):
    """How the catalogue speaks of one dataset."""

    title: Bilingual
    description: Bilingual
    keywords: Keywords


class Publication(msgspec.Struct, frozen=True):
    """All of the file; its comments say what each value means."""

    title: Bilingual
    description: Bilingual
    site: SiteWords
    programme: Annotated[str, KEY]
    funder: Annotated[str, KEY]
    publisher: Publisher
    contact: Contact
    licence: Annotated[str, listed("dct:license")]
    licence_text: Annotated[str, WEB]
    licence_name: Bilingual
    licence_type: Annotated[str, listed(beginning="http://purl.org/adms/licencetype/")]
    attribution: Bilingual
    provenance: Bilingual
    contributor: Annotated[str, listed(beginning="http://dcat-ap.de/def/contributors/")]
    contributor_name: Bilingual
    frequency: Annotated[str, listed("dct:accrualPeriodicity")]
    availability: Annotated[str, listed("dcatap:availability")]
    access_right: Annotated[str, listed("dct:accessRights")]
    themes: Annotated[list[str], listed("dcat:theme")]
    spatial: Annotated[str, listed(beginning="http://dcat-ap.de/def/politicalGeocoding/")]
    spatial_name: Bilingual
    level: Annotated[str, listed("dcatde:politicalGeocodingLevelURI")]
    official_keys: Annotated[str, KEY_START]
    datasets: dict[str, DatasetWords]
    imprint: Imprint = Imprint()
    geometry: Geometry | None = None
    map_steps: Annotated[list[str], SUM] = msgspec.field(default_factory=list)


def find_geometry(data: Path) -> Geometry | None:
    """Find the outlines that the file in *data* names; none where it cannot be read."""
    found = read_yaml(data / FILE, Publication).found
    return found.geometry if found else None


def read_publication(data: Path) -> Publication:
    """
    Read the file in the folder *data*.

    :raises SourceError: with everything that is wrong in it.
    """
    reading = read_yaml(data / FILE, Publication)
    if reading.found is None:
        raise SourceError(reading.problems)
    return reading.found
