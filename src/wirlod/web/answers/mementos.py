"""
The same address in the past: Memento (RFC 7089) for things and for lists.

``/timegate/doc/grant/x`` leads to what the document was like at the time that the header
``Accept-Datetime`` names, ``/timemap/doc/grant/x`` lists all versions, and
``/version/{edition}/grant/x`` is one. Versions of things come from the history and are there
for good; those of lists only as long as their edition is kept.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec
from flask import Blueprint, Response, current_app, request
from werkzeug.http import http_date

from wirlod.editions import find_editions
from wirlod.errors import AddressMalformed, EditionNotFound, ThingNotFound
from wirlod.formats import JSON, LINK_FORMAT, THING_FORMATS
from wirlod.history import Action, Event, History, Past
from wirlod.iris import document_path
from wirlod.kinds import KINDS
from wirlod.query.versions import find_past, find_version, read_version
from wirlod.saying import say
from wirlod.web.answers.graphs import write_graph
from wirlod.web.answers.list_addresses import page_parameters, read_listing
from wirlod.web.answers.lists import OFFERS as LIST_OFFERS
from wirlod.web.answers.lists import make_list
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, Serving, current
from wirlod.web.http.addresses import asked_path, relative_root
from wirlod.web.http.caching import FRESH
from wirlod.web.http.choosing import Choice
from wirlod.web.http.links import Link, memento_links, write_links
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Content, respond

mementos = Blueprint("mementos", __name__)

OFFERS = build_offers(THING_FORMATS)
MAP_OFFERS = build_offers((LINK_FORMAT, JSON))


class Memento(msgspec.Struct, frozen=True):
    """A version of a document: where it is, and since when it was so."""

    address: str
    """Below the base address."""
    created: datetime


class Original(msgspec.Struct, frozen=True):
    """A document that had versions."""

    path: str
    """``doc/grant/x``, ``doc/grant``, ``def/wir`` or ``def/shapes/grant``."""
    mementos: tuple[Memento, ...]
    """Oldest first; at least one."""

    def at(self, moment: datetime) -> Memento:
        """Choose the version of *moment*, the first one for any earlier."""
        until = [memento for memento in self.mementos if memento.created <= moment]
        return until[-1] if until else self.mementos[0]


def find_original(opened: OpenEdition, path: str) -> Original:
    """
    Find the versions of the document at *path*.

    :raises ThingNotFound: when it never had any.
    """
    kind, _, key = path.removeprefix("doc/").partition("/")
    with History.open(opened.edition.folder) as history:
        if path.startswith("doc/") and not key and kind in KINDS and KINDS[kind].is_listed:
            found = _list_mementos(history, kind)
        else:
            found = _thing_mementos(history.of_thing(path.removeprefix("doc/")))
    if not found:
        raise ThingNotFound(say("no version of {path} is known", path=path))
    return Original(path, tuple(found))


def _thing_mementos(events: Sequence[Event]) -> list[Memento]:
    return [
        Memento(f"version/{event.edition}/{event.target}", event.created)
        for event in events
        if event.action is not Action.WITHDRAWN
    ]


def _list_mementos(history: History, kind: str) -> list[Memento]:
    serving: Serving = current_app.extensions["wirlod"]
    kept = {edition.name for edition in find_editions(serving.editions)}
    return [
        Memento(f"version/{past.name}/{kind}", past.created)
        for past in history.editions()
        if past.name in kept
    ]


@mementos.get("/timegate/<path:path>")
def timegate(path: str) -> Response:
    """Lead to the version of the time that ``Accept-Datetime`` names, the newest without it."""
    opened = current()
    original = find_original(opened, path)
    asked = request.headers.get("Accept-Datetime", "")
    memento = original.at(read_datetime(asked)) if asked else original.mementos[-1]
    root = relative_root(asked_path(request.environ))
    headers = {
        "Location": root + memento.address,
        "Vary": "Accept-Datetime",
        "Cache-Control": FRESH,
        "Link": write_links(_map_links(opened, original)),
    }
    return Response(status=302, headers=headers)


def read_datetime(text: str) -> datetime:
    """
    Read the value of ``Accept-Datetime``.

    :raises AddressMalformed: when it is no date of HTTP.
    """
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        raise AddressMalformed(
            say(
                "Accept-Datetime is {found!r}: write it as Thu, 01 Jan 2026 00:00:00 GMT",
                found=text[:60],
            )
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


@mementos.get("/timemap/<path:path>")
def timemap(path: str) -> Response:
    """Answer with the list of all versions of a document."""
    opened = current()
    choice = choose_own(opened, f"timemap/{path}", MAP_OFFERS)
    original = find_original(opened, choice.offered.canonical.removeprefix("timemap/"))
    return respond(opened.version, choice, lambda: Content(_write_map(opened, choice, original)))


def _write_map(opened: OpenEdition, choice: Choice, original: Original) -> bytes:
    if choice.offer.format is LINK_FORMAT:
        links = [*_map_links(opened, original), *_memento_links(opened, original)]
        return write_links(links).replace(">, <", ">,\n<").replace('", <', '",\n<').encode() + b"\n"
    base = opened.base_uri
    listed = [
        {"datetime": f"{memento.created:%Y-%m-%dT%H:%M:%SZ}", "uri": base + memento.address}
        for memento in original.mementos
    ]
    document = {
        "original_uri": base + original.path,
        "timegate_uri": f"{base}timegate/{original.path}",
        "timemap_uri": {
            "link_format": f"{base}timemap/{original.path}.link",
            "json_format": f"{base}timemap/{original.path}.json",
        },
        "mementos": {"first": listed[0], "last": listed[-1], "list": listed},
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _map_links(opened: OpenEdition, original: Original) -> Iterator[Link]:
    yield Link(opened.base_uri + original.path, "original")
    yield from memento_links(opened.base_uri, original.path)


def _memento_links(opened: OpenEdition, original: Original) -> Iterator[Link]:
    last = len(original.mementos) - 1
    for number, memento in enumerate(original.mementos):
        ends = [name for name, place in (("first", 0), ("last", last)) if place == number]
        attributes = {"datetime": http_date(memento.created)}
        yield Link(opened.base_uri + memento.address, " ".join([*ends, "memento"]), attributes)


@mementos.get("/version/<edition>/<path:kind>/<name>")
def thing_version(edition: str, kind: str, name: str) -> Response:
    """Answer with what a thing was like in an edition, whether that is kept or not."""
    opened = current()
    choice = choose_own(opened, f"version/{edition}/{kind}/{name}", OFFERS)
    target = f"{kind}/{choice.offered.name}"
    with History.open(opened.edition.folder) as history:
        event = find_version(history, target, edition)
        description = read_version(opened.store, history, event, opened.base_uri)
    original = find_original(opened, document_path(target))

    def make() -> Content:
        links = [*_map_links(opened, original), *_memento_links(opened, original)]
        if choice.is_page:
            page = page_makers().version_page(opened, choice, description, event)
            return Content(page, links)
        content = write_graph(opened, choice, description)
        return Content(content.body, links)

    return _date(respond(opened.version, choice, make), event.created)


@mementos.get("/version/<edition>/<name>")
def list_version(edition: str, name: str) -> Response:
    """Answer with what a list was like in an edition that is kept."""
    opened = current()
    with History.open(opened.edition.folder) as history:
        past = find_past(history, edition)
    then = _open_kept(past)
    listing = read_listing(name.partition(".")[0], then)
    parameters = page_parameters(listing, listing.page, then.base_uri)
    choice = choose_own(then, f"version/{edition}/{name}", LIST_OFFERS, parameters)
    links = list(_map_links(opened, find_original(opened, f"doc/{listing.kind}")))

    def make() -> Content:
        made = make_list(then, listing, choice)
        return Content(made.body, [*links, *made.links])

    return _date(respond(then.version, choice, make), past.created)


def _open_kept(past: Past) -> OpenEdition:
    serving: Serving = current_app.extensions["wirlod"]
    try:
        return serving.open_kept(past.name)
    except EditionNotFound:
        raise ThingNotFound(
            say("lists of the edition {name} are not kept any more; its things are", name=past.name)
        ) from None


def _date(response: Response, created: datetime) -> Response:
    response.headers["Memento-Datetime"] = http_date(created)
    return response
