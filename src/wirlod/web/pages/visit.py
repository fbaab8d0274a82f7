"""What a page module is given: the edition, the representation chosen, and words for it."""

from collections.abc import Iterable
from typing import Self

import msgspec

from wirlod.facts import Facts
from wirlod.namespaces import expand
from wirlod.query.facts import MOST, find_pointing
from wirlod.query.things import Told
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.choosing import Choice
from wirlod.web.pages.naming import Naming, name_by
from wirlod.web.pages.reading import Reader


class Visit(msgspec.Struct, frozen=True):
    """One reader's look at one page of one edition."""

    opened: OpenEdition
    choice: Choice
    naming: Naming
    told: Told | None = None
    """What is known of the thing that the page is about."""
    cut: set[str] = msgspec.field(default_factory=set)
    """Properties by which more things point here than a page looks at."""

    @classmethod
    def begin(cls, opened: OpenEdition, choice: Choice) -> Self:
        """Begin a visit in the language of *choice*."""
        naming = Naming.of_request(opened, choice.language, choice.sticky)
        return cls(opened, choice, naming)

    @classmethod
    def of_described(cls, opened: OpenEdition, choice: Choice, told: Told) -> Self:
        """Begin a visit to what was described, which may name itself, or be of the catalogue."""
        naming = Naming.of_request(opened, choice.language, choice.sticky)
        naming = msgspec.structs.replace(naming, catalogued=opened.catalogue.labels)
        naming.hear(told.facts)
        return cls(opened, choice, naming, told)

    @classmethod
    def of_told(cls, opened: OpenEdition, choice: Choice, told: Told) -> Self:
        """Begin a visit to what its record tells."""
        naming = Naming.kept(opened, choice)
        if told.thing not in naming.catalogued:
            naming.labels[told.thing] = name_by(told.facts.all(told.thing, "rdfs:label"))
        naming.hear(told.facts)
        return cls(opened, choice, naming, told)

    @property
    def reader(self) -> Reader:
        """Who reads."""
        return self.naming.reader

    def iri(self, name: str) -> str:
        """Write ``wir:amount`` or ``grant:x`` in full."""
        return expand(name, self.opened.prefixes)

    def facts(self, things: Iterable[str]) -> Facts:
        """Gather what is said of *things* and their parts, and hear what they are called."""
        facts = self.opened.things.facts(things)
        self.naming.hear(facts)
        return facts

    def pointing(self, name: str, *things: str) -> list[str]:
        """List the things that name one of *things* by the property *name*."""
        if not things:
            return []
        property = self.iri(name)
        known = self.told.find_pointing(property, things) if self.told else None
        if known is not None and len(known) <= MOST:
            return sorted(known)
        found = find_pointing(self.opened.store, property, things)
        if not found.complete:
            self.cut.add(name)
        return list(found.things)
