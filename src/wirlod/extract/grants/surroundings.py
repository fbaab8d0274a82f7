"""
What stands around the sums of a text: all bodies that it names, and what it is about.

«Die Gemeinde» means the one named last, «Hanau» and «Stadt Hanau» are one; a district and the
town of its name are two.
"""

import bisect
import re
from collections import Counter
from functools import cached_property, lru_cache

from wirlod.extract.grants import money_words as words
from wirlod.extract.grants.units import DATELINE, Body, Unit, make_units
from wirlod.extract.names import read_words
from wirlod.extract.names.body_names import is_town
from wirlod.extract.names.phrases import Phrase
from wirlod.extract.scene import HEADLINES, Part
from wirlod.folding import fold

KIND_WORDS = read_words("commune_words")
DISTRICT_WORDS = ("landkreis", "kreis", "verbandsgemeinde", "samtgemeinde", "amt", "region")
MOST_CANDIDATES = 40
MOST_SUMS = 60
LONGEST_LIST = 40
"""Bounds that keep the time linear on texts that are no releases."""

MOST_EARLIER = 150
"""How many phrases back a body may have been named that «the club» means."""

folded = lru_cache(maxsize=20_000)(fold)


class Surroundings:
    """All units of a text, the bodies named in them, and what the features look at beside."""

    def __init__(self, parts: list[Part], people: list[tuple[int, int]], text: str) -> None:
        self.units = make_units(parts, people, text)
        self.named: list[Body] = []
        for unit in self.units:
            for phrase in sorted(unit.phrases):
                body = self._body(unit, phrase)
                self.named.append(body)
                unit.bodies.append(body)
        self.count = Counter(body.key for body in self.named)
        self._near: dict[int, list[Body]] = {}
        self._headlines = [unit.number for unit in self.units if unit.kind in HEADLINES]
        text = " ".join(unit.text for unit in self.units)
        noticed = bool(words.NOTICE_DOCUMENT.search(text))
        public = min(len(words.WORDS["public"].findall(text)), 2)
        self.is_public = noticed or public > 0
        self.text_signs = _text_signs(text, public, noticed)
        self.lows = [amount.low for unit in self.units for amount in unit.sums]
        self.counted = Counter(self.lows)
        self.largest = float(max(self.lows, default=0))
        self.distinct = sorted({float(low) for low in self.lows[:MOST_SUMS]})

    def _body(self, unit: Unit, phrase: Phrase) -> Body:
        label = phrase.label
        meant = self._antecedent(phrase) if phrase.generic else None
        if meant is not None:
            bare = meant.phrase.kind == "place" and words.WORDS["commune"].fullmatch(label)
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

    @cached_property
    def text_features(self) -> list[str]:
        """What tells whether the text is about a grant at all: its signs and its words."""
        tokens = (t.text for unit in self.units for t in unit.finder.tokens[:200])
        known = dict.fromkeys(f"word={words.stem(text)}" for text in tokens if len(text) > 3)
        said = [(name, bool(u.sums)) for u in self.units for name in (*u.signs, *u.classes)]
        told = dict.fromkeys(f"{'with-sum' if summed else 'says'}:{n}" for n, summed in said)
        return [*self.text_signs, f"sums={min(len(self.lows), 3)}", *told, *known]

    def candidates(self, unit: Unit, at: int = 0) -> list[Body]:
        """Give the bodies that may get the sum at *at* of *unit*: near ones, and in headlines."""
        if unit.number not in self._near:
            self._near[unit.number] = self._bodies_near(unit)
        found = self._near[unit.number]
        if len(found) <= MOST_CANDIDATES:
            return found
        middle = bisect.bisect_left(found, unit.start + at, key=lambda body: body.start)
        first = max(0, min(middle - MOST_CANDIDATES // 2, len(found) - MOST_CANDIDATES))
        return found[first : first + MOST_CANDIDATES]

    def _bodies_near(self, unit: Unit) -> list[Body]:
        units = self.units
        first, last = max(0, unit.number - 4), min(len(units), unit.number + 3)
        while first and units[first - 1].paragraph == unit.paragraph:
            first -= 1
        while last < len(units) and units[last].paragraph == unit.paragraph:
            last += 1
        last = self._end_of_list(last)
        numbers = [n for n in self._headlines if not first <= n < last][:8]
        return [
            body
            for n in sorted([*numbers, *range(first, last)])
            for body in self.units[n].bodies
            if body.phrase.kind != "office"
            and body.phrase.before != DATELINE
            and not _is_deed(body.phrase)
        ]

    def _end_of_list(self, last: int) -> int:
        """Give where the lines without sums end that go on at *last*."""
        stop = min(len(self.units), last + LONGEST_LIST)
        while 0 < last < stop and all(
            line.is_list_line for line in self.units[last - 1 : last + 1]
        ):
            last += 1
        return last

    def heads_of_list(self, unit: Unit) -> list[Body]:
        """Give the first body of each line of the list that *unit* is a line of."""
        units, first = self.units, unit.number
        while first and unit.number - first < LONGEST_LIST and units[first - 1].is_list_line:
            first -= 1
        lines = units[first : max(unit.number + 1, self._end_of_list(unit.number + 1))]
        heads = (next((b for b in line.bodies if b.is_real), None) for line in lines)
        return list({body.key: body for body in heads if body is not None}.values())


def _is_like(word: str, body: Body) -> bool:
    kind = body.phrase.kind
    if word in ("kreis", "landkreis", "kreises", "landkreises"):
        return kind == "commune" and "kreis" in folded(body.label)
    if word == "gemeinde" and kind == "church":
        return True
    if words.WORDS["like_commune"].search(word) and not words.WORDS["of_church"].match(word):
        bare = kind == "place" and not (word == "gemeinde" and is_town(body.label))
        return bare or (kind == "commune" and "kreis" not in folded(body.label))
    if words.WORDS["like_club"].fullmatch(word):
        return kind == "club"
    return word.rstrip("s") in folded(body.label) and kind not in ("thing", "office", "many")


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


def _is_deed(phrase: Phrase) -> bool:
    """Tell whether a phrase says what is done, not who gets anything."""
    return phrase.kind == "thing" and words.WORDS["deed"].match(phrase.label) is not None


def _text_signs(text: str, public: int, noticed: bool) -> list[str]:
    """Say who seems to give in a text, and what it speaks of."""
    givers = (("donor", words.SIGNS["donation"]), ("reward", words.SIGNS["prize"]))
    giver = next((name for name, pattern in givers if pattern.search(text)), "none")
    return [
        f"giver={giver}&public={public}&notice={noticed}",
        f"anywhere:funding={bool(words.SIGNS['funding'].search(text))}",
        f"anywhere:call={bool(words.SIGNS['call'].search(text))}&notice={noticed}",
    ]
