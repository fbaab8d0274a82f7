"""The code lists: the ontology's ``concepts.ttl``, which alone says what codes there are."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from wirlod.errors import Origin
from wirlod.iris import target_of
from wirlod.namespaces import expand
from wirlod.publish.graph import read_turtle
from wirlod.publish.index import Entry
from wirlod.publish.records.cells import CodeLists

FILE = "concepts.ttl"
IN_SCHEME = NamedNode(expand("skos:inScheme"))
BASE = "https://example.org/"
"""Stands for the address of the data, which codes do not depend on."""


def read_code_lists(ontology: Path) -> CodeLists:
    """Read which codes each list has, in the order of the file."""
    lists: dict[str, list[str]] = {}
    for quad in read_turtle(ontology / FILE, BASE):
        if quad.predicate == IN_SCHEME:
            lists.setdefault(_code(quad.object), []).append(_code(quad.subject))
    return CodeLists({scheme: tuple(codes) for scheme, codes in lists.items()})


def find_concepts(ontology: Path) -> Iterator[Entry]:
    """Yield the concepts and their lists, which records refer to by key."""
    path = ontology / FILE
    for quad in read_turtle(path, BASE):
        if isinstance(quad.subject, NamedNode) and target_of(quad.subject.value, BASE):
            yield target_of(quad.subject.value, BASE), Origin(path), {}


def _code(term: object) -> str:
    iri = term.value if isinstance(term, NamedNode) else ""
    return target_of(iri, BASE).removeprefix("concept/")
