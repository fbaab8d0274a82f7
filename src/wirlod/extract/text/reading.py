"""
The text as the grammar reads it, every position leading back to the source.

The grammar wants composed letters, one kind of space, no soft hyphens, no words glued together
and no lines broken inside a sentence. So the source is rewritten piece by piece, and for every
character that stays it is remembered where it came from.
"""

import itertools
import re
import unicodedata
from typing import NamedTuple

from wirlod.extract.facts import Evidence

MAXIMUM_PARAGRAPH = 12_000
"""A longer paragraph is no prose; it is left unread, and said to be."""

SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t"
WRAPPED_LINE = 60

REWRITING = re.compile(
    rf"""
      (?P<composed> [^\W\d_][\u0300-\u036f]+ )
    | (?P<drop> [\u00ad\u200b-\u200d\u2060\ufeff\r] )
    | (?P<rejoin> (?<=[a-zäöüß])-\n(?=[a-zäöüß]) )
    | (?P<space> [{SPACE}] )
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
    pieces: list[str] = []
    origins: list[int] = []
    done = 0
    for match in REWRITING.finditer(source):
        pieces.append(source[done : match.start()])
        origins.extend(range(done, match.start()))
        if match.lastgroup == "composed":
            letters = unicodedata.normalize("NFC", match.group())
            pieces.append(letters)
            origins.extend([match.start()] * len(letters))
        elif match.lastgroup == "space" or (match.lastgroup or "").startswith("glued"):
            pieces.append(" ")
            origins.append(min(match.start(), len(source) - 1))
        done = match.end()
    pieces.append(source[done:])
    origins.extend(range(done, len(source)))
    origins.append(len(source))
    return "".join(pieces), origins


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
    return hard_wrapped and len(before) >= WRAPPED_LINE and not before.startswith(("-", "•", "*"))


def _split_paragraphs(text: str) -> tuple[list[Paragraph], list[Span]]:
    paragraphs: list[Paragraph] = []
    unread: list[Span] = []
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if not line.strip():
            continue
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if end - start > MAXIMUM_PARAGRAPH:
            unread.append(Span(start, end))
        else:
            paragraphs.append(Paragraph(start, end, text[start:end]))
    return paragraphs, unread
