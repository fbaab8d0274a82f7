"""Pages of lists: all things of a kind, filtered and page by page."""

from pyoxigraph import NamedNode

from wirlod.query.listing import Page
from wirlod.web.choosing import Choice
from wirlod.web.pages.kinds import name_of_many
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.visit import Visit
from wirlod.web.paging import neighbours, page_address
from wirlod.web.serving import OpenEdition


def list_page(opened: OpenEdition, choice: Choice, page: Page) -> bytes:
    """Render one page of things by their labels."""
    visit = Visit.begin(opened, choice)
    naming = visit.naming
    naming.learn([*page.things, *(filter.value for filter in page.listing.filters)])
    return render_page(
        "list.html",
        choice.language,
        page=page,
        title=name_of_many(page.listing.kind, visit.reader),
        things=[naming.value(NamedNode(thing)) for thing in page.things],
        filters=[(f.name, naming.thing(f.value)) for f in page.listing.filters],
        neighbours={
            name: list_address(choice, page, number, opened.base_uri)
            for name, number in neighbours(page).items()
        },
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )


def list_address(choice: Choice, page: Page, number: int, base_uri: str) -> str:
    """Give the address of another page of the list, relative to this one."""
    address = page_address(page, number, base_uri).removeprefix(f"{base_uri}doc/")
    name, mark, query = address.partition("?")
    suffix = f".{choice.sticky}.html" if choice.sticky else ""
    return name + suffix + mark + query
