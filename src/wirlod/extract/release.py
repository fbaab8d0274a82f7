"""
Everything that one text says, found in order: head, people, speech, grants, figures, milestones.
"""

from pathlib import Path

from wirlod.extract.facts import Doubt, Evidence, PersonFact, ReleaseFacts, ReleaseHead
from wirlod.extract.grants.builder import GrantBuilder
from wirlod.extract.grants.grant_drafts import DraftFinder
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.names.parties import PartyFinder
from wirlod.extract.names.person_index import PersonIndex
from wirlod.extract.scene import Scene
from wirlod.extract.text.document import Document
from wirlod.extract.text.layout import find_blocks
from wirlod.extract.text.reading import Reading
from wirlod.extract.told.figures import find_figures
from wirlod.extract.told.handovers import find_handovers
from wirlod.extract.told.header import find_head
from wirlod.extract.told.milestones import find_milestones
from wirlod.extract.told.quotations import find_quotations

CAPITALS = ("Wiesbaden", "Mainz", "Stuttgart", "München", "Berlin", "Düsseldorf", "Hannover")
"""Where ministries sit: a text dated there, or called a press release, may be theirs."""


def extract_release(document: Document, gazetteer: Gazetteer) -> ReleaseFacts:
    """Extract the facts of *document*; the same text and data always give the same facts."""
    reading = Reading(document.text)
    blocks = find_blocks(reading)
    finder = PartyFinder(gazetteer, reading.text)
    head = find_head(reading, blocks, finder, gazetteer)
    people = PersonIndex(reading, blocks, gazetteer)
    scene = Scene(reading, blocks, finder, head)
    persons = people.facts(head.release.date)
    quotations, speech_doubts = find_quotations(reading, blocks, people)
    drafts = DraftFinder(scene, {p.name: p.organisation for p in persons if p.organisation})
    drafts.run()
    builder = GrantBuilder(scene, drafts.drafts, drafts.asides)
    grants = builder.build(find_handovers(scene, people))
    dated = head.release.place in CAPITALS and head.release.date
    pressed = dated or any(block.kind == "label" for block in blocks)
    release, publisher_doubts = _with_publisher(head.release, persons if pressed else [])
    return ReleaseFacts(
        Path(document.name).name,
        release,
        tuple(grants),
        tuple(find_figures(scene, builder.asides)),
        tuple(persons),
        tuple(quotations),
        tuple(find_milestones(scene)),
        (*_reading_doubts(document, reading), *_without_publisher(head.doubts, release),
         *publisher_doubts, *builder.doubts, *speech_doubts),
    )  # fmt: skip


def _reading_doubts(document: Document, reading: Reading) -> list[Doubt]:
    doubts = [Doubt("text", remark) for remark in document.remarks]
    for span in reading.unread:
        size = span.end - span.start
        evidence = reading.evidence("text", span._replace(end=span.start + 80))
        doubts.append(
            Doubt("text", f"a paragraph of {size} characters was not understood", (), (evidence,))
        )
    return doubts


def _without_publisher(doubts: tuple[Doubt, ...], release: ReleaseHead) -> tuple[Doubt, ...]:
    return doubts


def _with_publisher(
    release: ReleaseHead, persons: list[PersonFact]
) -> tuple[ReleaseHead, list[Doubt]]:
    """A release that does not name its publisher: the ministry of the first person in it."""
    if release.publisher or not persons:
        return release, []
    first = persons[0]
    ministerial = first.role and any(
        word in first.role.lower() for word in ("minister", "staatssekretär")
    )
    if not ministerial or first.organisation is None or release.date is None:
        return release, []
    source = first.evidence[-1]
    derived = Evidence("publisher", source.start, source.end, source.quote, "derived")
    named = ReleaseHead(
        release.title, release.date, release.place, first.organisation,
        (*release.evidence, derived),
    )  # fmt: skip
    reason = f"not named; derived from {first.name}, {first.role}"
    return named, [Doubt("publisher", reason, (first.organisation,), (derived,))]
