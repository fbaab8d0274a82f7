"""
The words the data are written in: ``/def/wir``, ``/def/shapes/{kind}``, ``/def/context``.

A version of the ontology answers for ever, from the history: ``/def/wir/1.1.0``.

A term is ``/def/wir#Grant``: it dereferences to the document that defines it.
"""

import re
from collections.abc import Callable

import msgspec
from flask import Blueprint, Response
from pyoxigraph import NamedNode

from wirlod.errors import ThingNotFound
from wirlod.formats import JSON_LD, THING_FORMATS
from wirlod.history import History
from wirlod.iris import ONTOLOGY, is_key, ontology_iri
from wirlod.namespaces import expand
from wirlod.query.describe import Description, describe_graph, describe_ontology
from wirlod.query.shapes import describe_all_shapes, describe_shapes
from wirlod.query.versions import read_version
from wirlod.web.answers.graphs import write_graph
from wirlod.web.answers.profiles import build_profiles, choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import read_address
from wirlod.web.http.choosing import Choice, Offered, choose
from wirlod.web.http.links import Link
from wirlod.web.http.negotiation import Offer, build_offers
from wirlod.web.http.response import Content, respond

ontology = Blueprint("ontology", __name__, url_prefix="/def")

OFFERS = build_offers(THING_FORMATS)
CONTEXT_OFFERS = (Offer(JSON_LD),)
LICENCE = NamedNode(expand("dct:license"))
VERSION_INFO = NamedNode(expand("owl:versionInfo"))
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
        raise ThingNotFound(f"nothing is defined at def/{choice.offered.name}")
    return _respond(opened, choice, lambda: describe_ontology(opened.store, iri))


@ontology.get("/wir/<name>")
def version(name: str) -> Response:
    """Answer with the ontology as it was in one of its versions: ``/def/wir/1.1.0``."""
    match = VERSION.fullmatch(name)
    if not match:
        raise ThingNotFound(f"{name[:40]!r} is no version of the ontology: write 1.0.0")
    number, suffix = match.groups()
    opened = current()
    own = build_profiles(opened.base_uri)[:1]
    asked = msgspec.structs.replace(read_address(f"version{suffix}", OFFERS), name=number)
    choice = choose(asked, Offered(f"{ONTOLOGY}/", number, OFFERS, own))
    description = find_ontology(opened, number)
    return _respond(opened, choice, lambda: description)


def find_ontology(opened: OpenEdition, number: str) -> Description:
    """
    Find what the version *number* of the ontology said last.

    :raises ThingNotFound: when it was not published here.
    """
    with History.open(opened.edition.folder) as history:
        for event in reversed(history.of_thing(ONTOLOGY)):
            description = read_version(opened.store, history, event, opened.base_uri)
            if number in {t.object.value for t in description.own if t.predicate == VERSION_INFO}:  # type: ignore[union-attr]
                return description
    raise ThingNotFound(f"version {number} of the ontology was not published here")


@ontology.get("/shapes/<name>")
def shapes(name: str) -> Response:
    """Answer with the SHACL shapes of one kind of record."""
    key = name.partition(".")[0]
    if not is_key(key):
        raise ThingNotFound(f"no shapes can be called {key}")
    opened = current()
    folder = f"{opened.base_uri}def/shapes"
    choice = choose_own(opened, f"def/shapes/{name}", OFFERS)
    if choice.is_page:  # people follow links; a validator wants all in one file
        return _respond(opened, choice, lambda: describe_graph(opened.store, f"{folder}/{key}"))
    return _respond(opened, choice, lambda: describe_shapes(opened.store, folder, key))


def _all_shapes(name: str) -> Response:
    opened = current()
    folder = f"{opened.base_uri}def/shapes"
    choice = choose_own(opened, f"def/{name}", OFFERS)
    headers_only = choice.is_page
    return _respond(
        opened, choice, lambda: describe_all_shapes(opened.store, folder, headers_only=headers_only)
    )


def _respond(opened: OpenEdition, choice: Choice, describe: Callable[[], Description]) -> Response:
    def make() -> Content:
        description = describe()
        content = write_graph(opened, choice, description, [Link(ONTOLOGY_TYPE, "type")])
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
