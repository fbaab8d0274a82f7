"""Triples as bytes: Turtle and its kin by pyoxigraph, JSON-LD through its own module."""

import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pyoxigraph import RdfFormat, Triple, serialize

from wirlod.formats import JSON_LD, RDF_XML, Format
from wirlod.writing.description import Description, iris_in
from wirlod.writing.jsonld import write_jsonld
from wirlod.writing.xml_terms import check_triples, xml_file

_PREFIX = re.compile(rb'@prefix [^\n]*\n| xmlns:[^"]*"[^"]*"')
PREFIXES = re.compile(rb"\A(?:<\?xml[^>]*>\s*<rdf:RDF)?(?:%s)+" % _PREFIX.pattern)
"""The declarations at the beginning of a Turtle, TriG or RDF/XML document."""


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
    written = file.getvalue()
    return PREFIXES.sub(_sort_prefixes, written, count=1)


def _sort_prefixes(found: re.Match[bytes]) -> bytes:
    declarations = _PREFIX.findall(found[0])
    return found[0].replace(b"".join(declarations), b"".join(sorted(declarations)))


def used_prefixes(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Keep those of *prefixes* that shorten an IRI in *triples*, sorted by name."""
    return prefixes_of(spaces_in(triples), prefixes)


def spaces_in(triples: Iterable[Triple]) -> set[str]:
    """Find what may be shortened of the IRIs in *triples*."""
    return {space_of(iri) for iri in set(iris_in(triples))}


def prefixes_of(spaces: set[str], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Keep those of *prefixes* that stand for one of *spaces*, sorted by name."""
    names = {namespace: prefix for prefix, namespace in prefixes.items()}
    return {names[space]: space for space in sorted(spaces & names.keys(), key=names.__getitem__)}


def space_of(iri: str) -> str:
    """
    Give what may be shortened of *iri*.

    >>> space_of("https://example.org/id/grant/x")
    'https://example.org/id/grant/'
    """
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
