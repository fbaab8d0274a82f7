"""What is known about one thing, in the order in which it is written."""

from collections.abc import Iterable, Iterator
from typing import cast

import msgspec
from pyoxigraph import Literal, NamedNode, Triple

from wirlod.namespaces import expand

RDF_TYPE = NamedNode(expand("rdf:type"))
_TYPE = RDF_TYPE.value


class Description(msgspec.Struct, frozen=True):
    """What a store knows about one thing, in a stable order."""

    thing: str
    own: tuple[Triple, ...]
    """The triples of the thing, then of its parts."""
    incoming: tuple[Triple, ...] = ()
    """Triples of other things that point here."""
    complete: bool = True
    """Whether nothing comes after what :attr:`incoming` holds."""
    portion: int = 1
    """Which portion of what points here :attr:`incoming` is."""

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All of them."""
        return self.own + self.incoming

    @property
    def types(self) -> list[str]:
        """The IRIs of the classes of the thing."""
        return [
            cast(NamedNode, triple.object).value
            for triple in self.own
            if triple.predicate == RDF_TYPE and subject_iri(triple) == self.thing
        ]


def subject_iri(triple: Triple) -> str:
    """Give the IRI, or the label of the blank node, that *triple* speaks of."""
    return cast(NamedNode, triple.subject).value


def in_order(triples: Iterable[Triple], first: str) -> tuple[Triple, ...]:
    """Sort: the thing itself first, its classes before all else; equal in every process."""
    itself = f"<{first}>"

    def rank(triple: Triple) -> tuple[bool, str, bool, str, str]:
        subject, predicate = str(triple.subject), triple.predicate.value
        return subject != itself, subject, predicate != _TYPE, predicate, str(triple.object)

    return tuple(sorted(set(triples), key=rank))


def iris_in(triples: Iterable[Triple]) -> Iterator[str]:
    """Yield every IRI that *triples* mention, those of datatypes included."""
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            if isinstance(term, NamedNode):
                yield term.value
            elif isinstance(term, Literal):
                yield term.datatype.value
