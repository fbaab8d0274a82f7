"""Files as distributions: address, type, size and checksum are those of the file."""

from collections.abc import Iterator

from wirlod.edition import Dump
from wirlod.formats import CSV, GEO_JSON, GRAPH_FORMATS
from wirlod.iris import thing_iri
from wirlod.kinds.datasets import Dataset
from wirlod.namespaces import MEDIA_TYPES
from wirlod.publish.catalogue import nodes
from wirlod.publish.catalogue.material import Material
from wirlod.publish.catalogue.vocabulary import FILE_TYPES, LANGUAGES, SHA256
from wirlod.values.words import Words, date_words, number_words

FORMATS = {row.media_type: row for row in (*GRAPH_FORMATS, CSV, GEO_JSON)}
"""The formats of what is listed in the catalogue; the EU's list of file types has no Parquet."""


def part_of(dump: Dump) -> str:
    """
    Name the part of its dataset that a file is.

    >>> part_of(Dump("grants-excel.csv", "text/csv", "", 1, "", 0, "grants"))
    'excel-csv'
    >>> part_of(Dump("grants.ttl.gz", "text/turtle", "application/gzip", 1, "", 9, "grants"))
    'ttl'
    """
    name = dump.name.removeprefix(dump.dataset).removesuffix(".gz")
    return name.strip(".-").replace(".", "-")


def distribution_iri(dump: Dump, base_uri: str) -> str:
    """Give the address of the distribution that the file is."""
    return f"{thing_iri(base_uri, 'dataset', dump.dataset)}#{part_of(dump)}"


def download_url(dump: Dump, base_uri: str) -> str:
    """Give the address the file is downloaded from."""
    return f"{base_uri}download/{dump.name}"


def describe_distributions(material: Material, dataset: Dataset) -> Iterator[nodes.Node]:
    """Yield a distribution and its checksum for every file of *dataset*."""
    for dump in material.dumps:
        if dump.dataset == dataset.key:
            yield _distribution(material, dataset, dump)
            iri = distribution_iri(dump, material.base_uri)
            yield describe_checksum(f"{iri}-checksum", dump)


def _distribution(material: Material, dataset: Dataset, dump: Dump) -> nodes.Distribution:
    publication, past = material.publication, material.past[dataset.key]
    iri, url = distribution_iri(dump, material.base_uri), download_url(dump, material.base_uri)
    title = _title(material.words_of(dataset).title.words, dump)
    return nodes.Distribution(
        id=iri,
        type=["dcat:Distribution"],
        label=title,
        title=title,
        description=_description(dump),
        access_url=url,
        download_url=url,
        format=FILE_TYPES + FORMATS[dump.media_type].file_type,
        media_type=MEDIA_TYPES + dump.media_type,
        compress_format=MEDIA_TYPES + dump.compression if dump.compression else None,
        byte_size=str(dump.bytes),
        checksum=f"{iri}-checksum",
        licence=_licence(material, dataset),
        attribution=_attribution(material, dataset, dump),
        rights=material.part("rights"),
        availability=publication.availability,
        language=LANGUAGES,
        conforms_to=_schema(dump, material.base_uri),
        issued=past.issued,
        modified=past.modified,
    )


def _schema(dump: Dump, base_uri: str) -> list[str]:
    """Name what describes the columns, where the file is a table that reads as described."""
    if not dump.name.endswith(".csv") or "excel" in dump.name:
        return []
    return [f"{base_uri}download/{dump.name}-metadata.json"]


def _licence(material: Material, dataset: Dataset) -> str:
    """Give the office's own licence, or the publisher's."""
    office = material.offices.get(dataset.key)
    return office.licence if office and office.licence else material.publication.licence


def _attribution(material: Material, dataset: Dataset, dump: Dump) -> Words:
    """Say whom to name: with outlines, whose they are, too."""
    whom, geometry = _attribute_dataset(material, dataset), material.publication.geometry
    if geometry is None or dump.media_type != GEO_JSON.media_type:
        return whom
    return {language: f"{text}; {geometry.source}" for language, text in whom.items()}


def _attribute_dataset(material: Material, dataset: Dataset) -> Words:
    """Say whom to name, as of the day on which the dataset last changed."""
    if office := material.offices.get(dataset.key):
        return office.attribution
    day = date_words(material.past[dataset.key].modified.date().isoformat())
    template = material.publication.attribution.words
    return {language: text.replace("{day}", day[language]) for language, text in template.items()}


def _title(title: Words, dump: Dump) -> Words:
    label = FORMATS[dump.media_type].label
    excel = {"de": " für Excel", "en": " for Excel"} if "excel" in dump.name else {}
    return {name: f"{text} ({label}{excel.get(name, '')})" for name, text in title.items()}


def _description(dump: Dump) -> Words:
    label = FORMATS[dump.media_type].label
    if dump.triples:
        triples = number_words(dump.triples)
        return {
            "de": f"Alle Aussagen des Datensatzes, {triples['de']} Tripel als {label}.",
            "en": f"All statements of the dataset, {triples['en']} triples as {label}.",
        }
    if dump.media_type == GEO_JSON.media_type:
        return {
            "de": "Alle Orte mit ihren Umrissen, soweit es sie gibt, in WGS 84.",
            "en": "All places with their outlines, as far as there are any, in WGS 84.",
        }
    if "excel" in dump.name:
        return {
            "de": "Die Tabelle so, wie Excel sie öffnet: mit Semikolon und Dezimalkomma.",
            "en": "The table as Excel opens it: with semicolons and decimal commas.",
        }
    return {
        "de": "Eine Zeile je Eintrag, UTF-8, mit Komma getrennt.",
        "en": "One row per entry, UTF-8, separated by commas.",
    }


def describe_checksum(iri: str, dump: Dump) -> nodes.Checksum:
    """Build the checksum of a file."""
    return nodes.Checksum(
        id=iri,
        type=["spdx:Checksum"],
        label={"de": f"SHA-256 von {dump.name}", "en": f"SHA-256 of {dump.name}"},
        algorithm=SHA256,
        checksum_value=dump.sha256,
    )
