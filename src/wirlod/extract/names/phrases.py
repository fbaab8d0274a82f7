"""
Noun phrases that may name a body, found by grammar: capitals, articles, quotation marks.

No list says what may receive money. A phrase is a run of name words with what belongs to it: a
genitive, the cause of an association. What it is, its kind tells a model; what stands before it,
its case.
"""

import bisect
import itertools
import re
from typing import NamedTuple

from wirlod.extract.names import read_alternatives
from wirlod.extract.names.body_names import (
    CASES,
    LEGAL_FORM,
    PLURALS,
    ROLE_WORD,
    WORDS,
    chunk_before,
    is_place,
    kind_of,
    to_nominative,
)
from wirlod.extract.names.name_runs import ARTICLES, FUNCTION_WORDS, NameRuns

CAUSE = frozenset(["für", "gegen", "zur", "zum"])
HANGS_ON = frozenset(["in", "im", "aus", "bei", "am", "an", "auf", "nahe", "von"])
GENERIC = re.compile(read_alternatives("generic_bodies"), re.I)


class Phrase(NamedTuple):
    """A noun phrase at its place in a sentence; *before* is what governs it, in lower case."""

    start: int
    end: int
    label: str
    kind: str
    before: str
    article: str
    generic: bool = False
    inner: str = ""
    """The kind of the phrase whose genitive this is."""
    attached: str = ""
    """The kind of the phrase that a preposition hangs this one on: «der Verein in Wedel»."""

    @property
    def case(self) -> str:
        """What its article or preposition makes it: nominative, dative, «von», «an», «in»."""
        if self.before in CASES:
            return CASES[self.before]
        if self.article == "der":
            head = self.label.split()[0]
            if WORDS["masculine_head"].search(head):
                return "nom"
            return "gen" if self.inner else "dat"
        by_article = {"die": "nom", "das": "nom", "dem": "dat", "den": "acc", "des": "gen"}
        return by_article.get(self.article, "bare")


