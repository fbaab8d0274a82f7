"""
What changed: ``/changes`` for people, as RDF and as an Atom feed, and ``/changes/ldes``.

Every entry is an event of the history: with an edition a thing appeared, changed or went. The
list can be narrowed down to a kind, an edition, or to what a territory, an organisation or a
programme should know.
"""

from collections.abc import Iterator

from flask import Blueprint, Response, request
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.errors import AddressMalformed, ThingNotFound
from wirlod.formats import ATOM, GRAPH_FORMATS, HTML
from wirlod.history import Action, Event, History, Selection, target_iri
from wirlod.kinds import KINDS
from wirlod.languages import LANGUAGES
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.versions import version_iri
from wirlod.saying import say
from wirlod.web.answers.change_pages import ChangePage, page_address, read_changes
from wirlod.web.answers.feed import Feed
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.choosing import Choice
from wirlod.web.http.links import Link
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.parameters import read_number
from wirlod.web.http.response import Content, respond
from wirlod.writing.description import RDF_TYPE, Description
from wirlod.writing.rdf import write_description

changes = Blueprint("changes", __name__)

OFFERS = build_offers((HTML, *GRAPH_FORMATS, ATOM))
MOST_PAGES = 1_000_000
TELLERS = ("territory", "organisation", "programme")
"""Parameters that name whom the changes concern, besides ``about=kind/key``."""

PROV = FOREIGN_PREFIXES["prov"]
DCT = FOREIGN_PREFIXES["dct"]
XSD = FOREIGN_PREFIXES["xsd"]


@changes.get("/changes", defaults={"suffix": ""})
@changes.get("/changes<suffix>")
def list_changes(suffix: str) -> Response:
    """Answer with one page of changes."""
    opened = current()
    selection = read_selection(opened)
    number = read_number("page", 1, MOST_PAGES)
    with History.open(opened.edition.folder) as history:
        page = read_changes(opened, history, selection, number)
    parameters = page.parameters(number)
    choice = choose_own(opened, f"changes{suffix}", OFFERS, parameters)
    return respond(opened.version, choice, lambda: _make(opened, choice, page))


def read_selection(opened: OpenEdition) -> Selection:
    """
    Read which changes are asked for.

    :raises ThingNotFound: for a kind or thing that never was published.
    :raises AddressMalformed: when two things are named.
    """
    named = {name: request.args[name] for name in TELLERS if request.args.get(name)}
    abouts = [f"{kind}/{key.removeprefix(f'{kind}/')}" for kind, key in named.items()]
    abouts += [about] if (about := request.args.get("about", "")) else []
    if len(abouts) > 1:
        raise AddressMalformed(
            say("{count} things are named in 'about': ask for one of them", count=len(abouts))
        )
    kind, edition = request.args.get("kind", ""), request.args.get("edition", "")
    if kind and kind not in KINDS:
        raise ThingNotFound(
            say("there is no kind {kind!r}: there is {kinds}", kind=kind, kinds=", ".join(KINDS))
        )
    with History.open(opened.edition.folder) as history:
        if abouts and not history.of_thing(abouts[0]):
            raise ThingNotFound(say("nothing was ever published as {thing}", thing=abouts[0]))
        if edition and edition not in {past.name for past in history.editions()}:
            raise ThingNotFound(
                say("no edition {edition} led to the one that is served", edition=edition)
            )
    return Selection(kind, abouts[0] if abouts else "", edition)


def _make(opened: OpenEdition, choice: Choice, page: ChangePage) -> Content:
    links = [
        Link(page_address(opened.base_uri, page, number), relation)
        for relation, number in page.neighbours.items()
    ]
    if choice.is_page:
        return Content(page_makers().changes_page(opened, choice, page), links)
    if choice.offer.format is ATOM:
        return Content(Feed(opened, page, choice.sticky or LANGUAGES[0]).write(), links)
    format, form = choice.offer.format, choice.offer.form
    described = describe_changes(opened.base_uri, page)
    written = write_description(described, format, opened.context, opened.prefixes, form)
    return Content(written, links)


def describe_changes(base_uri: str, page: ChangePage) -> Description:
    """Say with PROV which version of which thing came when, and which went."""
    triples: list[Triple] = []
    for change in page.changes:
        triples += describe_event(base_uri, change.event)
    address = page_address(base_uri, page, page.number)
    return Description(thing=address, own=tuple(triples))


def describe_event(base_uri: str, event: Event) -> Iterator[Triple]:
    """Say of a version, with PROV and Dublin Core, what it is a version of, and since when."""
    version = NamedNode(version_iri(base_uri, event))
    thing = NamedNode(target_iri(base_uri, event.target))
    when = Literal(f"{event.created:%Y-%m-%dT%H:%M:%SZ}", datatype=NamedNode(f"{XSD}dateTime"))
    edition = NamedNode(f"{base_uri}id/edition/{event.edition}")
    yield Triple(version, RDF_TYPE, NamedNode(f"{PROV}Entity"))
    yield Triple(version, NamedNode(f"{DCT}isVersionOf"), thing)
    yield Triple(version, NamedNode(f"{PROV}specializationOf"), thing)
    yield Triple(version, NamedNode(f"{DCT}isPartOf"), edition)
    gone = event.action is Action.WITHDRAWN
    yield Triple(version, NamedNode(f"{PROV}{'invalidated' if gone else 'generated'}AtTime"), when)
    for language, text in event.title.items():
        yield Triple(version, NamedNode(f"{DCT}title"), Literal(text, language=language))
