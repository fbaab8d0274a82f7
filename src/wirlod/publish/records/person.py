"""
People in public office, and the roles in which sources name them.

A role is dated by the source («on this day she held it»); no start or end is invented.
"""

from collections.abc import Iterator
from typing import ClassVar

from wirlod.publish.records.cells import KeyCell, Text
from wirlod.publish.records.references import Organisation, Source
from wirlod.publish.records.references import Person as PersonKey
from wirlod.publish.records.row import TableRow
from wirlod.publish.records.thing import (
    Labels,
    Thing,
    Typed,
    both,
    dated,
    german,
    source_ids,
    thing_id,
)
from wirlod.publish.records.words import joined
from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import Words, date_words


class Person(Thing, kw_only=True):
    """Somebody in public office, or who speaks for an institution."""

    person_name: str
    given_name: str
    family_name: str
    honorific: str | None = None


class Membership(Thing, kw_only=True):
    """A role that a person held in an organisation on the day of a source."""

    membership_of: dict[str, str]
    member: str
    organisation: str
    role_name: Words
    attested_on: Typed | None = None


class PersonRow(TableRow, frozen=True, kw_only=True):
    """A row of ``people.csv``."""

    file: ClassVar[str] = "people.csv"
    target: ClassVar[str] = "person/{key}"
    label_columns: ClassVar[tuple[str, str]] = ("name", "name")

    key: KeyCell
    name: Text
    given_name: Text
    family_name: Text
    title: Text | None
    sources: list[Source]
    note: Text | None

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the person."""
        yield Person(
            id=thing_id(target),
            type=["foaf:Person", "schema:Person"],
            identifier=self.key,
            label=labels[target],
            person_name=self.name,
            given_name=self.given_name,
            family_name=self.family_name,
            honorific=self.title,
            sources=source_ids(self.sources),
            note=german(self.note),
        )


class RoleRow(TableRow, frozen=True, kw_only=True):
    """A row of ``roles.csv``."""

    file: ClassVar[str] = "roles.csv"
    target: ClassVar[str] = "person/{person}#role-{key}"
    label_columns: ClassVar[tuple[str, str]] = ("role", "role_en")

    person: PersonKey
    key: KeyCell
    role: Text
    role_en: Text
    organisation: Organisation
    attested: PartialDate | None
    sources: list[Source]
    note: Text | None

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the membership, a part of its person."""
        role = both(self.role, self.role_en) or {}
        day = date_words(self.attested) if self.attested else {}
        yield Membership(
            id=thing_id(target),
            type=["org:Membership"],
            label=joined(role, labels[self.organisation.target], day, separator=", "),
            membership_of={"id": thing_id(self.person.target)},
            member=thing_id(self.person.target),
            organisation=thing_id(self.organisation.target),
            role_name=role,
            attested_on=dated(self.attested),
            sources=source_ids(self.sources),
            note=german(self.note),
        )
