"""An answer that describes something by triples, in every graph format, and as a page."""

from collections.abc import Callable

from flask import Response

from wirlod.formats import GRAPH_FORMATS, HTML
from wirlod.query.describe import Description
from wirlod.query.writing import write_description
from wirlod.web.answers.profiles import build_profiles, profile_context
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.addresses import read_address
from wirlod.web.http.choosing import Choice, Offered, choose
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Document, answer

OFFERS = build_offers((*GRAPH_FORMATS, HTML))
"""RDF is the default: who says nothing is a program."""


def answer_description(
    opened: OpenEdition,
    address: str,
    describe: Callable[[], Description],
    render: Callable[[Choice], bytes],
    parameters: tuple[tuple[str, str], ...] = (),
) -> Response:
    """
    Answer at *address*, such as ``.well-known/void.ttl``; *render* makes the page.

    *parameters* say what is described, where the address alone does not.
    """
    folder, slash, name = address.rpartition("/")
    read = read_address(name, OFFERS)
    profiles = build_profiles(opened.base_uri)[:1]
    choice = choose(read, Offered(folder + slash, read.name, OFFERS, profiles, parameters))

    def make() -> Document:
        if choice.is_page:
            return Document(render(choice))
        context = profile_context(choice.profile, opened.context)
        format, form = choice.offer.format, choice.offer.form
        return Document(write_description(describe(), format, context, opened.prefixes, form))

    return answer(opened, choice, make)
