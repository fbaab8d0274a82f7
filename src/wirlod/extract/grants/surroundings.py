"""
What stands around the sums of a text: verbs, clauses, bodies, and what the whole text is about.

Everything is looked at once and kept, and bounded, so that the time grows with the text alone.
"""

import bisect
import itertools
import re
from collections import Counter
from functools import cached_property

from wirlod.extract.grants import money_words as words
from wirlod.extract.grants.bodies import DATELINE, Bodies, Body, Unit
from wirlod.extract.grants.money_words import (
    CUT,
    DONOR,
    PUBLIC,
    REWARD,
    SENTENCE_SIGNS,
    is_in_bracket,
    stretch,
    verb_class,
)
from wirlod.extract.names.phrases import Phrase
from wirlod.extract.scene import HEADLINES

MOST_CANDIDATES = 40
MOST_SUMS = 60
LONGEST_LIST = 40
"""Bounds that keep the time linear on texts that are no releases."""


DEED = re.compile(
    r"(?:\w*(?:gestaltung|[Ss]anierung|[Ee]rneuerung|[Rr]enovierung|[Mm]odernisierung|[Ee]rweiterung|"
    r"[Ee]rrichtung|schaffung|[Rr]estaurierung|[Ii]nstandsetzung|[Uu]msetzung|(?:[Nn]eu|[Uu]m|[Aa]us|"
    r"[Aa]n)bau)|Bau)\b"
)
"""What is done with money: «Umgestaltung des Parks»."""


