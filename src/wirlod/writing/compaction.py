"""
JSON-LD compaction for contexts as plain as ours, a fifth of the time of a complete processor.

A context here is a flat mapping: prefixes, names of classes, and names of properties that may say
how their values are typed (``@type``) or gathered (``@container``: ``@language`` or ``@set``). What
is chosen for a property, a class or an address follows the rules of JSON-LD 1.1 (API, section 6);
a test holds it equal to PyLD on everything an edition says. Other contexts are for PyLD.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Any

import msgspec

Node = dict[str, Any]
"""A JSON-LD node object."""

KNOWN = {"@id", "@type", "@container", "@reverse"}
CONTAINERS = {"", "@language", "@set"}
GENERIC_DELIMITERS = ":/?#[]@"
"""What the namespace of a prefix ends with (RFC 3986)."""

_HEAD = re.compile(r".*[:/?#\[\]@]", re.DOTALL)


class Term(msgspec.Struct, frozen=True):
    """How the values of a property are written under one name."""

    name: str
    type: str = ""
    container: str = ""


Literal = tuple[str, str, str]
"""Text, language and datatype, the last two empty where there is none."""

Preferences = list[tuple[str, tuple[str, ...]]]
"""Containers and types that suit a value, the best first."""

PREFERENCES: dict[str, Preferences] = {
    "@id": [("@set", ("@id", "@vocab", "")), ("", ("@id", "@vocab", ""))],
    "@vocab": [("@set", ("@vocab", "@id", "")), ("", ("@vocab", "@id", ""))],
    "@language": [("@language", ("",)), ("@set", ("",)), ("", ("",))],
    "": [("@set", ("",)), ("", ("",)), ("@language", ("",))],
}
"""For nodes, for those that a term is a word for, for texts in a language and for plain ones."""


def _typed(datatype: str) -> Preferences:
    return [("@set", (datatype, "")), ("", (datatype, ""))]


class Compactor:
    """Writes expanded nodes in the words of one context."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._names = {name: self._expand(name, context) for name in context if name[0] != "@"}
        self._prefixes = {
            name: self._names[name]
            for name, definition in context.items()
            if isinstance(definition, str) and definition[-1:] in tuple(GENERIC_DELIMITERS)
        }
        self._terms: dict[str, list[Term]] = {}
        for name in sorted(self._names, key=lambda name: (len(name), name)):
            if term := self._read_term(name, context):
                self._terms.setdefault(self._names[name], []).append(term)
        aliases = {iri: name for name, iri in self._names.items() if iri in ("@id", "@type")}
        self.id, self.type = aliases.get("@id", "@id"), aliases.get("@type", "@type")
        self._fitting = lru_cache(maxsize=10_000)(self._find_fitting)
        self.choose = lru_cache(maxsize=10_000)(self._find_term)
        self.shorten = lru_cache(maxsize=10_000)(self._find_short)

    def compact(self, node: Node) -> Node:
        """Write *node* and all nodes in it."""
        compact: Node = {}
        for name, values in node.items():
            if name == "@id":
                compact[self.id] = self.shorten(values, False)
            elif name == "@type":
                compact[self.type] = unwrap([self.shorten(iri, True) for iri in values])
            elif name == "@included":
                compact[name] = unwrap([self.compact(inner) for inner in values])
            else:
                for value in values:
                    self._add(compact, name, value)
        return compact

    def _add(self, compact: Node, property: str, value: Node) -> None:
        """Add one value under the name that suits it best."""
        if "@value" not in value:
            term = self.choose(property, self.form_of(value.get("@id", "")))
            is_named = len(value) == 1 and term.type in ("@id", "@vocab")
            written = self.name(value["@id"], term) if is_named else self.compact(value)
            append(compact, term, written)
        else:
            said = (value["@value"], value.get("@language", ""), value.get("@type", ""))
            self.add_literal(compact, property, said)

    def form_of(self, iri: str) -> str:
        """Tell what *iri* is as a value: one that a term is a word for, or any other."""
        return "@vocab" if iri in self._terms else "@id"

    def name(self, iri: str, term: Term) -> str:
        """Write *iri* as a value of *term*, all of whose values are IRIs."""
        return self.shorten(iri, term.type == "@vocab")

    def add_literal(self, compact: Node, property: str, said: Literal) -> Term:
        """Add a literal under the name that suits it best, and give what means that."""
        text, language, datatype = said
        term = self.choose(property, "@language" if language else datatype)
        if term.container == "@language":
            append(compact.setdefault(term.name, {}), _in(language or "@none"), text)
        else:
            append(compact, term, self._write(said, term.type))
        return term

    def _write(self, said: Literal, type_: str) -> object:
        """Write a literal under a name whose values are of *type_*."""
        text, language, datatype = said
        if datatype == type_ and not language:
            return text
        if datatype:
            return {self.type: self.shorten(datatype, True), "@value": text}
        return {"@value": text, "@language": language} if language else {"@value": text}

    def _find_term(self, property: str, form: str) -> Term:
        """Choose among the names of *property* for nodes, texts, or values of a datatype."""
        terms = self._terms.get(property, ())
        for container, types in PREFERENCES.get(form, _typed(form)):
            for type_ in types:
                for term in terms:
                    if (term.container, term.type) == (container, type_):
                        return term
        return Term(self.shorten(property, True))

    def _find_short(self, iri: str, is_word: bool) -> str:
        """Write *iri* as short as it can be; a class or a property may be a word."""
        if is_word:
            for container, type_ in product(("@set", ""), ("@id", "")):
                for term in self._terms.get(iri, ()):
                    if (term.container, term.type) == (container, type_):
                        return term.name
        found = _HEAD.match(iri)
        candidates = [
            f"{prefix}:{iri[len(space) :]}"
            for prefix, space in self._fitting(found[0] if found else "")
            if len(iri) > len(space)
        ]
        free = [
            name
            for name in candidates
            if name not in self._names or (self._names[name] == iri and not is_word)
        ]
        return min(free, key=lambda name: (len(name), name)) if free else iri

    def _find_fitting(self, head: str) -> list[tuple[str, str]]:
        """List the prefixes that could shorten an IRI whose last delimiter ends *head*."""
        return [(name, space) for name, space in self._prefixes.items() if head.startswith(space)]

    def _read_term(self, name: str, context: Mapping[str, Any]) -> Term | None:
        definition = context[name]
        if isinstance(definition, str):
            return Term(name)
        if "@reverse" in definition:
            return None
        coerced = definition.get("@type", "")
        type_ = coerced if coerced[:1] in ("@", "") else self._expand_iri(coerced, context)
        return Term(name, type_, definition.get("@container", ""))

    def _expand(self, name: str, context: Mapping[str, Any]) -> str:
        definition = context[name]
        said = definition.get("@id", "") if isinstance(definition, dict) else definition
        return self._expand_iri(said, context)

    def _expand_iri(self, said: str, context: Mapping[str, Any]) -> str:
        prefix, colon, local = said.partition(":")
        space = context.get(prefix)
        if colon and isinstance(space, str) and not local.startswith("//"):
            return self._expand_iri(space, context) + local
        return said


def is_plain(context: Mapping[str, Any]) -> bool:
    """Tell whether *context* has nothing that :class:`Compactor` does not know."""
    return (
        all(
            isinstance(definition, str)
            or (
                isinstance(definition, dict)
                and definition.keys() <= KNOWN
                and definition.get("@container", "") in CONTAINERS
            )
            for name, definition in context.items()
            if name[0] != "@"
        )
        and not {"@vocab", "@base", "@language"} & context.keys()
    )


@lru_cache(maxsize=100)
def _in(language: str) -> Term:
    """Give the key of texts in *language*."""
    return Term(language)


def append(target: Node, term: Term, value: object) -> None:
    """Add *value* under the name of *term*: one value stands alone, several in a list."""
    name = term.name
    if name not in target:
        target[name] = [value] if term.container == "@set" else value
    elif isinstance(target[name], list):
        target[name].append(value)
    else:
        target[name] = [target[name], value]


def unwrap(values: list[Any]) -> object:
    """Let one value stand alone."""
    return values[0] if len(values) == 1 else values
