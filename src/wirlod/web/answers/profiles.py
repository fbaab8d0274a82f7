"""
In which vocabulary a thing is described: the W3C's Content Negotiation by Profile.

A profile is an IRI and a short name for ``?_profile=``. The programme ontology says
everything; schema.org says what search engines and general tools read, and is translated
from it by the two tables below. A type or property that schema.org has no word for is left
out of that profile, never bent to fit. A third lists every representation of a document, by the
W3C's ``altr``; a representation is named by its address.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.iris import ontology_iri
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.web.answers.geo_shapes import describe_shapes
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.addresses import read_address
from wirlod.web.http.choosing import Choice, Offered, Profile, choose
from wirlod.web.http.negotiation import Offer
from wirlod.web.http.representations import Representation, list_representations
from wirlod.writing.description import RDF_TYPE, Description

SCHEMA = FOREIGN_PREFIXES["schema"]
ALTERNATES = "http://www.w3.org/ns/dx/connegp/altr"
"""The profile of the view that lists all the others; ``?_profile=alt``."""

ALTR = f"{ALTERNATES}#"
DCT = FOREIGN_PREFIXES["dct"]


def build_profiles(base_uri: str) -> tuple[Profile, ...]:
    """List the profiles; the first is the default and says everything, the last lists them all."""
    return _list_profiles(ontology_iri(base_uri))


@lru_cache(maxsize=16)
def _list_profiles(ontology: str) -> tuple[Profile, ...]:
    own = {"de": "Ontologie der Daten", "en": "Ontology of the data"}
    others = {"de": "alle Darstellungen", "en": "all representations"}
    return (
        Profile("wir", ontology, own),
        Profile("schema", SCHEMA, {"de": "schema.org", "en": "schema.org"}),
        Profile("alt", ALTERNATES, others),
    )


def choose_own(
    opened: OpenEdition,
    path: str,
    offers: tuple[Offer, ...],
    parameters: tuple[tuple[str, str], ...] = (),
) -> Choice:
    """Choose what to send at *path*, such as ``doc/grant.ttl``, of what we say in our own words."""
    folder, slash, step = path.rpartition("/")
    address = read_address(step, offers)
    own = build_profiles(opened.base_uri)[:1]
    return choose(address, Offered(folder + slash, address.name, offers, own, parameters))


CLASSES = {
    "cv:PublicOrganisation": "GovernmentOrganization",
    "org:FormalOrganization": "Organization",
    "org:Membership": "OrganizationRole",
    "skos:Concept": "DefinedTerm",
    "skos:ConceptScheme": "DefinedTermSet",
    "wir:DiversityCentre": "Organization",
    "wir:Guideline": "Legislation",
    "wir:IntegrationPost": "Organization",
    "wir:ReportedFigure": "Observation",
}
"""Class → its word in schema.org, where the data do not say that one beside it already."""

PROPERTIES = {
    "dcat:endDate": "endDate",
    "dcat:startDate": "startDate",
    "dct:abstract": "abstract",
    "dct:alternative": "alternateName",
    "dct:bibliographicCitation": "citation",
    "dct:date": "startDate",
    "dct:description": "description",
    "dct:identifier": "identifier",
    "dct:issued": "datePublished",
    "dct:language": "inLanguage",
    "dct:publisher": "publisher",
    "dct:title": "headline",
    "dct:type": "additionalType",
    "eli:date_document": "legislationDate",
    "eli:passed_by": "legislationPassedBy",
    "foaf:familyName": "familyName",
    "foaf:givenName": "givenName",
    "foaf:homepage": "url",
    "org:classification": "additionalType",
    "org:hasMembership": "hasOccupation",
    "org:unitOf": "parentOrganization",
    "prov:hadPrimarySource": "subjectOf",
    "rdfs:label": "name",
    "skos:altLabel": "alternateName",
    "skos:definition": "description",
    "skos:exactMatch": "sameAs",
    "skos:inScheme": "inDefinedTermSet",
    "skos:notation": "termCode",
    "wir:asOf": "observationDate",
    "wir:number": "value",
    "wir:purpose": "description",
    "wir:receivedBy": "attendee",
    "wir:recipient": "recipient",
    "wir:reports": "about",
}
"""Property → its word in schema.org."""


def translate_description(
    description: Description, profile: Profile, prefixes: Mapping[str, str]
) -> Description:
    """Say *description* in the words of *profile*."""
    if profile.iri != SCHEMA:
        return description
    words = {expand(name, prefixes): word for name, word in (PROPERTIES | CLASSES).items()}
    return msgspec.structs.replace(
        description,
        own=(*_translate(description.own, words), *describe_shapes(description.own)),
        incoming=tuple(_translate(description.incoming, words)),
    )


def profile_context(profile: Profile, context: dict[str, Any]) -> dict[str, Any]:
    """Choose the JSON-LD context for *profile*: schema.org's terms need no prefix."""
    return {"@vocab": SCHEMA, "id": "@id", "type": "@type"} if profile.iri == SCHEMA else context


def _translate(triples: tuple[Triple, ...], words: Mapping[str, str]) -> Iterator[Triple]:
    seen: set[Triple] = set()
    for triple in triples:
        if (said := _say(triple, words)) and said not in seen:
            seen.add(said)
            yield said


def _say(triple: Triple, words: Mapping[str, str]) -> Triple | None:
    if triple.predicate == RDF_TYPE:
        kind = _word(cast(NamedNode, triple.object), words)
        return Triple(triple.subject, RDF_TYPE, kind) if kind else None
    predicate = _word(triple.predicate, words)
    return Triple(triple.subject, predicate, triple.object) if predicate else None


def _word(name: NamedNode, words: Mapping[str, str]) -> NamedNode | None:
    if name.value.startswith(SCHEMA):
        return name
    return NamedNode(SCHEMA + words[name.value]) if name.value in words else None


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
