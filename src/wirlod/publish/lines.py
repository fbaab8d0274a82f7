"""
Records → N-Triples, as their JSON form says it under ``ontology/context.jsonld``.

The context is the only mapping there is: for each kind of record it is read once into a plan, one
writer for each attribute, and records are written by that plan. What a JSON-LD reader makes of
the same records is the same, and a test holds it so; it takes several times as long.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring as quote_text
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from wirlod.errors import PublishingError
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.publish.records.event import TakenGrant
from wirlod.publish.records.thing import Thing, Typed

RDF_TYPE = f"<{FOREIGN_PREFIXES['rdf']}type>"
AFTER_A_PREFIX = frozenset(":/?#[]@")
"""What the IRI of a prefix ends with (JSON-LD 1.1, 4.1.2)."""

Node = Thing | TakenGrant
ID = "id"

Said = dict[str, list[str]]
"""IRI of a thing → what is said of it and of its parts, line by line."""

Put = Callable[[list[str], str, Any], object]
"""Adds to lines what a value of an attribute says of a node."""


class Plan(NamedTuple):
    """How a kind of record is written."""

    take: Callable[[Node], tuple[Any, ...]]
    """Gives its name and the values of its attributes."""
    puts: tuple[Put, ...]
    """What writes each value."""


class Writer:
    """Writes things as N-Triples; a string in JSON's quotation marks is one in N-Triples'."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._plans: dict[type[Node], Plan] = {}
        self._name = lru_cache(maxsize=20_000)(self._expand)
        self._said: Said = {}
        self._about, self._lines = "<>", list[str]()
        """What the IRIs of the parts of a thing begin with, and the lines about them."""

    def write(self, things: Iterable[Thing]) -> Said:
        """Write *things*; what one says of another stands with the other."""
        self._said, self._about = {}, "<>"
        for thing in things:
            self._write_node(thing)
        return self._said

    def _write_node(self, thing: Node) -> str:
        """Write what is said of a thing or part, and give its IRI."""
        plan = self._plans.get(type(thing)) or self._make_plan(type(thing))
        named, *values = plan.take(thing)
        node = self._expand(named)
        lines = self._lines_about(node)
        for put, value in zip(plan.puts, values, strict=True):
            if value is not None:
                put(lines, node, value)
        return node

    def _lines_about(self, node: str) -> list[str]:
        if not node.startswith(self._about):
            thing = node[1:-1].partition("#")[0]
            self._about, self._lines = f"<{thing}#", self._said.setdefault(thing, [])
        return self._lines

    def _make_plan(self, kind: type[Node]) -> Plan:
        fields = [found for found in msgspec.structs.fields(kind) if found.name != ID]
        take: Any = attrgetter(ID, *(found.name for found in fields))
        plan = Plan(take, tuple(self._put(found.encode_name) for found in fields))
        return self._plans.setdefault(kind, plan)

    def _put(self, term: str) -> Put:
        """
        Give what writes the values of *term*.

        :raises PublishingError: when the context does not say what it means.
        """
        found = self._context.get(term)
        if found == "@type":
            return self._put_nodes(RDF_TYPE)
        definition = {"@id": found} if isinstance(found, str) else found or {}
        if "@reverse" in definition:
            return self._put_reverse(self._name(definition["@reverse"]))
        if "@id" not in definition:
            raise PublishingError(f"context.jsonld says nothing of {term!r}, which records state")
        predicate = self._name(definition["@id"])
        if definition.get("@container") == "@language":
            return _put_words(predicate)
        datatype = definition.get("@type", "")
        if datatype in ("@id", "@vocab"):
            return self._put_nodes(predicate)
        return self._put_literals(predicate, f"^^{self._name(datatype)}" if datatype else "")

    def _put_nodes(self, predicate: str) -> Put:
        name = self._name

        def put(lines: list[str], node: str, value: Any) -> None:
            if isinstance(value, str):
                lines.append(f"{node} {predicate} {name(value)} .\n")
            elif isinstance(value, SEVERAL):
                for item in value:
                    put(lines, node, item)
            else:
                lines.append(f"{node} {predicate} {self._write_node(value)} .\n")

        return put

    def _put_reverse(self, predicate: str) -> Put:
        def put(lines: list[str], node: str, value: Mapping[str, str]) -> None:
            other = self._expand(value["id"])
            self._lines_about(other).append(f"{other} {predicate} {node} .\n")

        return put

    def _put_literals(self, predicate: str, datatype: str) -> Put:
        def put(lines: list[str], node: str, value: Any) -> None:
            if isinstance(value, str):
                lines.append(f"{node} {predicate} {quote_text(value)}{datatype} .\n")
            elif isinstance(value, SEVERAL):
                for item in value:
                    put(lines, node, item)
            elif isinstance(value, Typed):
                literal = f"{quote_text(value.value)}^^{self._name(value.datatype)}"
                lines.append(f"{node} {predicate} {literal} .\n")
            else:
                put(lines, node, str(value).lower() if isinstance(value, bool) else str(value))

        return put

    def _expand(self, name: str) -> str:
        """Write an IRI, a prefixed name or a term of the context in full."""
        prefix, colon, local = name.partition(":")
        found = self._context.get(prefix)
        if not colon and found:
            return self._name(found if isinstance(found, str) else found["@id"])
        is_prefix = isinstance(found, str) and found[-1] in AFTER_A_PREFIX
        return f"<{found}{local}>" if is_prefix and not local.startswith("//") else f"<{name}>"


def _put_words(predicate: str) -> Put:
    def put(lines: list[str], node: str, value: Mapping[str, str | list[str] | None]) -> None:
        for language, texts in value.items():
            if isinstance(texts, str):
                lines.append(f"{node} {predicate} {quote_text(texts)}@{language} .\n")
            else:
                for text in texts or ():
                    lines.append(f"{node} {predicate} {quote_text(text)}@{language} .\n")

    return put


SEVERAL = (list, tuple)
"""A union of types would take three times as long to ask for."""
