"""The prefixes that a document declares: those that shorten an IRI in it."""

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import Triple

from wirlod.writing.description import iris_in

_PREFIX = re.compile(rb'@prefix [^\n]*\n| xmlns:[^"]*"[^"]*"')
PREFIXES = re.compile(rb"\A(?:<\?xml[^>]*>\s*<rdf:RDF)?(?:%s)+" % _PREFIX.pattern)
"""The declarations at the beginning of a Turtle, TriG or RDF/XML document."""


def sort_prefixes(document: bytes) -> bytes:
    """Put the declarations at the beginning of a Turtle, TriG or RDF/XML document in order."""
    return PREFIXES.sub(_in_order, document, count=1)


def _in_order(found: re.Match[bytes]) -> bytes:
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
