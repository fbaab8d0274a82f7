"""What is left of a withdrawn thing, in RDF: its last name, when it went, why, what follows."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from wirlod.edition import Tombstone
from wirlod.formats import Format
from wirlod.iris import thing_iri
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.values.partial_dates import PartialDate
from wirlod.web.answers.serving import current
from wirlod.writing.description import Description
from wirlod.writing.rdf import write_description


def write_tombstone(tombstone: Tombstone, format: Format) -> bytes:
    """Write what is left of a thing of the current edition, in *format*."""
    opened = current()
    description = describe_tombstone(tombstone, opened.base_uri)
    return write_description(
        description, format, opened.context, FOREIGN_PREFIXES | opened.prefixes
    )


def describe_tombstone(tombstone: Tombstone, base_uri: str) -> Description:
    """Describe a withdrawn thing, and its withdrawal as a part of it."""
    thing = thing_iri(base_uri, *tombstone.target.split("/", 1))
    return Description(thing=thing, own=tuple(_say(tombstone, thing, base_uri)))


def _say(tombstone: Tombstone, thing: str, base_uri: str) -> Iterator[Triple]:
    withdrawal = f"{thing}#withdrawal"
    day = PartialDate.from_text(tombstone.date)
    yield _triple(thing, "rdf:type", _name("prov:Entity"))
    yield from _texts(thing, "rdfs:label", tombstone.title)
    yield _triple(thing, "prov:wasInvalidatedBy", NamedNode(withdrawal))
    if tombstone.successor:
        successor = thing_iri(base_uri, *tombstone.successor.split("/", 1))
        yield _triple(thing, "dct:isReplacedBy", NamedNode(successor))
    yield _triple(withdrawal, "rdf:type", _name("prov:Activity"))
    yield _triple(withdrawal, "dct:date", Literal(day, datatype=_name(day.datatype)))
    yield from _texts(withdrawal, "dct:description", tombstone.reason)


def _texts(subject: str, name: str, texts: dict[str, str]) -> Iterator[Triple]:
    for language, text in texts.items():
        literal = Literal(text, language=language) if language else Literal(text)
        yield _triple(subject, name, literal)


def _triple(subject: str, name: str, value: NamedNode | Literal) -> Triple:
    return Triple(NamedNode(subject), _name(name), value)


def _name(name: str) -> NamedNode:
    return NamedNode(expand(name, FOREIGN_PREFIXES))
