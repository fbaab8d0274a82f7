"""
Things and the documents about them: ``/id/{kind}/{key}`` and ``/doc/{kind}/{key}``.

A thing is not a page: its address answers 303 and leads to a document that can be sent.

A concept may be pointed at by a million grants. Its document holds what is said of it and the
first portion of what points there; it says so in ``Link`` and in the graph, and ``?page=2``
brings the next portion. Nothing is cut silently.
"""

from collections.abc import Iterable, Iterator

import msgspec
from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, Triple

from wirlod.errors import ThingNotFound
from wirlod.formats import GEO_JSON, LINKSET_JSON, THING_FORMATS
from wirlod.geojson import write_geojson
from wirlod.iris import SHAPES, is_key, thing_iri
from wirlod.kinds import KINDS
from wirlod.query.packed import WRITTEN
from wirlod.saying import say
from wirlod.web.answers.graphs import write_graph
from wirlod.web.answers.hydra import HYDRA, VIEW
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.profiles import (
    ALTERNATES,
    build_profiles,
    describe_alternates,
    translate_description,
)
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import asked_path, read_address, relative_root
from wirlod.web.http.caching import FRESH
from wirlod.web.http.choosing import Choice, Offered, choose
from wirlod.web.http.explain import explain
from wirlod.web.http.links import Link, memento_links
from wirlod.web.http.negotiation import Offer, build_offers
from wirlod.web.http.parameters import read_number
from wirlod.web.http.response import Content, respond
from wirlod.writing.description import RDF_TYPE, Description

resources = Blueprint("resources", __name__)

OFFERS = build_offers(THING_FORMATS)
PLACES = build_offers((*THING_FORMATS, GEO_JSON))
"""What things that lie somewhere are offered in."""
MOST_PORTIONS = 100_000


@resources.get("/id/<kind>/<key>")
def thing(kind: str, key: str) -> Response:
    """Lead from a thing to the document about it, which negotiates."""
    check_address(kind, key)
    current().check_exists(kind, key)
    query = request.query_string.decode("latin-1")
    location = f"{relative_root(asked_path(request.environ))}doc/{kind}/{key}"
    location += f"?{query}" if query else ""
    headers = {"Location": location, "Cache-Control": FRESH, "Vary": "Accept"}
    return Response(status=303, headers=headers)


@resources.get("/doc/<kind>/<name>")
def document(kind: str, name: str) -> Response:
    """Answer with everything that is known of a thing, as the client likes it."""
    offers = find_offers(kind)
    address = read_address(name, offers)
    check_address(kind, address.name)
    opened = current()
    profiles = build_profiles(opened.base_uri)
    portion = read_number("page", 1, MOST_PORTIONS)
    parameters = portion_parameters(portion)
    offered = Offered(f"doc/{kind}/", address.name, offers, profiles, parameters)
    if "_explain" in request.args:
        opened.check_exists(kind, address.name)
        return explain(opened.base_uri, address, offered, page_makers().explanation_page)
    choice = choose(address, offered)
    return respond(opened.version, choice, lambda: make_document(opened, kind, choice, portion))


def find_offers(kind: str) -> tuple[Offer, ...]:
    """Tell in which formats there are documents about things of *kind*."""
    return PLACES if kind in KINDS and KINDS[kind].is_place else OFFERS


def check_address(kind: str, key: str) -> None:
    """Refuse what cannot be an address of a thing before the store is asked."""
    if kind not in KINDS or not is_key(key.lower() if kind == "edition" else key):
        raise ThingNotFound(say("no thing can have the address {kind}/{key}", kind=kind, key=key))


