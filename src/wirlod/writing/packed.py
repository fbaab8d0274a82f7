"""
What a thing says of itself, as one record, from which documents are put together in one read.

The record is what the thing and its parts say, gathered and put in order by a publication, which
has it at hand; what points at the thing changes with others, and is looked for when somebody asks.
Documents come out as :mod:`~wirlod.writing.rdf` writes them, byte for byte, but words are read as
they are: to make an object of every term takes twice as long. What cannot be put together so is
written as ever.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec
import zstandard
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.facts import Objects, Term
from wirlod.iris import GENID
from wirlod.kinds import prefixes
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.writing.compaction import is_plain
from wirlod.writing.packed_jsonld import JsonldWriter, read_literal
from wirlod.writing.packed_turtle import TYPE, TurtleWriter

FILE = "packed.sqlite"
VERSION = 3
"""Of what records are and mean; records of another are left alone."""

LEVEL = 3
"""How well records are packed: well enough, and unpacked at a gigabyte a second."""

MOST = 2_000
"""How many statements a record holds; larger things are few."""

NAMELESS = GENID.encode()
"""What the name of a node has that was none in its file."""

Properties = dict[str, list[str]]
"""Property → values, as N-Triples write them, the former without its last sign."""

Said = Mapping[str, Properties]
"""Subject → property → values, as N-Triples write them."""


class Own(msgspec.Struct, frozen=True, array_like=True):
    """What a record holds: what a thing and its parts say, in the order in which it is written."""

    thing: str
    said: dict[str, Properties]
    inner: list[str]
    """The IRIs of itself and its parts, as often as its statements point at them."""

    @property
    def types(self) -> tuple[str, ...]:
        """The IRIs of its classes."""
        return tuple(value[1:-1] for value in self.said[f"<{self.thing}"].get(TYPE, ()))

    @property
    def subjects(self) -> set[str]:
        """Its IRI, and those of its parts."""
        return {subject[1:] for subject in self.said}

    @property
    def objects(self) -> Objects:
        """The values by subject and property."""
        return {
            (subject[1:], property[1:]): list(map(read_term, values))
            for subject, properties in self.said.items()
            for property, values in properties.items()
        }

    def count_inner(self, others: set[str]) -> int:
        """Count the statements that point at itself and its parts, but for *others*."""
        return sum(iri not in others for iri in self.inner)


class Packing:
    """Packs what things say, and puts documents together, in the words of one edition."""

    def __init__(self, base_uri: str, context: Mapping[str, Any]) -> None:
        known, words = prefixes(base_uri), {**FOREIGN_PREFIXES, **context}
        self._turtle = TurtleWriter(known)
        self._jsonld = JsonldWriter(words) if is_plain(words) else None
        common = zstandard.ZstdCompressionDict(
            msgspec.json.encode([known, words]), dict_type=zstandard.DICT_TYPE_RAWCONTENT
        )
        self._compressor = zstandard.ZstdCompressor(LEVEL, dict_data=common)
        self._decompressor = zstandard.ZstdDecompressor(dict_data=common)
        self._decoder = msgspec.msgpack.Decoder(Own)

    def pack(self, thing: str, text: bytes, said: Said) -> bytes | None:
        """
        Pack the N-Triples *text* about the IRI *thing* and its parts; None: write as ever.

        They are in order, those about the thing itself first; *said* is the same to be followed.
        """
        if not text or text.count(b"\n") >= MOST or NAMELESS in text:
            return None
        return self._compressor.compress(msgspec.msgpack.encode(_gather(thing, said)))

    def unpack(self, record: bytes) -> Own:
        """Give what a *record* says; for one thread at a time."""
        return self._decoder.decode(self._decompressor.decompress(record))

    def write_turtle(self, own: Own, incoming: Iterable[Triple]) -> bytes:
        """Write a document: what a thing says, and what points at it."""
        return self._turtle.write(own.said, _say(incoming))

    def write_jsonld(self, own: Own, incoming: Iterable[Triple]) -> bytes | None:
        """Write a document; None where a complete processor is needed."""
        return self._jsonld.write(own.thing, own.said, _say(incoming)) if self._jsonld else None


def _gather(thing: str, said: Said) -> Own:
    """Gather what is *said* of the IRI *thing* and the parts that belong to it."""
    inner = _reach(f"<{thing}>", said)
    reached = {f"<{thing}>", *inner}
    own = {name[:-1]: _put_in_order(said[name]) for name in said if name in reached}
    return Own(thing, own, [name[1:-1] for name in inner])


def _reach(thing: str, said: Said) -> list[str]:
    """List what the values of *thing* lead to among its parts, each as often as they do."""
    reached, ahead, found = {thing}, [thing], list[str]()
    for subject in ahead:
        for values in said.get(subject, {}).values():
            for value in values:
                if value in said:
                    found.append(value)
                    if value not in reached:
                        reached.add(value)
                        ahead.append(value)
    return found


def _put_in_order(properties: Properties) -> Properties:
    """Put the classes first; without its last sign a property precedes what begins like it."""
    cut = {name[:-1]: values for name, values in properties.items()}
    first = {TYPE: cut[TYPE]} if TYPE in cut else {}
    return first | {name: cut[name] for name in sorted(cut)}


def _say(triples: Iterable[Triple]) -> dict[str, Properties]:
    """Gather what *triples* say as records do."""
    said: dict[str, Properties] = {}
    for subject, property, value in triples:
        properties = said.setdefault(str(subject)[:-1], {})
        properties.setdefault(str(property)[:-1], []).append(str(value))
    return said


@lru_cache(maxsize=20_000)
def read_term(token: str) -> Term:
    """
    Read a term as N-Triples write it.

    >>> read_term('"10"^^<http://www.w3.org/2001/XMLSchema#integer>').value, read_term("<http://a/>")
    ('10', <NamedNode value=http://a/>)
    """
    if token[0] == "<":
        return NamedNode(token[1:-1])
    text, language, datatype = read_literal(token)
    if language:
        return Literal(text, language=language)
    return Literal(text, datatype=NamedNode(datatype) if datatype else None)
