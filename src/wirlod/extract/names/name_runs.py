"""
Runs of words that are a name: capitals, and what goes on with them.

A quotation, a year, a legal form, «an der Weinstraße», «Obst- und Gartenbauverein».
"""

import bisect
import re
from typing import NamedTuple

from wirlod.extract.names import read_words
from wirlod.extract.names.body_names import BESIDE, LEGAL, ROLE_WORD, is_place
from wirlod.folding import fold
from wirlod.values.places import read_places

FUNCTION_WORDS = read_words("function_words")
MONEY_NOUNS = read_words("money_nouns")

TOKEN = re.compile(
    r"[„“”\"»«‚‘]|\b[eE]\.\s?V\b\.?|\bSt\.(?=\s?[A-ZÄÖÜ])|\bv\.\s?d\.|\ba\.\s?d\.|\w[\w&'’*/+-]*(?:\.(?=\w))?|[^\s\w]"
)
OPENING, CLOSING = '„»"‚“«', '“”«"‘»'
ARTICLES = read_words("articles")
YEARS = re.compile(r"\d{1,4}(?:/\d{2,4})?")
COUNTED = re.compile(r"[ ]?(?:Euro|€|EUR|Mio|Mill|Prozent|%|Uhr|Personen|Menschen|Kinder|Jahre)")

PLACE_LINKS = frozenset({"am", "an", "ob", "im", "bei", "in", "der", "v. d.", "v.d.", "a. d."})
BESIDE_A_RIVER = re.compile(BESIDE, re.X)


class Token(NamedTuple):
    """A word or mark at its place."""

    start: int
    end: int
    text: str


class NameRuns:
    """The words of one sentence, and which runs of them are names; *taken* are of no use."""

    def __init__(self, text: str, taken: list[tuple[int, int]]) -> None:
        self._text = text
        self.tokens = [Token(m.start(), m.end(), m.group()) for m in TOKEN.finditer(text)]
        self._taken = [False] * len(self.tokens)
        for start, end in taken:
            first = max(0, bisect.bisect_right(self.tokens, start, key=lambda t: t.start) - 1)
            for number in range(first, len(self.tokens)):
                if self.tokens[number].start >= end:
                    break
                self._taken[number] = self._taken[number] or self.tokens[number].end > start

    def run(self, first: int) -> int:
        """Give the end of the run of name words that starts at token *first*."""
        number = first
        while number < len(self.tokens) and (step := self._step(first, number)):
            number += step
        return number

    def _step(self, first: int, number: int) -> int:
        """Give how many tokens from *number* on belong to the run that starts at *first*."""
        token = self.tokens[number]
        apart = number > first and token.start - self.tokens[number - 1].end > 1
        if self._taken[number] or apart:
            return 0
        if token.text.endswith("-") and token.text[0].isupper():
            return 3 if self._joins(number) else 0
        if number == first:
            return int(self._is_name(number, first))
        named = self._is_name(number, first) and not self._breaks(number)
        return self._goes_on(first, number) or int(named)

    def _goes_on(self, first: int, number: int) -> int:
        """What only goes on with a name: quotation marks, years, legal forms, rivers."""
        token = self.tokens[number]
        if token.text[0] in OPENING:
            return self._quoted(number)
        legal = token.text.replace(" ", "") in LEGAL
        if self._is_number(number) or legal or (token.text == "!" and self._goes_on_named(number)):
            return 1
        if self._place_goes_on(first, number):
            return 3 if token.text in ("an", "ob") else 2
        return 0

    def _goes_on_named(self, number: int) -> bool:
        """«der Förderverein Hui! Oberdorf»: the mark belongs to a name that goes on."""
        after = self.tokens[number + 1 : number + 2]
        return bool(after) and after[0].text[0].isupper() and self._is_name(number + 1, number + 1)

    def _quoted(self, number: int) -> int:
        """A name in quotation marks: how many tokens up to the closing mark."""
        ahead = enumerate(self.tokens[number + 2 : number + 10], 3)
        return next((length for length, token in ahead if token.text in CLOSING), 0)

    def _is_number(self, number: int) -> bool:
        token = self.tokens[number]
        if not YEARS.fullmatch(token.text) or COUNTED.match(self._text, token.end):
            return False
        return not re.match(r"[.,]\d", self._text[token.end : token.end + 2])

    def _joins(self, number: int) -> bool:
        words = self.tokens[number : number + 3]
        if len(words) < 3 or words[1].text not in ("und", "oder", "/", "&"):
            return False
        return words[2].text[0].isupper() and not self._taken[number + 2]

    def _place_goes_on(self, first: int, number: int) -> bool:
        """«Neustadt an der Weinstraße», «Bad Homburg v. d. Höhe» are names of one place."""
        if self.tokens[number].text.lower() not in PLACE_LINKS:
            return False
        length = 3 if self.tokens[number].text in ("an", "ob") else 2
        last = min(number + length, len(self.tokens))
        if BESIDE_A_RIVER.match(self._text, self.tokens[number - 1].end):
            return True
        if self.tokens[number].text == "bei":
            return all(is_place(t.text) for t in self.tokens[number - 1 : last : 2])
        whole = self._text[self.tokens[number - 1].start : self.tokens[last - 1].end]
        longer = self._text[self.tokens[first].start : self.tokens[last - 1].end]
        return any(fold(name) in read_places().by_name for name in (whole, longer))

    def _is_name(self, number: int, first: int) -> bool:
        word = self.tokens[number].text
        if not word[0].isupper() or word in MONEY_NOUNS or (len(word) == 1 and number == first):
            return False
        if word.lower() in FUNCTION_WORDS and number == first:
            return False
        return word.lower() not in ARTICLES

    def _breaks(self, number: int) -> bool:
        """An office begins or ends a phrase."""
        return any(ROLE_WORD.search(token.text) for token in self.tokens[number - 1 : number + 1])
