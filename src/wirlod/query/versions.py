"""
What things were like: the versions that the history of an edition knows.

Superseded ones are kept with the history; the version that holds today stands in the store.
"""

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from wirlod.errors import EditionNotFound, ThingNotFound
from wirlod.history import Action, Event, History, Past, find_event_at, target_iri
from wirlod.iris import ONTOLOGY, is_shapes
from wirlod.namespaces import expand
from wirlod.query.describe import describe_graph, describe_ontology, describe_thing
from wirlod.query.store import Store
from wirlod.saying import say
from wirlod.writing.description import Description

VERSION_INFO = NamedNode(expand("owl:versionInfo"))


def version_iri(base_uri: str, event: Event) -> str:
    """
    Give the address of what a thing was like after *event*.

    It is the address of a document about that version, too.
    """
    return f"{base_uri}version/{event.edition}/{event.target}"


def find_past(history: History, edition: str) -> Past:
    """
    Find the edition of this name in *history*.

    :raises EditionNotFound: when there never was one, or it was rolled back.
    """
    for past in history.editions():
        if past.name == edition:
            return past
    raise EditionNotFound(
        say("no edition {edition} led to the one that is served", edition=edition)
    )


def find_version(history: History, target: str, edition: str) -> Event:
    """
    Find the event that made *target* what it was in *edition*.

    :raises EditionNotFound: when there was no such edition.
    :raises ThingNotFound: when the thing was not there then.
    """
    past = find_past(history, edition)
    event = find_event_at(history.of_thing(target), past.created)
    if event is None or event.action is Action.WITHDRAWN:
        raise ThingNotFound(
            say("{target} was not part of the edition {edition}", target=target, edition=edition)
        )
    return event


def find_definition(
    store: Store, history: History, target: str, number: str, base_uri: str
) -> Event | None:
    """Find since when the ontology or a document of shapes had the version *number* here."""
    for event in reversed(history.of_thing(target)):
        said = read_version(store, history, event, base_uri).own
        if number in {t.object.value for t in said if t.predicate == VERSION_INFO}:  # type: ignore[union-attr]
            return event
    return None


def read_version(store: Store, history: History, event: Event, base_uri: str) -> Description:
    """
    Describe a thing as it was after *event*; nothing is said of what was withdrawn with it.

    :param store: that of the edition which *history* belongs to.
    """
    iri = target_iri(base_uri, event.target)
    return Description(thing=iri, own=tuple(_read(store, history, event, iri)))


def _read(store: Store, history: History, event: Event, iri: str) -> list[Triple]:
    if event.action is Action.WITHDRAWN:
        return []
    kept = history.statements(event.number)
    if kept is not None:
        return [quad.triple for quad in parse(kept, format=RdfFormat.N_TRIPLES)]
    if event.target == ONTOLOGY:
        return list(describe_ontology(store, iri).own)
    if is_shapes(event.target):
        return list(describe_graph(store, iri).own)
    return list(describe_thing(store, iri).own)


def read_statements(store: Store, history: History, event: Event, base_uri: str) -> set[Triple]:
    """Give the statements of :func:`read_version`, to be compared."""
    return set(read_version(store, history, event, base_uri).own)
