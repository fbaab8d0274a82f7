"""
All links of a document in a document of their own (RFC 9264): ``/linkset/{kind}/{key}``.

A header has room for the links of one representation; here are those of all, and the members
of a list.
"""

from collections.abc import Iterable, Iterator

import msgspec
from flask import Blueprint, Response

from wirlod.formats import LINKSET, LINKSET_JSON
from wirlod.web.answers.list_addresses import (
    find_edition,
    page_address,
    page_parameters,
    read_listing,
)
from wirlod.web.answers.lists import OFFERS as LIST_OFFERS
from wirlod.web.answers.profiles import build_profiles, choose_own
from wirlod.web.answers.resources import OFFERS as THING_OFFERS
from wirlod.web.answers.resources import check_address, thing_links
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.choosing import Choice, Offered
from wirlod.web.http.links import Link, write_links
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.representations import list_representations
from wirlod.web.http.response import Content, respond

linksets = Blueprint("linksets", __name__, url_prefix="/linkset")

OFFERS = build_offers((LINKSET_JSON, LINKSET))


@linksets.get("/<kind>/<name>")
def of_thing(kind: str, name: str) -> Response:
    """Answer with all links of the document about a thing."""
    check_address(kind, name.partition(".")[0])
    opened = current()
    choice = choose_own(opened, f"linkset/{kind}/{name}", OFFERS)
    return respond(opened.version, choice, lambda: _write(choice, _thing(opened, kind, choice)))


@linksets.get("/<name>")
def of_list(name: str) -> Response:
    """Answer with all links of one page of a list."""
    opened = find_edition()
    listing = read_listing(name.partition(".")[0], opened)
    parameters = page_parameters(listing, listing.page, opened.base_uri)
    choice = choose_own(opened, f"linkset/{name}", OFFERS, parameters)
    return respond(opened.version, choice, lambda: _write(choice, _list(opened, choice)))


def _thing(opened: OpenEdition, kind: str, choice: Choice) -> tuple[str, list[Link]]:
    key = choice.offered.name
    offered = Offered(f"doc/{kind}/", key, THING_OFFERS, build_profiles(opened.base_uri))
    description = opened.describe(kind, key)
    links = thing_links(description.types, opened.base_uri, kind, key)
    return opened.base_uri + offered.canonical, [
        *_representations(offered, opened),
        *links,
    ]


def _list(opened: OpenEdition, choice: Choice) -> tuple[str, list[Link]]:
    listing = read_listing(choice.offered.name, opened)
    page = opened.directory.list_things(listing)
    profiles, parameters = choice.offered.profiles, choice.offered.parameters
    offered = Offered("doc/", listing.kind, LIST_OFFERS, profiles, parameters)
    representations = _representations(offered, opened)
    items = (Link(thing, "item") for thing in page.things)
    return page_address(page, listing.page, opened.base_uri), [*representations, *items]


def _representations(offered: Offered, opened: OpenEdition) -> Iterator[Link]:
    if opened.version.licence:
        yield Link(opened.version.licence, "license")
    for representation in list_representations(offered):
        attributes = {"type": representation.offer.format.media_type}
        if representation.language:
            attributes["hreflang"] = representation.language
        attributes["profile"] = representation.profile.iri
        yield Link(
            opened.base_uri + offered.folder + representation.address, "alternate", attributes
        )


def _write(choice: Choice, anchored: tuple[str, list[Link]]) -> Content:
    anchor, links = anchored
    if choice.offer.format is LINKSET:
        anchored_links = (
            msgspec.structs.replace(link, attributes={"anchor": anchor, **link.attributes})
            for link in links
        )
        return Content(write_links(anchored_links).replace(">, <", ">,\n<").encode() + b"\n")
    context = {"anchor": anchor, **_by_relation(links)}
    body = msgspec.json.encode({"linkset": [context]})
    return Content(msgspec.json.format(body, indent=2) + b"\n")


def _by_relation(links: Iterable[Link]) -> dict[str, list[dict[str, object]]]:
    targets: dict[str, list[dict[str, object]]] = {}
    for link in links:
        target: dict[str, object] = {"href": link.target, **link.attributes}
        if "hreflang" in target:
            target["hreflang"] = [target["hreflang"]]
        if "profile" in target:
            target["profile"] = [{"value": target["profile"]}]
        targets.setdefault(link.relation, []).append(target)
    return targets
