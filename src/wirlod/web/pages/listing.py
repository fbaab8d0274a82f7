"""Pages of lists: all things of a kind, filtered and page by page."""

import msgspec

from wirlod.query.listing import Filter, Page
from wirlod.web.answers.list_addresses import LARGEST_PAGE, neighbours, page_address
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.choosing import Choice
from wirlod.web.pages.facets import read_facets, read_sorts
from wirlod.web.pages.grants import list_table, total_of
from wirlod.web.pages.kinds import name_of_many
from wirlod.web.pages.lines import read_lines
from wirlod.web.pages.naming import Naming, Value
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.sources import read_source
from wirlod.web.pages.visit import Visit


def list_page(opened: OpenEdition, choice: Choice, page: Page) -> bytes:
    """Render one page of things by their labels."""
    visit = Visit.begin(opened, choice)
    naming = visit.naming
    naming.learn(page.things)
    return render_page(
        "list.html",
        choice.language,
        page=page,
        title=name_of_many(page.listing.kind, visit.reader),
        **_lines(visit, page),
        filters=[_filter_value(naming, f) for f in page.listing.filters],
        facets=read_facets(visit, page),
        sorts=read_sorts(visit, page),
        neighbours={
            name: list_address(choice, address, opened.base_uri)
            for name, address in neighbours(page, opened).items()
        },
        whole=_whole(opened, choice, page),
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )


def _whole(opened: OpenEdition, choice: Choice, page: Page) -> str:
    """Give the address of one page with the whole list; empty where there is none, or this is."""
    if page.last == 1 or page.total > LARGEST_PAGE:
        return ""
    listing = msgspec.structs.replace(page.listing, page=1, size=LARGEST_PAGE)
    whole = msgspec.structs.replace(page, listing=listing)
    return list_address(choice, page_address(whole, 1, opened.base_uri), opened.base_uri)


def _filter_value(naming: Naming, filter: Filter) -> Value:
    return Value(filter.value) if filter.comparison != "is" else naming.thing(filter.value)


def _lines(visit: Visit, page: Page) -> dict[str, object]:
    """Say more of the things on the page than their labels."""
    if page.listing.kind == "grant":
        table = list_table(visit, page.things)
        return {"table": table, "total": total_of(visit, page.listing)}
    if page.listing.kind == "release":
        facts = visit.facts(page.things)
        return {"sources": [read_source(visit, facts, thing) for thing in page.things]}
    return {"lines": read_lines(visit, page.listing.kind, page.things)}


def list_address(choice: Choice, address: str, base_uri: str) -> str:
    """Give the *address* of another page of the list, relative to this one."""
    name, mark, query = address.removeprefix(f"{base_uri}doc/").partition("?")
    suffix = f".{choice.sticky}.html" if choice.sticky else ""
    return name + suffix + mark + query
