"""
The words the data are written in: ``/def/wir``, ``/def/shapes/{kind}``, ``/def/context``.

A term is ``/def/wir#Grant``: it dereferences to the document that defines it.
"""

from collections.abc import Callable

import msgspec
from flask import Blueprint, Response
from pyoxigraph import NamedNode

from wirlod.errors import ThingNotFound
from wirlod.formats import JSON_LD, THING_FORMATS
from wirlod.iris import ONTOLOGY, is_key, ontology_iri
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.describe import Description, describe_graph, describe_ontology
from wirlod.web.answers.graphs import write_graph
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.choosing import Choice
from wirlod.web.http.links import Link
from wirlod.web.http.negotiation import Offer, build_offers
from wirlod.web.http.response import Content, respond

ontology = Blueprint("ontology", __name__, url_prefix="/def")

OFFERS = build_offers(THING_FORMATS)
CONTEXT_OFFERS = (Offer(JSON_LD),)
LICENCE = NamedNode(FOREIGN_PREFIXES["dct"] + "license")
ONTOLOGY_TYPE = "http://www.w3.org/2002/07/owl#Ontology"


@ontology.get("/<name>")
def definitions(name: str) -> Response:
    """Answer with the ontology, or with the JSON-LD context."""
    if name.partition(".")[0] == "context":
        return _context(name)
    opened = current()
    iri = ontology_iri(opened.base_uri)
    choice = choose_own(opened, f"def/{name}", OFFERS)
    if choice.offered.canonical != ONTOLOGY:
        raise ThingNotFound(f"nothing is defined at def/{choice.offered.name}")
    return _respond(opened, choice, lambda: describe_ontology(opened.store, iri))


@ontology.get("/shapes/<name>")
def shapes(name: str) -> Response:
    """Answer with the SHACL shapes of one kind of record."""
    key = name.partition(".")[0]
    if not is_key(key):
        raise ThingNotFound(f"no shapes can be called {key}")
    opened = current()
    iri = f"{opened.base_uri}def/shapes/{key}"
    choice = choose_own(opened, f"def/shapes/{name}", OFFERS)
    return _respond(opened, choice, lambda: describe_graph(opened.store, iri))


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
