"""
Which page of a list an address asks for, and the addresses of the pages around it.

Page, size, order and filters (:mod:`wirlod.web.answers.list_filters`) are part of the address. So
is the edition, where a page leads to others: whoever follows them gets one list, whichever copy of
the service or cache answers, and whatever is published meanwhile.
"""

from urllib.parse import urlencode

import msgspec
from flask import current_app, request

from wirlod.errors import AddressMalformed, EditionNotFound, ThingNotFound
from wirlod.kinds import KINDS
from wirlod.query.listing import Listing, Page
from wirlod.saying import message, say
from wirlod.web.answers.list_filters import read_filters
from wirlod.web.answers.serving import OpenEdition, Serving, current
from wirlod.web.http.parameters import read_number

PAGE_SIZE = 50
LARGEST_PAGE = 1000


def read_listing(kind: str, opened: OpenEdition) -> Listing:
    """
    Read which page of which things the request asks for.

    :raises ThingNotFound: when there is no such kind.
    :raises AddressMalformed: when something asked for cannot be applied.
    """
    if kind not in KINDS or not KINDS[kind].is_listed:
        raise ThingNotFound(say("there is no list of {kind}", kind=kind))
    return Listing(
        kind=kind,
        filters=read_filters(kind, opened),
        page=read_number("page", 1, 10**9),
        size=read_number("size", PAGE_SIZE, LARGEST_PAGE),
        sort=_read_sort(kind),
        edition=request.args.get("edition", ""),
    )


def find_edition() -> OpenEdition:
    """
    Find the edition whose list is asked for: the current one where the address names none.

    :raises EditionNotFound: when that is not kept any more.
    """
    opened, name = current(), request.args.get("edition", "")
    if name in ("", opened.edition.name):
        return opened
    serving: Serving = current_app.extensions["wirlod"]
    try:
        return serving.open_kept(name)
    except EditionNotFound:
        raise EditionNotFound(
            say(
                "this list is one of the edition {name!r}, which is not kept here: "
                "begin again at its first page, without 'edition'",
                name=name[:40],
            )
        ) from None


THERE_IS = message("sort is {found!r}: there is {known}")
ONE_ORDER = message("sort is {found!r}: this list has one order")


def _read_sort(kind: str) -> str:
    asked, sorts = request.args.get("sort", ""), KINDS[kind].sorts
    if asked and asked.removeprefix("-") not in sorts:
        known = ", ".join(name for sort in sorts for name in (sort, f"-{sort}"))
        text = THERE_IS if known else ONE_ORDER
        raise AddressMalformed(say(text, found=asked[:40], known=known))
    return asked


def page_parameters(listing: Listing, page: int, base_uri: str) -> tuple[tuple[str, str], ...]:
    """List the parameters of *page* of these things; what is usual is left out."""
    start = f"{base_uri}id/"
    parameters = [(filter.name, filter.value.removeprefix(start)) for filter in listing.filters]
    if listing.sort:
        parameters.append(("sort", listing.sort))
    if listing.edition and page:
        parameters.append(("edition", listing.edition))
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


def neighbours(page: Page, opened: OpenEdition) -> dict[str, str]:
    """Map ``first``, ``previous``, ``next`` and ``last`` to addresses, where there are any."""
    number = page.listing.page
    numbers = {"first": 1, "previous": number - 1, "next": number + 1, "last": page.last}
    return {
        name: page_address(_in_edition(page, other, opened.edition.name), other, opened.base_uri)
        for name, other in numbers.items()
        if 1 <= other <= page.last
    }


def _in_edition(page: Page, number: int, edition: str) -> Page:
    """Let the address of another page name the edition; the first one is the current list."""
    if number == 1 and not page.listing.edition:
        return page
    listing = msgspec.structs.replace(page.listing, edition=edition)
    return msgspec.structs.replace(page, listing=listing)
