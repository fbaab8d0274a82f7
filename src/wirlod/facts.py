"""
What triples say, asked by subject and property: ``facts.text(grant, "wir:purpose")``.

Whoever reads a handful of triples reads them so: pages what a store says of a thing, the
rehearsal what a portal takes from the catalogue.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import cast

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from wirlod.iris import thing_of
from wirlod.namespaces import FOREIGN_PREFIXES, expand

Term = NamedNode | BlankNode | Literal


class Facts:
    """Triples, found by subject and property; properties are written ``wir:amount``."""

    def __init__(
        self, triples: Iterable[Triple], prefixes: Mapping[str, str] = FOREIGN_PREFIXES
    ) -> None:
        self._prefixes = prefixes
        self._objects: dict[tuple[str, str], list[Term]] = {}
        for triple in triples:
            key = cast(NamedNode, triple.subject).value, triple.predicate.value
            self._objects.setdefault(key, []).append(cast(Term, triple.object))

    def all(self, subject: str, name: str) -> list[Term]:
        """Give every object of the property *name* of *subject*."""
        return self._objects.get((subject, self.expand(name)), [])

    def values(self, subject: str, name: str) -> list[str]:
        """Give every object as text: IRIs and literals alike."""
        return [term.value for term in self.all(subject, name)]

    def value(self, subject: str, name: str) -> str:
        """Give the first object as text, empty when there is none."""
        return next(iter(self.values(subject, name)), "")

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

    def instances(self, name: str) -> list[str]:
        """List what is of the class *name*."""
        subjects = dict.fromkeys(subject for subject, _ in self._objects)
        return [subject for subject in subjects if self.has(subject, "rdf:type", name)]

    def parts(self, thing: str) -> list[str]:
        """List *thing* and its parts, of which something is said."""
        return sorted({subject for subject, _ in self._objects if thing_of(subject) == thing})

    def expand(self, name: str) -> str:
        """Write *name* in full."""
        return expand(name, self._prefixes)

    @property
    def mentioned(self) -> set[str]:
        """Every IRI among the objects."""
        objects = (term for terms in self._objects.values() for term in terms)
        return {term.value for term in objects if isinstance(term, NamedNode)}
