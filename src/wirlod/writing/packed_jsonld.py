"""
JSON-LD put together from the words of a record, byte for byte as :mod:`.jsonld` writes it.

What a property is called in a context, and how an address is shortened there, is found once and
remembered; so is the beginning of a document, which is that of all that use the same terms.
"""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

import msgspec

from wirlod.writing.compaction import Compactor, Literal, Node, append, unwrap
from wirlod.writing.context import Order, find_used
from wirlod.writing.packed_turtle import TYPE, Said


class JsonldWriter:
    """Writes records in the words of one plain context."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._compactor, self._order = Compactor(context), Order(context)
        self._needed = lru_cache(maxsize=10_000)(partial(find_used, context))
        self._begin = lru_cache(maxsize=1_000)(self._write_context)

    def write(self, thing: str, own: Said, incoming: Said) -> bytes:
        """Write what *own* says of the IRI *thing* and its parts, and what points at these."""
        document = _Document(self._compactor, own)
        node = document.build(f"<{thing}")
        if others := document.build_others(incoming):
            node["@included"] = unwrap(others)
        words = document.words
        heads = {word.partition(":")[0] for word in words if ":" in word}
        terms = frozenset((words | heads) & self._context.keys())
        members = msgspec.json.format(msgspec.json.encode(self._order.put(node)), indent=2)
        return b"%s,%s\n" % (self._begin(terms), members[len(b"{") :])

    def _write_context(self, terms: frozenset[str]) -> bytes:
        """Begin a document that uses *terms*, with their definitions and what these use."""
        used = self._needed("").union(*map(self._needed, terms))
        known = {n: text for n, text in self._context.items() if n in used or n[0] == "@"}
        written = msgspec.json.format(msgspec.json.encode({"@context": known}), indent=2)
        return written[: -len(b"\n}")]


class _Document:
    """A document on its way."""

    def __init__(self, compactor: Compactor, own: Said) -> None:
        self._compactor = compactor
        self._ahead = dict(own)
        """What is said of those that no node holds yet."""
        self.words = set[str]()
        """What the document says, be it a term or not."""

    def build(self, subject: str) -> Node:
        """Build the node of *subject*, with its parts in the places that name them first."""
        return self._build(subject, self._ahead.pop(subject))

    def build_others(self, incoming: Said) -> list[Node]:
        """Build a node of each that has no place yet, and of what points here."""
        rest, self._ahead = self._ahead, {}
        return [self._build(*about) for said in (rest, incoming) for about in said.items()]

    def _build(self, subject: str, properties: Mapping[str, list[str]]) -> Node:
        compactor = self._compactor
        node: Node = {compactor.id: self._say(compactor.shorten(subject[1:], False))}
        for property, values in properties.items():
            if property == TYPE:
                classes = [self._say(compactor.shorten(value[1:-1], True)) for value in values]
                node[compactor.type] = unwrap(classes)
                continue
            for value in values:
                if value[0] == "<":
                    self._add_node(node, property[1:], value[:-1])
                else:
                    self._add_literal(node, property[1:], read_literal(value))
        self.words.update(node)
        return node

    def _add_node(self, node: Node, property: str, value: str) -> None:
        """Add what an IRI, without its last sign, names: the part itself where it has no place."""
        compactor, iri = self._compactor, value[1:]
        term = compactor.choose(property, compactor.form_of(iri))
        if value in self._ahead:
            append(node, term, self.build(value))
        elif term.type in ("@id", "@vocab"):
            append(node, term, self._say(compactor.name(iri, term)))
        else:
            append(node, term, self._build(value, {}))

    def _add_literal(self, node: Node, property: str, said: Literal) -> None:
        text, language, datatype = said
        self.words.add(text)
        if language:
            self.words.add(language)
        term = self._compactor.add_literal(node, property, said)
        if datatype and term.type != datatype:
            self._say(self._compactor.shorten(datatype, True))

    def _say(self, word: str) -> str:
        self.words.add(word)
        return word


def read_literal(token: str) -> Literal:
    """
    Read a literal as N-Triples write it.

    >>> read_literal('"a \\"b\\""@de'), read_literal('"10"^^<http://example.org/integer>')
    (('a "b"', 'de', ''), ('10', '', 'http://example.org/integer'))
    """
    end = token.rindex('"')
    text, tag = token[1:end], token[end + 1 :]
    if "\\" in text:
        text = msgspec.json.decode(token[: end + 1])
    return (text, tag[1:], "") if tag[:1] == "@" else (text, "", tag[3:-1])
