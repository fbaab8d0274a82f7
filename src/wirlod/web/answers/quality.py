"""
The verdict on this edition: ``/quality``, for people and as RDF.

Written when the edition was rehearsed, before anybody could see it.
"""

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, Response

from wirlod.errors import ThingNotFound
from wirlod.formats import HTML, JSON_LD, RDF_XML, TURTLE
from wirlod.web.answers.profiles import build_profiles
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import read_address
from wirlod.web.http.choosing import Choice, Offered, choose
from wirlod.web.http.negotiation import Offer
from wirlod.web.http.response import Document, answer
from wirlod.web.pages import render_page

quality = Blueprint("quality", __name__)

OFFERS = tuple(Offer(row) for row in (HTML, TURTLE, JSON_LD, RDF_XML))
VERDICT = "quality.json"


@quality.get("/quality", defaults={"suffix": ""})
@quality.get("/quality<suffix>")
def verdict(suffix: str) -> Response:
    """Answer with the verdict of shapes, portals and assessors."""
    opened = current()
    address = read_address(f"quality{suffix}", OFFERS)
    profiles = build_profiles(opened.base_uri)[:1]
    choice = choose(address, Offered("", address.name, OFFERS, profiles))
    return answer(opened, choice, lambda: _make(opened, choice))


def _make(opened: OpenEdition, choice: Choice) -> Document:
    folder = opened.edition.folder
    if not choice.is_page:
        return Document(_read(folder / f"quality.{choice.offer.format.suffix}"))
    rehearsed: dict[str, Any] = json.loads(_read(folder / VERDICT))
    body = render_page(
        "quality.html",
        choice.language,
        rehearsed=rehearsed,
        nodes=opened.catalogue.nodes,
        base_uri=opened.base_uri,
        choice=choice,
        canonical=f"{opened.base_uri}quality",
        edition=opened.edition,
    )
    return Document(body)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ThingNotFound("this edition was published without a rehearsal") from None