def make_document(opened: OpenEdition, kind: str, choice: Choice, portion: int) -> Content:
    """Describe the thing of *kind* that *choice* names, in the words and format chosen."""
    key = choice.offered.name
    if portion == 1 and (document := put_together(opened, kind, choice)):
        return document
    description = opened.describe(kind, key, portion)
    if choice.profile.iri == ALTERNATES:
        alternates = describe_alternates(choice, description.thing, opened.base_uri)
        return write_graph(opened, choice, alternates)
    links = [
        *thing_links(description.types, opened.base_uri, kind, key),
        *portion_links(description, choice, opened.base_uri),
    ]
    if choice.offer.format is GEO_JSON:
        thing = description.thing
        body = write_geojson(kind, [thing], description.triples, opened.context)
        return Content(body, links)
    said = translate_description(description, choice.profile, opened.prefixes)
    if not choice.is_page:
        said = tell_portion(said, choice, opened.base_uri)
    return write_graph(opened, choice, said, links)


def put_together(opened: OpenEdition, kind: str, choice: Choice) -> Content | None:
    """Describe a thing from its record, where there is one for what was chosen."""
    offer, key, packed = choice.offer, choice.offered.name, opened.packed
    if packed is None or choice.profile is not choice.offered.profiles[0]:
        return None
    if choice.is_page and (told := opened.things.tell(f"{kind}/{key}")):
        types = told.facts.iris(told.thing, "rdf:type")
        body = page_makers().told_page(opened, choice, told)
        return Content(body, thing_links(types, opened.base_uri, kind, key))
    if offer.format not in WRITTEN or offer.form:
        return None
    document = packed.write(opened.store, f"{kind}/{key}", offer.format)
    if document is None:
        return None
    return Content(document.body, thing_links(document.types, opened.base_uri, kind, key))


def thing_links(types: Iterable[str], base_uri: str, kind: str, key: str) -> Iterator[Link]:
    """Yield what holds for the document about one thing."""
    thing = thing_iri(base_uri, kind, key)
    yield Link(thing, "cite-as")
    yield Link(thing, "describes")
    collection, shapes = (
        ("catalogue", "catalogue") if KINDS[kind].is_catalogued else (f"doc/{kind}", kind)
    )
    yield Link(base_uri + collection, "collection")
    yield Link(f"{base_uri}{SHAPES}/{shapes}.ttl", "describedby", {"type": "text/turtle"})
    yield Link(f"{base_uri}linkset/{kind}/{key}", "linkset", {"type": LINKSET_JSON.media_type})
    if not KINDS[kind].is_catalogued:
        yield from memento_links(base_uri, f"doc/{kind}/{key}")
    for type_iri in types:
        yield Link(type_iri, "type")


def portion_parameters(number: int) -> tuple[tuple[str, str], ...]:
    """Give the parameters that lead to portion *number*."""
    return (("page", str(number)),) if number > 1 else ()


def portion_links(description: Description, choice: Choice, base_uri: str) -> list[Link]:
    """List the portions before and after this one."""
    relations = {"previous": "prev"}
    neighbours = _neighbours(description, choice.offered, base_uri)
    return [Link(address, relations.get(name, name)) for name, address in neighbours]


def tell_portion(description: Description, choice: Choice, base_uri: str) -> Description:
    """Say in the graph, where there are several portions, which one this is."""
    neighbours = list(_neighbours(description, choice.offered, base_uri))
    if not neighbours:
        return description
    view = NamedNode(base_uri + choice.offered.canonical)
    told = [Triple(view, RDF_TYPE, VIEW)]
    told += [Triple(view, NamedNode(HYDRA + name), NamedNode(to)) for name, to in neighbours]
    return msgspec.structs.replace(description, incoming=(*description.incoming, *told))


def _neighbours(
    description: Description, offered: Offered, base_uri: str
) -> Iterator[tuple[str, str]]:
    numbers = {"previous": description.portion - 1}
    if not description.complete:
        numbers["next"] = description.portion + 1
    for name, number in numbers.items():
        if number:
            other = msgspec.structs.replace(offered, parameters=portion_parameters(number))
            yield name, base_uri + other.canonical
