"""
Things and the documents about them: ``/id/{kind}/{key}`` and ``/doc/{kind}/{key}``.

A thing is not a page: its address answers 303 and leads to a document that can be sent.
"""

from flask import Blueprint, Response, request

from wirlod.errors import ThingNotFound
from wirlod.formats import THING_FORMATS
from wirlod.iris import is_key
from wirlod.kinds import KINDS
from wirlod.web.answers.documents import write_document
from wirlod.web.answers.portions import portion_links, portion_parameters, tell_portion
from wirlod.web.answers.profiles import ALTERNATES, build_profiles, translate_description
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import asked_path, read_address, relative_root
from wirlod.web.http.alternates import describe_alternates
from wirlod.web.http.caching import FRESH
from wirlod.web.http.choosing import Choice, Offered, choose
from wirlod.web.http.explain import explain
from wirlod.web.http.links import thing_links
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.paging import read_number
from wirlod.web.http.response import Document, answer

resources = Blueprint("resources", __name__)

OFFERS = build_offers(THING_FORMATS)
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
    address = read_address(name, OFFERS)
    check_address(kind, address.name)
    opened = current()
    profiles = build_profiles(opened.base_uri)
    portion = read_number("page", 1, MOST_PORTIONS)
    parameters = portion_parameters(portion)
    offered = Offered(f"doc/{kind}/", address.name, OFFERS, profiles, parameters)
    if "_explain" in request.args:
        opened.check_exists(kind, address.name)
        return explain(opened, address, offered)
    choice = choose(address, offered)
    return answer(opened, choice, lambda: make_document(opened, kind, choice, portion))


def check_address(kind: str, key: str) -> None:
    """Refuse what cannot be an address of a thing before the store is asked."""
    if kind not in KINDS or not is_key(key.lower() if kind == "edition" else key):
        raise ThingNotFound(f"no thing can have the address {kind}/{key}")


def make_document(opened: OpenEdition, kind: str, choice: Choice, portion: int) -> Document:
    """Describe the thing of *kind* that *choice* names, in the words and format chosen."""
    key = choice.offered.name
    description = opened.describe(kind, key, portion)
    if choice.profile.iri == ALTERNATES:
        alternates = describe_alternates(choice, description.thing, opened.base_uri)
        return write_document(opened, choice, alternates)
    links = [
        *thing_links(description, opened.base_uri, kind, key),
        *portion_links(description, choice, opened.base_uri),
    ]
    said = translate_description(description, choice.profile, opened.prefixes)
    if not choice.is_page:
        said = tell_portion(said, choice, opened.base_uri)
    return write_document(opened, choice, said, links)
