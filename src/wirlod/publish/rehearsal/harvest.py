"""
What a portal takes from the catalogue, done as the harvester of CKAN does it.

It sends HEAD, then GET, accepts anything, refuses more than 50 MB, parses by the type of the
first page, follows ``hydra:next``, stops at two equal pages, and takes the IRI of a dataset as
its identity.
"""

import hashlib
from collections.abc import Iterable
from typing import cast

import msgspec
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from wirlod.errors import PublishingError
from wirlod.facts import Facts
from wirlod.namespaces import expand
from wirlod.publish.rehearsal.site import Reply, Site, follow

MOST_BYTES = 50 * 1024 * 1024
RDF_TYPE = NamedNode(expand("rdf:type"))
DATASET = NamedNode(expand("dcat:Dataset"))
NEXT = NamedNode(expand("hydra:next"))


def value_of(term: object) -> str:
    """Give the text of a term of RDF 1.1, which is all that portals read."""
    return cast(NamedNode | Literal, term).value


class Harvest(msgspec.Struct, frozen=True):
    """What came of one harvest."""

    triples: frozenset[Triple]
    datasets: dict[str, str]
    """IRI of a dataset → digest of all that is said of it."""

    @property
    def facts(self) -> Facts:
        """What is said, by subject and property."""
        return Facts(sorted(self.triples, key=str))


def harvest(site: Site, url: str) -> Harvest:
    """
    Harvest the catalogue at *url*.

    :raises PublishingError: where a portal would give up.
    """
    triples = set[Triple]()
    pages = set[bytes]()
    media_type = ""
    while url:
        page = _fetch(site, url)
        media_type = media_type or page.media_type
        if page.body in pages:
            break
        pages.add(page.body)
        found = _parse(page.body, media_type, url)
        triples |= found
        url = next((value_of(t.object) for t in found if t.predicate == NEXT), "")
    return gather(triples)


def gather(triples: Iterable[Triple]) -> Harvest:
    """Find the datasets in *triples*, and what is said of each."""
    triples = frozenset(triples)
    datasets = {
        value_of(t.subject) for t in triples if t.predicate == RDF_TYPE and t.object == DATASET
    }
    return Harvest(triples, {iri: _digest(iri, triples) for iri in sorted(datasets)})


def _fetch(site: Site, url: str) -> Reply:
    head = follow(site, "HEAD", url)
    if head.status >= 400 and head.status != 405:
        raise PublishingError(f"{url} answers HEAD with {head.status}: portals give up there")
    page = follow(site, "GET", url)
    if page.status != 200:
        raise PublishingError(f"{url} answers GET with {page.status}: portals give up there")
    if len(page.body) > MOST_BYTES:
        raise PublishingError(f"{url} has {len(page.body)} bytes: portals stop at {MOST_BYTES}")
    return page


def _parse(body: bytes, media_type: str, url: str) -> frozenset[Triple]:
    row = RdfFormat.from_media_type(media_type)
    if row is None:
        raise PublishingError(f"{url} answers with {media_type!r}, which no portal parses")
    try:
        quads: list[Quad] = list(parse(body.decode("utf-8"), format=row, base_iri=url))
    except (SyntaxError, UnicodeDecodeError) as error:
        raise PublishingError(f"{url} cannot be parsed as {media_type}: {error}") from error
    return frozenset(quad.triple for quad in quads)


def _digest(dataset: str, triples: frozenset[Triple]) -> str:
    """Hash what is said of *dataset*, its parts, and whom it refers to in the catalogue."""
    told = {dataset}
    for triple in triples:
        if value_of(triple.subject) == dataset and isinstance(triple.object, NamedNode):
            told.add(triple.object.value)
    lines = sorted(
        f"{t.subject} {t.predicate} {t.object}"
        for t in triples
        if value_of(t.subject) in told or value_of(t.subject).startswith(f"{dataset}#")
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
