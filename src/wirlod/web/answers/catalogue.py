"""
What portals harvest: ``/catalogue`` in RDF/XML, Turtle and JSON-LD.

The files were written when the edition was published and go out as they are. Who accepts
anything gets RDF, never a page: the harvesters of portals say ``*/*``.
"""

from flask import Blueprint, Response, request

from wirlod.formats import HTML, JSON_LD, RDF_XML, TURTLE
from wirlod.languages import LANGUAGES
from wirlod.namespaces import expand
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import read_address
from wirlod.web.http.caching import FRESH
from wirlod.web.http.choosing import Choice, Offered, Profile, choose
from wirlod.web.http.links import Link
from wirlod.web.http.negotiation import Offer
from wirlod.web.http.response import Content, respond

catalogue = Blueprint("catalogue", __name__)

OFFERS = tuple(Offer(row) for row in (RDF_XML, TURTLE, JSON_LD, HTML))
PROFILES = (
    Profile("dcat-ap-de", "http://dcat-ap.de/def/dcatde/3.0/", dict.fromkeys(LANGUAGES, "DCAT")),
)


@catalogue.get("/catalogue", defaults={"suffix": ""})
@catalogue.get("/catalogue<suffix>")
def document(suffix: str) -> Response:
    """Answer with the whole catalogue."""
    opened = current()
    address = read_address(f"catalogue{suffix}", OFFERS)
    choice = choose(address, Offered("", address.name, OFFERS, PROFILES))
    return respond(opened.version, choice, lambda: _make(opened, choice))


@catalogue.get("/doc/dataset")
def datasets() -> Response:
    """Lead to the catalogue, the list of all datasets."""
    query = request.query_string.decode("latin-1")
    headers = {"Location": f"../catalogue{query and f'?{query}'}", "Cache-Control": FRESH}
    return Response(status=308, headers=headers)


def _make(opened: OpenEdition, choice: Choice) -> Content:
    links = [Link(expand("dcat:Catalog"), "type")]
    links.append(Link(f"{opened.base_uri}catalogue", "cite-as"))
    if choice.is_page:
        return Content(page_makers().catalogue_page(opened, choice), links)
    return Content(opened.catalogue.read(choice.offer.format), links)
