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
from wirlod.saying import say
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.choosing import Choice
from wirlod.web.http.negotiation import Offer
from wirlod.web.http.response import Content, respond

quality = Blueprint("quality", __name__)

OFFERS = tuple(Offer(row) for row in (HTML, TURTLE, JSON_LD, RDF_XML))
VERDICT = "quality.json"


@quality.get("/quality", defaults={"suffix": ""})
@quality.get("/quality<suffix>")
def verdict(suffix: str) -> Response:
    """Answer with the verdict of shapes, portals and assessors."""
    opened = current()
    choice = choose_own(opened, f"quality{suffix}", OFFERS)
    return respond(opened.version, choice, lambda: _make(opened, choice))


def _make(opened: OpenEdition, choice: Choice) -> Content:
    folder = opened.edition.folder
    if choice.is_page:
        rehearsed: dict[str, Any] = json.loads(_read(folder / VERDICT))
        return Content(page_makers().quality_page(opened, choice, rehearsed))
    return Content(_read(folder / f"quality.{choice.offer.format.suffix}"))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ThingNotFound(say("this edition was published without a rehearsal")) from None
