"""
What a thing says of itself, written beforehand: one record, from which documents are put together.

Most of a document depends on its thing alone; only what points at the thing changes with others.
So a publication packs Turtle and JSON-LD of the first, and a request adds the second. A document
comes out as :mod:`~wirlod.writing.rdf` writes it, byte for byte. What cannot be put together so is
not packed, or not unpacked, and written as ever.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
import zstandard
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from wirlod.iris import GENID
from wirlod.kinds import prefixes
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.writing.compaction import Compactor, is_plain
from wirlod.writing.context import find_used
from wirlod.writing.description import Description, in_order, subject_iri
from wirlod.writing.jsonld import collect_nodes, expand_description, put_in_order
from wirlod.writing.rdf import PREFIXES, prefixes_of, spaces_in, used_prefixes

FILE = "packed.sqlite"
LEVEL = 3
"""How well records are packed: well enough, and unpacked at a gigabyte a second."""

MOST = 2_000
"""How many statements a record holds; larger things are few."""

TURTLE = RdfFormat.TURTLE


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
        self._places = {name: place for place, name in enumerate(self._context)}
        self._definitions = {
            name: _members({"@context": {name: text}})[len('  "@context": {\n') : -len("\n  }")]
            for name, text in self._context.items()
        }
        self._declarations = {
            name: f"@prefix {name}: <{space}> .\n" for name, space in self._prefixes.items()
        }
        self._fitting = lru_cache(maxsize=10_000)(self._find_fitting)
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
        """Pack the N-Triples *lines* about the IRI *thing* and its parts; None: write as ever."""
        own = in_order(_find_own(thing, lines), thing)
        subjects = sorted({subject_iri(triple) for triple in own})
        if self._compactor is None or not 0 < len(own) <= MOST:
            return None
        description = Description(thing, own)
        expanded = expand_description(description)
        spaces = spaces_in(own)
        inner = Counter(str(triple.object) for triple in own)
        if "@included" in expanded or any(GENID in space for space in spaces):
            return None
        node = put_in_order(self._compactor.compact(expanded), self._places)
        used = prefixes_of(spaces, self._prefixes)
        fitting = {name for space in spaces for name in self._fitting(space)}
        return Packed(
            types=tuple(description.types),
            subjects=tuple(subject.removeprefix(thing) for subject in subjects),
            inner=tuple(inner[f"<{subject}>"] for subject in subjects),
            prefixes=tuple(used),
            dormant=tuple(sorted(fitting - used.keys())),
            turtle=_write_blocks(own, used),
            terms=tuple(sorted(find_used(self._context, node))),
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
            node = put_in_order(self._compactor.compact(others), self._places)
            terms |= find_used(self._context, node)
            members = f"{members},\n{_members(node)}"
        definitions = ",\n".join(
            text for name, text in self._definitions.items() if name in terms or name[0] == "@"
        )
        return f'{{\n  "@context": {{\n{definitions}\n  }},\n{members}\n}}\n'.encode()

    def _find_fitting(self, space: str) -> tuple[str, ...]:
        """List the prefixes that could shorten an IRI in the namespace *space*."""
        return tuple(name for name, known in self._prefixes.items() if space.startswith(known))


def _find_own(thing: str, lines: Iterable[str]) -> list[Triple]:
    """List what is said of *thing*, and of the parts it leads to."""
    said: dict[str, list[Triple]] = {}
    for quad in parse("\n".join((*lines, "")), format=RdfFormat.N_TRIPLES):
        triple = quad.triple
        said.setdefault(subject_iri(triple), []).append(triple)
    found: list[Triple] = []
    ahead = [thing]
    while ahead:
        triples = said.pop(ahead.pop(), [])
        found += triples
        ahead += {t.object.value for t in triples if isinstance(t.object, NamedNode)} & said.keys()
    return found


def _write_blocks(triples: Sequence[Triple], known: Mapping[str, str]) -> str:
    written = serialize(triples, format=TURTLE, prefixes=dict(known)) or b""
    return PREFIXES.sub(b"", written, count=1).decode()


def _members(node: Mapping[str, Any]) -> str:
    """Write a node as JSON, without its brackets."""
    text = msgspec.json.format(msgspec.json.encode(node), indent=2).decode()
    return text.removeprefix("{\n").removesuffix("\n}")
