"""
The words that money is spoken of in, put into a few classes: verbs, signs, givers, marks.

The signs of ``signs.txt`` say that a sentence funds, calls, demands, looks back, gives prizes; the
model weighs them, none decides alone.
"""

import bisect
import re
from collections.abc import Sequence
from functools import lru_cache

from wirlod.extract.names import read_patterns
from wirlod.extract.names.name_runs import FUNCTION_WORDS, Token
from wirlod.extract.names.phrases import Phrase
from wirlod.values.amounts import AmountMention

SIGNS = read_patterns("wirlod.extract.grants", "signs")
"""What a sentence says, by the names of its features."""

WORDS = read_patterns("wirlod.extract.grants", "words")
HANDING_OVER, NOTICE, NOTICE_DOCUMENT = SIGNS["handing"], SIGNS["notice"], WORDS["notice_document"]
VERBS = tuple(read_patterns("wirlod.extract.grants", "verbs").items())
CUT = re.compile(r",\s(?:und\s|aber\s|während\s|sowie\s)?|;\s|:\s|\s(?:und|sowie|wobei)\s|\s–\s")


@lru_cache(maxsize=20_000)
def verb_class(word: str) -> str | None:
    """Say what a verb does with money, ``None`` if nothing."""
    plain = word.lower()
    return next((name for name, pattern in VERBS if pattern.fullmatch(plain)), None)


def stretch(tokens: list[Token], start: int, end: int) -> list[Token]:
    """Give the tokens that begin between two places."""
    first = bisect.bisect_left(tokens, start, key=lambda token: token.start)
    last = bisect.bisect_left(tokens, end, key=lambda token: token.start)
    return tokens[first:last]


def class_of(word: str) -> str:
    """Put a word into its class: a verb of money, a small word, a number, a noun, a mark."""
    found = verb_class(word)
    if found:
        return f"V:{found}"
    if not word[0].isalnum():
        return word
    if word[0].isdigit():
        return "9"
    if word.lower() in FUNCTION_WORDS:
        return word.lower()
    return "N" if word[0].isupper() else "x"


def stem(word: str) -> str:
    """Give the beginning of a word, for all its forms."""
    return word.lower()[:7] if not word[0].isdigit() else "9"


def count_between(spans: Sequence[Phrase | AmountMention], start: int, end: int) -> int:
    """Count the *spans*, ordered by their start, that begin between two places."""
    first = bisect.bisect_left(spans, start, key=lambda span: span.start)
    return bisect.bisect_left(spans, end, key=lambda span: span.start) - first


def is_in_bracket(text: str, at: int) -> bool:
    """Tell whether a bracket is open at a place."""
    start = max(0, at - 80)
    return text.rfind("(", start, at) > text.rfind(")", start, at)
