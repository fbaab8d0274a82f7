"""What happened when: handovers as sentences, milestones on a line."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from wirlod.facts import Facts
from wirlod.web.pages.grants import list_table
from wirlod.web.pages.naming import Value
from wirlod.web.pages.reading import Reader, message
from wirlod.web.pages.sentences import gather_proofs
from wirlod.web.pages.sources import read_sources
from wirlod.web.pages.visit import Visit

OPEN_END = "9999"
"""Sorts what has no date after everything that has one."""


HANDED_OVER = message("%(when)s the notice was handed over%(by)s%(to)s%(place)s.")
HANDED_OVER_ONCE = message(
    "The notice was handed over%(by)s%(to)s%(place)s; no source states the day."
)


class Handover(msgspec.Struct, frozen=True):
    """The event at which somebody presented notices."""

    link: Value
    day: str
    """As its source states it; empty where it does not."""
    date: str
    place: Value | None
    given_by: tuple[Value, ...]
    received_by: tuple[Value, ...]
    note: Value | None
    receipts: tuple[tuple[Value, tuple[Value, ...]], ...] = ()
    """Each grant with those who took its notice, where a source says so."""


class Moment(msgspec.Struct, frozen=True):
    """A point on a line of time."""

    date: str
    """As its source states it; empty where it does not."""
    written: str
    link: Value
    note: Value | None


def tell_handover(visit: Visit, event: str) -> dict[str, object]:
    """Tell who handed which notice to whom."""
    facts = visit.facts([event])
    handover = read_handover(visit, facts, event)
    sources = facts.iris(event, "prov:hadPrimarySource")
    return {
        "lead": say_handover(visit.reader, handover),
        "event": handover,
        "table": list_table(visit, facts.iris(event, "wir:handsOver")),
        "proofs": gather_proofs(visit, facts.parts(event)),
        "sources": read_sources(visit, visit.facts(sources), sources),
        "note": handover.note,
        "derived": facts.iri(event, "wir:basis").endswith("/derived"),
    }


def say_handover(reader: Reader, event: Handover) -> str:
    """Say in one sentence what is known of a handover."""
    givers, receivers = (
        reader.join(who.text for who in people) for people in (event.given_by, event.received_by)
    )
    parts = {
        "by": reader.say(" by %(names)s", names=givers) if givers else "",
        "to": reader.say(" to %(names)s", names=receivers) if receivers else "",
        "place": reader.say(" in %(place)s", place=event.place.text) if event.place else "",
    }
    if not event.day:
        return reader.say(HANDED_OVER_ONCE, **parts)
    said = reader.say(HANDED_OVER, when=reader.moment(event.day), **parts)
    return said[:1].upper() + said[1:]


def tell_milestone(visit: Visit, event: str) -> dict[str, object]:
    """Tell what was reached, when, and whom it concerns."""
    facts = visit.facts([event])
    category = facts.iri(event, "dct:type")
    subjects = tuple(visit.naming.thing(iri) for iri in facts.iris(event, "schema:about"))
    place = facts.iri(event, "schema:location")
    sources = facts.iris(event, "prov:hadPrimarySource")
    return {
        "lead": say_milestone(visit, facts, event, subjects),
        "date": say_dates(visit.reader, facts, event),
        "category": visit.naming.thing(category) if category else None,
        "subjects": subjects,
        "place": visit.naming.thing(place) if place else None,
        "proofs": gather_proofs(visit, facts.parts(event)),
        "sources": read_sources(visit, visit.facts(sources), sources),
        "line": build_line(visit, visit.pointing("schema:about", *_subjects(facts, event))),
        "note": visit.naming.choose(facts.all(event, "skos:editorialNote")),
        "derived": facts.iri(event, "wir:basis").endswith("/derived"),
    }


def _subjects(facts: Facts, event: str) -> list[str]:
    """List what the milestone is about, without programmes, of which there is much more to say."""
    return [iri for iri in facts.iris(event, "schema:about") if "/id/programme/" not in iri]


def say_milestone(visit: Visit, facts: Facts, event: str, subjects: Iterable[Value]) -> str:
    """Say in one sentence when it was and whom it concerns."""
    reader, names = visit.reader, visit.reader.join(subject.text for subject in subjects)
    start, end = facts.text(event, "schema:startDate"), facts.text(event, "schema:endDate")
    when = reader.period(start, end) if end else reader.moment(start)
    if not when:
        return reader.say("This concerns %(names)s; no source states the day.", names=names)
    if not names:
        return reader.say("This was %(when)s.", when=when)
    return reader.say("This was %(when)s and concerns %(names)s.", when=when, names=names)


def read_handover(visit: Visit, facts: Facts, event: str) -> Handover:
    """Read one handover."""
    naming = visit.naming
    place, day = facts.iri(event, "schema:location"), facts.text(event, "schema:startDate")
    return Handover(
        link=naming.thing(event),
        day=day,
        date=visit.reader.date(day),
        place=naming.thing(place) if place else None,
        given_by=tuple(naming.thing(iri) for iri in facts.iris(event, "wir:givenBy")),
        received_by=tuple(naming.thing(iri) for iri in facts.iris(event, "wir:receivedBy")),
        note=naming.choose(facts.all(event, "skos:editorialNote")),
        receipts=tuple(_receipts(visit, facts.iris(event, "wir:handsOver"))),
    )


def _receipts(visit: Visit, grants: Sequence[str]) -> Iterator[tuple[Value, tuple[Value, ...]]]:
    """Yield each of several grants with those who took its notice."""
    facts = visit.facts(grants)
    for grant in grants:
        taken = facts.iris(facts.iri(grant, "wir:notice"), "wir:receivedBy")
        if taken:
            yield visit.naming.thing(grant), tuple(visit.naming.thing(iri) for iri in taken)


def build_line(visit: Visit, events: Iterable[str]) -> list[Moment]:
    """Put *events* in the order of their dates; those without one come last."""
    things = list(dict.fromkeys(events))
    facts = visit.facts(things)
    moments = [_moment(visit, facts, event) for event in things]
    return sorted(moments, key=lambda moment: (moment.date or OPEN_END, moment.link.text))


def say_dates(reader: Reader, facts: Facts, event: str) -> str:
    """Write when an event was, from its beginning to its end where it has one."""
    start, end = facts.text(event, "schema:startDate"), facts.text(event, "schema:endDate")
    return reader.period(start, end) if end else reader.date(start)


def _moment(visit: Visit, facts: Facts, event: str) -> Moment:
    return Moment(
        date=facts.text(event, "schema:startDate"),
        written=say_dates(visit.reader, facts, event),
        link=visit.naming.thing(event),
        note=visit.naming.choose(facts.all(event, "skos:editorialNote")),
    )
