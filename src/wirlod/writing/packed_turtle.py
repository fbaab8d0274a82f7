"""
Turtle put together from the words of a record, byte for byte as pyoxigraph writes it.

Most words of a document are those of many others: properties, classes, codes. How each is written,
and which prefix that takes, is found once and remembered; pyoxigraph is asked for what is no plain
name of ours.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from pyoxigraph import RdfFormat, parse, serialize

from wirlod.namespaces import expand
from wirlod.writing.prefixes import PREFIXES, space_of

Said = Mapping[str, Mapping[str, list[str]]]
"""Subject → property → values, as N-Triples write them; the first two without their last sign."""

TYPE = f"<{expand('rdf:type')}"
TAGGED, PLAIN = f"<{expand('rdf:langString')}", f"<{expand('xsd:string')}"
"""What texts with a language and without one are."""

PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]*(?:#[A-Za-z0-9_\-]+)?")
"""A name in which Turtle writes nothing otherwise but the sign before a part."""

SHORT = {
    f"<{expand(name)}": re.compile(form)
    for name, form in (
        ("xsd:boolean", "true|false"),
        ("xsd:integer", "[+-]?[0-9]+"),
        ("xsd:decimal", r"[+-]?[0-9]*\.[0-9]+"),
        ("xsd:double", r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)[eE][+-]?[0-9]+"),
    )
}
"""Datatypes whose values Turtle writes without quotation marks, and which of them (its 2.5.2)."""

BESIDE = b"<x:s> <x:p> "
"""Subject and property of a statement that pyoxigraph is asked to write."""

KEPT_WORDS = 20_000

Word = tuple[str, str, str]
"""How a word is written, the prefix that takes, and the prefix that is declared because of it."""


class TurtleWriter:
    """Writes records under the prefixes of one edition."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(prefixes)
        self._names = {space: name for name, space in prefixes.items()}
        self._find = lru_cache(maxsize=KEPT_WORDS)(self._find_word)
        self._of_texts = [self._find(datatype)[2] for datatype in (PLAIN, TAGGED)]

    def write(self, *parts: Said) -> bytes:
        """Write what the *parts* of a document say, one after the other."""
        document = _Document(self._find, self._of_texts)
        for said in parts:
            document.add(said)
        declared = sorted(document.declared - {""})
        head = [f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in declared]
        return "".join([*head, *document.finish()]).encode()

    def _find_word(self, token: str) -> Word:
        """Find how an IRI without its last sign, or a literal, is written."""
        if token[0] != "<":
            return self._find_literal(token)
        iri = token[1:]
        space = near = space_of(iri)
        while near and near not in self._names:
            near = space_of(near[:-1])
        if not near:
            return f"{token}>", "", ""
        prefix, name = self._names[near], iri[len(near) :]
        if PLAIN_NAME.fullmatch(name):
            written = f"{prefix}:" + name.replace("#", r"\#")
        else:
            written = self._ask(f"{token}>", prefix)
        return written, prefix, prefix if near == space else ""

    def _find_literal(self, token: str) -> Word:
        end = token.rindex('"') + 1
        text, tag = token[:end], token[end:]
        datatype = tag[2:-1] if tag[:1] == "^" else TAGGED if tag else PLAIN
        word, prefix, declared = self._find(datatype)
        if tag[:1] != "^" or not is_verbatim(text):
            return self._ask(token, prefix), prefix, declared
        is_short = datatype in SHORT and SHORT[datatype].fullmatch(text, 1, end - 1)
        return text[1:-1] if is_short else f"{text}^^{word}", prefix, declared

    def _ask(self, token: str, prefix: str) -> str:
        """Ask pyoxigraph how *token* is written where *prefix* is declared."""
        triples = parse(BESIDE + token.encode() + b" .\n", format=RdfFormat.N_TRIPLES)
        known = {prefix: self._prefixes[prefix]} if prefix else {}
        written = serialize(triples, format=RdfFormat.TURTLE, prefixes=known) or b""
        return PREFIXES.sub(b"", written, count=1)[len(BESIDE) : -len(b" .\n")].decode()


def is_verbatim(text: str) -> bool:
    """Tell whether Turtle writes *text* as N-Triples do."""
    return "\\" not in text and text.isprintable()


class _Document:
    """A document on its way."""

    def __init__(self, find: Callable[[str], Word], of_texts: Sequence[str]) -> None:
        self._find = find
        self._of_plain, self._of_tagged = of_texts
        self._written: list[str] = []
        self._loose: list[tuple[int, str, str]] = []
        """Where a word stands whose prefix others have to want declared, which, and its token."""
        self.declared = set[str]()

    def add(self, said: Said) -> None:
        """Write statements, block by block."""
        written, put, put_literal = self._written, self._put, self._put_literal
        for subject, properties in said.items():
            put(subject)
            before = " "
            for property, values in properties.items():
                written.append(before)
                put(property)
                if property == TYPE:
                    written[-1] = "a"
                before = " "
                for value in values:
                    written.append(before)
                    if value[0] == "<":
                        put(value[:-1])
                    else:
                        put_literal(value)
                    before = " , "
                before = " ;\n\t"
            written.append(" .\n")

    def _put(self, token: str) -> None:
        word, prefix, declared = self._find(token)
        if declared:
            self.declared.add(declared)
        elif prefix:
            self._loose.append((len(self._written), prefix, token))
        self._written.append(word)

    def _put_literal(self, token: str) -> None:
        if token[-1] == ">" or not is_verbatim(token):
            self._put(token)
        else:  # texts are nobody else's: to remember them would push out what is
            self.declared.add(self._of_plain if token[-1] == '"' else self._of_tagged)
            self._written.append(token)

    def finish(self) -> list[str]:
        """Give what was written, in pieces."""
        for place, prefix, token in self._loose:
            if prefix not in self.declared:
                self._written[place] = f"{token}>"
        return self._written
