"""
``?_explain`` on any thing: how the request was read, what was chosen, and what else there is.

For the person whose tool got the wrong thing and who wants to know why.
"""

import shlex
from collections.abc import Callable
from typing import Any

import msgspec
from flask import Response, request

from wirlod.errors import NotAcceptable
from wirlod.formats import HTML, JSON
from wirlod.languages import LANGUAGES
from wirlod.web.http.addresses import Address
from wirlod.web.http.caching import NEVER
from wirlod.web.http.choosing import Offered, choose
from wirlod.web.http.compression import CODINGS
from wirlod.web.http.negotiation import (
    build_offers,
    choose_coding,
    choose_language,
    choose_offer,
    rank_offers,
    read_media_ranges,
    read_parts,
)
from wirlod.web.http.representations import list_representations

OFFERS = build_offers((JSON, HTML))
HEADERS = ("Accept", "Accept-Language", "Accept-Profile", "Accept-Encoding")

CLOSENESS = {
    5: "names the type and its profile",
    4: "names the type",
    3: "names an alias of the type",
    2: "names a family the type belongs to",
    1: "names all types that begin alike",
    0: "names everything",
    -1: "does not name it",
}
"""What :attr:`wirlod.web.negotiation.Ranked.closeness` means."""


def explain(
    base_uri: str,
    address: Address,
    offered: Offered,
    render: Callable[[dict[str, Any]], bytes],
) -> Response:
    """
    Tell how this request was read; ``?_explain=json`` and ``=html`` choose how to tell it.

    *render* makes the page.
    """
    explanation = build_explanation(base_uri, address, offered)
    headers = {"Cache-Control": NEVER, "Vary": "Accept, Accept-Language"}
    if _wants_page():
        return Response(render(explanation), headers=headers, content_type=HTML.content_type)
    body = msgspec.json.format(msgspec.json.encode(explanation), indent=2)
    return Response(body, headers=headers, content_type=JSON.content_type)


def _wants_page() -> bool:
    asked = request.args["_explain"]
    if asked in ("json", "html"):
        return asked == "html"
    try:
        return choose_offer(request.headers.get("Accept", ""), OFFERS).format is HTML
    except NotAcceptable:
        return False


def build_explanation(base_uri: str, address: Address, offered: Offered) -> dict[str, Any]:
    """Say of each step of the choice what went in and what came out."""
    accept = request.headers.get("Accept", "")
    language = request.headers.get("Accept-Language", "")
    coding = request.headers.get("Accept-Encoding", "")
    return {
        "address": base_uri + offered.canonical,
        "order": "suffix of the address, then ?format=, then the Accept header",
        "named_in_address": address.offer.suffix if address.offer else None,
        "named_in_query": request.args.get("format") or request.args.get("_mediatype"),
        "headers": {name: request.headers.get(name) for name in HEADERS},
        "read_accept": [_part(part) for part in read_media_ranges(accept)],
        "read_language": [_part(part) for part in read_parts(language)],
        "ranking": _ranking(accept, offered),
        "language": choose_language(language, LANGUAGES),
        "coding": choose_coding(coding, CODINGS) or "identity",
        "chosen": _chosen(address, offered),
        "alternatives": _alternatives(base_uri, offered),
    }


def _part(part: Any) -> dict[str, Any]:
    return {"value": part.value, "weight": part.weight, "profiles": list(part.profiles)}


def _ranking(accept: str, offered: Offered) -> list[dict[str, Any]]:
    return [
        {
            "type": ranked.offer.content_type,
            "suffix": ranked.offer.suffix,
            "weight": ranked.weight,
            "because": f"{ranked.part or 'no part'} {CLOSENESS[ranked.closeness]}",
        }
        for ranked in rank_offers(accept, offered.offers)
    ]


def _chosen(address: Address, offered: Offered) -> dict[str, Any]:
    try:
        choice = choose(address, offered)
    except NotAcceptable as error:
        return {"status": 406, "detail": str(error)}
    return {
        "status": 200,
        "type": choice.offer.content_type,
        "language": choice.language if choice.is_page else None,
        "profile": choice.profile.iri,
        "own_address": choice.own_address,
        "vary": choice.vary,
    }


def _alternatives(base_uri: str, offered: Offered) -> list[dict[str, str]]:
    canonical = base_uri + offered.canonical
    found = []
    for representation in list_representations(offered):
        headers = [f"Accept: {representation.offer.content_type.partition('; charset')[0]}"]
        if representation.language:
            headers.append(f"Accept-Language: {representation.language}")
        if representation.profile is not offered.profiles[0]:
            headers.append(f"Accept-Profile: <{representation.profile.iri}>")
        command = ["curl", *(word for header in headers for word in ("-H", header)), canonical]
        address = base_uri + offered.folder + representation.address
        found.append({"address": address, "curl": shlex.join(command)})
    return found
