"""
The words the data are written in: ``/def/wir``, ``/def/shapes/{kind}``, ``/def/context``.

A version of them answers for ever, from the history: ``/def/wir/1.1.0``,
``/def/shapes/grant/1.1.0``.

A term is ``/def/wir#Grant``: it dereferences to the document that defines it.
"""

import re
from collections.abc import Callable

import msgspec
from flask import Blueprint, Response
from pyoxigraph import NamedNode, Triple

from wirlod.errors import ThingNotFound
from wirlod.formats import JSON_LD, THING_FORMATS
from wirlod.history import Event, History, find_event_at, name_in_history, target_iri
from wirlod.iris import ONTOLOGY, SHAPES, is_key, ontology_iri
from wirlod.namespaces import expand
from wirlod.query.describe import describe_graph, describe_ontology
from wirlod.query.shapes import complete_shapes, describe_all_shapes, describe_shapes
from wirlod.query.versions import find_definition, read_version
from wirlod.saying import say
from wirlod.web.answers.graphs import write_graph
from wirlod.web.answers.profiles import build_profiles, choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import read_address
from wirlod.web.http.choosing import Choice, Offered, choose
from wirlod.web.http.links import Link, memento_links
from wirlod.web.http.negotiation import Offer, build_offers
from wirlod.web.http.response import Content, respond
from wirlod.writing.description import Description

ontology = Blueprint("ontology", __name__, url_prefix="/def")

OFFERS = build_offers(THING_FORMATS)
CONTEXT_OFFERS = (Offer(JSON_LD),)
LICENCE = NamedNode(expand("dct:license"))
VERSION = re.compile(r"(\d{1,4}\.\d{1,4}\.\d{1,4})(|\..*)")
ONTOLOGY_TYPE = expand("owl:Ontology")


@ontology.get("/<name>")
def definitions(name: str) -> Response:
    """Answer with the ontology, with all shapes, or with the JSON-LD context."""
    if name.partition(".")[0] == "context":
        return _context(name)
    if name.partition(".")[0] == "shapes":
        return _all_shapes(name)
    opened = current()
    iri = ontology_iri(opened.base_uri)
    choice = choose_own(opened, f"def/{name}", OFFERS)
    if choice.offered.canonical != ONTOLOGY:
        raise ThingNotFound(say("nothing is defined at def/{name}", name=choice.offered.name))
    return _respond(opened, choice, lambda: describe_ontology(opened.store, iri))


@ontology.get("/wir/<name>")
def version(name: str) -> Response:
    """Answer with the ontology as it was in one of its versions: ``/def/wir/1.1.0``."""
    return _respond_version(ONTOLOGY, name)


@ontology.get("/shapes/<key>/<name>")
def shapes_version(key: str, name: str) -> Response:
    """Answer with shapes as they were in one of their versions: ``/def/shapes/grant/1.1.0``."""
    if not is_key(key):
        raise ThingNotFound(say("no shapes can be called {key}", key=key))
    return _respond_version(f"{SHAPES}/{key}", name)


def _respond_version(target: str, name: str) -> Response:
    match = VERSION.fullmatch(name)
    if not match:
        raise ThingNotFound(
            say("{name!r} is no version of {target}: write 1.0.0", name=name[:40], target=target)
        )
    number, suffix = match.groups()
    opened = current()
    own = build_profiles(opened.base_uri)[:1]
    asked = msgspec.structs.replace(read_address(f"version{suffix}", OFFERS), name=number)
    choice = choose(asked, Offered(f"{target}/", number, OFFERS, own))
    with History.open(opened.edition.folder) as history:
        event = find_definition(opened.store, history, target, number, opened.base_uri)
        if event is None:  # older than this site: the edition may hold it all the same
            older = f"{target_iri(opened.base_uri, target)}/{number}"
            return _respond(opened, choice, lambda: describe_graph(opened.store, older))
        description = read_version(opened.store, history, event, opened.base_uri)
        if target != ONTOLOGY and not choice.is_page:
            description = _complete_version(opened, history, event, description)
    return _respond(opened, choice, lambda: description)


def _complete_version(
    opened: OpenEdition, history: History, event: Event, own: Description
) -> Description:
    """Add to a version of shapes what it refers to, as that was when the version began."""

    def read(document: str) -> tuple[Triple, ...]:
        events = history.of_thing(name_in_history(document, opened.base_uri))
        then = find_event_at(events, event.created)
        found = then and read_version(opened.store, history, then, opened.base_uri).own
        return found or ()

    return complete_shapes(own, f"{opened.base_uri}{SHAPES}", read)


@ontology.get("/shapes/<name>")
def shapes(name: str) -> Response:
    """Answer with the SHACL shapes of one kind of record."""
    key = name.partition(".")[0]
    if not is_key(key):
        raise ThingNotFound(say("no shapes can be called {key}", key=key))
    opened = current()
    folder = f"{opened.base_uri}{SHAPES}"
    choice = choose_own(opened, f"def/shapes/{name}", OFFERS)
    if choice.is_page:  # people follow links; a validator wants all in one file
        return _respond(opened, choice, lambda: describe_graph(opened.store, f"{folder}/{key}"))
    return _respond(opened, choice, lambda: describe_shapes(opened.store, folder, key))


def _all_shapes(name: str) -> Response:
    opened = current()
    folder = f"{opened.base_uri}{SHAPES}"
    choice = choose_own(opened, f"def/{name}", OFFERS)
    headers_only = choice.is_page
    return _respond(
        opened, choice, lambda: describe_all_shapes(opened.store, folder, headers_only=headers_only)
    )


def _respond(opened: OpenEdition, choice: Choice, describe: Callable[[], Description]) -> Response:
    def make() -> Content:
        description = describe()
        links = [Link(ONTOLOGY_TYPE, "type")]
        path = choice.offered.canonical
        if path == ONTOLOGY or path.rpartition("/")[0] == SHAPES:
            links += memento_links(opened.base_uri, path)
        content = write_graph(opened, choice, description, links)
        return msgspec.structs.replace(content, licence=find_licence(description))

    return respond(opened.version, choice, make)


def find_licence(description: Description) -> str:
    """Find the licence that a definition states; empty where it has that of the data."""
    stated = (t.object for t in description.own if t.predicate == LICENCE)
    return next((term.value for term in stated if isinstance(term, NamedNode)), "")


def _context(name: str) -> Response:
    opened = current()
    choice = choose_own(opened, f"def/{name}", CONTEXT_OFFERS)
    path = opened.edition.context_path
    return respond(opened.version, choice, lambda: Content(path.read_bytes()))
