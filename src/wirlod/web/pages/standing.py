"""Pages that stand for themselves: home, charts, the guide for programs, about, imprint …"""

from collections.abc import Callable

from flask import Blueprint, Response, request

from wirlod.formats import GRAPH_FORMATS, HTML
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.addresses import HOME
from wirlod.web.http.caching import FRESH
from wirlod.web.http.choosing import Choice
from wirlod.web.http.negotiation import build_offers, rank_offers
from wirlod.web.http.response import Content, respond
from wirlod.web.pages.api import show_api
from wirlod.web.pages.charts import show_charts
from wirlod.web.pages.home import show_home
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.visit import Visit

standing = Blueprint("standing", __name__)

OFFERS = build_offers((HTML,))
ENTRANCES = build_offers((HTML, *GRAPH_FORMATS))


def show_words(visit: Visit) -> dict[str, object]:
    """Show what the publisher says of itself, which every page knows."""
    return {}


def show_easy(visit: Visit) -> dict[str, object]:
    """Show what the publisher says of the programme in easy language."""
    edition, language = visit.opened.edition, visit.reader.language
    return {
        "easy": edition.read_site().easy_language.get(language, []),
        "has_map": (edition.charts_folder / "map.json").is_file(),
    }


PAGES: dict[str, Callable[[Visit], dict[str, object]]] = {
    HOME: show_home,
    "charts": show_charts,
    "api": show_api,
    "about": show_words,
    "easy-language": show_easy,
    "data-protection": show_words,
    "accessibility": show_words,
    "imprint": show_words,
}
"""Name of a page, which is also that of its template → what it shows."""

NAMES = ",".join(f'"{name}"' for name in PAGES)


@standing.get("/")
def home() -> Response:
    """Answer with the home page; a program that asks for RDF is led to the catalogue."""
    wanted = rank_offers(request.headers.get("Accept", ""), ENTRANCES)[0]
    if wanted.weight and wanted.offer.format is not HTML:
        headers = {"Location": "catalogue", "Cache-Control": FRESH, "Vary": "Accept"}
        return Response(status=303, headers=headers)
    return page()


@standing.get(f"/<any({NAMES}):name>")
@standing.get(f"/<any({NAMES}):name>.<suffix>")
def page(name: str = HOME, suffix: str = "") -> Response:
    """Answer with the page called *name*."""
    opened = current()
    choice = choose_own(opened, f"{name}.{suffix}" if suffix else name, OFFERS)
    return respond(opened.version, choice, lambda: make_page(opened, name, choice))


def make_page(opened: OpenEdition, name: str, choice: Choice) -> Content:
    """Render the page called *name*."""
    shown = PAGES[name](Visit.begin(opened, choice))
    body = render_page(
        f"{name}.html",
        choice.language,
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
        **shown,
    )
    return Content(body)
