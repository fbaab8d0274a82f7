"""
Which page of a list an address asks for, and the addresses of the pages around it.

A filter is a property by its name in the context and the thing it must point at:
``/doc/grant?recipient=organisation/musterkreis``; a dot leads through a part or another
thing: ``money.precision=concept/exact``. Page, size and filters are part of
the address; every other parameter means nothing here.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import request
from pyoxigraph import NamedNode

from wirlod.errors import AddressMalformed, ThingNotFound
from wirlod.kinds import KINDS
from wirlod.kinds.kind import YEAR
from wirlod.query.context import property_iri
from wirlod.query.listing import Filter, Listing, Page
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.parameters import read_number

PAGE_SIZE = 50
LARGEST_PAGE = 1000
LONGEST_IRI = 300


def read_listing(kind: str, opened: OpenEdition) -> Listing:
    """
    Read which page of which things the request asks for.

    :raises ThingNotFound: when there is no such kind.
    :raises AddressMalformed: when a number or an IRI is none.
    """
    if kind not in KINDS or not KINDS[kind].is_listed:
        raise ThingNotFound(f"there is no list of {kind}")
    return Listing(
        kind=kind,
        filters=tuple(_read_filters(kind, opened)),
        page=read_number("page", 1, 10**9),
        size=read_number("size", PAGE_SIZE, LARGEST_PAGE),
        sort=_read_sort(kind),
    )


def _read_filters(kind: str, opened: OpenEdition) -> Iterator[Filter]:
    for name, value in sorted(request.args.items(multi=True)):
        if name == YEAR and value and KINDS[kind].year:
            path = tuple(property_iri(term, opened.context) for term in KINDS[kind].year)
            yield Filter(name, path, str(read_number(YEAR, 0, 9999)), is_beginning=True)
        elif value and (path := read_path(name, opened.context)):
            iri = value if "://" in value else f"{opened.base_uri}id/{value}"
            yield Filter(name, path, _check_iri(iri))


def read_path(name: str, context: Mapping[str, Any]) -> tuple[str, ...]:
    """Read the name of a property, or of two with a dot between, that points at things."""
    terms = name.split(".")
    definitions = [context.get(term) for term in terms]
    pointing = [isinstance(d, dict) and d.get("@type") == "@id" for d in definitions]
    path = tuple(property_iri(term, context) for term in terms)
    return path if len(terms) <= 2 and all(pointing) and all(path) else ()


def _read_sort(kind: str) -> str:
    asked = request.args.get("sort", "")
    return asked if asked.removeprefix("-") in KINDS[kind].sorts else ""


def _check_iri(text: str) -> str:
    if len(text) > LONGEST_IRI:
        raise AddressMalformed(f"an IRI to filter by has at most {LONGEST_IRI} characters")
    try:
        return NamedNode(text).value
    except ValueError:
        raise AddressMalformed(f"{text!r} is no IRI") from None


def page_parameters(listing: Listing, page: int, base_uri: str) -> tuple[tuple[str, str], ...]:
    """List the parameters of *page* of these things; what is usual is left out."""
    start = f"{base_uri}id/"
    parameters = [(filter.name, filter.value.removeprefix(start)) for filter in listing.filters]
    if listing.sort:
        parameters.append(("sort", listing.sort))
    if page > 1:
        parameters.append(("page", str(page)))
    if listing.size != PAGE_SIZE:
        parameters.append(("size", str(listing.size)))
    return tuple(parameters)


def page_address(page: Page, number: int, base_uri: str) -> str:
    """Give the address of another page of the same list; 0 means the list as a whole."""
    parameters = page_parameters(page.listing, number, base_uri)
    if not number:
        parameters = tuple(pair for pair in parameters if pair[0] != "size")
    query = f"?{urlencode(parameters)}" if parameters else ""
    return f"{base_uri}doc/{page.listing.kind}{query}"


def neighbours(page: Page) -> dict[str, int]:
    """Map ``first``, ``previous``, ``next`` and ``last`` to page numbers, where there are any."""
    number = page.listing.page
    numbers = {"first": 1, "previous": number - 1, "next": number + 1, "last": page.last}
    return {name: other for name, other in numbers.items() if 1 <= other <= page.last}
