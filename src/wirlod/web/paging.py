"""
Which page of a list an address asks for, and the addresses of the pages around it.

A filter is a property by its name in the context and the thing it must point at:
``/doc/grant?recipient=organisation/werra-meissner-kreis``. Page, size and filters are part of
the address; every other parameter means nothing here.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import request
from pyoxigraph import NamedNode

from wirlod.errors import AddressMalformed, ThingNotFound
from wirlod.query.listing import CLASSES, Filter, Listing, Page
from wirlod.query.tables import property_iri
from wirlod.web.serving import OpenEdition

PAGE_SIZE = 50
LARGEST_PAGE = 1000
LONGEST_IRI = 300


def read_listing(kind: str, opened: OpenEdition) -> Listing:
    """
    Read which page of which things the request asks for.

    :raises ThingNotFound: when there is no such kind.
    :raises AddressMalformed: when a number or an IRI is none.
    """
    if kind not in CLASSES:
        raise ThingNotFound(f"there is no list of {kind}")
    return Listing(
        kind=kind,
        filters=tuple(_read_filters(opened)),
        page=_read_number("page", 1, 10**9),
        size=_read_number("size", PAGE_SIZE, LARGEST_PAGE),
    )


def _read_filters(opened: OpenEdition) -> Iterator[Filter]:
    for name, value in sorted(request.args.items(multi=True)):
        definition = opened.context.get(name)
        if isinstance(definition, dict) and definition.get("@type") == "@id" and value:
            iri = value if "://" in value else f"{opened.base_uri}id/{value}"
            yield Filter(name, property_iri(name, opened.context), _check_iri(iri))


def _check_iri(text: str) -> str:
    if len(text) > LONGEST_IRI:
        raise AddressMalformed(f"an IRI to filter by has at most {LONGEST_IRI} characters")
    try:
        return NamedNode(text).value
    except ValueError:
        raise AddressMalformed(f"{text!r} is no IRI") from None


def _read_number(name: str, default: int, largest: int) -> int:
    text = request.args.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:12]) <= largest):
        raise AddressMalformed(f"{name} is {text[:40]!r}: give a number from 1 to {largest}")
    return int(text)


def page_parameters(listing: Listing, page: int, base_uri: str) -> tuple[tuple[str, str], ...]:
    """List the parameters of *page* of these things; what is usual is left out."""
    start = f"{base_uri}id/"
    parameters = [(filter.name, filter.value.removeprefix(start)) for filter in listing.filters]
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
