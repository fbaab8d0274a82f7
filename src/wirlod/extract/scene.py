"""
One text with everything that several finders look at: sentences, people, organisations.
"""

from typing import NamedTuple

from wirlod.extract.names.parties import PartyFinder, PartyMention
from wirlod.extract.text.layout import BODY_DATE_LINE, Block
from wirlod.extract.text.reading import Reading
from wirlod.extract.text.sentences import Sentence, find_sentences
from wirlod.extract.told.header import Head, is_place

HEADLINES = ("title", "headline", "heading")
"""Kinds of parts that say in short what the text says in full."""


class Part(NamedTuple):
    """A sentence with the organisations in it; positions of mentions count in the sentence."""

    sentence: Sentence
    kind: str
    mentions: list[PartyMention]


class Scene:
    """The text as the finders of grants, handovers, figures and milestones see it."""

    def __init__(
        self, reading: Reading, blocks: list[Block], finder: PartyFinder, head: Head
    ) -> None:
        self.reading = reading
        self.finder = finder
        self.head = head
        kinds = {block.number: block.kind for block in blocks}
        texts = [block.number for block in blocks if block.kind == "text"]
        self._first_text = min(texts, default=0)
        sentences = list(find_sentences(reading))
        self.parts = [
            Part(sentence, self._kind(sentence, kinds), self._organisations(sentence))
            for sentence in sentences
            if kinds[sentence.number] in ("text", "line", "heading")
        ]
        captions = [Part(s, "caption", []) for s in sentences if kinds[s.number] == "caption"]
        self.captioned = sorted([*self.parts, *captions], key=lambda part: part.sentence.start)
        """The parts and the captions of pictures, which name people but grant nothing."""

    def _organisations(self, sentence: Sentence) -> list[PartyMention]:
        """The organisations of a sentence; the place of a date line is none."""
        opening = BODY_DATE_LINE.match(sentence.text)
        dated = opening is not None and is_place(opening["place"], opening)
        begin = opening.end() if opening and dated else 0
        return [m for m in self.finder.find(sentence.text) if m.start >= begin]

    def _kind(self, sentence: Sentence, kinds: dict[int, str]) -> str:
        title = self.head.title
        if title and title.start <= sentence.start < title.end:
            return "title"
        kind = kinds[sentence.number]
        if kind == "line" and sentence.number < self._first_text:
            return "headline"
        return kind

    @property
    def date(self) -> str | None:
        """The date of the release."""
        return self.head.release.date
