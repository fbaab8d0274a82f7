"""
Releases: the texts that report on the programme, with quotations and evidence.

The text itself is not republished. What is kept are its metadata, an abstract in words of our
own, short quotations, and for each fact the sentence that says so with its place in the text.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from wirlod.namespaces import AUTHORITY
from wirlod.publish.records.cells import Cell, Count, Iri, KeyCell, Text
from wirlod.publish.records.codes import ReleaseType
from wirlod.publish.records.references import (
    AnyReference,
    GrantKey,
    Person,
    ReleaseKey,
    Territory,
)
from wirlod.publish.records.row import Contradiction, TableRow
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
    thing_id,
)
from wirlod.publish.records.words import joined, quoted
from wirlod.saying import message, say
from wirlod.values.partial_dates import PartialDate
from wirlod.values.quotes import LONGEST_QUOTE
from wirlod.values.words import Words

LANGUAGES = {"de": f"{AUTHORITY}language/DEU", "en": f"{AUTHORITY}language/ENG"}
PRESS_RELEASE = f"{AUTHORITY}resource-type/PRESS_REL"
CLASSES = {
    "press-release": ["SourceText", "Release", "fabio:PressRelease", "schema:NewsArticle"],
    "news-article": ["SourceText", "schema:NewsArticle"],
    "news-page": ["SourceText", "schema:WebPage"],
    "party-page": ["SourceText", "schema:WebPage"],
    "newsletter": ["SourceText", "schema:Article"],
    "parliamentary-paper": ["SourceText", "schema:Report"],
    "office-table": ["SourceText", "schema:Dataset"],
}


class SourceText(Thing, kw_only=True):
    """A text that reports on the programme."""

    category: list[str]
    title: Words
    issued: Typed | None = None
    publisher: str | None = None
    place_of_issue: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str
    abstract: Words | None = None
    reports: list[str]


class Quotation(Thing, kw_only=True):
    """What somebody is quoted with."""

    text: Words
    speaker: str
    in_role: str | None = None
    part_of: str


class Quote(Thing, kw_only=True):
    """A selector by the words themselves."""

    exact: str
    prefix: str | None = None
    suffix: str | None = None


class Position(Thing, kw_only=True):
    """A selector by Unicode code points, counted from 0; ``end`` is the first one after."""

    start: str
    end: str


class Passage(Thing, kw_only=True):
    """A place in a release."""

    source: str
    selectors: list[Quote | Position]


class Evidence(Thing, kw_only=True):
    """The sentence that supports one property of a thing."""

    supports: str
    supports_property: str
    motivation: str
    target: Passage
    reviewed_by: str | None = None
    reviewed_on: Typed | None = None


class ReviewerName(Cell):
    """Who confirmed something, as everybody may read it."""

    wanted = message("a name or an office such as 'Regierungspräsidium Darmstadt', never a login")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* can be a name: it has a capital letter, and no sign of a login."""
        return Text.fits(text) and text != text.lower() and not re.search(r"[@\\\\_]", text)


class PropertyName(Cell):
    """A property, by its name in the context."""

    wanted = message("the name of a property in the context, such as amount or grantingAuthority")
    __slots__ = ()

    @classmethod
    def fits(cls, text: str) -> bool:
        """Tell whether *text* can be a name in the context."""
        return text.isalpha() and text.isascii()


