"""Cells that name another record by its key, or the place where a fact was read."""

from typing import ClassVar

from wirlod.iris import is_key
from wirlod.kinds import KINDS
from wirlod.publish.records.cells import Cell, Iri
from wirlod.saying import message


class Reference(Cell):
    """The key of another record; subclasses say of which kind."""

    kind: ClassVar[str]
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a key."""
        return is_key(text)

    @property
    def target(self) -> str:
        """``{kind}/{key}`` of the thing that is meant."""
        return f"{self.kind}/{self}"


class AnyReference(Reference):
    """``kind/key`` of any thing, with ``#part`` where a part is meant."""

    wanted = message(
        "kind/key of a thing or part, such as organisation/stadt-musterstadt or grant/x#amount"
    )
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* names a kind and a key."""
        kind, _, rest = text.partition("/")
        key, _, part = rest.partition("#")
        if kind not in KINDS or not is_key(key):
            return False
        return not part or (is_key(part) and part.partition("-")[0] in KINDS[kind].parts)

    @property
    def target(self) -> str:
        """The cell itself."""
        return str(self)


class Source(Reference):
    """Where a fact was read: the key of a release, or a web page."""

    wanted = message("the key of a release, or a web address such as https://example.org/a%20page")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* is a key or a web address."""
        return is_key(text) or Iri.fits(text)

    @property
    def is_release(self) -> bool:
        """Whether it is one of our releases."""
        return ":" not in self

    @property
    def target(self) -> str:
        """``release/{key}``, or nothing for a web page."""
        return f"release/{self}" if self.is_release else ""


class Organisation(Reference):
    """The key of an organisation."""

    kind = "organisation"
    wanted = message("the key of an organisation, such as stadt-musterstadt")
    __slots__ = ()


class Person(Reference):
    """The key of a person."""

    kind = "person"
    wanted = message("the key of a person, such as erika-mustermann")
    __slots__ = ()


class Territory(Reference):
    """The key of a territory."""

    kind = "territory"
    wanted = message("the key of a territory, such as musterkreis")
    __slots__ = ()


class Programme(Reference):
    """The key of a programme."""

    kind = "programme"
    wanted = message("the key of a programme, such as landesprogramm")
    __slots__ = ()


class Guideline(Reference):
    """The key of a guideline."""

    kind = "guideline"
    wanted = message("the key of a guideline, such as richtlinie-2020")
    __slots__ = ()


class Priority(Reference):
    """The key of a priority."""

    kind = "priority"
    wanted = message("the key of a priority, such as beratung")
    __slots__ = ()


class GrantKey(Reference):
    """The key of a grant."""

    kind = "grant"
    wanted = message("the key of a grant, such as musterkreis-2021")
    __slots__ = ()


class Receipt(Cell):
    """Who took the notice of which grant, of several that were handed over together."""

    wanted = message("a grant and a person, such as stadt-kassel-2022=anne-janz")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* names a grant and a person."""
        grant, equals, person = text.partition("=")
        return equals == "=" and is_key(grant) and is_key(person)

    @property
    def grant(self) -> GrantKey:
        """The grant whose notice it is."""
        return GrantKey(self.partition("=")[0])

    @property
    def person(self) -> Person:
        """Who took it."""
        return Person(self.partition("=")[2])


class ReleaseKey(Reference):
    """The key of a release."""

    kind = "release"
    wanted = message("the key of a release, such as musterstadt-2022-11-21")
    __slots__ = ()
