"""The facets above a list: what to choose from, with counts, and what is chosen."""

import msgspec

from wirlod.iris import local_path
from wirlod.kinds import KINDS
from wirlod.kinds.kind import YEAR
from wirlod.kinds.kind import Facet as FacetOfKind
from wirlod.namespaces import property_iri
from wirlod.query.facets import MOST_THINGS, MOST_VALUES, FacetValue
from wirlod.query.listing import Page
from wirlod.web.answers.list_filters import read_path
from wirlod.web.pages.naming import Value
from wirlod.web.pages.reading import message
from wirlod.web.pages.visit import Visit

SORT_NAMES = {
    "": message("Key"),
    "-sum": message("Largest sum first"),
    "sum": message("Smallest sum first"),
    "-date": message("Newest first"),
    "date": message("Oldest first"),
}


class Choosable(msgspec.Struct, frozen=True):
    """One value that can be chosen."""

    value: str
    """What the address says for it."""
    label: Value
    count: int
    chosen: bool


class Facet(msgspec.Struct, frozen=True):
    """One way to narrow a list down."""

    name: str
    title: str
    values: tuple[Choosable, ...]
    left_out: int = 0
    """How many more values there are than a page offers."""

    @property
    def is_chosen(self) -> bool:
        """Whether the list is narrowed down by it."""
        return any(value.chosen for value in self.values)


def read_facets(visit: Visit, page: Page) -> list[Facet]:
    """Count what the things of a list can be narrowed down to; nothing where that takes long."""
    if page.total > MOST_THINGS and not visit.opened.directory.is_quick(page.listing):
        return []
    facets = [_facet(visit, page, facet) for facet in KINDS[page.listing.kind].facets]
    return [
        facet for facet in facets if len(facet.values) > 1 or any(v.chosen for v in facet.values)
    ]


def read_sorts(visit: Visit, page: Page) -> list[tuple[str, str, bool]]:
    """List the orders a list can have: parameter, name, whether it is the present one."""
    keys = KINDS[page.listing.kind].sorts
    offered = [name for name in SORT_NAMES if name.removeprefix("-") in keys]
    if not offered:
        return []
    say = visit.reader.gettext
    return [(name, say(SORT_NAMES[name]), name == page.listing.sort) for name in ("", *offered)]


def _facet(visit: Visit, page: Page, facet: FacetOfKind) -> Facet:
    opened, name = visit.opened, facet.name
    if name == YEAR:
        terms = KINDS[page.listing.kind].year
        path = tuple(property_iri(term, opened.context) for term in terms)
    else:
        path = read_path(name, opened.context)
    if not all(path) or not path:  # a preview knows no terms
        return Facet(name, "", ())
    listing = page.listing
    counts = opened.remembered.get(
        (name, listing.kind, listing.filters),
        lambda: opened.directory.count_values(listing, (name, path)),
    )
    chosen = {f.value for f in page.listing.filters if f.name == name}
    offered = [c for n, c in enumerate(counts) if n < MOST_VALUES or c.value in chosen]
    visit.naming.learn(count.value for count in offered if name != YEAR)
    values = [_choosable(visit, name, count, chosen) for count in offered]
    order = sorted(values, key=lambda value: value.label.text, reverse=name == YEAR)
    title = facet.title.say(visit.reader.language)
    return Facet(name, title, tuple(order), len(counts) - len(offered))


def _choosable(visit: Visit, name: str, count: FacetValue, chosen: set[str]) -> Choosable:
    path = local_path(count.value, visit.opened.base_uri)
    return Choosable(
        value=path.removeprefix("id/") if path else count.value,
        label=Value(count.value) if name == YEAR else visit.naming.thing(count.value),
        count=count.count,
        chosen=count.value in chosen,
    )
