"""
The view that lists every representation of a document as RDF.

The vocabulary is the W3C's ``altr``; a representation is named by its address.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.describe import RDF_TYPE, Description
from wirlod.web.http.choosing import Choice
from wirlod.web.http.representations import Representation, list_representations

ALTR = "http://www.w3.org/ns/dx/connegp/altr#"
DCT = FOREIGN_PREFIXES["dct"]


def describe_alternates(choice: Choice, thing: str, base_uri: str) -> Description:
    """Say of *thing* in which representations the document chosen can be had."""
    folder = base_uri + choice.offered.folder
    subject = NamedNode(thing)
    triples: list[Triple] = []
    for representation in list_representations(choice.offered):
        address = NamedNode(folder + representation.address)
        triples.append(Triple(subject, _altr("hasRepresentation"), address))
        triples += _describe(representation, address)
    default = Triple(subject, _altr("hasDefaultRepresentation"), triples[0].object)
    return Description(thing=thing, own=(default, *_by_subject(triples, subject)))


def _describe(representation: Representation, address: NamedNode) -> Iterator[Triple]:
    yield Triple(address, RDF_TYPE, _altr("Representation"))
    profile = NamedNode(representation.profile.iri)
    yield Triple(address, NamedNode(f"{DCT}conformsTo"), profile)
    format = representation.offer.content_type.partition("; charset")[0]
    yield Triple(address, NamedNode(f"{DCT}format"), Literal(format))
    if representation.language:
        yield Triple(address, NamedNode(f"{DCT}language"), Literal(representation.language))


def _by_subject(triples: list[Triple], first: NamedNode) -> list[Triple]:
    return sorted(triples, key=lambda triple: triple.subject != first)


def _altr(name: str) -> NamedNode:
    return NamedNode(ALTR + name)
