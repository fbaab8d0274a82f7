"""
What a thing says of itself, written beforehand: one record, from which documents are put together.

Most of a document depends on its thing alone; only what points at the thing changes with others.
So a publication packs Turtle and JSON-LD of the first, and a request adds the second. A document
comes out as :mod:`~wirlod.writing.rdf` writes it, byte for byte. What cannot be put together so is
not packed, or not unpacked, and written as ever.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

import msgspec
import zstandard
from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from wirlod.iris import GENID
from wirlod.kinds import prefixes
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.writing.compaction import Compactor, is_plain
from wirlod.writing.context import find_used, names_in
from wirlod.writing.jsonld import Node, Order, collect_nodes, nest
from wirlod.writing.rdf import PREFIXES, prefixes_of, space_of, used_prefixes

FILE = "packed.sqlite"
VERSION = 1
"""Of what records are and mean; records of another are left alone."""

LEVEL = 3
"""How well records are packed: well enough, and unpacked at a gigabyte a second."""

MOST = 2_000
"""How many statements a record holds; larger things are few."""

TURTLE = RdfFormat.TURTLE

TYPE = f"<{expand('rdf:type')}>"
TAGGED, PLAIN = expand("rdf:langString"), expand("xsd:string")
"""What texts with a language and without one are."""

Statement = tuple[str, str, str]
"""Subject, predicate and object as N-Triples write them."""


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """What a thing and its parts say of themselves."""

    types: tuple[str, ...]
    """The IRIs of its classes."""
    subjects: tuple[str, ...]
    """What follows its IRI in those of its own and of its parts."""
    inner: tuple[int, ...]
    """How many of its own statements point at each of these."""
    prefixes: tuple[str, ...]
    """What the Turtle shortens IRIs by."""
    dormant: tuple[str, ...]
    """What would shorten IRIs in it, were it declared: the Turtle would be another."""
    turtle: str
    """Without the declarations of prefixes."""
    terms: tuple[str, ...]
    """What the JSON-LD uses of its context."""
    members: str
    """The JSON-LD between the brackets, without its context."""


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
        self._declarations = {
            name: f"@prefix {name}: <{space}> .\n" for name, space in self._prefixes.items()
        }
        self._fitting = lru_cache(maxsize=10_000)(self._find_fitting)
        self._needed = lru_cache(maxsize=10_000)(partial(find_used, self._context))
        words = msgspec.json.encode([self._prefixes, self._context])
        known = zstandard.ZstdCompressionDict(words, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        self._compressor = zstandard.ZstdCompressor(LEVEL, dict_data=known)
        self._decompressor = zstandard.ZstdDecompressor(dict_data=known)

    def compress(self, packed: Packed) -> bytes:
        """Make *packed* small: what all things say alike stands in the context already."""
        return self._compressor.compress(msgspec.msgpack.encode(packed))

    def decompress(self, body: bytes) -> Packed:
        """Undo :meth:`compress`; for one thread at a time."""
        return msgspec.msgpack.decode(self._decompressor.decompress(body), type=Packed)

    def pack(self, thing: str, lines: Iterable[str]) -> Packed | None:
        """
        Pack the N-Triples *lines* about the IRI *thing* and its parts; None: write as ever.

        Their words are read as they are: to make an object of every term takes twice as long.
        """
        own = _find_own(f"<{thing}>", lines)
        if self._compactor is None or not 0 < len(own) <= MOST:
            return None
        nodes = _collect_nodes(own)
        top = nodes.pop(thing)
        subjects = sorted((thing, *nodes))
        nest(top, nodes)
        spaces = _find_spaces(own)
        if nodes or any(GENID in space for space in spaces):
            return None
        node = self._order.put(self._compactor.compact(top))
        used = prefixes_of(spaces, self._prefixes)
        fitting = {name for space in spaces for name in self._fitting(space)}
        inner = Counter(value for _, _, value in own)
        return Packed(
            types=tuple(top.get("@type", ())),
            subjects=tuple(subject.removeprefix(thing) for subject in subjects),
            inner=tuple(inner[f"<{subject}>"] for subject in subjects),
            prefixes=tuple(used),
            dormant=tuple(sorted(fitting - used.keys())),
            turtle=_write_blocks(parse(_join(own), format=RdfFormat.N_TRIPLES), used),
            terms=tuple(sorted(self._find_terms(node))),
            members=_members(node),
        )

    def write_turtle(self, packed: Packed, incoming: Sequence[Triple]) -> bytes | None:
        """Write a document: *packed*, and what points at it; None where one changes the other."""
        used = used_prefixes(incoming, self._prefixes)
        if not used.keys().isdisjoint(packed.dormant):
            return None
        declared = used.keys() | set(packed.prefixes)
        known = {name: self._prefixes[name] for name in declared}
        blocks = _write_blocks(incoming, known) if incoming else ""
        declarations = sorted(self._declarations[name] for name in declared)
        return "".join((*declarations, packed.turtle, blocks)).encode()

    def write_jsonld(self, packed: Packed, incoming: Sequence[Triple]) -> bytes:
        """Write a document: *packed*, and what points at it."""
        terms, members = set(packed.terms), packed.members
        if incoming and self._compactor:
            others = {"@included": list(collect_nodes(incoming).values())}
            node = self._order.put(self._compactor.compact(others))
            terms |= self._find_terms(node)
            members = f"{members},\n{_members(node)}"
        names = sorted(terms | self._always, key=self._places.__getitem__)
        definitions = ",\n".join(map(self._definitions.__getitem__, names))
        return f'{{\n  "@context": {{\n{definitions}\n  }},\n{members}\n}}\n'.encode()

    def _find_terms(self, node: Node) -> set[str]:
        """Find the terms of the context that *node* uses, and what these need."""
        words = self._context.keys()
        return self._needed("").union(*map(self._needed, names_in(node) & words)) & words

    def _find_fitting(self, space: str) -> tuple[str, ...]:
        """List the prefixes that could shorten an IRI in the namespace *space*."""
        return tuple(name for name, known in self._prefixes.items() if space.startswith(known))


def _find_own(thing: str, lines: Iterable[str]) -> list[Statement]:
    """List what is said of *thing*, and of the parts it leads to, as it is written."""
    said: dict[str, list[Statement]] = {}
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        said.setdefault(subject, []).append((subject, predicate, rest[:-2]))
    found: list[Statement] = []
    ahead = [thing]
    while ahead:
        statements = said.pop(ahead.pop(), [])
        found += statements
        ahead += {value for _, _, value in statements} & said.keys()

    def rank(statement: Statement) -> tuple[bool, str, bool, str, str]:
        subject, predicate, value = statement
        return subject != thing, subject, predicate != TYPE, predicate[1:-1], value

    return sorted(found, key=rank)


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
    return {space_of(_name(term)) for term in terms}


def _name(term: str) -> str:
    """Give an IRI, or that of the datatype of a literal."""
    if term[0] == "<":
        return term[1:-1]
    tag = term[term.rindex('"') + 1 :]
    return tag[3:-1] if tag[:1] == "^" else TAGGED if tag else PLAIN


def _write_blocks(triples: Iterable[Triple] | Iterable[Quad], known: Mapping[str, str]) -> str:
    written = serialize(triples, format=TURTLE, prefixes=dict(known)) or b""
    return PREFIXES.sub(b"", written, count=1).decode()


def _members(node: Mapping[str, Any]) -> str:
    """Write a node as JSON, without its brackets."""
    text = msgspec.json.format(msgspec.json.encode(node), indent=2).decode()
    return text.removeprefix("{\n").removesuffix("\n}")
