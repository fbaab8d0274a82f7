"""What happened when: handovers as sentences, milestones on a line."""

from collections.abc import Iterable

import msgspec

from wirlod.facts import Facts
from wirlod.web.pages.naming import Value
from wirlod.web.pages.visit import Visit

DATES = ("schema:startDate", "dct:date")
OPEN_END = "9999"
"""Sorts what has no date after everything that has one."""


MOST_MOMENTS = 80
"""How many events a line shows."""


class Handover(msgspec.Struct, frozen=True):
    """The event at which somebody presented notices."""

    link: Value
    date: str
    place: Value | None
    given_by: tuple[Value, ...]
    received_by: tuple[Value, ...]
    note: Value | None


class Moment(msgspec.Struct, frozen=True):
    """A point on a line of time."""

    date: str
    """As its source states it; empty where it does not."""
    written: str
    link: Value
    note: Value | None


def read_handover(visit: Visit, facts: Facts, event: str) -> Handover:
    """Read one handover."""
    naming = visit.naming
    place = facts.iri(event, "schema:location")
    return Handover(
        link=naming.thing(event),
        date=visit.reader.date(facts.text(event, "schema:startDate")),
        place=naming.thing(place) if place else None,
        given_by=tuple(naming.thing(iri) for iri in facts.iris(event, "wir:givenBy")),
        received_by=tuple(naming.thing(iri) for iri in facts.iris(event, "wir:receivedBy")),
        note=naming.choose(facts.all(event, "skos:editorialNote")),
    )


def build_line(visit: Visit, events: Iterable[str]) -> list[Moment]:
    """Put *events* in the order of their dates; those without one come last."""
    things = list(dict.fromkeys(events))
    facts = visit.facts(things)
    things = things[:MOST_MOMENTS]
    moments = [_moment(visit, facts, event) for event in things]
    return sorted(moments, key=lambda moment: (moment.date or OPEN_END, moment.link.text))


def _moment(visit: Visit, facts: Facts, event: str) -> Moment:
    start = facts.text(event, "schema:startDate")
    end = facts.text(event, "schema:endDate")
    return Moment(
        date=start,
        written=visit.reader.period(start, end) if end else visit.reader.date(start),
        link=visit.naming.thing(event),
        note=visit.naming.choose(facts.all(event, "skos:editorialNote")),
    )
