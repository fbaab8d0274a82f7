"""The page at the root: what is here, and how to get at it."""

from flask import Blueprint, Response

from wirlod.errors import ThingNotFound
from wirlod.formats import HTML
from wirlod.query.listing import CLASSES
from wirlod.web.addresses import HOME, Address, read_address
from wirlod.web.answers import Document, answer
from wirlod.web.choosing import Choice, Offered, choose
from wirlod.web.negotiation import build_offers
from wirlod.web.pages import page_path, render_page
from wirlod.web.profiles import build_profiles
from wirlod.web.serving import OpenEdition, current

home = Blueprint("home", __name__)

OFFERS = build_offers((HTML,))


@home.get("/")
def index() -> Response:
    """Answer with the page that explains what is here."""
    return _answer(Address(HOME))


@home.get("/<name>")
def named(name: str) -> Response:
    """Answer with the same page, in the language its address names."""
    address = read_address(name, OFFERS)
    if address.name != HOME or address.offer is None:
        raise ThingNotFound(f"there is nothing at {name}")
    return _answer(address)


def _answer(address: Address) -> Response:
    opened = current()
    profiles = build_profiles(opened.base_uri)[:1]
    choice = choose(address, Offered("", HOME, OFFERS, profiles))
    return answer(opened, choice, lambda: Document(_render(opened, choice)))


def _render(opened: OpenEdition, choice: Choice) -> bytes:
    records = opened.edition.manifest.records
    kinds = [(kind, page_path(f"doc/{kind}", choice.sticky), records.get(kind)) for kind in CLASSES]
    return render_page(
        "home.html",
        choice.language,
        kinds=kinds,
        edition=opened.edition,
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
    )
