"""
What is said of some things at once, to be asked by subject and property.

A page needs a thing, what it names and what names it: two questions to the store, whatever
the number of things.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import cast

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.query.describe import subject_iri
from wirlod.query.store import Store, Term, bind

OWN = "SELECT ?s ?p ?o { VALUES ?s { $things } ?s ?p ?o }"
MOST = 500
"""How many things that point at a thing are looked at for one page."""
POINTING = f"""
SELECT DISTINCT ?s {{ VALUES ?o {{ $things }} ?s $property ?o }} LIMIT {MOST + 1}
"""


class Facts:
    """Triples, found by subject and property; properties are written ``wir:amount``."""

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes
        self._objects: dict[tuple[str, str], list[Term]] = {}
        for triple in triples:
            key = subject_iri(triple), triple.predicate.value
            self._objects.setdefault(key, []).append(cast(Term, triple.object))

    def all(self, subject: str, name: str) -> list[Term]:
        """Give every object of the property *name* of *subject*."""
        return self._objects.get((subject, self.expand(name)), [])

    def iris(self, subject: str, name: str) -> list[str]:
        """Give the objects that are IRIs."""
        return [term.value for term in self.all(subject, name) if isinstance(term, NamedNode)]

    def iri(self, subject: str, name: str) -> str:
        """Give the first object that is an IRI, empty when there is none."""
        return next(iter(self.iris(subject, name)), "")

    def text(self, subject: str, name: str) -> str:
        """Give the first object that is a literal, empty when there is none."""
        found = (term.value for term in self.all(subject, name) if isinstance(term, Literal))
        return next(found, "")

    def number(self, subject: str, name: str) -> Decimal | None:
        """Give the first object as a number, None when there is none."""
        text = self.text(subject, name)
        return Decimal(text) if text else None

    def has(self, subject: str, name: str, iri: str) -> bool:
        """Tell whether *iri*, written ``wir:Release``, is among the objects."""
        return self.expand(iri) in self.iris(subject, name)

    def parts(self, thing: str) -> list[str]:
        """List *thing* and its parts, of which something is said."""
        subjects = {subject for subject, _ in self._objects}
        return sorted(s for s in subjects if s == thing or s.startswith(f"{thing}#"))

    def expand(self, name: str) -> str:
        """Write *name* in full."""
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local

    @property
    def mentioned(self) -> set[str]:
        """Every IRI among the objects."""
        objects = (term for terms in self._objects.values() for term in terms)
        return {term.value for term in objects if isinstance(term, NamedNode)}


class Pointing(msgspec.Struct, frozen=True):
    """Things that point at another by one property."""

    things: tuple[str, ...]
    complete: bool


def read_facts(store: Store, things: Iterable[str], prefixes: Mapping[str, str]) -> Facts:
    """Gather what *store* says of *things* and their parts."""
    return Facts(read_triples(store, things), prefixes)


def read_triples(store: Store, things: Iterable[str]) -> list[Triple]:
    """List the triples of *things* and of their parts, such as ``…#amount``."""
    roots = set(things)
    found: list[Triple] = []
    seen: set[str] = set()
    ahead = set(roots)
    while ahead:
        triples = list(_select_triples(store, ahead))
        found += triples
        seen |= ahead
        parts = {t.object.value for t in triples if isinstance(t.object, NamedNode)}
        ahead = {iri for iri in parts if "#" in iri and iri.partition("#")[0] in roots} - seen
    return found


def find_pointing(store: Store, property: str, things: Iterable[str]) -> Pointing:
    """Find the things that name one of *things* by *property*, an IRI; at most :data:`MOST`."""
    named: list[Term] = [NamedNode(iri) for iri in sorted(things)]
    rows = store.select(bind(POINTING, things=named, property=NamedNode(property)))
    found = [cast(NamedNode, row["s"]).value for row in rows]
    return Pointing(tuple(sorted(found[:MOST])), complete=len(found) <= MOST)


def _select_triples(store: Store, things: Iterable[str]) -> Iterator[Triple]:
    named: list[Term] = [NamedNode(iri) for iri in sorted(things)]
    for row in store.select(bind(OWN, things=named)):
        subject, predicate = cast(NamedNode, row["s"]), cast(NamedNode, row["p"])
        yield Triple(subject, predicate, row["o"])
