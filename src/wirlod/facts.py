"""
What triples say, asked by subject and property: ``facts.text(grant, "wir:purpose")``.

Whoever reads a handful of triples reads them so: pages what a store says of a thing, the
rehearsal what a portal takes from the catalogue.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Self, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from wirlod.iris import thing_of
from wirlod.namespaces import FOREIGN_PREFIXES, expand

Term = NamedNode | BlankNode | Literal

Objects = Mapping[tuple[str, str], Sequence[Term]]
"""Subject and property, in full → what is said."""


class Facts:
    """Triples, found by subject and property; properties are written ``wir:amount``."""

    def __init__(
        self, triples: Iterable[Triple], prefixes: Mapping[str, str] = FOREIGN_PREFIXES
    ) -> None:
        self._prefixes = prefixes
        self.objects: Objects = gather_objects(triples)

    @classmethod
    def of(cls, objects: Objects, prefixes: Mapping[str, str]) -> Self:
        """Ask *objects*, which were gathered before."""
        facts = cls((), prefixes)
        facts.objects = objects
        return facts

    def all(self, subject: str, name: str) -> Sequence[Term]:
        """Give every object of the property *name* of *subject*."""
        return self.objects.get((subject, self.expand(name)), ())

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
        subjects = dict.fromkeys(subject for subject, _ in self.objects)
        return [subject for subject in subjects if self.has(subject, "rdf:type", name)]

    def parts(self, thing: str) -> list[str]:
        """List *thing* and its parts, of which something is said."""
        return sorted({subject for subject, _ in self.objects if thing_of(subject) == thing})

    def expand(self, name: str) -> str:
        """Write *name* in full."""
        return expand(name, self._prefixes)

    @property
    def mentioned(self) -> set[str]:
        """Every IRI among the objects."""
        return set(iris_among(self.objects))

    @property
    def named(self) -> set[str]:
        """Every IRI, be it a subject, a property or an object."""
        return self.mentioned.union(*self.objects)


def gather_objects(triples: Iterable[Triple]) -> dict[tuple[str, str], list[Term]]:
    """Bring together what *triples* say of a subject by the same property."""
    objects: dict[tuple[str, str], list[Term]] = {}
    for triple in triples:
        key = cast(NamedNode, triple.subject).value, triple.predicate.value
        objects.setdefault(key, []).append(cast(Term, triple.object))
    return objects


def iris_among(objects: Objects) -> Iterator[str]:
    """Yield every IRI that is said, as often as it is."""
    for terms in objects.values():
        for term in terms:
            if isinstance(term, NamedNode):
                yield term.value
