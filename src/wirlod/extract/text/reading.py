"""
The text as the grammar reads it, cut into sentences, every position leading back to the source.

The grammar wants composed letters, one kind of space, no soft hyphens, no words glued together, no
lines broken inside a sentence, and numbers as one writes them: without the footnotes, gaps before
points, ligatures and wide digits that people and converters of PDF leave in. So the source is
rewritten piece by piece, and for every character that stays it is remembered where it came from.

A point ends a sentence unless it belongs to an abbreviation, an ordinal («29. Oktober»), an
initial or a number; closing quotation marks and brackets belong to the sentence they close.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from wirlod.extract.facts import Evidence
from wirlod.extract.names import read_patterns, read_words
from wirlod.values.dates import MONTH

MAXIMUM_PARAGRAPH = 12_000
"""A longer paragraph is no prose; it is left unread, and said to be."""

SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t"
WRAPPED_LINE = 60

MONEY = r"(?:Euro|EUR|€|Mio|Mrd|Million|Milliard)"

REWRITING = re.compile(
    rf"""
      (?P<composed> [^\W\d_][\u0300-\u036f]+ )
    | (?P<compatible> [\ufb00-\ufb06\uff01-\uff5e] )
    | (?P<rejoin> (?<=[a-zäöüß])[-\u2010\u00ad]\r?\n(?=[a-zäöüß])
        | (?<=\d\.)\r?\n(?=\d{{3}}(?!\d)) )
    | (?P<drop> [\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\r] )
    | (?P<cells> (?<=\S)\t+(?=\S) )
    | (?P<space> [{SPACE}] | (?<=\d)\n(?={MONEY}) )
    | (?P<footnote> (?:(?<=\d)|(?<=Euro)|(?<=€))[ ]?(?:[¹²³⁰⁴-⁹]+|\[\d{{1,2}}\])(?=[\s.,;:)]|$) )
    | (?P<apart> (?<=\d)[ ](?=\.[ ]?\d{{1,4}}(?!\d)|,\d\d?[ ]?{MONEY}) )
    | (?P<wide> (?<=[\d.][ ])[ ]+(?={MONEY}|{MONTH})
        | (?<=(?:uar|ärz|ril|Mai|uni|uli|ust|ber)[ ])[ ]+(?=(?:19|20)\d\d\b) )
    | (?P<apostrophe> (?<=\d)[′‘ʼ´`·](?=\d{{3}}(?!\d)) )
    | (?P<dash> (?<=\d,)[\u2010-\u2015\u2212]+ | [\u2010\u2011] )
    | (?P<glued_year> (?<=\b(?:19|20)\d\d)(?=[a-zäöü]{{3}}) )
    | (?P<glued_sentence> (?<=[a-zäöüß]{{3}}[.!?])(?=[A-ZÄÖÜ][a-zäöüß]{{1,}}\s) )
    | (?P<glued_article> (?<=\b[Dd](?:er|en|em|es|ie|as))(?=[A-ZÄÖÜ][a-zäöüß]{{3}}) )
    | (?P<glued_form> (?<=\be\.V\.)(?=[a-zäöü]) )
    | (?P<glued_comma> (?<=[a-zäöüß“],)(?=[A-Za-zÄÖÜäöü„]|\d{{1,2}}\.[ ]?[A-Z\d]) )
    | (?P<markup> ^[#>]{{1,6}}[ ]+ | \*\* | __(?=\S) | (?<=\S)__
        | (?<![\w*])\*(?=[^\s*]) | (?<=[^\s*])\*(?![\w*]) )
    """,
    re.X | re.M,
)
ENTRY = re.compile(r"[-•*]|[^|\n]+\|.*\||[^:.\n]{3,80}:\s\d[\d., ]*" + MONEY)
ENTRY_END = re.compile(rf"(?:\d\s?{MONEY}|{MONEY}\s?\|?|\|)\s*$")
"""A line of a list or table: it goes on from no other line, and none from it."""

INSTEAD = {"space": " ", "apostrophe": "'", "dash": "-"}
"""What is written for a match, where it is not left out."""


class Span(NamedTuple):
    """A stretch of the readable text."""

    start: int
    end: int


class Paragraph(NamedTuple):
    """A block of the text without its surrounding white space."""

    start: int
    end: int
    text: str


class Reading:
    """The readable text, its paragraphs, and the way back to the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text, self._origins = _rewrite(source)
        self.text = _unwrap_lines(self.text)
        self.paragraphs, self.unread = _split_paragraphs(self.text)

    def source_span(self, span: Span) -> Span:
        """Give the code points of the source that *span* was read from."""
        if span.end <= span.start:
            return Span(self._origins[span.start], self._origins[span.start])
        end = self._origins[span.end - 1] + 1
        while end < len(self.source) and unicodedata.combining(self.source[end]):
            end += 1
        return Span(self._origins[span.start], end)

    def evidence(self, name: str, span: Span, basis: str = "stated") -> Evidence:
        """Make evidence for the property *name*, quoting the source as it is."""
        start, end = self.source_span(span)
        return Evidence(name, start, end, self.source[start:end], basis)


def _rewrite(source: str) -> tuple[str, list[int]]:
    pieces, origins, done = list[str](), list[int](), 0
    for match in REWRITING.finditer(source):
        pieces.append(source[done : match.start()])
        origins.extend(range(done, match.start()))
        written = _write(match.lastgroup or "", match.group())
        pieces.append(written)
        origins.extend([min(match.start(), len(source) - 1)] * len(written))
        done = match.end()
    pieces.append(source[done:])
    origins.extend(range(done, len(source)))
    origins.append(len(source))
    return "".join(pieces), origins


def _write(group: str, text: str) -> str:
    """Write what the grammar reads instead of *text*."""
    if group in ("composed", "compatible"):
        return unicodedata.normalize("NFC" if group == "composed" else "NFKC", text)
    if group == "cells":
        return " |" * len(text) + " "
    return " " if group.startswith("glued") else INSTEAD.get(group, "")


def _unwrap_lines(text: str) -> str:
    """Turn the line breaks inside a sentence into spaces; the length stays."""
    lines = text.split("\n")
    hard_wrapped = sum(WRAPPED_LINE <= len(line) <= 120 for line in lines) >= max(
        4, sum(len(line) > 120 for line in lines) * 4
    )
    pieces = [lines[0]]
    for before, line in itertools.pairwise(lines):
        pieces.append(" " if _continues(before, line, hard_wrapped) else "\n")
        pieces.append(line)
    return "".join(pieces)


def _continues(before: str, line: str, hard_wrapped: bool) -> bool:
    if not before.strip() or not line.strip():
        return False
    if re.match(r"\s*([-•*–|]|\d+[.)])\s", line):
        return False
    if re.match(r"[a-zäöüß(]", line) and not re.search(r"[.!?:“”\"«]\s*$", before):
        return len(before) > 25
    wrapped = hard_wrapped and len(before) >= WRAPPED_LINE
    return wrapped and not (ENTRY.match(before) or ENTRY.match(line) or ENTRY_END.search(before))


def _split_paragraphs(text: str) -> tuple[list[Paragraph], list[Span]]:
    paragraphs, unread = list[Paragraph](), list[Span]()
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if end - start > MAXIMUM_PARAGRAPH:
            unread.append(Span(start, end))
        else:
            paragraphs.append(Paragraph(start, end, text[start:end]))
    return paragraphs, unread


ABBREVIATIONS = read_words("abbreviations")
MARKS = read_patterns("wirlod.extract.text", "marks")
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
    left = text[max(0, match.start() - LONGEST_WORD) : match.start()]
    if match.group(1) == "!" and MARKS["name_before"].search(left):
        return False
    if match.group(1) != "." or match.group(2):
        return True
    before = re.search(r"[\w.]+$", left)
    word = before.group() if before else ""
    last = word.rsplit(".", 1)[-1]
    if last.isdigit():
        return not MARKS["counted_ahead"].match(text, match.end()) and _number_may_end(left, last)
    if len(last) == 1 and last.isupper():
        return False
    if word.lower() in ("e.v", "v") and re.search(r"e\.\s?V$", left):
        return MARKS["opens_sentence"].match(text, match.end()) is not None
    return last.lower() not in ABBREVIATIONS


def _number_may_end(left: str, digits: str) -> bool:
    """A year or a large number may end a sentence, an ordinal such as «3.» does not."""
    if len(digits) >= 3:
        return True
    return bool(re.search(r"\b(um|auf|von|bei|Nr\.?|Uhr|Stand|Platz|Höhe)\s\d+$", left))