class Surroundings:
    """The units of one text as the features look at them."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self._classes: dict[int, list[str]] = {}
        self._reals: dict[int, list[Phrase]] = {}
        self._near: dict[int, list[Body]] = {}
        self._headlines = [unit.number for unit in bodies.units if unit.kind in HEADLINES]
        self._clauses: dict[int, list[tuple[int, int, str]]] = {}
        self._orders: dict[int, str] = {}
        self._signs: dict[int, list[str]] = {}
        self.text_signs = _text_signs(" ".join(unit.text for unit in bodies.units))
        self.lows = [amount.low for unit in bodies.units for amount in unit.sums]
        self.counted = Counter(self.lows)
        self.largest = float(max(self.lows, default=0))
        self.distinct = sorted({float(low) for low in self.lows[:MOST_SUMS]})

    @cached_property
    def text_features(self) -> list[str]:
        """Give what tells whether the text is about a grant at all: its signs and its words."""
        tokens = (t.text for unit in self.bodies.units for t in unit.finder.tokens[:200])
        known = dict.fromkeys(f"word={words.stem(text)}" for text in tokens if len(text) > 3)
        units = self.bodies.units
        said = [(n, bool(u.sums)) for u in units for n in (*self.signs(u), *self.classes(u))]
        told = dict.fromkeys(f"{'with-sum' if summed else 'says'}:{n}" for n, summed in said)
        return [*self.text_signs, f"sums={min(len(self.lows), 3)}", *told, *known]

    def classes(self, unit: Unit) -> list[str]:
        """Give the classes of verbs in *unit*."""
        if unit.number not in self._classes:
            found = [verb_class(token.text) for token in unit.finder.tokens]
            self._classes[unit.number] = sorted({name for name in found if name})
        return self._classes[unit.number]

    def signs(self, unit: Unit) -> list[str]:
        """Give the signs of funding, calls, prizes and so on in *unit*."""
        if unit.number not in self._signs:
            self._signs[unit.number] = [n for n, p in SENTENCE_SIGNS if p.search(unit.text)]
        return self._signs[unit.number]

    def candidates(self, unit: Unit, at: int = 0) -> list[Body]:
        """Give the bodies that may get the sum at *at* of *unit*: near ones, and in headlines."""
        if unit.number not in self._near:
            self._near[unit.number] = self._bodies_near(unit)
        found = self._near[unit.number]
        if len(found) <= MOST_CANDIDATES:
            return found
        middle = bisect.bisect_left(
            found, unit.start + at, key=lambda b: b.unit.start + b.phrase.start
        )
        first = max(0, min(middle - MOST_CANDIDATES // 2, len(found) - MOST_CANDIDATES))
        return found[first : first + MOST_CANDIDATES]

    def _bodies_near(self, unit: Unit) -> list[Body]:
        units = self.bodies.units
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
            for body in self.bodies.in_unit[n]
            if body.phrase.kind != "office"
            and body.phrase.before != DATELINE
            and not _is_deed(body.phrase)
        ]

    def is_list_line(self, unit: Unit) -> bool:
        """Tell whether *unit* is a line without a sum of its own: one of those that share one."""
        return unit.kind == "line" and not unit.sums and bool(self.real(unit))

    def _end_of_list(self, last: int) -> int:
        """Give where the lines without sums end that go on at *last*."""
        units = self.bodies.units
        stop = min(len(units), last + LONGEST_LIST)
        while (
            0 < last < stop
            and self.is_list_line(units[last - 1])
            and (self.is_list_line(units[last]))
        ):
            last += 1
        return last

    def heads_of_list(self, unit: Unit) -> list[Body]:
        """Give the first body of each line of the list that *unit* is a line of."""
        units, first = self.bodies.units, unit.number
        while first and unit.number - first < LONGEST_LIST and self.is_list_line(units[first - 1]):
            first -= 1
        lines = units[first : max(unit.number + 1, self._end_of_list(unit.number + 1))]
        heads = (self._head(line) for line in lines)
        return list({body.key: body for body in heads if body is not None}.values())

    def _head(self, line: Unit) -> Body | None:
        bodies = self.bodies.in_unit[line.number]
        return next((b for b in bodies if b.phrase.kind not in ("thing", "office")), None)

    def clauses(self, unit: Unit) -> list[tuple[int, int, str]]:
        """Cut *unit* into clauses, each with its verbs; one without verbs shares those before."""
        if unit.number not in self._clauses:
            cuts = [0, *(m.end() for m in CUT.finditer(unit.text)), len(unit.text)]
            found: list[tuple[int, int, str]] = []
            for start, end in itertools.pairwise(cuts):
                names = {verb_class(t.text) for t in stretch(unit.finder.tokens, start, end)}
                verbs = "+".join(sorted(name for name in names if name))
                if not verbs and found:
                    verbs = "~" + found[-1][2].lstrip("~")
                found.append((start, end, verbs))
            self._clauses[unit.number] = found
        return self._clauses[unit.number]

    def clause_at(self, unit: Unit, at: int) -> tuple[int, int, str]:
        """Give the clause of *unit* that holds *at*."""
        found = self.clauses(unit)
        return found[max(0, bisect.bisect_right(found, at, key=lambda clause: clause[0]) - 1)]

    def real(self, unit: Unit) -> list[Phrase]:
        """Give the phrases of *unit* that name a body, in order."""
        if unit.number not in self._reals:
            self._reals[unit.number] = [
                b.phrase for b in self.bodies.in_unit[unit.number]
                if b.phrase.kind not in ("thing", "office")
            ]  # fmt: skip
        return self._reals[unit.number]

    def order(self, unit: Unit) -> str:
        """Say whether names stand before or behind the sums of *unit*."""
        if unit.number not in self._orders:
            real = [
                b.phrase for b in self.bodies.in_unit[unit.number]
                if b.phrase.kind not in ("thing", "office", "funder", "many")
                and not b.phrase.attached and not is_in_bracket(unit.text, b.phrase.start)
            ]  # fmt: skip
            if not unit.sums:
                return "no-sum"
            first, last = unit.sums[0].start, unit.sums[-1].end
            names = any(p.end <= first for p in real), any(p.start >= last for p in real)
            many = "many" if len(unit.sums) > 1 else "one"
            self._orders[unit.number] = f"{many}:" + {
                (True, True): "both", (True, False): "names-first", (False, True): "sums-first",
                (False, False): "nobody",
            }[names]  # fmt: skip
        return self._orders[unit.number]


def _is_deed(phrase: Phrase) -> bool:
    """Tell whether a phrase says what is done, not who gets anything."""
    return phrase.kind == "thing" and DEED.match(phrase.label) is not None


def _text_signs(text: str) -> list[str]:
    """Say who seems to give in a text, and what it speaks of."""
    noticed = bool(words.NOTICE_DOCUMENT.search(text))
    spoken = (("prize", words.PRIZE), ("donation", words.DONATION), ("call", words.CALL))
    public = min(len(PUBLIC.findall(text)), 2)
    giver = "donor" if DONOR.search(text) else "reward" if REWARD.search(text) else "none"
    return [
        f"giver={giver}&public={public}&notice={noticed}",
        f"anywhere:funding={bool(words.SURELY_FUNDING.search(text))}",
        *(f"anywhere:{name}&notice={noticed}" for name, p in spoken if p.search(text)),
    ]
