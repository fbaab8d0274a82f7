"""
What a list is: things of one kind, filtered by what they point at, sorted, page by page.
"""

from collections.abc import Mapping

import msgspec
from pyoxigraph import Literal, NamedNode

from wirlod.iris import thing_iri
from wirlod.kinds import KINDS
from wirlod.namespaces import expand
from wirlod.query.store import Term

MEMBERS = """
{ VALUES ?class { $classes } ?thing a ?class . %s
  FILTER(STRSTARTS(STR(?thing), $start)) }
"""


class Filter(msgspec.Struct, frozen=True):
    """What a thing must point at to be listed."""

    name: str
    """The name of the property in the context, or of two with a dot between; or ``year``."""
    path: tuple[str, ...]
    """The property, or the two that lead through a part, as IRIs."""
    value: str
    """The IRI at the end of it, or how a date begins."""
    is_beginning: bool = False


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Which things: a kind, what they must point at, and which page of them."""

    kind: str
    filters: tuple[Filter, ...] = ()
    page: int = 1
    size: int = 50
    sort: str = ""
    """One of the sorts of the kind, with ``-`` in front for the largest first."""


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


def build_patterns(
    listing: Listing, base_uri: str, prefixes: Mapping[str, str]
) -> tuple[str, dict[str, Term | list[Term]]]:
    """Build what a member must match besides its class, and the terms to bind it with."""
    terms: dict[str, Term | list[Term]] = {
        "classes": [NamedNode(expand(name, prefixes)) for name in KINDS[listing.kind].classes],
        "start": Literal(thing_iri(base_uri, listing.kind, "")),
    }
    patterns = ""
    for number, filter in enumerate(listing.filters):
        steps = {f"p{number}_{step}": NamedNode(iri) for step, iri in enumerate(filter.path)}
        path = "/".join(f"${name}" for name in steps)
        terms |= steps
        if filter.is_beginning:
            patterns += f"?thing {path} ?b{number} FILTER(STRSTARTS(STR(?b{number}), $v{number})) "
            terms[f"v{number}"] = Literal(filter.value)
        else:
            patterns += f"?thing {path} $v{number} . "
            terms[f"v{number}"] = NamedNode(filter.value)
    return patterns, terms
