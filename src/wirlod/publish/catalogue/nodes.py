"""
What the catalogue says, as structures whose JSON form is its RDF.

Attribute names are those of ``ontology/catalogue-context.jsonld`` in Python's spelling. Nodes
refer to each other by IRI; nothing is blank.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from wirlod.publish.records.thing import Typed
from wirlod.values.words import Words


class Node(msgspec.Struct, kw_only=True, omit_defaults=True, rename="camel", frozen=True):
    """Anything with an address."""

    id: str
    type: Sequence[str]
    label: Words | None = None
    title: Words | None = None
    description: Words | None = None


class Resource(Node, kw_only=True, frozen=True):
    """What is published: the catalogue, a dataset, a service."""

    publisher: str
    contact_point: str | None = None
    licence: str | None = None
    language: Sequence[str] = ()
    keyword: dict[str, list[str]] | None = None
    theme: Sequence[str] = ()
    issued: datetime | None = None
    modified: datetime | None = None
    version: str | None = None


class Catalogue(Resource, kw_only=True, frozen=True):
    """The catalogue itself."""

    homepage: str
    creator: str
    spatial: Sequence[str]
    theme_taxonomy: str
    datasets: Sequence[str]
    services: Sequence[str]
    records: Sequence[str]
    rights: str
    conforms_to: Sequence[str] = ()


class DatasetNode(Resource, kw_only=True, frozen=True):
    """A dataset, as portals see it."""

    identifier: str
    creator: str
    landing_page: str
    page: Sequence[str] = ()
    frequency: str
    access_rights: str
    availability: str
    contributor: str
    level: str
    spatial: Sequence[str]
    temporal: str | None = None
    conforms_to: Sequence[str] = ()
    provenance: str
    version_notes: Words | None = None
    in_series: str | None = None
    measurements: Sequence[str] = ()
    distributions: Sequence[str] = ()


class Series(Resource, kw_only=True, frozen=True):
    """The editions, one after the other."""

    frequency: str
    landing_page: str
    last: str | None = None


class Edition(Node, kw_only=True, frozen=True):
    """One complete publication."""

    in_series: str
    issued: datetime


class CompleteEdition(Node, kw_only=True, frozen=True):
    """One complete publication with its files, as the document of the editions tells it."""

    identifier: str
    publisher: str
    issued: datetime
    version: str
    in_series: str
    previous: str | None = None
    distributions: Sequence[str] = ()


class Distribution(Node, kw_only=True, frozen=True):
    """One file that holds a dataset."""

    access_url: str
    download_url: str
    format: str
    media_type: str
    compress_format: str | None = None
    byte_size: str
    checksum: str
    licence: str
    attribution: Words | None = None
    rights: str
    availability: str
    language: Sequence[str]
    conforms_to: Sequence[str] = ()
    issued: datetime
    modified: datetime


class Checksum(Node, kw_only=True, frozen=True):
    """A SHA-256."""

    algorithm: str
    checksum_value: str


class Service(Resource, kw_only=True, frozen=True):
    """Where the data can be asked."""

    endpoint: str
    endpoint_description: str
    landing_page: str
    serves: Sequence[str]
    conforms_to: Sequence[str]
    access_rights: str
    availability: str


class Record(Node, kw_only=True, frozen=True):
    """The entry of a dataset in the catalogue."""

    primary_topic: str
    issued: datetime
    modified: datetime
    conforms_to: str
    language: Sequence[str]


class Agent(Node, kw_only=True, frozen=True):
    """The publisher."""

    name: Words
    category: str
    homepage: str


class Contact(Node, kw_only=True, frozen=True):
    """Whom to write to."""

    formatted_name: str
    email: str | None = None
    url: str | None = None


class Period(Node, kw_only=True, frozen=True):
    """From when to when the data speak."""

    period_start: Typed | None = None
    period_end: Typed | None = None


class Value(Node, kw_only=True, frozen=True):
    """A value of somebody's list, with what it is called."""

    pref_label: Words | None = None
    definition: Words | None = None
    dimension: str | None = None
    page: str | None = None
    category: str | None = None


class Measurement(Node, kw_only=True, frozen=True):
    """One figure about the quality of a dataset."""

    computed_on: str
    metric: str
    measured: str
