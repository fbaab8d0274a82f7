"""Triples as bytes: Turtle and its kin by pyoxigraph, JSON-LD through its own module."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import RdfFormat, Triple, serialize

from wirlod.formats import JSON_LD, RDF_XML, Format
from wirlod.writing.description import Description
from wirlod.writing.jsonld import write_jsonld
from wirlod.writing.prefixes import sort_prefixes, used_prefixes
from wirlod.writing.xml_terms import check_triples, xml_file


def write_description(
    description: Description,
    format: Format,
    context: Mapping[str, Any],
    prefixes: Mapping[str, str],
    form: str = "",
) -> bytes:
    """Write *description* in *format*; *form* is a form of JSON-LD other than compact."""
    if format is JSON_LD:
        return write_jsonld(description, context, form)
    return write_triples(description.triples, format.rdf, prefixes)


def write_triples(
    triples: Iterable[Triple], format: RdfFormat | None, prefixes: Mapping[str, str]
) -> bytes:
    """
    Write *triples*, declaring of *prefixes* only those that are used.

    pyoxigraph declares prefixes in an order that changes from call to call; they are sorted
    here, for equal things shall have equal bytes.
    """
    triples = tuple(triples)
    file = io.BytesIO()
    used = used_prefixes(triples, prefixes)
    if format is RDF_XML.rdf:
        serialize(check_triples(triples), xml_file(file), format=format, prefixes=used)
    else:
        serialize(triples, file, format=format, prefixes=used)
    return sort_prefixes(file.getvalue())
