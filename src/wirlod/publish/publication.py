"""
``data/publication.yaml``: who publishes, under which licence, and the words of the catalogue.

An office that publishes its own data changes this file and nothing else.
"""

from pathlib import Path

import msgspec
import yaml

from wirlod.errors import Origin, Problem, SourceError
from wirlod.values.words import Words

FILE = "publication.yaml"


class Bilingual(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in German and English."""

    de: str
    en: str

    @property
    def words(self) -> Words:
        """Language → text."""
        return {"de": self.de, "en": self.en}


class Keywords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What people search for, in German and English."""

    de: list[str]
    en: list[str]


class Publisher(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who answers for the data."""

    name: Bilingual
    type: str
    iri: str = ""
    homepage: str = ""


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whom to write to."""

    name: str
    email: str = ""
    url: str = ""


class DatasetWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the catalogue speaks of one dataset."""

    title: Bilingual
    description: Bilingual
    keywords: Keywords


class Publication(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of the file; see its comments for what each value means."""

    title: Bilingual
    description: Bilingual
    publisher: Publisher
    contact: Contact
    licence: str
    licence_text: str
    licence_name: Bilingual
    licence_type: str
    attribution: Bilingual
    provenance: Bilingual
    contributor: str
    frequency: str
    availability: str
    access_right: str
    themes: list[str]
    spatial: str
    level: str
    datasets: dict[str, DatasetWords]


def read_publication(data: Path) -> Publication:
    """
    Read the file in the folder *data*.

    :raises SourceError: when it is missing, is no YAML, or lacks something.
    """
    path = data / FILE
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        return msgspec.convert(loaded, Publication)
    except FileNotFoundError as error:
        message = "is missing: it says who publishes and under which licence"
        raise SourceError([Problem(Origin(path), message)]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceError([Problem(Origin(path, line), f"is not YAML: {error.problem}")]) from error
    except msgspec.ValidationError as error:
        raise SourceError([Problem(Origin(path), str(error))]) from error
