"""
Every version of everything, as a Linked Data Event Stream: ``/changes/ldes``.

The view leads to pages, each of which holds events of one edition and never changes; so who has
read a page need not read it again, and a new edition adds pages. A member is a version of a
thing: its statements stand in a graph of its name. What was withdrawn is a member too, of the
class that the stream says means so.

Read from the beginning, the newest version of each thing gives the edition, triple for triple.
"""

from collections.abc import Iterator
from typing import cast

from flask import Blueprint, Response
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from wirlod import __version__
from wirlod.errors import ThingNotFound
from wirlod.formats import DATASET_FORMATS
from wirlod.history import Action, Event, History, Past, target_iri
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.versions import find_past, read_version, version_iri
from wirlod.saying import say
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.caching import FOREVER
from wirlod.web.http.choosing import Choice
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Content, Version, respond
from wirlod.writing.description import RDF_TYPE

stream = Blueprint("stream", __name__)

OFFERS = build_offers(DATASET_FORMATS)[: len(DATASET_FORMATS)]
MEMBERS = 250
"""Members on a page."""

LDES = "https://w3id.org/ldes#"
TREE = "https://w3id.org/tree#"
ACTIVITIES = "https://www.w3.org/ns/activitystreams#"
DCT = FOREIGN_PREFIXES["dct"]
XSD = FOREIGN_PREFIXES["xsd"]
VERSION_OF, CREATED = NamedNode(f"{DCT}isVersionOf"), NamedNode(f"{DCT}created")
CLASSES = {Action.ADDED: "Create", Action.CHANGED: "Update", Action.WITHDRAWN: "Delete"}
"""Action → the class of its members."""


@stream.get("/changes/ldes", defaults={"suffix": ""})
@stream.get("/changes/ldes<suffix>")
def view(suffix: str) -> Response:
    """Answer with the pages there are."""
    opened = current()
    choice = choose_own(opened, f"changes/ldes{suffix}", OFFERS)
    return respond(opened.version, choice, lambda: _write(choice, describe_view(opened)))


@stream.get("/changes/ldes/<edition>/<name>")
def page(edition: str, name: str) -> Response:
    """Answer with one page of members."""
    opened = current()
    choice = choose_own(opened, f"changes/ldes/{edition}/{name}", OFFERS)
    number = choice.offered.name
    if not (number.isascii() and number.isdigit() and len(number) < 8):
        raise ThingNotFound(
            say("there is no page {number} of {edition}", number=number[:40], edition=edition)
        )
    with History.open(opened.edition.folder) as history:
        past = find_past(history, edition)
        events = history.of_edition(past.number, MEMBERS, (int(number) - 1) * MEMBERS)
        if not events or int(number) < 1:
            raise ThingNotFound(
                say("there is no page {number} of {edition}", number=number, edition=edition)
            )
        state = Version(
            fingerprint=f"{opened.base_uri} {__version__} {events[-1].number}",
            created=past.created,
            base_uri=opened.base_uri,
            licence=opened.version.licence,
        )
        members = list(describe_members(opened, history, events, _page_iri(opened, past, number)))
    response = respond(state, choice, lambda: _write(choice, members))
    response.headers["Cache-Control"] = FOREVER
    return response


def describe_view(opened: OpenEdition) -> list[Quad]:
    """Say what the stream is and which pages there are, with the time of the events on each."""
    with History.open(opened.edition.folder) as history:
        editions = history.editions()
    root = NamedNode(f"{opened.base_uri}changes/ldes")
    quads = [*_describe_stream(root)]
    for past in editions:
        for number in range(1, -(-sum(past.counts.values()) // MEMBERS) + 1):
            quads += _describe_relation(opened, root, past, number)
    return quads


def _describe_stream(root: NamedNode) -> Iterator[Quad]:
    stream = NamedNode(f"{root.value}#stream")
    said = {
        f"{LDES}timestampPath": CREATED,
        f"{LDES}versionOfPath": VERSION_OF,
        f"{LDES}versionCreateObject": NamedNode(ACTIVITIES + CLASSES[Action.ADDED]),
        f"{LDES}versionUpdateObject": NamedNode(ACTIVITIES + CLASSES[Action.CHANGED]),
        f"{LDES}versionDeletePath": RDF_TYPE,
        f"{LDES}versionDeleteObject": NamedNode(ACTIVITIES + CLASSES[Action.WITHDRAWN]),
        f"{TREE}view": root,
    }
    yield Quad(stream, RDF_TYPE, NamedNode(f"{LDES}EventStream"))
    for name, value in said.items():
        yield Quad(stream, NamedNode(name), value)
    yield Quad(root, RDF_TYPE, NamedNode(f"{TREE}Node"))
    policy = NamedNode(f"{root.value}#retention")
    yield Quad(root, NamedNode(f"{LDES}retentionPolicy"), policy)
    yield Quad(policy, RDF_TYPE, NamedNode(f"{LDES}RetentionPolicy"))
    for language, text in (
        ("de", "Alle Versionen bleiben für immer."),
        ("en", "Every version is kept for good."),
    ):
        yield Quad(policy, NamedNode(f"{DCT}description"), Literal(text, language=language))


def _describe_relation(
    opened: OpenEdition, root: NamedNode, past: Past, number: int
) -> Iterator[Quad]:
    node = _page_iri(opened, past, str(number))
    for name in ("GreaterThanOrEqualTo", "LessThanOrEqualTo"):
        relation = NamedNode(f"{root.value}#{past.name}-{number}-{name}")
        yield Quad(root, NamedNode(f"{TREE}relation"), relation)
        yield Quad(relation, RDF_TYPE, NamedNode(f"{TREE}{name}Relation"))
        yield Quad(relation, NamedNode(f"{TREE}node"), node)
        yield Quad(relation, NamedNode(f"{TREE}path"), CREATED)
        yield Quad(relation, NamedNode(f"{TREE}value"), _time(past))


def describe_members(
    opened: OpenEdition, history: History, events: list[Event], page: NamedNode
) -> Iterator[Quad]:
    """Say what each of *events* made of its thing, in a graph of its own."""
    yield Quad(page, RDF_TYPE, NamedNode(f"{TREE}Node"))
    stream = NamedNode(f"{opened.base_uri}changes/ldes#stream")
    yield Quad(stream, NamedNode(f"{TREE}view"), page)
    for event in events:
        member = NamedNode(version_iri(opened.base_uri, event))
        thing = NamedNode(target_iri(opened.base_uri, event.target))
        yield Quad(stream, NamedNode(f"{TREE}member"), member)
        yield Quad(member, VERSION_OF, thing)
        yield Quad(member, CREATED, _time(event))
        yield Quad(member, RDF_TYPE, NamedNode(ACTIVITIES + CLASSES[event.action]))
        for triple in read_version(opened.store, history, event, opened.base_uri).own:
            yield Quad(triple.subject, triple.predicate, triple.object, member)


def _page_iri(opened: OpenEdition, past: Past, number: str) -> NamedNode:
    return NamedNode(f"{opened.base_uri}changes/ldes/{past.name}/{number}")


def _time(happened: Event | Past) -> Literal:
    text = f"{happened.created:%Y-%m-%dT%H:%M:%SZ}"
    return Literal(text, datatype=NamedNode(f"{XSD}dateTime"))


def _write(choice: Choice, quads: list[Quad]) -> Content:
    format = cast(RdfFormat, choice.offer.format.rdf)
    return Content(serialize(quads, format=format) or b"")
