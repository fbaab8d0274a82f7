"""
The editions, one after the other: what each was, whether its files are still kept or not.

They are described in a document of their own. In the catalogue, a portal would take every
edition for a new dataset and delete the one before.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from wirlod.edition import Dump, Edition
from wirlod.namespaces import MEDIA_TYPES
from wirlod.publish.catalogue import nodes
from wirlod.publish.catalogue.distributions import FORMATS, describe_checksum
from wirlod.publish.catalogue.material import Material
from wirlod.publish.catalogue.vocabulary import FILE_TYPES, LANGUAGES, find_values
from wirlod.values.words import number_words

FILE = "history.json"
NAME = "editions"


class Told(msgspec.Struct, frozen=True):
    """What is told of an edition for ever."""

    name: str
    created: datetime
    triples: int


def build_history(
    previous: Edition | None, name: str, created: datetime, triples: int
) -> list[Told]:
    """Add an edition to the history that the one before knows."""
    before = read_history(previous)
    return [*(told for told in before if told.name != name), Told(name, created, triples)]


def read_history(previous: Edition | None) -> list[Told]:
    """Read the history that an edition knows, itself included."""
    if previous is None:
        return []
    path, manifest = previous.folder / FILE, previous.manifest
    if not path.exists():
        return [Told(previous.name, manifest.created, manifest.triples)]
    return msgspec.json.decode(path.read_bytes(), type=list[Told])


def write_history(history: list[Told], folder: Path) -> None:
    """Write it for the next edition."""
    (folder / FILE).write_bytes(msgspec.json.encode(history))


def describe_editions(material: Material, history: list[Told]) -> list[nodes.Node]:
    """Build a node for every edition; the newest one has its files."""
    found: list[nodes.Node] = []
    whole = [dump for dump in material.dumps if not dump.dataset and dump.triples]
    for place, told in enumerate(history):
        previous = history[place - 1].name if place else ""
        newest = told.name == material.edition
        found.append(_edition(material, told, previous, whole if newest else []))
        if newest:
            for dump in whole:
                found += _file(material, dump)
    return [*found, *find_values(found, material.names)]


def _edition(
    material: Material, told: Told, previous: str, dumps: list[Dump]
) -> nodes.CompleteEdition:
    iri = f"{material.base_uri}id/edition/{told.name}"
    triples = number_words(told.triples)
    label = {"de": f"Ausgabe {told.name}", "en": f"Edition {told.name}"}
    return nodes.CompleteEdition(
        id=iri,
        type=["dcat:Dataset", "dcat:Resource"],
        label=label,
        title=label,
        description={
            "de": f"Alle Daten zum Stand dieser Ausgabe, {triples['de']} Tripel.",
            "en": f"All data as of this edition, {triples['en']} triples.",
        },
        identifier=iri,
        publisher=material.publisher_iri,
        issued=told.created,
        version=told.name,
        in_series=f"{material.base_uri}id/dataset/editions",
        previous=f"{material.base_uri}id/edition/{previous}" if previous else None,
        distributions=[f"{iri}#{part(dump)}" for dump in dumps],
    )


def part(dump: Dump) -> str:
    """
    Name the part of its edition that a file is.

    >>> part(Dump("wirlod.ttl.gz", "text/turtle", "application/gzip", 1, "", 9))
    'ttl'
    """
    return dump.name.split(".")[1]


def _file(material: Material, dump: Dump) -> Iterator[nodes.Node]:
    iri = f"{material.base_uri}id/edition/{material.edition}#{part(dump)}"
    url = f"{material.base_uri}download/{material.edition}/{dump.name}"
    label = FORMATS[dump.media_type].label
    yield nodes.Distribution(
        id=iri,
        type=["dcat:Distribution"],
        label={"de": f"{label}, gepackt", "en": f"{label}, packed"},
        title={"de": f"{label}, gepackt", "en": f"{label}, packed"},
        access_url=url,
        download_url=url,
        format=FILE_TYPES + FORMATS[dump.media_type].file_type,
        media_type=MEDIA_TYPES + dump.media_type,
        compress_format=MEDIA_TYPES + dump.compression,
        byte_size=str(dump.bytes),
        checksum=f"{iri}-checksum",
        licence=material.publication.licence,
        rights=material.part("rights"),
        availability=material.publication.availability,
        language=LANGUAGES,
        issued=material.created,
        modified=material.created,
    )
    yield describe_checksum(f"{iri}-checksum", dump)
