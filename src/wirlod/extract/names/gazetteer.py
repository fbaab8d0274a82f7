"""
What ``data/`` knows already: organisations, territories, people, roles, programmes.

Read with the csv module alone, for what proposes must not depend on what publishes. A folder
that is small or empty is no error: then names stand without a key.
"""

import re
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from wirlod.table_form import read_cells

PARTS = ("diversity-centre", "coordination-post", "case-management-post")
"""Kinds of organisation that belong to another: what is funded, not who receives."""

Row = TypeVar("Row", bound=msgspec.Struct)


class DatedName(msgspec.Struct, frozen=True):
    """A row of names.csv: what an organisation was called from when to when."""

    organisation: str
    name: str
    valid_from: str = ""
    valid_to: str = ""

    def was_valid_on(self, date: str) -> bool:
        """Tell whether the name was in use on *date*, compared in the precision given."""
        begins, ends = self.valid_from, self.valid_to
        return begins[: len(date)] <= date and (not ends or date <= ends[: len(date)])


class Organisation(msgspec.Struct, frozen=True, dict=True):
    """A row of organisations.csv, with the names that names.csv has of it."""

    key: str
    type: str
    label: str
    territory: str = ""
    abbreviation: str = ""
    alternative_names: str = ""
    dated: tuple[DatedName, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by."""
        others = [name.strip() for name in self.alternative_names.split(" | ")]
        short = self.abbreviation if len(self.abbreviation) > 2 else ""
        names = (self.label, *others, *(dated.name for dated in self.dated), short)
        return tuple(dict.fromkeys(name for name in names if name))

    def name_on(self, date: str | None) -> str | None:
        """Give what it was called on *date*, where that is known."""
        return next((n.name for n in self.dated if date and n.was_valid_on(date)), None)


class Role(msgspec.Struct, frozen=True):
    """A row of roles.csv."""

    person: str
    key: str
    role: str
    organisation: str
    attested: str = ""


class KnownPerson(msgspec.Struct, frozen=True):
    """A row of people.csv with the person's roles."""

    key: str
    name: str
    family_name: str = ""
    roles: tuple[Role, ...] = ()


class Programme(msgspec.Struct, frozen=True):
    """A row of programmes.csv."""

    key: str
    label: str
    start: str = ""
    end: str = ""

    @property
    def short_name(self) -> str:
        """What stands before the dash of the name: ``WIR``."""
        short, dash, _ = self.label.partition(" – ")
        return short if dash else ""

    def ran_on(self, date: str | None) -> bool:
        """Tell whether it ran at *date*, compared by the year."""
        year = (date or "")[:4]
        return bool(year) and self.start[:4] <= year and (not self.end or year <= self.end[:4])


class Priority(msgspec.Struct, frozen=True):
    """A row of priorities.csv."""

    key: str
    label: str


class Gazetteer(msgspec.Struct, frozen=True, dict=True):
    """The names that texts are matched against."""

    organisations: tuple[Organisation, ...] = ()
    territories: dict[str, str] = {}
    people: tuple[KnownPerson, ...] = ()
    programmes: tuple[Programme, ...] = ()
    priorities: tuple[Priority, ...] = ()

    @cached_property
    def organisation_of_name(self) -> dict[str, Organisation]:
        """Find an organisation by any of its names, lower case, that no other shares."""
        found: dict[str, Organisation] = {}
        shared: set[str] = set()
        for organisation in self.organisations:
            if organisation.type in PARTS:
                continue
            for name in organisation.names:
                if found.setdefault(name.lower(), organisation) is not organisation:
                    shared.add(name.lower())
        return {name: found[name] for name in found if name not in shared}

    @cached_property
    def organisation_of_key(self) -> dict[str, Organisation]:
        """Find an organisation by its key."""
        return {organisation.key: organisation for organisation in self.organisations}

    @cached_property
    def local_authority_of_place(self) -> dict[str, Organisation]:
        """Find the local authority whose territory bears a name, such as ``hanau``."""
        found: dict[str, Organisation] = {}
        for organisation in self.organisations:
            label = self.territories.get(organisation.territory, "")
            if organisation.type == "local-authority" and label:
                found.setdefault(label.lower(), organisation)
        for label, organisation in list(found.items()):
            found.setdefault(short_place(label), organisation)
        return found

    @cached_property
    def name_pattern(self) -> re.Pattern[str] | None:
        """Match any name of an organisation as it is spelt, longest first."""
        names = {n for o in self.organisations if o.type not in PARTS for n in o.names}
        ordered = sorted((n for n in names if len(n) > 2), key=lambda n: (-len(n), n))
        pattern = "|".join(map(re.escape, ordered))
        return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])") if ordered else None

    @cached_property
    def place_keys(self) -> dict[str, str]:
        """The key of each territory by its name."""
        return {label: key for key, label in self.territories.items()}

    def people_named(self, family_name: str) -> list[KnownPerson]:
        """Find the people of a family name."""
        return [p for p in self.people if (p.family_name or p.name.split(" ")[-1]) == family_name]

    def person_named(self, name: str) -> KnownPerson | None:
        """Find the person with the full *name*."""
        return next((person for person in self.people if person.name == name), None)


def short_place(label: str) -> str:
    """
    Give the name of a place without its river or mountain.

    >>> short_place("Rüsselsheim am Main")
    'Rüsselsheim'
    """
    return re.sub(r" (am|an der|im|v\. ?d\.|\().*$", "", label)


def read_gazetteer(data: Path) -> Gazetteer:
    """Read what *data* has of organisations.csv, territories.csv, names.csv, people and roles."""
    names_of, roles_of = defaultdict[str, list[DatedName]](list), defaultdict[str, list[Role]](list)
    for one in _read(data, "names", DatedName):
        names_of[one.organisation].append(one)
    for role in _read(data, "roles", Role):
        roles_of[role.person].append(role)
    return Gazetteer(
        tuple(
            replace(found, dated=tuple(names_of[found.key]))
            for found in _read(data, "organisations", Organisation)
        ),
        {row["key"]: row["label"] for row in read_cells(data / "territories.csv")},
        tuple(
            replace(found, roles=tuple(roles_of[found.key]))
            for found in _read(data, "people", KnownPerson)
        ),
        _read(data, "programmes", Programme),
        _read(data, "priorities", Priority),
    )


def _read(data: Path, table: str, kind: type[Row]) -> tuple[Row, ...]:
    """Read the rows of *table*; a record has the columns that it names."""
    return msgspec.convert(tuple(read_cells(data / f"{table}.csv")), tuple[kind, ...])  # type: ignore[valid-type]
