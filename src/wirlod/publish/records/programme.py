"""Programmes, the guidelines that govern them, and what these guidelines fund."""

from collections.abc import Iterator
from typing import ClassVar

from wirlod.publish.records.cells import KeyCell, Text
from wirlod.publish.records.references import Guideline as GuidelineKey
from wirlod.publish.records.references import Organisation, Source
from wirlod.publish.records.references import Programme as ProgrammeKey
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
    source_ids,
    thing_id,
)
from wirlod.values.partial_dates import PartialDate
from wirlod.values.words import Words


class Programme(Thing, kw_only=True):
    """A scheme under which grants are given."""

    description: Words | None = None
    funder: str | None = None
    start_date: Typed | None = None
    end_date: Typed | None = None
    predecessor: str | None = None


class Guideline(Thing, kw_only=True):
    """The rules of a programme (Förderrichtlinie)."""

    title: Words
    programme: str
    citation: str | None = None
    document_date: Typed | None = None
    in_force: Typed | None = None
    passed_by: str | None = None
    predecessor: str | None = None


class Priority(Thing, kw_only=True):
    """What money can be granted for under a guideline (Förderschwerpunkt): a concept."""

    preferred_label: Words
    definition: Words
    notation: str | None = None
    guideline_of_priority: str
    in_scheme: str
    top_concept_of: str


class ProgrammeRow(TableRow, frozen=True, kw_only=True):
    """A row of ``programmes.csv``."""

    file: ClassVar[str] = "programmes.csv"
    target: ClassVar[str] = "programme/{key}"
    label_columns: ClassVar[tuple[str, str]] = ("label", "label_en")

    key: KeyCell
    label: Text
    label_en: Text
    description: Text | None
    description_en: Text | None
    funder: Organisation | None
    start: PartialDate | None
    end: PartialDate | None
    predecessor: ProgrammeKey | None
    sources: list[Source]
    note: Text | None

    def contradictions(self) -> Iterator[Contradiction]:
        """It does not end before it starts."""
        yield from period_contradictions(self.start, self.end)

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the programme."""
        yield Programme(
            id=thing_id(target),
            type=["Programme", "schema:FundingScheme"],
            identifier=self.key,
            label=labels[target],
            description=both(self.description, self.description_en),
            funder=refer(self.funder),
            start_date=dated(self.start),
            end_date=dated(self.end),
            predecessor=refer(self.predecessor),
            sources=source_ids(self.sources),
            note=german(self.note),
        )


class GuidelineRow(TableRow, frozen=True, kw_only=True):
    """A row of ``guidelines.csv``."""

    file: ClassVar[str] = "guidelines.csv"
    target: ClassVar[str] = "guideline/{key}"
    label_columns: ClassVar[tuple[str, str]] = ("title", "title_en")

    key: KeyCell
    title: Text
    title_en: Text
    programme: ProgrammeKey
    citation: Text | None
    date: PartialDate | None
    in_force: PartialDate | None
    passed_by: Organisation | None
    predecessor: GuidelineKey | None
    sources: list[Source]
    note: Text | None

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the guideline."""
        yield Guideline(
            id=thing_id(target),
            type=["Guideline", "eli:LegalResource"],
            identifier=self.key,
            label=labels[target],
            title=labels[target],
            programme=thing_id(self.programme.target),
            citation=self.citation,
            document_date=dated(self.date),
            in_force=dated(self.in_force),
            passed_by=refer(self.passed_by),
            predecessor=refer(self.predecessor),
            sources=source_ids(self.sources),
            note=german(self.note),
        )


class PriorityRow(TableRow, frozen=True, kw_only=True):
    """A row of ``priorities.csv``."""

    file: ClassVar[str] = "priorities.csv"
    target: ClassVar[str] = "priority/{key}"
    label_columns: ClassVar[tuple[str, str]] = ("label", "label_en")

    key: KeyCell
    label: Text
    label_en: Text
    definition: Text
    definition_en: Text
    notation: Text | None
    guideline: GuidelineKey
    sources: list[Source]
    note: Text | None

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the priority, a concept of the list of priorities."""
        scheme = concept("priority")
        yield Priority(
            id=thing_id(target),
            type=["skos:Concept"],
            identifier=self.key,
            label=labels[target],
            preferred_label=labels[target],
            definition={"de": self.definition, "en": self.definition_en},
            notation=self.notation,
            guideline_of_priority=thing_id(self.guideline.target),
            in_scheme=scheme,
            top_concept_of=scheme,
            sources=source_ids(self.sources),
            note=german(self.note),
        )
