"""Pages of what changed: the list of all changes, the past of one thing, and a version of it."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

import msgspec

from wirlod.facts import Facts
from wirlod.history import Action, Event, name_in_history
from wirlod.iris import document_path, folder_of
from wirlod.kinds import KINDS
from wirlod.query.versions import version_iri
from wirlod.web.answers.change_pages import Change, ChangePage, tell_change, tell_statements
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.choosing import Choice
from wirlod.web.pages.kinds import name_of_many, name_of_one
from wirlod.web.pages.naming import Value
from wirlod.web.pages.properties import NAME_OF
from wirlod.web.pages.reading import Reader, message
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.statements import find_sections
from wirlod.web.pages.visit import Visit
from wirlod.writing.description import Description

TOLD = {
    Action.ADDED: message("first published"),
    Action.CHANGED: message("changed"),
    Action.WITHDRAWN: message("withdrawn"),
}
"""What happened, as a message."""

MOST_TOLD = 20
"""Events that the page of a thing tells; the list of changes has all."""


class Line(msgspec.Struct, frozen=True):
    """One event, for a reader."""

    date: str
    told: str
    thing: Value
    kind: str
    version: str
    """Where it can be seen what the thing was like; empty where it went."""
    details: list[str]


def changes_page(opened: OpenEdition, choice: Choice, page: ChangePage) -> bytes:
    """Render a page of the list of changes."""
    visit = Visit.begin(opened, choice)
    lines = _lines(visit, page.changes)
    return render_page(
        "changes.html",
        choice.language,
        page=page,
        lines=lines,
        about=visit.naming.thing(f"{opened.base_uri}id/{page.selection.about}")
        if page.selection.about
        else None,
        kinds=[
            (kind.name, name_of_many(kind.name, visit.reader))
            for kind in KINDS.values()
            if not kind.is_catalogued
        ],
        query={name: page.query(number) for name, number in page.neighbours.items()},
        feed=page.query(),
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )


def _line(visit: Visit, event: Event, details: list[str], time: str = "") -> Line:
    reader = visit.reader
    kind = folder_of(event.target)
    gone = event.action is Action.WITHDRAWN
    title = event.title.get(reader.language) or next(iter(event.title.values()), event.target)
    return Line(
        date=reader.date(event.created.date().isoformat()) + time,
        told=reader.gettext(TOLD[event.action]),
        thing=Value(title, address=visit.naming.root + document_path(event.target)),
        kind=name_of_one(kind, reader),
        version="" if gone else version_iri("", event),
        details=details,
    )


def tell_past(visit: Visit, thing: str) -> list[Line]:
    """Tell what happened to *thing* since it was first published, the newest first."""
    opened = visit.opened
    target = name_in_history(thing, opened.base_uri)
    if not target or "#" in thing:
        return []
    with opened.history.reading() as history:
        events = history.of_thing(target)[::-1][:MOST_TOLD]
        changes = [tell_change(opened, history, event) for event in events]
    return _lines(visit, changes)


def _lines(visit: Visit, changes: Iterable[Change]) -> list[Line]:
    reader = visit.reader
    names, told = _name_properties(reader), list(changes)
    times = _tell_times(change.event.created for change in told)
    return [
        _line(
            visit,
            change.event,
            tell_statements(visit.opened, change.statements, reader.language, names),
            times.get(change.event.created, ""),
        )
        for change in told
    ]


def _tell_times(moments: Iterable[datetime]) -> dict[datetime, str]:
    """Give the time of day of each of the *moments* that shares its day with another."""
    distinct = set(moments)
    days = Counter(moment.date() for moment in distinct)
    return {
        moment: f", {moment.astimezone(UTC):%H:%M} UTC"
        for moment in distinct
        if days[moment.date()] > 1
    }


@cache
def _name_properties(reader: Reader) -> dict[str, str]:
    return {iri: reader.gettext(name) for iri, name in NAME_OF.items()}


def version_page(
    opened: OpenEdition, choice: Choice, description: Description, event: Event
) -> bytes:
    """Render what a thing was like after *event*, by its statements."""
    visit = Visit.begin(opened, choice)
    visit.naming.hear(Facts(description.own))
    return render_page(
        "version.html",
        choice.language,
        line=_line(visit, event, []),
        sections=list(find_sections(description.own, visit.naming)),
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )
