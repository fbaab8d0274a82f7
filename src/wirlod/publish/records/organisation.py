"""
Organisations: funders, local authorities, centres and posts, and whoever publishes.

A ministry that is renamed stays one organisation with dated names. Where posts were merged
into a centre, the merger is an event with its originals and its result.
"""

from collections.abc import Iterator
from typing import ClassVar

from wirlod.publish.records.cells import Iri, KeyCell, Text, Texts
from wirlod.publish.records.codes import OrganisationType
from wirlod.publish.records.references import Organisation as OrganisationKey
from wirlod.publish.records.references import Source, Territory
from wirlod.publish.records.row import Contradiction, TableRow, period_contradictions
from wirlod.publish.records.thing import (
    Labels,
    Thing,
    Typed,
    both,
    concept,
    dated,
    german,
    refer,
    refer_all,
    source_ids,
    thing_id,
)
from wirlod.saying import say
from wirlod.values.partial_dates import PartialDate

PUBLIC = ["org:FormalOrganization", "cv:PublicOrganisation"]
CLASSES = {
    "diversity-centre": ["DiversityCentre", "org:OrganizationalUnit"],
    "coordination-post": ["IntegrationPost", "org:OrganizationalUnit"],
    "case-management-post": ["IntegrationPost", "org:OrganizationalUnit"],
    "association": ["org:FormalOrganization"],
    "media": ["org:FormalOrganization"],
    "company": ["org:FormalOrganization"],
    "other-body": ["org:FormalOrganization"],
    "private-persons": ["foaf:Group"],
}
"""Classes of the types of organisation that are no public authorities."""


SITTING = ("association", "media", "company", "other-body")
"""Types of organisation that are somewhere, but responsible for no territory."""


class Merger(Thing, kw_only=True):
    """Units that became one."""

    originals: list[str]
    result: str
    date: Typed | None = None


class Organisation(Thing, kw_only=True):
    """An organisation or a unit of one."""

    classification: str
    abbreviation: str | None = None
    alternative_names: dict[str, list[str]] | None = None
    area_served: str | None = None
    place: str | None = None
    unit_of: str | None = None
    since: Typed | None = None
    until: Typed | None = None
    homepage: str | None = None
    resulted_from: Merger | None = None


class DatedName(Thing, kw_only=True):
    """What an organisation was called in a time."""

    name_of: dict[str, str]
    abbreviation: str | None = None
    valid_from: Typed | None = None
    valid_through: Typed | None = None


class OrganisationRow(TableRow, frozen=True, kw_only=True):
    """A row of ``organisations.csv``."""

    file: ClassVar[str] = "organisations.csv"
    target: ClassVar[str] = "organisation/{key}"
    label_columns: ClassVar[tuple[str, str]] = ("label", "label_en")

    key: KeyCell
    type: OrganisationType
    label: Text
    label_en: Text | None
    abbreviation: Text | None
    alternative_names: Texts | None
    territory: Territory | None
    unit_of: OrganisationKey | None
    merges: list[OrganisationKey]
    since: PartialDate | None
    until: PartialDate | None
    homepage: Iri | None
    sources: list[Source]
    note: Text | None

    @property
    def only_sits(self) -> bool:
        """Whether its territory is where it sits, not where it is responsible."""
        return self.type in SITTING

    def contradictions(self) -> Iterator[Contradiction]:
        """It does not end before it starts, and a merger has at least two originals."""
        yield from period_contradictions(self.since, self.until, "until")
        if len(self.merges) == 1:
            yield "merges", say("names one organisation, wanted none or at least two")

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the organisation, with the merger it came from."""
        yield Organisation(
            id=thing_id(target),
            type=CLASSES.get(self.type, PUBLIC),
            identifier=self.key,
            label=labels[target],
            classification=concept(self.type),
            abbreviation=self.abbreviation,
            alternative_names={"de": self.alternative_names.parts}
            if self.alternative_names
            else None,
            area_served=None if self.only_sits else refer(self.territory),
            place=refer(self.territory) if self.only_sits else None,
            unit_of=refer(self.unit_of),
            since=dated(self.since),
            until=dated(self.until),
            homepage=self.homepage,
            resulted_from=self._merger(target, labels),
            sources=source_ids(self.sources),
            note=german(self.note),
        )

    def _merger(self, target: str, labels: Labels) -> Merger | None:
        if not self.merges:
            return None
        originals = [labels[reference.target] for reference in self.merges]
        return Merger(
            id=thing_id(f"{target}#merger"),
            type=["org:ChangeEvent"],
            label={
                "de": "Zusammenführung: " + " + ".join(label["de"] for label in originals),
                "en": "Merger: " + " + ".join(label["en"] for label in originals),
            },
            originals=refer_all(self.merges),
            result=thing_id(target),
            date=dated(self.since),
        )


class NameRow(TableRow, frozen=True, kw_only=True):
    """A row of ``names.csv``: what an organisation was called, from when to when."""

    file: ClassVar[str] = "names.csv"
    target: ClassVar[str] = "organisation/{organisation}#name-{key}"

    organisation: OrganisationKey
    key: KeyCell
    name: Text
    name_en: Text
    abbreviation: Text | None
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    sources: list[Source]
    note: Text | None

    def contradictions(self) -> Iterator[Contradiction]:
        """A name does not end before it starts."""
        yield from period_contradictions(self.valid_from, self.valid_to, "valid_to")

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the name, a part of its organisation."""
        yield DatedName(
            id=thing_id(target),
            type=["DatedName"],
            label=both(self.name, self.name_en) or {},
            name_of={"id": thing_id(self.organisation.target)},
            abbreviation=self.abbreviation,
            valid_from=dated(self.valid_from),
            valid_through=dated(self.valid_to),
            sources=source_ids(self.sources),
            note=german(self.note),
        )
