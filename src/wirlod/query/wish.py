"""
What somebody who types a question wants to know: a sum, who got most, or simply some things.

The words that make a question of it are taken away, for no title has them; sums are read as in a
text, with «über» and «höchstens», and in English too.
"""

import re
from decimal import Decimal
from typing import Literal as OneOf

import msgspec

from wirlod.folding import fold
from wirlod.values.amounts import find_amounts

ENGLISH = (
    (r"\b(more than|over|at least|from)\b(?=\s*[€0-9])", "über"),
    (r"\b(less than|under|at most|up to)\b(?=\s*[€0-9])", "höchstens"),
    (r"\babout\b(?=\s*[€0-9])", "rund"),
    (r"\b(?:million|m)\b", "Millionen"),
    (r"\beuros\b", "Euro"),
)
"""What is said of sums in English → what the reader of sums knows."""

HOW_MUCH = re.compile(r"\b(wie ?viel|how much)\b")
LARGEST = re.compile(
    r"\b(am meisten|die meisten|grosste[nrs]?|hochste[nr]?|most|largest|biggest)\b"
)
WANTED: dict[OneOf["sum", "largest"], re.Pattern[str]] = {"sum": HOW_MUCH, "largest": LARGEST}
FILLERS = frozenset(
    fold(
        "wie viel wieviel geld euro bekam bekamen bekommt bekommen erhielt erhielten erhält "
        "erhalten kriegte hat haben wurde wurden ging gingen gab es wer was wem welche welcher "
        "welches wo "
        "wann in im an am aus bei für der die das den dem des ein eine von vom zu zum zur und über "
        "how much money euros did does do get gets got receive receives received given the a an "
        "who what which where when at for from of to by and have has is was were there about "
        "meisten am grösste größte größten höchste höchsten most largest biggest"
    ).split()
)
"""Words of a question, folded, that say nothing of what it is about."""

LEAST_SUM = 1000
"""A number without a currency is a sum from here on; a smaller one may be a year or a count."""


class Wish(msgspec.Struct, frozen=True):
    """What is wanted."""

    words: str
    """What it is about, without the words that make a question of it."""
    wants: OneOf["things", "sum", "largest"] = "things"
    amount: Decimal | None = None
    precision: str = "exact"
    """How exactly the sum is meant: ``at-least`` for «über»."""


def read_wish(query: str, language: str) -> Wish:
    """
    Read what somebody typed.

    >>> read_wish("Wie viel bekam Kassel?", "de")
    Wish(words='kassel', wants='sum', amount=None, precision='exact')
    >>> read_wish("über 1 Mio", "de").precision, read_wish("more than 1.5 million", "en").amount
    ('at-least', Decimal('1500000.0'))
    >>> read_wish("Rüsselsheim 600.000 Euro", "de").words
    'russelsheim'
    """
    text = _translate(query) if language == "en" else query
    amounts = [found for found in find_amounts(text) if found.low >= LEAST_SUM]
    amount = amounts[0] if amounts else None
    rest = f"{text[: amount.start]} {text[amount.end :]}" if amount else query
    folded = fold(query)
    words = " ".join(word for word in fold(rest).split() if word not in FILLERS)
    return Wish(
        words=words,
        wants="sum"
        if HOW_MUCH.search(folded)
        else "largest"
        if LARGEST.search(folded)
        else "things",
        amount=amount.low if amount else None,
        precision=amount.precision if amount else "exact",
    )


def _translate(query: str) -> str:
    """Write the sums of an English text as a German one does."""
    swapped = str.maketrans(",.", ".,")
    text = re.sub(r"\d[\d,.]*", lambda number: number[0].translate(swapped), query)
    for english, german in ENGLISH:
        text = re.sub(english, german, text, flags=re.IGNORECASE)
    return text
