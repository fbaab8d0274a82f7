"""
What XML cannot say: the terms a serialiser would write all the same.

A property is the name of an element in RDF/XML, so ``http://example.org/123`` is none; XML 1.0 has
no control characters, in no spelling; a carriage return that is written as it is comes back as a
line feed. Here such terms are refused with a reason, or written so that they mean the same.
"""

import re
from collections.abc import Iterable, Iterator
from typing import IO, BinaryIO, cast

from pyoxigraph import Triple

from wirlod.errors import QueryNotWritable
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.saying import message, say

_START = (
    "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF"
    "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD"
)
_PROPERTY = re.compile(
    rf"[!-~]*[^{_START}\-.0-9\u00B7\u0300-\u036F\u203F-\u2040]"
    rf"[\-.0-9]*[{_START}][{_START}\-.0-9\u00B7\u0300-\u036F\u203F-\u2040]*"
)
"""A namespace that every parser takes, and behind it the name of an element."""

_RDF = FOREIGN_PREFIXES["rdf"]
_SYNTAX = frozenset(
    f"{_RDF}{name}"
    for name in (
        *("RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "li", "datatype"),
        *("aboutEach", "aboutEachPrefix", "Description"),
    )
)
"""Words of RDF/XML itself, which are no properties there."""

_NO_CHARACTERS = re.compile(rb"[\x00-\x08\x0B\x0C\x0E-\x1F]|\xEF\xBF[\xBE\xBF]")

ELSEWHERE = message("ask for another format, such as Turtle or JSON")


def is_property_in_xml(iri: str) -> bool:
    """
    Tell whether RDF/XML can write the property *iri*.

    >>> is_property_in_xml("http://example.org/a1"), is_property_in_xml("http://example.org/123")
    (True, False)
    """
    return _PROPERTY.fullmatch(iri) is not None and iri not in _SYNTAX


def check_triples(triples: Iterable[Triple]) -> Iterator[Triple]:
    """
    Pass on what RDF/XML can write.

    :raises QueryNotWritable: for what it cannot.
    """
    for triple in triples:
        if not is_property_in_xml(triple.predicate.value):
            raise QueryNotWritable(
                say(
                    "RDF/XML cannot write the property <{iri}>: {hint}",
                    iri=triple.predicate.value,
                    hint=say(ELSEWHERE),
                )
            )
        yield triple


class _XmlFile:
    """A file that XML is written to: takes no characters that XML has not."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, piece: bytes) -> int:
        """
        Write *piece*.

        :raises QueryNotWritable: when it has a character that XML has not.
        """
        if found := _NO_CHARACTERS.search(piece):
            code = f"{ord(found[0].decode()):04X}"
            raise QueryNotWritable(
                say("XML has no character U+{code}: {hint}", code=code, hint=say(ELSEWHERE))
            )
        self._file.write(piece.replace(b"\r", b"&#13;"))
        return len(piece)

    def flush(self) -> None:
        """Write what was kept back."""
        self._file.flush()


def xml_file(file: BinaryIO) -> IO[bytes]:
    """Give a file to write XML to, which refuses what XML is not."""
    return cast("IO[bytes]", _XmlFile(file))
