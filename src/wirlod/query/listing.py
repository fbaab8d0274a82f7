"""
Pages of things of one kind, in the order of their addresses, filtered by what they point at.
"""

from collections.abc import Iterable, Mapping
from typing import cast

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.iris import thing_iri
from wirlod.query.store import Store, Term, bind

CLASSES = {
    "concept": ("skos:Concept", "skos:ConceptScheme"),
    "evidence": ("oa:Annotation",),
    "figure": ("wir:ReportedFigure",),
    "grant": ("wir:Grant",),
    "guideline": ("wir:Guideline",),
    "handover": ("wir:Handover",),
    "milestone": ("wir:Milestone",),
    "organisation": ("org:FormalOrganization", "wir:DiversityCentre", "wir:IntegrationPost"),
    "person": ("foaf:Person",),
    "priority": ("skos:Concept", "skos:ConceptScheme"),
    "programme": ("wir:Programme",),
    "quotation": ("schema:Quotation",),
    "release": ("wir:SourceText",),
    "territory": ("dct:Location",),
}
"""The classes that all things of a kind are found by."""

MEMBERS = """
{ VALUES ?class { $classes } ?thing a ?class . %s
  FILTER(STRSTARTS(STR(?thing), $start)) }
"""
PAGE = "SELECT DISTINCT ?thing " + MEMBERS + " ORDER BY STR(?thing) LIMIT %d OFFSET %d"
COUNT = "SELECT (COUNT(DISTINCT ?thing) AS ?count) " + MEMBERS
ABOUT = "CONSTRUCT { ?s ?p ?o } { VALUES ?s { $things } ?s ?p ?o }"


class Filter(msgspec.Struct, frozen=True):
    """What a thing must point at to be listed."""

    name: str
    """The name of the property in the context."""
    property: str
    value: str
    """The IRI it must point at."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Which things: a kind, what they must point at, and which page of them."""

    kind: str
    filters: tuple[Filter, ...] = ()
    page: int = 1
    size: int = 50


class Page(msgspec.Struct, frozen=True):
    """One page of things."""

    listing: Listing
    things: tuple[str, ...]
    """Their IRIs, in order."""
    total: int
    """How many there are on all pages."""

    @property
    def last(self) -> int:
        """The number of the last page; 1 where there is nothing to list."""
        return max(1, -(-self.total // self.listing.size))


def list_things(store: Store, listing: Listing, base_uri: str, prefixes: Mapping[str, str]) -> Page:
    """Find the things on one page, and count those on all."""
    patterns, terms = _bindings(listing, base_uri, prefixes)
    offset = (listing.page - 1) * listing.size
    page = bind(PAGE % (patterns, listing.size, offset), **terms)
    things = tuple(cast(NamedNode, row["thing"]).value for row in store.select(page))
    counted = next(store.select(bind(COUNT % patterns, **terms)))["count"]
    return Page(listing, things, int(cast(Literal, counted).value))


def describe_members(store: Store, things: Iterable[str]) -> dict[str, list[Triple]]:
    """Map each of *things*, and each of their parts, to what is said of it."""
    found: dict[str, list[Triple]] = {}
    ahead = set(things)
    while ahead:
        for triple in store.construct(
            bind(ABOUT, things=[NamedNode(iri) for iri in sorted(ahead)])
        ):
            found.setdefault(cast(NamedNode, triple.subject).value, []).append(triple)
        ahead = {
            triple.object.value
            for name in ahead
            for triple in found.get(name, ())
            if isinstance(triple.object, NamedNode) and triple.object.value.startswith(f"{name}#")
        } - found.keys()
    return found


def _bindings(
    listing: Listing, base_uri: str, prefixes: Mapping[str, str]
) -> tuple[str, dict[str, Term | list[Term]]]:
    terms: dict[str, Term | list[Term]] = {
        "classes": [_expand(name, prefixes) for name in CLASSES.get(listing.kind, ())],
        "start": Literal(thing_iri(base_uri, listing.kind, "")),
    }
    patterns = ""
    for number, filter in enumerate(listing.filters):
        patterns += f"?thing $p{number} $v{number} . "
        terms[f"p{number}"] = NamedNode(filter.property)
        terms[f"v{number}"] = NamedNode(filter.value)
    return patterns, terms


def _expand(name: str, prefixes: Mapping[str, str]) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(prefixes[prefix] + local)
