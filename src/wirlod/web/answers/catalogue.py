"""
What portals harvest: ``/catalogue`` in RDF/XML, Turtle and JSON-LD.

The files were written when the edition was published and go out as they are. Who accepts
anything gets RDF, never a page: the harvesters of portals say ``*/*``.
"""

from flask import Blueprint, Response

from wirlod.formats import HTML, JSON_LD, RDF_XML, TURTLE
from wirlod.web.answers.profiles import Profile
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import read_address
from wirlod.web.http.caching import FRESH
from wirlod.web.http.choosing import Choice, Offered, choose
from wirlod.web.http.links import Link
from wirlod.web.http.negotiation import Offer
from wirlod.web.http.response import Document, answer
from wirlod.web.pages import render_page
from wirlod.web.pages.structured import catalogue_markup

catalogue = Blueprint("catalogue", __name__)

OFFERS = tuple(Offer(row) for row in (RDF_XML, TURTLE, JSON_LD, HTML))
PROFILES = (
    Profile("dcat-ap-de", "http://dcat-ap.de/def/dcatde/3.0/", dict.fromkeys(("de", "en"), "DCAT")),
)


@catalogue.get("/catalogue", defaults={"suffix": ""})
@catalogue.get("/catalogue<suffix>")
def document(suffix: str) -> Response:
    """Answer with the whole catalogue."""
    opened = current()
    address = read_address(f"catalogue{suffix}", OFFERS)
    choice = choose(address, Offered("", address.name, OFFERS, PROFILES))
    return answer(opened, choice, lambda: _make(opened, choice))


@catalogue.get("/doc/dataset")
def datasets() -> Response:
    """Lead to the catalogue, the list of all datasets."""
    headers = {"Location": "../catalogue", "Cache-Control": FRESH}
    return Response(status=308, headers=headers)


def _make(opened: OpenEdition, choice: Choice) -> Document:
    links = [Link("http://www.w3.org/ns/dcat#Catalog", "type")]
    links.append(Link(f"{opened.base_uri}catalogue", "cite-as"))
    if not choice.is_page:
        return Document(opened.catalogue.read(choice.offer.format), links)
    return Document(_page(opened, choice), links)


def _page(opened: OpenEdition, choice: Choice) -> bytes:
    nodes = opened.catalogue.nodes
    iri = f"{opened.base_uri}catalogue"
    return render_page(
        "catalogue.html",
        choice.language,
        catalogue=nodes[iri],
        datasets=[nodes[dataset] for dataset in nodes[iri]["datasets"]],
        nodes=nodes,
        base_uri=opened.base_uri,
        rehearsed=(opened.edition.folder / "quality.json").exists(),
        markup=catalogue_markup(opened.catalogue, opened.base_uri),
        choice=choice,
        canonical=iri,
        edition=opened.edition,
    )
