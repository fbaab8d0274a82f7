"""The prefixes everyone here writes, and the beginnings of other people's lists."""

from collections.abc import Mapping
from typing import Any

FOREIGN_PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "fabio": "http://purl.org/spar/fabio/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "frapo": "http://purl.org/cerif/frapo/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "locn": "http://www.w3.org/ns/locn#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "subsidie": "http://data.vlaanderen.be/ns/subsidie#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes whose IRIs are the same wherever the data is published."""


AUTHORITY = "http://publications.europa.eu/resource/authority/"
"""Where the lists of the EU's Publications Office begin."""

MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
"""Where IANA's list of media types begins."""


def expand(name: str, prefixes: Mapping[str, str] = FOREIGN_PREFIXES) -> str:
    """
    Write a prefixed name in full.

    >>> expand("dct:title")
    'http://purl.org/dc/terms/title'
    """
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local


def property_name(term: str, context: Mapping[str, Any]) -> str:
    """
    Give the prefixed name of the property that *term* means; empty where it means none.

    >>> property_name("money", {"schema": "https://schema.org/", "money": {"@id": "schema:amount"}})
    'schema:amount'
    """
    name = definition_of(term, context)
    prefix, _, local = name.partition(":")
    return name if prefix in context and local else ""


def property_iri(term: str, context: Mapping[str, Any]) -> str:
    """Give the IRI of the property that *term* means; empty where it means none."""
    name = property_name(term, context)
    return expand(name, context) if name else ""


def definition_of(term: str, context: Mapping[str, Any]) -> str:
    """Give what *term* stands for in a JSON-LD context, as it is written there."""
    definition = context.get(term, "")
    return str(definition.get("@id", "") if isinstance(definition, dict) else definition)
