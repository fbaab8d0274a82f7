"""
Everything that is said of a thing and by what it is named, for those who want all of it.

What names a thing is grouped by property and kind; a group shows its first few things and
leads to the list of all, so no page grows without bound.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import urlencode

import msgspec
from pyoxigraph import NamedNode, Triple

from wirlod.iris import kind_of, target_of, thing_of
from wirlod.kinds import KINDS
from wirlod.namespaces import expand, property_iri
from wirlod.query.things import Told
from wirlod.web.pages.kinds import name_of_many
from wirlod.web.pages.lines import shorten
from wirlod.web.pages.naming import Naming, Value, page_path
from wirlod.web.pages.sentences import GERMAN
from wirlod.web.pages.visit import Visit
from wirlod.writing.description import subject_iri

WORDS = {"evidence": ("#quote", "oa:exact"), "quotation": ("", "schema:text")}
"""Kind of what quotes a source → the part and the property that has the words."""

SHOWN = 10
"""How many things of a group are shown."""

LABEL = expand("rdfs:label")


class Statement(msgspec.Struct, frozen=True):
    """What is said by one property."""

    property: Value
    objects: tuple[Value, ...]


class Section(msgspec.Struct, frozen=True):
    """What is said of one thing or part."""

    title: Value
    fragment: str
    statements: tuple[Statement, ...]


class Group(msgspec.Struct, frozen=True):
    """Things of one kind that name this one by the same property."""

    property: Value
    kind: str
    count: int
    things: tuple[Value, ...]
    all_address: str
    """Where the list of all of them is; empty when all are here."""


def find_sections(triples: Iterable[Triple], naming: Naming) -> Iterator[Section]:
    """Yield a section for the thing and each of its parts."""
    for subject, own in groupby(triples, key=lambda triple: triple.subject):
        fragment = subject.value.partition("#")[2] if isinstance(subject, NamedNode) else ""
        statements = tuple(
            Statement(naming.value(predicate), tuple(naming.value(t.object) for t in said))
            for predicate, said in groupby(own, key=lambda triple: triple.predicate)
            if predicate.value != LABEL
        )
        yield Section(naming.value(subject), fragment, statements)


def find_groups(told: Told, visit: Visit) -> list[Group]:
    """Group what names the thing that is *told* of, the largest group first."""
    base_uri = visit.opened.base_uri

    def key(triple: Triple) -> tuple[str, str]:
        return triple.predicate.value, kind_of(subject_iri(triple), base_uri)

    groups = groupby(sorted(told.incoming, key=key), key=key)
    found = [_group(visit, *names, list(triples), told) for names, triples in groups]
    return sorted(found, key=lambda group: (-group.count, group.kind, group.property.text))


def _group(visit: Visit, property: str, kind: str, triples: list[Triple], told: Told) -> Group:
    things = list(dict.fromkeys(thing_of(subject_iri(triple)) for triple in triples))
    if kind in WORDS:
        shown = _by_words(visit, WORDS[kind], things[:SHOWN])
    else:
        shown = [visit.naming.thing(iri) for iri in things[:SHOWN]]
    exhaustive = told.complete and len(things) <= SHOWN
    return Group(
        property=visit.naming.value(NamedNode(property)),
        kind=name_of_many(kind, visit.reader),
        count=len(things),
        things=tuple(tell_apart(shown)),
        all_address="" if exhaustive else _list_address(visit, property, kind, told.thing),
    )


def _by_words(visit: Visit, where: tuple[str, str], things: list[str]) -> list[Value]:
    """Call what quotes a source by the words it quotes; of many, the titles are the same."""
    part, name = where
    facts, naming = visit.facts(things), visit.naming
    return [
        msgspec.structs.replace(shorten(Value(words, GERMAN)), address=naming.address(iri))
        if (words := facts.text(f"{iri}{part}", name))
        else naming.thing(iri)
        for iri in things
    ]


def tell_apart(values: Iterable[Value]) -> Iterator[Value]:
    """Number the second and further of those that are called alike."""
    seen: Counter[str] = Counter()
    for value in values:
        seen[value.text] += 1
        text = f"{value.text} ({seen[value.text]})" if seen[value.text] > 1 else value.text
        yield msgspec.structs.replace(value, text=text)


def _list_address(visit: Visit, property: str, kind: str, thing: str) -> str:
    context, base_uri = visit.opened.context, visit.opened.base_uri
    target = target_of(thing, base_uri) or thing
    if kind not in KINDS or not KINDS[kind].is_listed:
        return ""
    for name, definition in context.items():
        if _points(definition) and property_iri(name, context) == property:
            query = urlencode({name: target}, safe="/")
            return visit.naming.root + page_path(f"doc/{kind}?{query}", visit.naming.sticky)
    return ""


def _points(definition: object) -> bool:
    """Tell whether a term of the context is a property that lists can be filtered by."""
    if not isinstance(definition, dict):
        return False
    return definition.get("@type") == "@id" and "@id" in definition
