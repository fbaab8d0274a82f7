"""
What a thing says of itself, as one record, from which documents are put together in one read.

The record is the N-Triples of the thing and its parts, which a publication has at hand; what points
at the thing changes with others, and is looked for when somebody asks. Documents come out as
:mod:`~wirlod.writing.rdf` writes them, byte for byte, but words are read as they are: to make an
object of every term takes twice as long. What cannot be put together so is written as ever.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import msgspec
import zstandard
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from wirlod.facts import Term
from wirlod.iris import GENID
from wirlod.kinds import prefixes
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.writing.compaction import Compactor, is_plain
from wirlod.writing.context import find_used, names_in
from wirlod.writing.jsonld import Node, Order, collect_nodes, nest
from wirlod.writing.rdf import PREFIXES, prefixes_of, space_of, spaces_in

FILE = "packed.sqlite"
VERSION = 2
"""Of what records are and mean; records of another are left alone."""

LEVEL = 3
"""How well records are packed: well enough, and unpacked at a gigabyte a second."""

MOST = 2_000
"""How many statements a record holds; larger things are few."""

TURTLE = RdfFormat.TURTLE

TYPE = f"<{expand('rdf:type')}>"
_TYPE_BEGUN = TYPE[:-1]
TAGGED, PLAIN = expand("rdf:langString"), expand("xsd:string")
"""What texts with a language and without one are."""

Statement = tuple[str, str, str]
"""Subject, predicate and object as N-Triples write them."""


class Own(msgspec.Struct, frozen=True):
    """What a thing and its parts say of themselves, in the order in which it is written."""

    thing: str
    statements: list[Statement]

    @property
    def types(self) -> list[str]:
        """The IRIs of its classes."""
        itself = f"<{self.thing}>"
        return [o[1:-1] for s, p, o in self.statements if p == TYPE and s == itself]

    @property
    def subjects(self) -> set[str]:
        """Its IRI, and those of its parts."""
        return {subject[1:-1] for subject, _, _ in self.statements}

    def count_inner(self, subjects: set[str]) -> int:
        """Count the statements that point at one of *subjects*."""
        return sum(value[0] == "<" and value[1:-1] in subjects for _, _, value in self.statements)


class Packing:
    """Packs what things say, and puts documents together, in the words of one edition."""

    def __init__(self, base_uri: str, context: Mapping[str, Any]) -> None:
        self._prefixes = prefixes(base_uri)
        self._context = {**FOREIGN_PREFIXES, **context}
        self._compactor = Compactor(self._context) if is_plain(self._context) else None
        self._order = Order(self._context)
        self._places = {name: place for place, name in enumerate(self._context)}
        self._always = {name for name in self._context if name[0] == "@"}
        self._definitions = {
            name: _members({"@context": {name: text}})[len('  "@context": {\n') : -len("\n  }")]
            for name, text in self._context.items()
        }
        self._needed = lru_cache(maxsize=10_000)(partial(find_used, self._context))
        words = msgspec.json.encode([self._prefixes, self._context])
        known = zstandard.ZstdCompressionDict(words, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        self._compressor = zstandard.ZstdCompressor(LEVEL, dict_data=known)
        self._decompressor = zstandard.ZstdDecompressor(dict_data=known)

    def pack(self, lines: Sequence[str]) -> bytes | None:
        """Pack the N-Triples *lines* about a thing and its parts; None: write as ever."""
        text = "\n".join(lines)
        if not 0 < len(lines) <= MOST or GENID in text:
            return None
        return self._compressor.compress(text.encode())

    def unpack(self, record: bytes) -> list[str]:
        """Give the lines of a *record*; for one thread at a time."""
        return self._decompressor.decompress(record).decode().split("\n")

    @staticmethod
    def read(thing: str, lines: Iterable[str]) -> Own:
        """Read what the *lines* of its record say of the IRI *thing*."""
        return Own(thing, _find_own(f"<{thing}>", lines))

    def write_turtle(self, own: Own, incoming: Sequence[Triple]) -> bytes:
        """Write a document: what a thing says, and what points at it."""
        spaces = _find_spaces(own.statements) | spaces_in(incoming)
        known = prefixes_of(spaces, self._prefixes)
        declared = sorted(f"@prefix {name}: <{space}> .\n" for name, space in known.items())
        said = parse(_join(own.statements), format=RdfFormat.N_TRIPLES)
        blocks = (_write_blocks(said, known), _write_blocks(incoming, known) if incoming else b"")
        return "".join(declared).encode() + b"".join(blocks)

    def write_jsonld(self, own: Own, incoming: Sequence[Triple]) -> bytes | None:
        """Write a document; None where a complete processor is needed."""
        if self._compactor is None:
            return None
        nodes = _collect_nodes(own.statements)
        top = nodes.pop(own.thing)
        nest(top, nodes)
        if others := [*nodes.values(), *collect_nodes(incoming).values()]:
            top["@included"] = others
        node = self._order.put(self._compactor.compact(top))
        names = sorted(self._find_terms(node) | self._always, key=self._places.__getitem__)
        definitions = ",\n".join(map(self._definitions.__getitem__, names))
        return f'{{\n  "@context": {{\n{definitions}\n  }},\n{_members(node)}\n}}\n'.encode()

    def _find_terms(self, node: Node) -> set[str]:
        """Find the terms of the context that *node* uses, and what these need."""
        words = self._context.keys()
        return self._needed("").union(*map(self._needed, names_in(node) & words)) & words


def _find_own(thing: str, lines: Iterable[str]) -> list[Statement]:
    """List what is said of *thing*, and of the parts it leads to, as it is written."""
    said = _by_subject(lines)
    found: list[Statement] = []
    for subject in _reach(thing, said):
        own = sorted(said[subject])  # without its last sign a property precedes what begins like it
        found += [(subject, TYPE, value) for name, value in own if name == _TYPE_BEGUN]
        found += [(subject, f"{name}>", value) for name, value in own if name != _TYPE_BEGUN]
    return found


def _by_subject(lines: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Map each subject to its properties, without the last sign, and their values."""
    said: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        subject, predicate, rest = line.split("> ", 2)
        said.setdefault(f"{subject}>", []).append((predicate, rest[:-2]))
    return said


