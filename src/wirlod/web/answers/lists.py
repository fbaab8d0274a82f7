"""All things of a kind, page by page: ``/doc/{kind}``."""

from collections.abc import Iterator

import msgspec
from flask import Blueprint, Response, current_app, request

from wirlod.errors import ThingNotFound
from wirlod.flat import write_csv
from wirlod.formats import CSV, GEO_JSON, GRAPH_FORMATS, HTML, LINKSET_JSON
from wirlod.geojson import write_geojson
from wirlod.kinds import KINDS
from wirlod.query.endpoint import Endpoint
from wirlod.query.facts import read_triples
from wirlod.query.listing import Listing, Page
from wirlod.query.remembered import Remembered
from wirlod.saying import say
from wirlod.web.answers import hydra
from wirlod.web.answers.list_addresses import (
    find_edition,
    neighbours,
    page_address,
    page_parameters,
    read_listing,
)
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import REMEMBERED, OpenEdition
from wirlod.web.answers.sparql_answers import find_client
from wirlod.web.http.choosing import Choice
from wirlod.web.http.clients import check_rate
from wirlod.web.http.links import Link, memento_links
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Content, respond
from wirlod.writing.rdf import write_description

lists = Blueprint("lists", __name__)

OFFERS = build_offers((HTML, *GRAPH_FORMATS, CSV))
PLACES = build_offers((HTML, *GRAPH_FORMATS, CSV, GEO_JSON))
"""What lists of things that lie somewhere are offered in."""


@lists.get("/doc/<name>")
def things(name: str) -> Response:
    """Answer with one page of the things of a kind."""
    opened = find_edition()
    listing = read_listing(name.partition(".")[0], opened)
    parameters = page_parameters(listing, listing.page, opened.base_uri)
    offers = PLACES if KINDS[listing.kind].is_place else OFFERS
    choice = choose_own(opened, f"doc/{name}", offers, parameters)
    return respond(
        opened.version, choice, lambda: make_list(bound(opened, listing), listing, choice)
    )


def bound(opened: OpenEdition, listing: Listing) -> OpenEdition:
    """
    Let a list that an address narrows down cost no more than a query of a stranger.

    A preview asks all its graphs as one, which only its own store does.
    """
    is_cheap = not listing.filters or opened.directory.is_quick(listing)
    if is_cheap or opened.edition.manifest.is_preview:
        return opened
    check_rate()
    endpoint: Endpoint = current_app.extensions["wirlod-endpoint"]
    store = endpoint.bound(opened.store, find_client(request.environ), opened.edition)
    directory = opened.directory.with_store(store)
    return msgspec.structs.replace(
        opened, store=store, directory=directory, remembered=Remembered(REMEMBERED)
    )


def make_list(opened: OpenEdition, listing: Listing, choice: Choice) -> Content:
    """List one page of things in the format chosen."""
    page = opened.directory.list_things(listing)
    if listing.page > page.last:
        raise ThingNotFound(
            say(
                "there is no page {number}: the last is {last}", number=listing.page, last=page.last
            )
        )
    return Content(_write(opened, page, choice), list(_links(page, opened)))


def _write(opened: OpenEdition, page: Page, choice: Choice) -> bytes:
    if choice.is_page:
        return page_makers().list_page(opened, choice, page)
    if choice.offer.format is CSV:
        triples = read_triples(opened.store, page.things)
        return write_csv(page.listing.kind, page.things, triples, opened.context)
    if choice.offer.format is GEO_JSON:
        triples = read_triples(opened.store, page.things)
        return write_geojson(page.listing.kind, page.things, triples, opened.context)
    description = hydra.describe_page(opened, page)
    context = opened.context | hydra.CONTEXT
    format, form = choice.offer.format, choice.offer.form
    return write_description(description, format, context, opened.prefixes, form)


def _links(page: Page, opened: OpenEdition) -> Iterator[Link]:
    base_uri = opened.base_uri
    for name, address in neighbours(page, opened).items():
        yield Link(address, {"previous": "prev"}.get(name, name))
    here = page_address(page, page.listing.page, base_uri)
    linkset = here.replace(f"{base_uri}doc/", f"{base_uri}linkset/", 1)
    yield Link(linkset, "linkset", {"type": LINKSET_JSON.media_type})
    yield Link(hydra.COLLECTION.value, "type")
    yield from memento_links(base_uri, f"doc/{page.listing.kind}")
