"""
The sentences and lines of one text with their sums, clauses, and the phrases that may name bodies.

Everything is looked at once and kept, and bounded, so that the time grows with the text alone.
"""

import bisect
import itertools
import re
from functools import cached_property
from typing import NamedTuple

import msgspec

from wirlod.extract.grants.money_words import (
    CUT,
    SIGNS,
    WORDS,
    is_in_bracket,
    stretch,
    verb_class,
)
from wirlod.extract.names.body_names import LEGAL_FORM, kind_of, to_nominative
from wirlod.extract.names.name_runs import MONEY_NOUNS
from wirlod.extract.names.phrases import Phrase, PhraseFinder
from wirlod.extract.scene import Part, find_date_line
from wirlod.values.amounts import AmountMention, find_amounts

AT_END = -1
"""The column of a figure that stands last in its line."""

OF_MONEY = re.compile(rf"(?:{'|'.join(MONEY_NOUNS)})(?:$|\s(?:de[rs]|von|vom)\s)")
"""How a cell begins that says which money its row is about."""

DATELINE = "dateline"
"""What governs the place that a text is dated at."""


class Clause(NamedTuple):
    """A stretch of a unit with its verbs; one without verbs shares those before: ``~receive``."""

    start: int
    end: int
    verbs: str


class Unit(msgspec.Struct, frozen=True, dict=True, eq=False):
    """A sentence or line with its sums and bodies; positions count in the unit."""

    number: int
    start: int
    text: str
    kind: str
    paragraph: int
    sums: list[AmountMention]
    phrases: list[Phrase]
    finder: PhraseFinder
    block: int
    """Which stretch between empty lines it stands in."""
    opens_block: bool
    bodies: list["Body"] = []
    """What its phrases name, in order."""

    @cached_property
    def classes(self) -> list[str]:
        """The classes of its verbs."""
        found = (verb_class(token.text) for token in self.finder.tokens)
        return sorted({name for name in found if name})

    @cached_property
    def signs(self) -> list[str]:
        """The signs of funding, calls, prizes and so on."""
        return [name for name, pattern in SIGNS.items() if pattern.search(self.text)]

    @cached_property
    def clauses(self) -> list[Clause]:
        """Its clauses in order."""
        cuts = [0, *(m.end() for m in CUT.finditer(self.text)), len(self.text)]
        found: list[Clause] = []
        for start, end in itertools.pairwise(cuts):
            names = {verb_class(t.text) for t in stretch(self.finder.tokens, start, end)}
            verbs = "+".join(sorted(name for name in names if name))
            if not verbs and found:
                verbs = "~" + found[-1].verbs.lstrip("~")
            found.append(Clause(start, end, verbs))
        return found

    def clause_at(self, at: int) -> Clause:
        """Give the clause that holds *at*."""
        number = bisect.bisect_right(self.clauses, at, key=lambda clause: clause.start)
        return self.clauses[max(0, number - 1)]

    @cached_property
    def real(self) -> list[Phrase]:
        """The phrases that surely name a body, in order."""
        return [body.phrase for body in self.bodies if body.is_real]

    @cached_property
    def is_list_line(self) -> bool:
        """Whether it is a line without a sum of its own: one of those that share one."""
        return self.kind == "line" and not self.sums and bool(self.real)

    @cached_property
    def order(self) -> str:
        """Whether names stand before or behind its sums."""
        if not self.sums:
            return "no-sum"
        real = [
            phrase for phrase in self.real if phrase.kind not in ("funder", "many")
            and not phrase.attached and not is_in_bracket(self.text, phrase.start)
        ]  # fmt: skip
        first, last = self.sums[0].start, self.sums[-1].end
        names = any(p.end <= first for p in real), any(p.start >= last for p in real)
        told = {
            (True, True): "both", (True, False): "names-first", (False, True): "sums-first",
            (False, False): "nobody",
        }  # fmt: skip
        return f"{'many' if len(self.sums) > 1 else 'one'}:{told[names]}"


class Body(NamedTuple):
    """A phrase of a unit, and the key of the body that it means."""

    unit: Unit
    phrase: Phrase
    key: str
    label: str

    @property
    def start(self) -> int:
        """Where it stands in the text."""
        return self.unit.start + self.phrase.start

    @property
    def is_real(self) -> bool:
        """Whether it surely is a body, no thing and no office."""
        return self.phrase.kind not in ("thing", "office")


def make_units(parts: list[Part], people: list[tuple[int, int]], text: str) -> list[Unit]:
    """Make the units of *text*; where *people* are named, no body is."""
    blocks = _blocks(parts, text)
    columns = _euro_columns(parts, blocks)
    return [
        _unit(number, part, people, (blocks, columns[number])) for number, part in enumerate(parts)
    ]


def _blocks(parts: list[Part], text: str) -> list[int]:
    """Number the stretches between empty lines."""
    numbers: list[int] = []
    for number, part in enumerate(parts):
        before = parts[number - 1].sentence.end if number else 0
        gap = text[before : part.sentence.start]
        numbers.append((numbers[-1] if numbers else 0) + (gap.count("\n") > 1))
    return numbers