class PhraseFinder(NameRuns):
    """Finds the phrases of one sentence."""

    def find(self) -> list[Phrase]:
        """Find every phrase in order; a genitive stands both in its head's phrase and alone."""
        found: list[Phrase] = []
        number = 0
        while number < len(self.tokens):
            end = self.run(number)
            if end > number:
                found += self._phrases(number, end, found)
            number = max(end, number + 1)
        return found + self._legal_forms(found)

    def _phrases(self, first: int, end: int, earlier: list[Phrase]) -> list[Phrase]:
        """Give the phrase of a run, and the longer one with its cause or genitive."""
        if first and not self._taken[first - 1]:
            first -= bool(WORDS["like_name"].match(self.tokens[first - 1].text))
        start = self.tokens[first].start
        before, article = self._governor(first)
        if plural := self._plural(first, end):
            return plural
        words = WORDS["around_here"].sub("", self._text[start : self.tokens[end - 1].end])
        kind = kind_of(words)
        inner = ""
        if article in ("des", "der") and earlier and self._touches(earlier[-1].end, first):
            inner = earlier[-1].kind
        if owner := self._owned(first, end, words):
            return owner
        attached = self._attached(first, earlier)
        generic = bool(GENERIC.fullmatch(words)) and bool(article or not is_place(words))
        reach, label = self.tokens[end - 1].end, to_nominative(words)
        phrase = Phrase(start, reach, label, kind, before, article, generic, inner, attached)
        longer = self._longer(first, end, kind)
        if longer <= phrase.end:
            return [phrase]
        whole = phrase._replace(
            end=longer, label=to_nominative(words + self._text[reach:longer]), generic=False
        )
        return [whole] if kind in ("club", "house", "church") and inner == "" else [phrase, whole]

    def _attached(self, first: int, earlier: list[Phrase]) -> str:
        """Say what stands right before the preposition that governs token *first*."""
        at = first - 1
        if at >= 0 and self.tokens[at].text in ("der", "dem", "den"):
            at -= 1
        if at < 1 or self.tokens[at].text not in HANGS_ON:
            return ""
        end = self.tokens[at - 1].end
        return next((p.kind for p in reversed(earlier) if p.end == end), "")

    def _touches(self, end: int, first: int) -> bool:
        """Only an article stands between a phrase that ends at *end* and token *first*."""
        return self.tokens[first - 1].start - end <= 1 if first else False

    def _governor(self, first: int) -> tuple[str, str]:
        """Give the preposition and the article before token *first*, of up to two adjectives."""
        at = first - 1
        for _ in range(2):
            at -= at >= 0 and self._is_adjective(at)
        if at < 0:
            return "^", ""
        word = self.tokens[at].text.lower()
        if word in ARTICLES or re.fullmatch(r"(?:ihr|sein|unser|dies)e[nrsm]?", word):
            return (self.tokens[at - 1].text.lower() if at else "^"), word
        return word, ""

    def _is_adjective(self, at: int) -> bool:
        word = self.tokens[at].text
        inflected = re.fullmatch(r"[a-zäöüß]+e[nrsm]?", word) is not None
        return inflected and word not in ARTICLES and word not in FUNCTION_WORDS

    def _plural(self, first: int, end: int) -> list[Phrase]:
        """«die Städte A, B und C» names three."""
        singular = PLURALS.get(self.tokens[first].text.lower())
        if singular is None:
            return []
        names: list[tuple[int, int]] = [(first + 1, end)] if end > first + 1 else []
        at = end
        while at + 1 < len(self.tokens) and self.tokens[at].text in (",", "und", "sowie"):
            stop = self.run(at + 1)
            if stop == at + 1:
                break
            names.append((at + 1, stop))
            at = stop
        if len(names) < 2:
            return []
        heads = [self.tokens[start].text for start, _ in names]
        if any(h.lower() in PLURALS or kind_of(h) == "many" for h in heads):
            return []
        before, article = self._governor(first)
        found = []
        for start, stop in names:
            words = self._text[self.tokens[start].start : self.tokens[stop - 1].end]
            label = f"{singular} {words}".strip()
            found.append(Phrase(self.tokens[start].start, self.tokens[stop - 1].end,
                                to_nominative(label), kind_of(label), before, article))  # fmt: skip
        return found

    def _owned(self, first: int, end: int, words: str) -> list[Phrase]:
        """«Nordsachsens Landrat», «Lindenaus Bürgermeister»: the place whose official it is."""
        if end - first != 1 or not words.endswith("s") or end >= len(self.tokens):
            return []
        official = ROLE_WORD.search(self.tokens[end].text)
        if not official or not self.tokens[end].text[0].isupper():
            return []
        token = self.tokens[first]
        return [Phrase(token.start, token.end - 1, words[:-1], "place", "official", "")]

    def _longer(self, first: int, end: int, kind: str) -> int:
        """Give the end of the phrase with its genitive or cause."""
        reach = self.tokens[end - 1].end
        if end >= len(self.tokens) or kind == "office":
            return reach
        if LEGAL_FORM.fullmatch(self.tokens[end - 1].text):
            return reach
        word, bears_cause = self.tokens[end].text, kind in ("club", "house", "church")
        if word in CAUSE and (bears_cause or self.tokens[first].text == "Amt"):
            return self._cause(end + 1, reach)
        if word not in ("des", "der"):
            return reach
        words = itertools.islice(self.tokens, end + 1, None)
        adjectives = itertools.takewhile(lambda t: re.fullmatch(r"[a-zäöü]+en", t.text), words)
        start = end + 1 + sum(1 for _ in adjectives)
        stop = self.run(start)
        if stop == start or ROLE_WORD.search(self.tokens[start].text):
            return reach
        return self.tokens[stop - 1].end if kind == "thing" else self._longer(start, stop, "thing")

    def _cause(self, start: int, reach: int) -> int:
        """«für Integration und Bildung»: nouns without an article."""
        stop = self.run(start)
        if stop == start:
            return reach
        reach = self.tokens[stop - 1].end
        while stop + 1 < len(self.tokens) and self.tokens[stop].text in ("und", ",", "&"):
            begin = stop + 1
            word = self.tokens[begin].text
            begin += word not in ARTICLES and bool(re.fullmatch(r"[a-zäöü]+e[ns]?", word))
            after = self.run(begin)
            listed = after < len(self.tokens) and self.tokens[after].text in ("und", "&")
            if after == begin or (self.tokens[stop].text == "," and not listed):
                break
            stop, reach = after, self.tokens[after - 1].end
        return reach

    def _legal_forms(self, found: list[Phrase]) -> list[Phrase]:
        """Names with small words in them, read back from their legal form."""
        more = []
        for match in LEGAL_FORM.finditer(self._text):
            start = chunk_before(self._text, match.start())
            if start is None or any(
                p.start <= start and p.end >= match.end() for p in found[-200:]
            ):
                continue
            first = bisect.bisect_left(self.tokens, start, key=lambda t: t.start)
            before, article = self._governor(first)
            label = to_nominative(self._text[start : match.end()])
            more.append(Phrase(start, match.end(), label, "club", before, article))
        return more
