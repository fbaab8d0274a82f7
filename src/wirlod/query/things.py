"""
What things and their parts say, for pages to ask: from their records where they have some.

A page looks at a dozen things beside its own, most of which other pages look at, too; these are
remembered. What has no record is asked of the store. Either way the values of a property come in
the order of their N-Triples, whoever keeps them.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from itertools import chain

import msgspec
from pyoxigraph import NamedNode, Triple

from wirlod.facts import Facts, Objects, gather_objects
from wirlod.iris import target_of
from wirlod.query.facts import read_triples
from wirlod.query.packed import PackedThings
from wirlod.query.store import Store
from wirlod.writing.description import Description, in_order, subject_iri

KEPT_THINGS = 1_000
"""Things of which it stays in memory what they say."""


class Told(msgspec.Struct, frozen=True):
    """What a thing and its parts say, and what points at them from elsewhere."""

    thing: str
    facts: Facts
    incoming: tuple[Triple, ...]
    complete: bool = True
    """Whether nothing comes after what :attr:`incoming` holds."""

    @classmethod
    def of(cls, description: Description, prefixes: Mapping[str, str]) -> "Told":
        """Make a *description* ready to be asked."""
        return cls(
            thing=description.thing,
            facts=Facts(description.own, prefixes),
            incoming=description.incoming,
            complete=description.complete and description.portion == 1,
        )

    @property
    def own(self) -> tuple[Triple, ...]:
        """What the thing and its parts say, in the order in which it is written."""
        said = (
            Triple(NamedNode(subject), NamedNode(property), term)
            for (subject, property), terms in self.facts.objects.items()
            for term in terms
        )
        return in_order(said, self.thing)

    def find_pointing(self, property: str, things: Iterable[str]) -> set[str] | None:
        """Find what names one of *things* by *property*; None where the store has to be asked."""
        objects, asked = self.facts.objects, set(things)
        if not self.complete or not asked <= {subject for subject, _ in objects}:
            return None
        found = {
            subject_iri(triple)
            for triple in self.incoming
            if triple.predicate.value == property and triple.object.value in asked  # type: ignore[union-attr]
        }
        for (subject, said), terms in objects.items():
            if said == property and any(term.value in asked for term in terms):
                found.add(subject)
        return found


class Things:
    """The things of an edition; used by many threads."""

    def __init__(
        self, store: Store, packed: PackedThings | None, base_uri: str, prefixes: Mapping[str, str]
    ) -> None:
        self._store = store
        self._packed = packed
        self._base_uri = base_uri
        self._prefixes = prefixes
        self._pointed_at_by_many = set[str]()
        # Not of a method of ours: what holds itself is not forgotten with its edition.
        self._kept = lru_cache(maxsize=KEPT_THINGS)(partial(_read_record, packed, base_uri))

    def facts(self, things: Iterable[str]) -> Facts:
        """Gather what is said of *things* and their parts."""
        found: list[Objects] = []
        missing: list[str] = []
        for thing in dict.fromkeys(things):
            if objects := self._kept(thing):
                found.append(objects)
            else:
                missing.append(thing)
        if missing:
            found.append(put_in_order(read_triples(self._store, missing)))
        return Facts.of(found[0] if len(found) == 1 else _join(found), self._prefixes)

    def tell(self, path: str) -> Told | None:
        """Tell what is known of ``kind/key``; None where that is no record's matter."""
        thing = f"{self._base_uri}id/{path}"
        objects = self._kept(thing)
        if objects is None or self._packed is None or path in self._pointed_at_by_many:
            return None
        incoming = self._packed.find_incoming(self._store, path, objects)
        if incoming is None:
            self._pointed_at_by_many.add(path)
            return None
        return Told(thing, Facts.of(objects, self._prefixes), incoming)


def _read_record(packed: PackedThings | None, base_uri: str, thing: str) -> Objects | None:
    path = target_of(thing, base_uri)
    return packed.gather(path) if packed and path else None


def put_in_order(triples: Iterable[Triple]) -> Objects:
    """Bring together what *triples* say, the values of each property in the order of N-Triples."""
    objects = gather_objects(triples)
    for terms in objects.values():
        if len(terms) > 1:
            terms.sort(key=str)
    return objects


def _join(found: Iterable[Objects]) -> Objects:
    return dict(chain.from_iterable(objects.items() for objects in found))
