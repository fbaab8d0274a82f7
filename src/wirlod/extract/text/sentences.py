"""
Where German sentences end.

A point ends a sentence unless it belongs to an abbreviation, an ordinal («29. Oktober»), an
initial or a number; closing quotation marks and brackets belong to the sentence they close.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wirlod.extract.names import read_words
from wirlod.extract.text.reading import Paragraph, Reading

ABBREVIATIONS = read_words("abbreviations")
MONTH_AHEAD = re.compile(
    r"\s*(Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Jahrhundert|Quartal|Halbjahr|Etage|"
    r"Stock|Förder|Platz|Klasse|Jahrgang|Geburtstag|Mal\b|Auflage|Runde|Netzwerk|Legislatur)"
)
NAME_BEFORE = re.compile(r"(?:[Vv]erein|[Ii]nitiative|[Bb]ündnis|[Nn]etzwerk) [A-ZÄÖÜ]\w+$")
"""A name with an exclamation mark goes on: «der Förderverein Hui! Oberdorf»."""

END = re.compile(r"([.!?…]+)([“”\"«»‘’)\]]*)(\s+)(?=[„“\"»«‚(\[–-]?\s?[A-ZÄÖÜ0-9])")


LONGEST_SENTENCE = 1500
"""What is longer is a list without points: it is read in pieces, so that time stays linear."""


LONGEST_WORD = 80
"""How far back one looks at what stands before a point."""


class Sentence(NamedTuple):
    """A sentence of one paragraph; ``number`` counts paragraphs from 0."""

    start: int
    end: int
    text: str
    number: int


def find_sentences(reading: Reading) -> list[Sentence]:
    """Split every paragraph of *reading* into sentences."""
    return [
        sentence
        for number, paragraph in enumerate(reading.paragraphs)
        for sentence in _split(paragraph, number)
    ]


def _split(paragraph: Paragraph, number: int) -> list[Sentence]:
    text = paragraph.text
    sentences: list[Sentence] = []
    begin = 0
    for match in END.finditer(text):
        if _ends_sentence(text, match):
            sentences.extend(_pieces(paragraph, begin, match.end(2), number))
            begin = match.end()
    if begin < len(text):
        sentences.extend(_pieces(paragraph, begin, len(text), number))
    return sentences


def _pieces(paragraph: Paragraph, begin: int, end: int, number: int) -> Iterator[Sentence]:
    """Give the sentence, cut at a space where it is longer than any sentence."""
    while end - begin > LONGEST_SENTENCE:
        cut = paragraph.text.rfind(" ", begin, begin + LONGEST_SENTENCE) + 1
        cut = cut if cut > begin else begin + LONGEST_SENTENCE
        yield _sentence(paragraph, begin, cut, number)
        begin = cut
    yield _sentence(paragraph, begin, end, number)


def _sentence(paragraph: Paragraph, begin: int, end: int, number: int) -> Sentence:
    text = paragraph.text[begin:end]
    return Sentence(paragraph.start + begin, paragraph.start + end, text, number)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if match.group(1) == "!" and NAME_BEFORE.search(
        text, max(0, match.start() - LONGEST_WORD), match.start()
    ):
        return False
    if match.group(1) != "." or match.group(2):
        return True
    left = text[max(0, match.start() - LONGEST_WORD) : match.start()]
    before = re.search(r"[\w.]+$", left)
    word = before.group() if before else ""
    last = word.rsplit(".", 1)[-1]
    if last.isdigit():
        return not MONTH_AHEAD.match(text, match.end()) and _number_may_end(left, last)
    if len(last) == 1 and last.isupper():
        return False
    if word.lower() in ("e.v", "v") and re.search(r"e\.\s?V$", left):
        return bool(
            re.match(
                r"(Die|Der|Das|Dies|Für|Mit|Im|In|Damit|Auch|Zudem|Insgesamt|Sie|Er)\b",
                text[match.end() :],
            )
        )
    return last.lower() not in ABBREVIATIONS


def _number_may_end(left: str, digits: str) -> bool:
    """A year or a large number may end a sentence, an ordinal such as «3.» does not."""
    if len(digits) >= 3:
        return True
    return bool(re.search(r"\b(um|auf|von|bei|Nr\.?|Uhr|Stand|Platz|Höhe)\s\d+$", left))
