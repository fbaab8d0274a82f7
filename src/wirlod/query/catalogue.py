"""
The catalogue of an edition, read from its files.

It is no part of the store, which would rewrite some of its literals. Datasets and editions
are described from here as other things are from the store.
"""

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from wirlod.errors import ThingNotFound
from wirlod.formats import JSON_LD, Format
from wirlod.iris import thing_of
from wirlod.saying import say
from wirlod.writing.description import Description

NAME = "catalogue"
EDITIONS = "editions"


class Catalogue:
    """The catalogue in the folder of an edition; each part is read when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, format: Format) -> bytes:
        """
        Read the file in *format*.

        :raises ThingNotFound: when the edition has none.
        """
        try:
            return (self._folder / f"{NAME}.{format.suffix}").read_bytes()
        except FileNotFoundError:
            raise ThingNotFound(say("this edition has no catalogue")) from None

    @cached_property
    def nodes(self) -> dict[str, dict[str, Any]]:
        """Everything that the catalogue speaks of, by IRI, in the words of its context."""
        found: dict[str, dict[str, Any]] = {}
        for text in self._texts():
            for node in json.loads(text)["@graph"]:
                found[node["id"]] = node | found.get(node["id"], {})
        return found

    def _texts(self) -> list[bytes]:
        """Read the catalogue, then what it leaves out: the editions."""
        path = self._folder / f"{EDITIONS}.{JSON_LD.suffix}"
        return [self.read(JSON_LD), *([path.read_bytes()] if path.exists() else [])]

    @cached_property
    def _triples(self) -> dict[str, list[Triple]]:
        found: dict[str, list[Triple]] = {}
        for text in self._texts():
            for quad in parse(text, format=RdfFormat.JSON_LD):
                assert isinstance(quad.subject, NamedNode)
                said = found.setdefault(quad.subject.value, [])
                if quad.triple not in said:
                    said.append(quad.triple)
        return found

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The IRI of everything that it labels → its label per language; none without a file."""
        if not (self._folder / f"{NAME}.{JSON_LD.suffix}").exists():
            return {}
        names = ((iri, _name(node)) for iri, node in self.nodes.items())
        return {iri: name for iri, name in names if name}

    def describe(self, iri: str) -> Description:
        """
        Gather what the catalogue says of *iri* and its parts, and what points there.

        :raises ThingNotFound: when it says nothing.
        """
        if iri not in self._triples:
            raise ThingNotFound(say("the catalogue says nothing of {iri}", iri=iri))
        own = [subject for subject in self._triples if thing_of(subject) == iri]
        return Description(
            thing=iri,
            own=tuple(triple for subject in own for triple in self._triples[subject]),
            incoming=tuple(self._pointing_at(iri)),
        )

    def _pointing_at(self, iri: str) -> Iterator[Triple]:
        for subject, triples in self._triples.items():
            if thing_of(subject) != iri:
                yield from (t for t in triples if t.object == NamedNode(iri))


def _name(node: dict[str, Any]) -> dict[str, str] | None:
    return node.get("label") or node.get("prefLabel") or node.get("title")
