"""
What people are quoted with, and who.

Quotation marks also hold names of programmes. A quotation is speech: somebody is said to say
it (after it, before it with a colon), or it is whole sentences beside such speech.
"""

import re
from typing import NamedTuple

from wirlod.extract.facts import Doubt, QuotationFact
from wirlod.extract.names import read_patterns
from wirlod.extract.names.offices import ROLE_WORD
from wirlod.extract.names.person_index import PersonIndex
from wirlod.extract.text.layout import Block
from wirlod.extract.text.reading import Reading, Span
from wirlod.saying import message

CLOSERS = {"„": '“”"', "»": "«", "«": "»", "“": "”", '"': '"“', "”": "”"}
WORDS = read_patterns("wirlod.extract.told", "quotations")
GENERIC = re.compile(
    rf"\b(?:[Dd]er|[Dd]ie)\s(?:[\w-]+e\s)?(?P<role>{ROLE_WORD}|Rathauschef(?:in)?)"
)
WEAK_VERBS = ("ist", "war", "zeigt", "zeigte", "heißt", "lautet", "macht", "stellt", "laut")


class Quote(NamedTuple):
    """Words between quotation marks; *start* and *end* leave the marks out."""

    start: int
    end: int
    closed: bool


class Attributed(NamedTuple):
    """A quote with its speaker and the words that follow."""

    quote: Quote
    speaker: str | None
    speaker_at: int
    how: str


def find_quotes(text: str) -> list[Quote]:
    """Find the outermost quotations of one paragraph."""
    quotes: list[Quote] = []
    position = 0
    while match := WORDS["opening"].search(text, position):
        end = _closing(text, match.end(), CLOSERS[match.group()], match.group())
        quotes.append(Quote(match.end(), len(text) if end is None else end, end is not None))
        position = len(text) if end is None else end + 1
    return quotes


def _closing(text: str, start: int, closers: str, opener: str) -> int | None:
    depth = 1
    for at in range(start, len(text)):
        if text[at] == opener and opener in "„»":
            depth += 1
        elif text[at] in closers:
            depth -= 1
            if depth == 0 or opener not in "„»":
                return at
    ends = (at for at in range(start, len(text)) if text[at] in closers)
    return None if depth == 1 else next(ends, None)


def find_quotations(
    reading: Reading, blocks: list[Block], people: PersonIndex
) -> tuple[list[QuotationFact], list[Doubt]]:
    """Find all speech of the text with its speakers."""
    facts: list[QuotationFact] = []
    doubts: list[Doubt] = []
    last: str | None = None
    for block in blocks:
        if block.kind in ("noise", "contact"):
            continue
        finder = SpeechFinder(block, people, last)
        finder.run()
        last = finder.last
        for parts in _join(block.paragraph.text, finder.speech):
            fact, doubt = _fact(reading, block.paragraph.start, parts)
            facts.append(fact)
            doubts.extend(doubt)
    return facts, doubts


class SpeechFinder:
    """Finds the speech of one paragraph; *last* is who spoke before it."""

    def __init__(self, block: Block, people: PersonIndex, last: str | None) -> None:
        self._text = block.paragraph.text
        self._offset = block.paragraph.start
        self._people = people
        self.last = last
        self.speech: list[Attributed] = []

    def run(self) -> None:
        """Go through the quotes of the paragraph in order."""
        quotes = find_quotes(self._text)
        for number, quote in enumerate(quotes):
            last = number + 1 == len(quotes)
            following = len(self._text) if last else quotes[number + 1].start - 1
            previous = quotes[number - 1].end + 1 if number else 0
            found = self._after(quote, following)
            found = found or self._before(quote, previous) or self._beside(quote, previous)
            if found is not None:
                self.speech.append(found)
                self.last = found.speaker or self.last

    def _after(self, quote: Quote, following: int) -> Attributed | None:
        match = WORDS["after"].match(self._text, quote.end + 1, following + 1)
        if match is None or not quote.closed or not _may_be_speech(self._text, quote):
            return None
        speaker = self._who(match["who"], self._offset + match.start("who"))
        verb = match.group().strip(" ,–—-").split(" ")[0]
        sentence = _is_sentence(self._text, quote)
        if (speaker is None and not sentence) or (
            verb in WEAK_VERBS and not (speaker and sentence)
        ):
            return None
        return Attributed(quote, speaker, self._offset + match.start("who"), "after")

    def _before(self, quote: Quote, previous: int) -> Attributed | None:
        match = WORDS["before"].search(self._text[previous : quote.start - 1])
        if match is None or len(self._text[quote.start : quote.end].split()) < 3:
            return None
        start = previous + match.start("who")
        sentence = re.split(r"(?<=[a-zäöüß“]{2}[.!?])\s", match["who"])[-1]
        begin = self._offset + start + len(match["who"]) - len(sentence)
        speaker = self._who(sentence, begin)
        if speaker is None and not _is_sentence(self._text, quote):
            return None
        return Attributed(quote, speaker, begin, "before")

    def _beside(self, quote: Quote, previous: int) -> Attributed | None:
        """Whole sentences without a speaker of their own, next to speech or as a paragraph."""
        text = self._text
        inside = text[quote.start : quote.end]
        short = len(inside.split()) < 5 or not _is_sentence(text, quote)
        if short and not (self.speech and re.match(r"[A-ZÄÖÜ].*\s.*\s.*[.!?]$", inside)):
            return None
        if self.speech and WORDS["continues"].match(text[previous : quote.start - 1]):
            return Attributed(quote, self.speech[-1].speaker, -1, "continued")
        whole = text[quote.end - 1] in ".!?" or quote.start <= 1 or not quote.closed
        return Attributed(quote, self.last, -1, "beside") if whole else None

    def _who(self, words: str, at: int) -> str | None:
        mentions = self._people.between(at, at + len(words) + 1)
        if mentions:
            return self._people.full_name(mentions[0])
        if named := self._people.named(words):
            return named
        if generic := GENERIC.search(words):
            return self._people.in_office(generic["role"], at) or (
                self.last or self._people.only_one()
            )
        if re.search(r"(?:^|\s)(?:er|sie|Er|Sie)\b", words) or not words.strip():
            return self._people.last_before(at, self._offset) or self.last
        return None