class ReleaseRow(TableRow, frozen=True, kw_only=True):
    """The header and abstract of ``releases/{key}.md``."""

    file: ClassVar[str] = "releases"
    target: ClassVar[str] = "release/{key}"
    label_columns: ClassVar[tuple[str, str]] = ("title", "title_en")

    key: KeyCell
    title: Text
    title_en: Text | None
    type: ReleaseType
    date: PartialDate | None
    publisher: AnyReference | None
    place: Territory | None
    url: Iri | None
    licence: Iri | None
    language: Literal["de", "en"]
    reports: list[GrantKey]
    note: Text | None
    abstract: Text
    abstract_en: Text

    def contradictions(self) -> Iterator[Contradiction]:
        """Whoever publishes is an organisation or a person."""
        if self.publisher and not self.publisher.startswith(("organisation/", "person/")):
            found = self.publisher
            yield "publisher", say("found {it!r}, wanted organisation/… or person/…", it=found)

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the release."""
        categories = [concept(self.type)]
        if self.type == "press-release":
            categories.append(PRESS_RELEASE)
        yield SourceText(
            id=thing_id(target),
            type=CLASSES[self.type],
            identifier=self.key,
            label=labels[target],
            category=categories,
            title=both(self.title, self.title_en) or {},
            issued=dated(self.date),
            publisher=refer(self.publisher),
            place_of_issue=refer(self.place),
            url=self.url,
            licence=self.licence,
            language=LANGUAGES[self.language],
            abstract=both(self.abstract, self.abstract_en),
            reports=refer_all(self.reports),
            note=german(self.note),
        )


class QuotationRow(TableRow, frozen=True, kw_only=True):
    """An entry of ``quotations`` in the header of a release."""

    file: ClassVar[str] = "quotations"
    target: ClassVar[str] = "quotation/{release}-{key}"

    release: ReleaseKey
    key: KeyCell
    speaker: Person
    role: KeyCell | None
    text: Text
    start: Count | None
    end: Count | None

    def contradictions(self) -> Iterator[Contradiction]:
        """It is short, and as long as its positions say."""
        yield from _passage_contradictions("text", self.text, self.start, self.end)

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the quotation."""
        speaker, release = labels[self.speaker.target], labels[self.release.target]
        yield Quotation(
            id=thing_id(target),
            type=["schema:Quotation"],
            identifier=f"{self.release}-{self.key}",
            label=joined(speaker, {"de": "in", "en": "in"}, quoted(release)),
            text={"de": self.text},
            speaker=thing_id(self.speaker.target),
            in_role=thing_id(f"{self.speaker.target}#role-{self.role}") if self.role else None,
            part_of=thing_id(self.release.target),
        )


class EvidenceRow(TableRow, frozen=True, kw_only=True):
    """An entry of ``evidence`` in the header of a release."""

    file: ClassVar[str] = "evidence"
    target: ClassVar[str] = "evidence/{release}-{key}"

    release: ReleaseKey
    key: KeyCell
    supports: AnyReference
    property: PropertyName
    exact: Text
    prefix: Text | None
    suffix: Text | None
    start: Count
    end: Count
    reviewed_by: ReviewerName
    reviewed_on: PartialDate

    def contradictions(self) -> Iterator[Contradiction]:
        """The words are as long as their positions say, and short."""
        yield from _passage_contradictions("exact", self.exact, self.start, self.end)

    def build(self, target: str, labels: Labels) -> Iterator[Thing]:
        """Yield the annotation with its two selectors."""
        release = quoted(labels[self.release.target])
        label = joined({"de": "Beleg in", "en": "Evidence in"}, release)
        yield Evidence(
            id=thing_id(target),
            type=["oa:Annotation"],
            identifier=f"{self.release}-{self.key}",
            label=label,
            supports=thing_id(self.supports.target),
            supports_property=self.property,
            motivation="oa:linking",
            target=self._passage(target, label),
            reviewed_by=self.reviewed_by,
            reviewed_on=dated(self.reviewed_on),
        )

    def _passage(self, target: str, label: Words) -> Passage:
        quote = Quote(
            id=thing_id(f"{target}#quote"),
            type=["oa:TextQuoteSelector"],
            label=label,
            exact=self.exact,
            prefix=self.prefix,
            suffix=self.suffix,
        )
        position = Position(
            id=thing_id(f"{target}#position"),
            type=["oa:TextPositionSelector"],
            label=label,
            start=str(int(self.start)),
            end=str(int(self.end)),
        )
        return Passage(
            id=thing_id(f"{target}#target"),
            type=["oa:SpecificResource"],
            label=label,
            source=thing_id(self.release.target),
            selectors=[quote, position],
        )


def _passage_contradictions(
    column: str, text: str, start: Count | None, end: Count | None
) -> Iterator[Contradiction]:
    if len(text) > LONGEST_QUOTE:
        most = LONGEST_QUOTE
        told = say("has {n} characters, wanted at most {most}: cut it", n=len(text), most=most)
        yield column, told
    if start and end and (length := int(end) - int(start)) != len(text):
        stretch = f"{start}-{end}"
        told = say(
            "{stretch} are {length} characters, but {column!r} has {n}",
            stretch=stretch, length=length, column=column, n=len(text),
        )  # fmt: skip
        yield "end", told
