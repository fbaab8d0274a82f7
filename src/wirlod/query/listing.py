"""
What a list is: things of one kind, filtered by what they point at, sorted, page by page.
"""

from collections.abc import Mapping
from typing import Literal as OneOf

import msgspec
from pyoxigraph import Literal, NamedNode

from wirlod.iris import thing_iri
from wirlod.kinds import KINDS
from wirlod.namespaces import FOREIGN_PREFIXES, expand
from wirlod.query.store import Term

MEMBER = "{{ {patterns} ?thing a ${name} . FILTER(STRSTARTS(STR(?thing), $start)) }}"
"""What matches the patterns comes first, and the class is named: else all of it is looked at."""

DECIMAL = NamedNode(f"{FOREIGN_PREFIXES['xsd']}decimal")

Comparison = OneOf["is", "begins", "contains", "equals", "from", "to"]
"""How a filter compares: with an IRI, a text or day, a number; ``from`` and ``to`` include it."""

_CONDITIONS: dict[Comparison, str] = {
    "begins": "STRSTARTS(STR({it}), {value})",
    "contains": "CONTAINS(LCASE(STR({it})), LCASE({value}))",
    "equals": "{it} = {value}",
    "from": "{it} >= {value}",
    "to": "{it} <= {value}",
}
_DAY_CONDITIONS = {
    "from": "STR({it}) >= {value}",
    "to": "SUBSTR(STR({it}), 1, STRLEN({value})) <= {value}",
}
"""Days are known by year, month or day: the text is compared as far as both go."""


class Filter(msgspec.Struct, frozen=True):
    """What a thing must point at to be listed."""

    name: str
    """The name of the property in the context, or of two with a dot between; or ``year``."""
    path: tuple[str, ...]
    """The property, or the two that lead through a part, as IRIs."""
    value: str
    """The IRI at the end of it, or a number, a day, a part of a text."""
    comparison: Comparison = "is"
    is_day: bool = False
    """Whether the value is a year, a month or a day."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Which things: a kind, what they must point at, and which page of them."""

    kind: str
    filters: tuple[Filter, ...] = ()
    page: int = 1
    size: int = 50
    sort: str = ""
    """One of the sorts of the kind, with ``-`` in front for the largest first."""
    edition: str = ""
    """The edition whose list it is; empty for the current one."""


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
    start = Literal(thing_iri(base_uri, listing.kind, ""))
    terms: dict[str, Term | list[Term]] = {"start": start, **_classes(listing.kind, prefixes)}
    patterns = ""
    for number, filter in enumerate(listing.filters):
        steps = {f"p{number}_{step}": NamedNode(iri) for step, iri in enumerate(filter.path)}
        path = "/".join(f"${name}" for name in steps)
        terms |= steps
        if filter.comparison == "is":
            patterns += f"?thing {path} $v{number} . "
            terms[f"v{number}"] = NamedNode(filter.value)
        else:
            condition = _condition(filter).format(it=f"?b{number}", value=f"$v{number}")
            patterns += f"?thing {path} ?b{number} FILTER({condition}) "
            terms[f"v{number}"] = _literal(filter)
    return patterns, terms


def build_members(kind: str, patterns: str) -> str:
    """Build what the members of *kind* that have *patterns* match; they may come twice."""
    classes = range(len(KINDS[kind].classes))
    return " UNION ".join(MEMBER.format(patterns=patterns, name=f"class_{n}") for n in classes)


def _classes(kind: str, prefixes: Mapping[str, str]) -> dict[str, NamedNode]:
    names = enumerate(KINDS[kind].classes)
    return {f"class_{number}": NamedNode(expand(name, prefixes)) for number, name in names}


def _condition(filter: Filter) -> str:
    if filter.is_day:
        return _DAY_CONDITIONS.get(filter.comparison, _CONDITIONS["begins"])
    return _CONDITIONS[filter.comparison]


def _literal(filter: Filter) -> Literal:
    is_number = filter.comparison in ("equals", "from", "to") and not filter.is_day
    return Literal(filter.value, datatype=DECIMAL) if is_number else Literal(filter.value)