def _euro_columns(parts: list[Part], blocks: list[int]) -> list[int | None]:
    """Give for each part the column «in Euro» of a head above it: as far as its rows reach."""
    last, column, found = -2, AT_END, list[int | None]()
    for part, block in zip(parts, blocks, strict=True):
        text = part.sentence.text
        found.append(column if block - last <= 1 else None)
        head = WORDS["in_euro"].search(text)
        if head:
            ahead = text[: head.start() + 1].count("|")
            last, column = block, ahead if ahead < text.count("|") else AT_END
        elif found[-1] is not None and WORDS["figure_at_end"].search(
            text[: _end_of_cell(text, column)]
        ):
            last = block
    return found


def _unit(
    number: int, part: Part, people: list[tuple[int, int]], place: tuple[list[int], int | None]
) -> Unit:
    sentence = part.sentence
    text = sentence.text
    blocks, column = place
    sums = find_sums(text, column)
    taken = [(s.start, s.end) for s in sums]
    taken += [
        (start - sentence.start, end - sentence.start)
        for start, end in people
        if sentence.start <= start < sentence.end
    ]
    finder = PhraseFinder(text, taken)
    phrases = _outermost(finder.find())
    if part.kind in ("text", "line") and not (sums and "|" in text):
        phrases = _marked_datelines(text, phrases, is_line=part.kind == "line")
    if part.kind == "line" and sums:
        phrases += _first_cell(text, sums[0].start, phrases)
    opens = number == 0 or blocks[number - 1] != blocks[number]
    return Unit(
        number, sentence.start, text, part.kind, sentence.number, sums, phrases, finder,
        blocks[number], opens, [],
    )  # fmt: skip


def find_sums(text: str, column: int | None) -> list[AmountMention]:
    """
    Find the sums of *text*; under a *column* in euro also its figure, bare as it is.

    >>> [s.low for s in find_sums("Je 60.000 gehen an A und B, 30.000 Euro an C.", None)]
    [Decimal('60000'), Decimal('30000')]
    >>> [s.low for s in find_sums("Alsfeld | Marktplatz | 240.000", AT_END)]
    [Decimal('240000')]
    >>> [s.low for s in find_sums("Alsfeld | 240.000 | Marktplatz", 1)]
    [Decimal('240000')]
    """
    found = find_amounts(text)
    if found:
        bare = list(WORDS["bare_sum"].finditer(text))
    else:
        row = "" if column is None else text[: _end_of_cell(text, column)]
        bare = list(WORDS["figure_at_end"].finditer(row))
    for match in bare:
        if not any(a.start < match.end() and match.start() < a.end for a in found):
            found += _with_currency(text, match)
    return sorted(found, key=lambda amount: amount.start)


def _end_of_cell(text: str, column: int) -> int:
    cells = text.split("|")
    return len(text) if column == AT_END else len("|".join(cells[: column + 1]))


def _with_currency(text: str, match: re.Match[str]) -> list[AmountMention]:
    read = find_amounts(f"{text[: match.end()]} Euro")[-1:]
    return [a._replace(end=match.end()) for a in read if a.end > match.end()]


def _first_cell(text: str, end: int, phrases: list[Phrase]) -> list[Phrase]:
    """
    Give what stands before the first mark of a row as a name, where no phrase reaches so far.

    «Eigenmittel der Stadt» says whose money it is, and names nobody.
    """
    cell = WORDS["first_cell"].match(text, 0, end)
    if not cell or OF_MONEY.match(cell["cell"]):
        return []
    start, stop = cell.span("cell")
    if any(phrase.start <= start and phrase.end >= stop for phrase in phrases):
        return []
    return [Phrase(start, stop, to_nominative(cell["cell"]), kind_of(cell["cell"]), "^", "")]


def _marked_datelines(text: str, phrases: list[Phrase], *, is_line: bool) -> list[Phrase]:
    """
    Mark the place that a text is dated at: it gets nothing, though «the town» may mean it.

    What opens a line is a place of that kind only with a date: «Alsfeld – 5.000 Euro».
    """
    opening = find_date_line(text)
    if opening is None or (is_line and not opening["date"]):
        return phrases
    return [p._replace(before=DATELINE) if p.end <= opening.end() else p for p in phrases]


def _outermost(phrases: list[Phrase]) -> list[Phrase]:
    """Leave out things that are a word of a longer name, and all within one with a legal form."""
    kept: list[Phrase] = []
    reach = whole = -1
    for phrase in sorted(phrases, key=lambda p: (p.start, -p.end)):
        inside = phrase.end <= reach
        if not (inside and (phrase.kind in ("thing", "many") or phrase.end <= whole)):
            kept.append(phrase)
        if LEGAL_FORM.search(phrase.label):
            whole = max(whole, phrase.end)
        if phrase.kind not in ("thing", "office"):
            reach = max(reach, phrase.end)
    return kept
