"""Sentences of sources beside what they support: one quotation, all it says."""

from collections.abc import Iterable, Sequence
from typing import Self

import msgspec

from wirlod.facts import Facts
from wirlod.query.evidence import Evidence, read_evidence
from wirlod.web.pages.naming import Value
from wirlod.web.pages.visit import Visit

SUMS = frozenset(("value", "minValue", "maxValue", "number", "amount"))
"""Last steps of the properties that say how much."""

GERMAN = "de"
"""The language of the sources."""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of a source, and which statements it supports."""

    text: Value
    source: Value
    date: str
    supports: tuple[Value, ...] = ()
    """The properties."""
    about: tuple[Value, ...] = ()
    """The things."""
    bodies: frozenset[str] = frozenset()
    """The things and parts, by their IRIs."""
    states: frozenset[str] = frozenset()
    """The last steps of the properties: ``value``, ``startDate``."""
    before: str = ""
    """Whole words before it."""
    after: str = ""
    """Whole words after it."""
    reviewed: str = ""
    """Who confirmed it, and when."""

    @property
    def states_sum(self) -> bool:
        """Whether it says how much."""
        return not self.states.isdisjoint(SUMS)


class Proofs(msgspec.Struct, frozen=True):
    """What supports the statements about a thing."""

    sentences: tuple[Sentence, ...]

    def of(self, *names: str) -> tuple[Sentence, ...]:
        """List the sentences that support a property whose last step is one of *names*."""
        return tuple(s for s in self.sentences if not s.states.isdisjoint(names))

    def about(self, body: str) -> Self:
        """Keep the sentences about the thing or part *body*."""
        return type(self)(tuple(s for s in self.sentences if body in s.bodies))


def gather_proofs(visit: Visit, things: Iterable[str]) -> Proofs:
    """Find the sentences that support what is said of *things*, parts named separately."""
    bodies = frozenset(things)
    named = visit.pointing("oa:hasBody", *bodies)
    found = read_evidence(visit.facts(named), named)
    evidence = [item for item in found if item.body in bodies]
    said = visit.facts({item.source for item in evidence})
    return Proofs(tuple(build_sentences(visit, evidence, said)))


def build_sentences(visit: Visit, evidence: Iterable[Evidence], facts: Facts) -> list[Sentence]:
    """
    Bring what is supported by the same words together.

    :param facts: what is said of the sources, for their dates.
    """
    found: dict[tuple[str, str], list[Evidence]] = {}
    for item in evidence:
        found.setdefault((item.source, item.exact), []).append(item)
    return [_sentence(visit, items, facts) for items in found.values()]


def _sentence(visit: Visit, items: Sequence[Evidence], facts: Facts) -> Sentence:
    naming, first = visit.naming, items[0]
    properties = dict.fromkeys(item.property for item in items)
    things = dict.fromkeys(item.body.partition("#")[0] for item in items)
    return Sentence(
        text=Value(first.exact, GERMAN),
        source=naming.thing(first.source),
        date=visit.reader.date(facts.text(first.source, "dct:issued")),
        supports=tuple(naming.thing(iri) for iri in properties),
        about=tuple(naming.thing(iri) for iri in things),
        bodies=frozenset(item.body for item in items),
        states=frozenset(last_step(iri) for iri in properties),
        before=first.prefix.partition(" ")[2],
        after=first.suffix.rpartition(" ")[0],
        reviewed=_review(visit, first),
    )


def _review(visit: Visit, item: Evidence) -> str:
    if not item.reviewer:
        return ""
    day = visit.reader.date(item.day)
    return visit.reader.say("confirmed by %(who)s, %(day)s", who=item.reviewer, day=day)


def last_step(iri: str) -> str:
    """
    Give what an IRI ends with.

    >>> last_step("https://schema.org/value"), last_step("https://example.org/def/wir#recipient")
    ('value', 'recipient')
    """
    return iri.replace("#", "/").rpartition("/")[2]
