"""
Everything that one text says, found in order: head, people, speech, grants, figures, milestones.
"""

from pathlib import Path

from wirlod.extract.document import Document
from wirlod.extract.facts import Doubt, Evidence, PersonFact, ReleaseFacts, ReleaseHead
from wirlod.extract.figures import find_figures
from wirlod.extract.gazetteer import Gazetteer
from wirlod.extract.grant_drafts import DraftFinder
from wirlod.extract.grants import GrantBuilder
from wirlod.extract.handovers import find_handovers
from wirlod.extract.header import find_head
from wirlod.extract.layout import find_blocks
from wirlod.extract.milestones import find_milestones
from wirlod.extract.parties import PartyFinder
from wirlod.extract.person_index import PersonIndex
from wirlod.extract.quotations import find_quotations
from wirlod.extract.reading import Reading
from wirlod.extract.scene import Scene

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
