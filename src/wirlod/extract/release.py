"""All that one text says, found in order: head, people, speech, grants, figures, milestones."""

import re
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from wirlod.extract.facts import (
    Doubt,
    GrantFact,
    Handover,
    PersonFact,
    ReleaseFacts,
    ReleaseHead,
)
from wirlod.extract.grants.assignment import assign, find_told
from wirlod.extract.grants.building import GrantBuilder
from wirlod.extract.grants.confidence import Confidence
from wirlod.extract.grants.model import Model, read_model
from wirlod.extract.grants.surroundings import Surroundings
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.names.parties import PartyFinder
from wirlod.extract.names.person_index import PersonIndex
from wirlod.extract.scene import Scene, find_head
from wirlod.extract.second_reader import Endpoint, agree, ask
from wirlod.extract.text.document import Document
from wirlod.extract.text.layout import Block, find_blocks
from wirlod.extract.text.reading import Reading
from wirlod.extract.told.figures import find_figures
from wirlod.extract.told.handovers import Handovers
from wirlod.extract.told.milestones import find_milestones
from wirlod.extract.told.quotations import find_quotations

MINISTERIAL = re.compile("minister|staatssekretär", re.I)


class TextView(NamedTuple):
    """A text with everything that the finders of facts look at."""

    reading: Reading
    blocks: list[Block]
    people: PersonIndex
    scene: Scene
    around: Surroundings


def view_text(text: str, gazetteer: Gazetteer) -> TextView:
    """Lay *text* out and find the names in it."""
    reading = Reading(text)
    blocks = find_blocks(reading)
    finder = PartyFinder(gazetteer)
    head = find_head(reading, blocks, finder, gazetteer)
    people = PersonIndex(reading, blocks, gazetteer)
    scene = Scene(reading, blocks, finder, head)
    around = Surroundings(scene.parts, people.name_spans(), reading.text)
    return TextView(reading, blocks, people, scene, around)


def extract_release(
    document: Document, gazetteer: Gazetteer, endpoint: Endpoint | None = None
) -> ReleaseFacts:
    """
    Extract the facts of *document*; the same text and data always give the same facts.

    With *endpoint* a second reader is asked, and its answer joined as far as it can be proved.
    """
    view = view_text(document.text, gazetteer)
    facts = read_facts(document, view, gazetteer, read_model())
    if endpoint is None:
        return facts
    return agree(facts, view.reading, view.around.named, ask(endpoint, document.text))


def read_facts(
    document: Document, view: TextView, gazetteer: Gazetteer, model: Model
) -> ReleaseFacts:
    """Read everything that *view* says, by the weights of *model*."""
    scene, people = view.scene, view.people
    head = scene.head
    persons = people.facts(head.release.date)
    quotations, speech_doubts = find_quotations(view.reading, view.blocks, people)
    reads = assign(view.around, model)
    confidence = Confidence(view.around, model, reads)
    told = find_told(view.around, model, reads)
    granted = confidence.granted([*reads, *told])
    hands = Handovers(scene, people, model, confidence.is_told, granted)
    builder = GrantBuilder(scene, view.around, gazetteer, confidence, hands)
    grants = builder.build(reads, told)
    pressed = head.release.date or any(block.kind == "label" for block in view.blocks)
    release, publisher_doubts = _with_publisher(head.release, persons if pressed else [])
    return ReleaseFacts(
        Path(document.name).name, release, tuple(grants),
        tuple(find_figures(scene, reads)),
        tuple(persons), tuple(quotations), tuple(find_milestones(scene)),
        (*_reading_doubts(document, view.reading), *head.doubts, *publisher_doubts,
         *builder.doubts, *speech_doubts),
        tuple(builder.possible), tuple(_handovers((*grants, *builder.possible), hands)),
        tuple(builder.sums),
    )  # fmt: skip


def _handovers(grants: tuple[GrantFact, ...], hands: Handovers) -> list[Handover]:
    """Give each handover once, and that of the *hands* of no grant."""
    found = list(dict.fromkeys(grant.handover for grant in grants if grant.handover))
    return [*found, *filter(None, [hands.of_text(found)])]


def _reading_doubts(document: Document, reading: Reading) -> list[Doubt]:
    doubts = [Doubt("text", remark) for remark in document.remarks]
    for span in reading.unread:
        reason = f"a paragraph of {span.end - span.start} characters was not understood"
        evidence = reading.evidence("text", span._replace(end=span.start + 80))
        doubts.append(Doubt("text", reason, (), (evidence,)))
    return doubts


def _with_publisher(
    release: ReleaseHead, persons: list[PersonFact]
) -> tuple[ReleaseHead, list[Doubt]]:
    """A release that does not name its publisher: the ministry of the first person in it."""
    if release.publisher or not persons:
        return release, []
    first = persons[0]
    ministerial = MINISTERIAL.search(first.role or "")
    if not ministerial or first.organisation is None or release.date is None:
        return release, []
    derived = replace(first.evidence[-1], property="publisher", basis="derived")
    evidence = (*release.evidence, derived)
    named = replace(release, publisher=first.organisation, evidence=evidence)
    reason = f"not named; derived from {first.name}, {first.role}"
    return named, [Doubt("publisher", reason, (first.organisation,), (derived,))]
