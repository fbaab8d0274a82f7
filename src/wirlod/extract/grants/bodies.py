"""
The bodies of one text: every phrase that may name one, and which phrases mean the same.

«Die Gemeinde» means the one named last, «Hanau» and «Stadt Hanau» are one; a district and the
town of its name are two.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from wirlod.extract.names.noun_phrases import LEGAL_FORM
from wirlod.extract.names.phrases import Phrase, PhraseFinder
from wirlod.extract.scene import Part
from wirlod.extract.scene import is_place as is_dated_at
from wirlod.extract.text.layout import BODY_DATE_LINE
from wirlod.folding import fold
from wirlod.values.amounts import AmountMention, find_amounts

KIND_WORDS = frozenset({
    "stadt", "gemeinde", "ortsgemeinde", "markt", "kreisstadt", "universitatsstadt", "hansestadt",
    "landeshauptstadt", "ostseebad", "hanse", "und", "universitats", "fontanestadt", "verein",
    "der", "die",
})  # fmt: skip
DISTRICT_WORDS = ("landkreis", "kreis", "verbandsgemeinde", "samtgemeinde", "amt", "region")
COMMUNE = re.compile(r"(?:Orts|Verbands|Samt)?[Gg]emeinde|Stadt|Markt")
LIKE_COMMUNE = re.compile(r"(?i:gemeinde|stadt|kommune|ort|markt)$")
OF_CHURCH = re.compile(r"kirch|pfarr")
LIKE_CLUB = re.compile(
    r"verein(?:s|es)?|verband(?:es|s)?|club|trager(?:s|in)?|organisation|initiative"
)
"""Words for any club; «der Musikverein» is one that calls itself so."""

IN_EURO = re.compile(
    r"\bin\s(?:Euro|EUR|€)|\((?:Euro|EUR|€)\)|[|;/]\s*(?:Euro|EUR|€)\s*(?:[|;/]|$)"
)
"""The head of a column of figures without a currency: «Betrag in Euro»."""

GROUPED = r"(?<![\w.,/-])\d{1,3}(?:\.\d{3})+(?:,\d\d?)?(?![\w.,/-]*\d)"
BARE_SUM = re.compile(rf"{GROUPED}(?!\s*(?:[%(]|[A-ZÄÖÜ]|[a-zäöü]+(?:e[nr]?)\s[A-ZÄÖÜ]))")
"""«60.000 gehen an A, 30.000 Euro an B»: a figure in thousands that counts nothing."""
FIGURE_AT_END = re.compile(r"(?<![\w.,/-])(?:\d{1,3}(?:\.\d{3})+|\d{3,})(?:,\d\d)?(?=[\s|;]*$)")
AT_END = -1
"""The column of a figure that stands last in its line."""

MOST_EARLIER = 150
"""How many phrases back a body may have been named that «the club» means."""

DATELINE = "dateline"
folded = lru_cache(maxsize=20_000)(fold)


class Unit(NamedTuple):
    """A sentence or line with its sums and phrases; positions count in the unit."""

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


class Body(NamedTuple):
    """A phrase of a unit, and the key of the body that it means."""

    unit: Unit
    phrase: Phrase
    key: str
    label: str


class Bodies:
    """All units of a text and the bodies named in them."""

    def __init__(self, parts: list[Part], people: list[tuple[int, int]], text: str) -> None:
        blocks = _blocks(parts, text)
        columns = _euro_columns(parts, blocks)
        self.units = [
            _unit(number, part, people, (blocks, columns[number]))
            for number, part in enumerate(parts)
        ]
        self.named: list[Body] = []
        for unit in self.units:
            for phrase in sorted(unit.phrases):
                self.named.append(self._body(unit, phrase))
        self.in_unit: dict[int, list[Body]] = {unit.number: [] for unit in self.units}
        for body in self.named:
            self.in_unit[body.unit.number].append(body)
        self.count = Counter(body.key for body in self.named)
        self.first_unit: dict[str, int] = {}
        for body in self.named:
            self.first_unit.setdefault(body.key, body.unit.number)

    def _body(self, unit: Unit, phrase: Phrase) -> Body:
        label = phrase.label
        meant = self._antecedent(phrase) if phrase.generic else None
        if meant is not None:
            bare = meant.phrase.kind == "place" and COMMUNE.fullmatch(label)
            return Body(unit, phrase, meant.key, f"{label} {meant.label}" if bare else meant.label)
        return Body(unit, phrase, key_of(label), label)

    def _antecedent(self, phrase: Phrase) -> Body | None:
        """Give the body named last that «die Gemeinde», «der Verein» may mean."""
        word = folded(phrase.label)
        like = None
        for body in reversed(self.named[-MOST_EARLIER:]):
            if not body.phrase.generic and _is_like(word, body):
                if word in folded(body.label):
                    return body
                like = like or body
        return like


def _is_like(word: str, body: Body) -> bool:
    kind = body.phrase.kind
    if word in ("kreis", "landkreis", "kreises", "landkreises"):
        return kind == "commune" and "kreis" in folded(body.label)
    if word == "gemeinde" and kind == "church":
        return True
    if LIKE_COMMUNE.search(word) and not OF_CHURCH.match(word):
        return kind in ("commune", "place") and "kreis" not in folded(body.label)
    if LIKE_CLUB.fullmatch(word):
        return kind == "club"
    return word.rstrip("s") in folded(body.label) and kind not in ("thing", "office", "many")


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
        head = IN_EURO.search(text)
        if head:
            ahead = text[: head.start() + 1].count("|")
            last, column = block, ahead if ahead < text.count("|") else AT_END
        elif found[-1] is not None and FIGURE_AT_END.search(text[: _end_of_cell(text, column)]):
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
    if part.kind == "text" and not (sums and "|" in text):
        phrases = _marked_datelines(text, phrases)
    opens = number == 0 or blocks[number - 1] != blocks[number]
    return Unit(
        number, sentence.start, text, part.kind, sentence.number, sums, phrases, finder,
        blocks[number], opens,
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
        bare = list(BARE_SUM.finditer(text))
    else:
        row = "" if column is None else text[: _end_of_cell(text, column)]
        bare = list(FIGURE_AT_END.finditer(row))
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


def _marked_datelines(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """The place that a text is dated at gets nothing, though «the town» may mean it."""
    opening = BODY_DATE_LINE.match(text)
    if opening is None or not is_dated_at(opening["place"], opening):
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


def key_of(label: str) -> str:
    """
    Give what two labels of one body share.

    >>> key_of("Stadt Hanau") == key_of("Hanau"), key_of("Landkreis Kassel") == key_of("Kassel")
    (True, False)
    """
    words = fold(re.sub(r"\be\.\s?V\.?", "", label)).split()
    if words and words[0] in DISTRICT_WORDS:
        return " ".join(words)
    rest = [word for word in words if word not in KIND_WORDS]
    return " ".join(rest or words)
