"""
One text with everything that several finders look at: its head, sentences, people, organisations.

Title, date, place and publisher stand in the head, the date line, the last lines. Pages print
today's ministry name above old releases. ``data/names.csv`` knows which name was in use when, and
where they differ, both readings are shown.
"""

import re
from functools import cached_property
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from wirlod.extract.facts import Doubt, Evidence, ReleaseHead
from wirlod.extract.names import read_alternatives, read_patterns
from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.names.offices import MINISTRY
from wirlod.extract.names.parties import PartyFinder, PartyMention
from wirlod.extract.text.layout import (
    BODY_DATE_LINE,
    DATE_LINE,
    DATE_WORDS,
    LABELLED_DATE,
    OPENING_DATE,
    Block,
)
from wirlod.extract.text.reading import Reading, Sentence, Span, find_sentences
from wirlod.saying import message
from wirlod.values.dates import find_dates

HEAD_BLOCKS = 14
WORDS = read_patterns("wirlod.extract", "heads")
OFFICE_NAME = re.compile(rf"{MINISTRY}|(?:\w+\ )?Staatskanzlei|Regierungspräsidium\ \w+")
NO_DATE_LINE = re.compile(read_alternatives("not_in_date_lines"))
TODAY_WITH_DATE = re.compile(
    rf"\b[Hh]eut(?:e|igen)(?:\s\w+tag|\sMittwoch)?,?\s(?:den\s|dem\s|\()?(?P<date>{DATE_WORDS})"
)
"""«am heutigen Montag, den 4. Juli 2016» dates the release itself."""


class Head(NamedTuple):
    """The head of a release, where its title stands, and what is doubtful."""

    release: ReleaseHead
    title: Span | None
    doubts: tuple[Doubt, ...]


def find_head(
    reading: Reading, blocks: list[Block], finder: PartyFinder, gazetteer: Gazetteer
) -> Head:
    """Find what the release says of itself."""
    title = _find_title(blocks, finder)
    evidence = [reading.evidence("title", title)] if title else []
    date, place, dated = _find_date_and_place(reading, blocks)
    evidence += dated
    if date is None and (today := TODAY_WITH_DATE.search(reading.text)):
        date, dated = _read_date(reading, 0, today, "derived")
        evidence += dated
    publisher, publishing = _find_publisher(reading, blocks, finder, title)
    publisher, doubts = _name_of_the_time(publisher, date, gazetteer)
    evidence += publishing
    named = publisher.party.label if publisher else None
    words = reading.text[title.start : title.end] if title else None
    head = ReleaseHead(words, date, place, named, tuple(evidence))
    doubts += [] if title else [Doubt("title", message("no line of the text reads like a title"))]
    doubts += [] if date else [Doubt("date", message("the text gives no date of the release"))]
    return Head(head, title, tuple(doubts))


def _find_title(blocks: list[Block], finder: PartyFinder) -> Span | None:
    for block in blocks:
        if block.kind == "heading":
            return Span(block.paragraph.start, block.paragraph.end)
    candidates: list[Block] = []
    for block in blocks[:HEAD_BLOCKS]:
        if block.kind == "line" and not _is_only_a_name(block, finder):
            candidates.append(block)
        elif block.kind == "text":
            if len(block.paragraph.text) < 200 and not candidates:
                candidates.append(block)
            break
    candidates = [b for b in candidates if not WORDS["no_title"].search(b.paragraph.text)]
    long_enough = [b for b in candidates if len(b.paragraph.text.split()) > 2]
    chosen = (long_enough or candidates)[:1]
    if not chosen or chosen[0] is blocks[-1]:
        return None
    return Span(chosen[0].paragraph.start, chosen[0].paragraph.end)


def _is_only_a_name(block: Block, finder: PartyFinder) -> bool:
    text = block.paragraph.text
    if WORDS["press_office"].match(text) and len(text) < 100:
        return True
    return any(m.start <= 4 and m.end >= len(text) - 3 for m in finder.find(text))


def _find_date_and_place(
    reading: Reading, blocks: list[Block]
) -> tuple[str | None, str | None, list[Evidence]]:
    """Read a date line of its own first, then one that opens the text, then one at the end."""
    lines = [b for b in blocks if b.kind == "date"]
    openings = [b for b in blocks if b.kind == "text"][:2]
    date = place = None
    evidence: list[Evidence] = []
    whole, opening = (DATE_LINE, LABELLED_DATE), (BODY_DATE_LINE, OPENING_DATE)
    matches = [(b, pattern.fullmatch(b.paragraph.text)) for pattern in whole for b in lines]
    matches += [(b, pattern.match(b.paragraph.text)) for b in openings for pattern in opening]
    heads = (b for b in blocks[:HEAD_BLOCKS] if b.kind == "line")
    begun = [(b, BODY_DATE_LINE.match(b.paragraph.text)) for b in heads]
    matches += [(b, match) for b, match in begun if match and match["date"]]
    for block, match in matches:
        if match is None:
            continue
        groups = match.groupdict()
        if date is None and groups.get("date"):
            date, found = _read_date(reading, block.paragraph.start, match)
            evidence += found
        name = "place" if groups.get("place") else "place_after"
        if place is None and groups.get(name) and _may_be_place(groups[name] or ""):
            span = Span(*(block.paragraph.start + at for at in match.span(name)))
            place = _spell_place(groups[name] or "")
            evidence.append(reading.evidence("place", span))
    return date, place, evidence