def _reach(thing: str, said: Mapping[str, Iterable[tuple[str, str]]]) -> list[str]:
    """List *thing*, and in their order the parts that its values lead to."""
    reached, ahead = {thing}, [thing]
    for subject in ahead:
        new = (said.keys() & {value for _, value in said.get(subject, ())}) - reached
        reached |= new
        ahead += new
    return [subject for subject in (thing, *sorted(reached - {thing})) if subject in said]


def gather(thing: str, lines: Iterable[str]) -> dict[tuple[str, str], list[Term]]:
    """Gather what the *lines* of its record say of *thing*, and of the parts it leads to."""
    said = _by_subject(lines)
    found: dict[tuple[str, str], list[Term]] = {}
    for subject in _reach(f"<{thing}>", said):
        for predicate, value in said[subject]:
            found.setdefault((subject[1:-1], predicate[1:]), []).append(read_term(value))
    return found


@lru_cache(maxsize=20_000)
def read_term(token: str) -> Term:
    """
    Read a term as N-Triples write it.

    >>> read_term('"10"^^<http://www.w3.org/2001/XMLSchema#integer>').value, read_term("<http://a/>")
    ('10', <NamedNode value=http://a/>)
    """
    if token[0] == "<":
        return NamedNode(token[1:-1])
    said = _expand_term(token)
    if language := said.get("@language"):
        return Literal(said["@value"], language=language)
    datatype = said.get("@type")
    return Literal(said["@value"], datatype=NamedNode(datatype) if datatype else None)


def _join(statements: Iterable[Statement]) -> bytes:
    return "".join(f"{' '.join(statement)} .\n" for statement in statements).encode()


def _collect_nodes(statements: Iterable[Statement]) -> dict[str, Node]:
    """Build the expanded form of each subject, not nested."""
    nodes: dict[str, Node] = {}
    for subject, predicate, value in statements:
        name = subject[1:-1]
        node = nodes.get(name) or nodes.setdefault(name, {"@id": name})
        if predicate == TYPE:
            node.setdefault("@type", []).append(value[1:-1])
        else:
            node.setdefault(predicate[1:-1], []).append(_expand_term(value))
    return nodes


def _expand_term(token: str) -> Node:
    if token[0] == "<":
        return {"@id": token[1:-1]}
    end = token.rindex('"')
    text, tag = token[1:end], token[end + 1 :]
    if "\\" in text:
        text = msgspec.json.decode(token[: end + 1])
    if tag[:1] == "@":
        return {"@value": text, "@language": tag[1:]}
    datatype = tag[3:-1]
    return {"@value": text, "@type": datatype} if datatype else {"@value": text}


def _find_spaces(statements: Iterable[Statement]) -> set[str]:
    """Find what may be shortened of the IRIs in *statements*, those of datatypes included."""
    terms = {term for statement in statements for term in statement}
    return {_find_space(term if term[0] == "<" else _tag_of(term)) for term in terms}


def _tag_of(literal: str) -> str:
    """Give what comes after the text of a literal: a language or a datatype, if anything."""
    return literal[literal.rindex('"') + 1 :]


@lru_cache(maxsize=20_000)
def _find_space(term: str) -> str:
    """Find what may be shortened of an IRI, or of that of the datatype that a tag names."""
    if term[:1] == "<":
        return space_of(term[1:-1])
    return space_of(term[3:-1] if term[:1] == "^" else TAGGED if term else PLAIN)


def _write_blocks(triples: Iterable[Triple] | Iterable[Quad], known: Mapping[str, str]) -> bytes:
    written = serialize(triples, format=TURTLE, prefixes=dict(known)) or b""
    return PREFIXES.sub(b"", written, count=1)


def _members(node: Mapping[str, Any]) -> str:
    """Write a node as JSON, without its brackets."""
    text = msgspec.json.format(msgspec.json.encode(node), indent=2).decode()
    return text.removeprefix("{\n").removesuffix("\n}")
