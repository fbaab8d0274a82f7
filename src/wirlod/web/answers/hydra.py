"""
A page of a list as RDF: a Hydra collection that says what is on it and what comes next.

Harvesters follow ``hydra:next`` until there is none; so it is absent on the last page, and
never leads back.
"""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.query.describe import find_labels
from wirlod.query.listing import Page
from wirlod.web.answers.list_addresses import neighbours, page_address
from wirlod.web.answers.list_filters import find_variables
from wirlod.web.answers.serving import OpenEdition
from wirlod.writing.description import RDF_TYPE, Description

HYDRA = FOREIGN_PREFIXES["hydra"]
LABEL = NamedNode(expand("rdfs:label"))
COLLECTION = NamedNode(f"{HYDRA}Collection")
VIEW = NamedNode(f"{HYDRA}PartialCollectionView")

CONTEXT = {
    "hydra": HYDRA,
    "Collection": "hydra:Collection",
    "PartialCollectionView": "hydra:PartialCollectionView",
    "totalItems": {"@id": "hydra:totalItems", "@type": "xsd:integer"},
    "view": {"@id": "hydra:view", "@type": "@id"},
    "first": {"@id": "hydra:first", "@type": "@id"},
    "previous": {"@id": "hydra:previous", "@type": "@id"},
    "next": {"@id": "hydra:next", "@type": "@id"},
    "last": {"@id": "hydra:last", "@type": "@id"},
    "search": {"@id": "hydra:search", "@type": "@id"},
    "template": "hydra:template",
    "mapping": {"@id": "hydra:mapping", "@type": "@id", "@container": "@set"},
    "variable": "hydra:variable",
    "property": {"@id": "hydra:property", "@type": "@id"},
    "IriTemplate": "hydra:IriTemplate",
    "IriTemplateMapping": "hydra:IriTemplateMapping",
    "member": {"@id": "hydra:member", "@type": "@id", "@container": "@set"},
}
"""What a list says beyond what things say."""


def describe_page(opened: OpenEdition, page: Page) -> Description:
    """Say of a page what it belongs to, what is on it, and what comes before and after it."""
    collection = page_address(page, 0, opened.base_uri)
    triples = (
        *_describe_collection(page, opened),
        *_describe_search(page, opened),
        *_describe_members(page, opened),
    )
    return Description(thing=collection, own=triples)


def _describe_collection(page: Page, opened: OpenEdition) -> Iterator[Triple]:
    collection = NamedNode(page_address(page, 0, opened.base_uri))
    yield Triple(collection, RDF_TYPE, COLLECTION)
    yield Triple(collection, NamedNode(f"{HYDRA}totalItems"), Literal(page.total))
    view = NamedNode(page_address(page, page.listing.page, opened.base_uri) + "#view")
    yield Triple(collection, NamedNode(f"{HYDRA}view"), view)
    yield Triple(view, RDF_TYPE, VIEW)
    for name, address in neighbours(page, opened).items():
        yield Triple(view, NamedNode(HYDRA + name), NamedNode(address))
    for thing in page.things:
        yield Triple(collection, NamedNode(f"{HYDRA}member"), NamedNode(thing))


def _describe_search(page: Page, opened: OpenEdition) -> Iterator[Triple]:
    """Say which filters there are: an IRI template with a mapping for each property."""
    kind = page.listing.kind
    collection = NamedNode(page_address(page, 0, opened.base_uri))
    search = NamedNode(f"{opened.base_uri}doc/{kind}#search")
    names = find_variables(kind, opened)
    template = f"{opened.base_uri}doc/{kind}{{?{','.join(names)}}}"
    yield Triple(collection, NamedNode(f"{HYDRA}search"), search)
    yield Triple(search, RDF_TYPE, NamedNode(f"{HYDRA}IriTemplate"))
    yield Triple(search, NamedNode(f"{HYDRA}template"), Literal(template))
    for name, path in names.items():
        mapping = NamedNode(f"{search.value}-{name}")
        yield Triple(search, NamedNode(f"{HYDRA}mapping"), mapping)
        yield Triple(mapping, RDF_TYPE, NamedNode(f"{HYDRA}IriTemplateMapping"))
        yield Triple(mapping, NamedNode(f"{HYDRA}variable"), Literal(name))
        yield Triple(mapping, NamedNode(f"{HYDRA}property"), NamedNode(path))


def _describe_members(page: Page, opened: OpenEdition) -> Iterator[Triple]:
    labels = find_labels(opened.store, page.things)
    for thing in page.things:
        for language, text in sorted(labels.get(thing, {}).items()):
            label = Literal(text, language=language) if language else Literal(text)
            yield Triple(NamedNode(thing), LABEL, label)