def _read_date(
    reading: Reading, offset: int, match: re.Match[str], basis: str = "stated"
) -> tuple[str | None, list[Evidence]]:
    day = next((date for date in find_dates(match["date"]) if date.kind == "day"), None)
    if day is None:
        return None, []
    at = offset + match.start("date")
    span = Span(at + day.start, at + day.end)
    return day.value, [reading.evidence("date", span, basis)]


def _may_be_place(name: str) -> bool:
    """A place opens a text only where what follows looks like a date line."""
    return not NO_DATE_LINE.search(name) and (name.isupper() or len(name.split()) <= 4)


def find_date_line(text: str) -> re.Match[str] | None:
    """Find the place and perhaps the date that a text is dated with, at its beginning."""
    opening = BODY_DATE_LINE.match(text)
    return opening if opening and _may_be_place(opening["place"]) else None


def _spell_place(name: str) -> str:
    name = name.strip(" .,")
    return " ".join(w.capitalize() for w in name.split()) if name.isupper() else name


def _find_publisher(
    reading: Reading, blocks: list[Block], finder: PartyFinder, title: Span | None
) -> tuple[PartyMention | None, list[Evidence]]:
    """The body named in the head before the title, or with the press office at the end."""
    head = [b for b in blocks[:HEAD_BLOCKS] if title is None or b.paragraph.start < title.start]
    tail = [b for b in blocks if b.kind in ("contact", "line", "noise", "label") and b not in head]
    for block in [*head, *tail]:
        if block in head and block.kind in ("text", "caption"):
            continue
        mention = _publisher_in(block, finder, surely=block in tail)
        if mention is not None:
            span = Span(block.paragraph.start + mention.start, block.paragraph.start + mention.end)
            return mention, [reading.evidence("publisher", span)]
    return None, []


def _publisher_in(block: Block, finder: PartyFinder, surely: bool) -> PartyMention | None:
    text = block.paragraph.text
    is_its_name = block.kind == "line" and OFFICE_NAME.fullmatch(text)
    if surely and not (
        is_its_name
        or (WORDS["press_office"].match(text) and len(text) < 100)
        or block.kind == "contact"
        or ("inisterium" in text and block.kind in ("noise", "label"))
    ):
        return None
    return next((m for m in finder.find(text) if _may_publish(m, len(text))), None)


def _may_publish(mention: PartyMention, length: int) -> bool:
    label = mention.party.label or ""
    if mention.sort == "funder":
        return bool(WORDS["full_office"].search(label)) or mention.end - mention.start > length - 4
    return mention.sort in ("authority", "organisation") and label != "Ministerium"


def _name_of_the_time(
    publisher: PartyMention | None, date: str | None, gazetteer: Gazetteer
) -> tuple[PartyMention | None, list[Doubt]]:
    if publisher is None or publisher.party.key is None:
        return publisher, []
    known, label = gazetteer.organisation_of_key[publisher.party.key], publisher.party.label or ""
    then = known.name_on(date)
    if not then or then == label or label not in {dated.name for dated in known.dated}:
        return publisher, []
    reason = f"the text prints a name that was not in use on {date}"
    party = replace(publisher.party, label=then)
    return publisher._replace(party=party), [Doubt("publisher", reason, (then, label))]


HEADLINES = ("title", "headline", "heading")
"""Kinds of parts that say in short what the text says in full."""


class Part(msgspec.Struct, frozen=True, dict=True, eq=False):
    """A sentence with the organisations in it; positions of mentions count in the sentence."""

    sentence: Sentence
    kind: str
    finder: PartyFinder

    @cached_property
    def mentions(self) -> list[PartyMention]:
        """The organisations named in it; the place of a date line is none."""
        opening = find_date_line(self.sentence.text)
        begin = opening.end() if opening else 0
        return [m for m in self.finder.find(self.sentence.text) if m.start >= begin]

    def span(self, start: int, end: int) -> Span:
        """Give the stretch of the text that stands from *start* to *end* of the sentence."""
        return Span(self.sentence.start + start, self.sentence.start + end)


class Scene:
    """The text as the finders of grants, handovers, figures and milestones see it."""

    def __init__(
        self, reading: Reading, blocks: list[Block], finder: PartyFinder, head: Head
    ) -> None:
        self.reading = reading
        self.finder = finder
        self.head = head
        self.date = head.release.date
        kinds = {block.number: block.kind for block in blocks}
        texts = [block.number for block in blocks if block.kind == "text"]
        self._first_text = min(texts, default=0)
        self.captioned = [
            Part(sentence, self._kind(sentence, kinds), finder)
            for sentence in find_sentences(reading)
            if kinds[sentence.number] in ("text", "line", "heading", "caption")
        ]
        """The parts and the captions of pictures, which name people but grant nothing."""
        self.parts = [part for part in self.captioned if part.kind != "caption"]

    def _kind(self, sentence: Sentence, kinds: dict[int, str]) -> str:
        title = self.head.title
        if title and title.start <= sentence.start < title.end:
            return "title"
        kind = kinds[sentence.number]
        if kind == "line" and sentence.number < self._first_text:
            return "headline"
        return kind
