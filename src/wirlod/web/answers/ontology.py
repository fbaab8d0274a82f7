"""
The words the data are written in: ``/def/wir``, ``/def/shapes/{kind}``, ``/def/context``.

A term is ``/def/wir#Grant``: it dereferences to the document that defines it.
"""

from collections.abc import Callable

from flask import Blueprint, Response

from wirlod.errors import ThingNotFound
from wirlod.formats import JSON_LD, THING_FORMATS
from wirlod.iris import is_key, ontology_iri
from wirlod.query.describe import Description, describe_graph, describe_ontology
from wirlod.web.answers.documents import write_document
from wirlod.web.answers.profiles import build_profiles
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import Address, read_address
from wirlod.web.http.choosing import Choice, Offered, choose
from wirlod.web.http.links import Link
from wirlod.web.http.negotiation import Offer, build_offers
from wirlod.web.http.response import Document, answer

ontology = Blueprint("ontology", __name__, url_prefix="/def")

OFFERS = build_offers(THING_FORMATS)
CONTEXT_OFFERS = (Offer(JSON_LD),)
ONTOLOGY_TYPE = "http://www.w3.org/2002/07/owl#Ontology"


@ontology.get("/<name>")
def definitions(name: str) -> Response:
    """Answer with the ontology, or with the JSON-LD context."""
    if name.partition(".")[0] == "context":
        return _context(read_address(name, CONTEXT_OFFERS))
    address = read_address(name, OFFERS)
    opened = current()
    iri = ontology_iri(opened.base_uri)
    if f"{opened.base_uri}def/{address.name}" != iri:
        raise ThingNotFound(f"nothing is defined at def/{address.name}")
    return _answer(opened, "def/", address, lambda: describe_ontology(opened.store, iri))


@ontology.get("/shapes/<name>")
def shapes(name: str) -> Response:
    """Answer with the SHACL shapes of one kind of record."""
    address = read_address(name, OFFERS)
    if not is_key(address.name):
        raise ThingNotFound(f"no shapes can be called {address.name}")
    opened = current()
    iri = f"{opened.base_uri}def/shapes/{address.name}"
    return _answer(opened, "def/shapes/", address, lambda: describe_graph(opened.store, iri))


def _answer(
    opened: OpenEdition, folder: str, address: Address, describe: Callable[[], Description]
) -> Response:
    choice = _choose(folder, address, OFFERS, opened)
    links = [Link(ONTOLOGY_TYPE, "type")]
    return answer(opened, choice, lambda: write_document(opened, choice, describe(), links))


def _context(address: Address) -> Response:
    opened = current()
    choice = _choose("def/", address, CONTEXT_OFFERS, opened)
    path = opened.edition.context_path
    return answer(opened, choice, lambda: Document(path.read_bytes()))


def _choose(
    folder: str, address: Address, offers: tuple[Offer, ...], opened: OpenEdition
) -> Choice:
    profiles = build_profiles(opened.base_uri)[:1]
    return choose(address, Offered(folder, address.name, offers, profiles))
