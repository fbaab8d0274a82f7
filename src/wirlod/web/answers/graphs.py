"""
What is said of something, as the document chosen: a graph for machines, a page for people.

:func:`write_graph` is for views that have chosen already, :func:`respond_with_graph` for whole
addresses that describe one thing: a list of questions, the endpoint, words of others.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Response

from wirlod.formats import GRAPH_FORMATS, HTML
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.profiles import choose_own, profile_context
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.choosing import Choice
from wirlod.web.http.links import Link
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Content, respond
from wirlod.writing.description import Description
from wirlod.writing.rdf import write_description

OFFERS = build_offers((*GRAPH_FORMATS, HTML))
"""RDF is the default: who says nothing is a program."""


def write_graph(
    opened: OpenEdition, choice: Choice, description: Description, links: Iterable[Link] = ()
) -> Content:
    """Write *description* as the representation chosen."""
    if choice.is_page:
        return Content(page_makers().thing_page(opened, choice, description), links)
    return Content(_write(opened, choice, description, FOREIGN_PREFIXES | opened.context), links)


def respond_with_graph(
    opened: OpenEdition,
    path: str,
    describe: Callable[[], Description],
    render: Callable[[Choice], bytes],
    parameters: tuple[tuple[str, str], ...] = (),
) -> Response:
    """
    Answer at *path*, such as ``.well-known/void.ttl``; *render* makes the page.

    *parameters* say what is described, where the path alone does not.
    """
    choice = choose_own(opened, path, OFFERS, parameters)

    def make() -> Content:
        if choice.is_page:
            return Content(render(choice))
        return Content(_write(opened, choice, describe(), opened.context))

    return respond(opened.version, choice, make)


def _write(
    opened: OpenEdition, choice: Choice, description: Description, context: dict[str, Any]
) -> bytes:
    said_in = profile_context(choice.profile, context)
    format, form = choice.offer.format, choice.offer.form
    return write_description(description, format, said_in, opened.prefixes, form)
