"""
The view that lists every representation: profile × format × language, each with its address.

The vocabulary is the W3C's ``altr``; a representation is named by its address.
"""

from collections.abc import Iterator

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.formats import HTML
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.describe import RDF_TYPE, Description
from wirlod.web.answers.profiles import Profile
from wirlod.web.http.addresses import LANGUAGES
from wirlod.web.http.choosing import Choice, Offered, representation_address
from wirlod.web.http.negotiation import Offer

ALTR = "http://www.w3.org/ns/dx/connegp/altr#"
DCT = FOREIGN_PREFIXES["dct"]


class Representation(msgspec.Struct, frozen=True):
    """One way in which a document can be had."""

    address: str
    """Relative to the negotiated address."""
    offer: Offer
    profile: Profile
    language: str = ""


def list_representations(offered: Offered) -> Iterator[Representation]:
    """Yield every representation of what is *offered*."""
    for profile in offered.profiles:
        for offer in offered.offers:
            languages = LANGUAGES if offer.format is HTML else ("",)
            for language in languages:
                suffix = f"{language}.{offer.suffix}" if language else offer.suffix
                address = representation_address(offered, suffix, profile)
                yield Representation(address, offer, profile, language)


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