def _may_be_speech(text: str, quote: Quote) -> bool:
    """A name in quotation marks follows its noun: «das Programm „WIR“»."""
    inside = text[quote.start : quote.end]
    before = WORDS["last_word"].search(text, max(0, quote.start - 60), max(0, quote.start - 1))
    if _is_sentence(text, quote):
        return True
    if len(inside.split()) < 3:
        return False
    return before is None or (before.group(1)[0].islower() and inside[0].islower())


def _is_sentence(text: str, quote: Quote) -> bool:
    inside = text[quote.start : quote.end]
    words = inside.split()
    if len(words) < 3 or not (inside[0].isupper() or inside[0] in "‚…'>›0123456789"):
        return False
    verb = re.search(
        r"\b(?:[a-zäöü]+(?:t|en|st|te|ten)|ist|sind|war|hat|kann|will|muss|darf)\b", inside
    )
    before = text[: quote.start - 1].rstrip()
    opens = not before or before[-1] in '.!?:–,-—“”"«)' or before.endswith(" dass")
    return bool(verb) and opens and len(words) >= 4


def _join(text: str, speech: list[Attributed]) -> list[list[Attributed]]:
    """Put speech together that was only broken off: „A“, sagte X, „B“."""
    groups: list[list[Attributed]] = []
    for part in speech:
        if groups and _is_broken_off(text, groups[-1][-1].quote, part.quote):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _is_broken_off(text: str, one: Quote, two: Quote) -> bool:
    gap = text[one.end + 1 : two.start - 1]
    ended = text[one.end - 1] in ".!?"
    anew = gap.rstrip().endswith(":") and text[two.start].isupper()
    return not (ended or anew) and len(gap) < 200 and bool(re.match(r"\s*,[^.!?]*[,:]\s*$", gap))


def _fact(
    reading: Reading, offset: int, parts: list[Attributed]
) -> tuple[QuotationFact, list[Doubt]]:
    speaker = next((part.speaker for part in parts if part.speaker), None)
    starts = [offset + part.quote.start for part in parts]
    texts = [reading.text[at : offset + part.quote.end].rstrip(" ,")
             for at, part in zip(starts, parts, strict=True)]  # fmt: skip
    evidence = [reading.evidence("text", Span(at, at + len(text)))
                for at, text in zip(starts, texts, strict=True)]  # fmt: skip
    if speaker and parts[0].speaker_at >= 0:
        surname, at = speaker.split(" ")[-1], parts[0].speaker_at
        found = reading.text.find(surname, at, at + 300 + len(surname))
        if found >= 0:
            basis = "derived" if parts[0].how in ("beside", "continued") else "stated"
            span = Span(found, found + len(surname))
            evidence.append(reading.evidence("speaker", span, basis))
    said = " ".join(text.strip(" ,") for text in texts)
    fact = QuotationFact(said, speaker, tuple(evidence))
    doubts = []
    if not all(part.quote.closed for part in parts):
        doubts.append(
            Doubt("quotation", message("a quotation is opened and never closed"), (fact.text,))
        )
    if speaker is None:
        doubts.append(
            Doubt("speaker", message("the text does not say who is quoted"), (fact.text,))
        )
    return fact, doubts
