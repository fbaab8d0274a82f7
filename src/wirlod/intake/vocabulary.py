"""
What headers of tables call a column, in German and English: ``words/columns.yaml``.
"""

from functools import cache
from importlib import resources

import msgspec
import yaml

from wirlod.folding import fold

SUM_KINDS = ("grant", "paid", "eligible-expenditure", "total-cost", "other-share")
"""Fields of the vocabulary that are kinds of sum; the first are what a grant is told by."""


class Words(msgspec.Struct, frozen=True, rename={"ruled_out": "not"}):
    """Words that tell a field, the surest first, and words that rule it out."""

    words: list[str]
    ruled_out: list[str] = []


@cache
def read_vocabulary() -> dict[str, Words]:
    """Read the words of every field."""
    text = (resources.files("wirlod.intake") / "words" / "columns.yaml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[str, Words])


def name_score(header: str, field: str) -> float:
    """
    Tell how surely a column of this header is *field*: 0 to 1.

    >>> name_score("Name des Begünstigten", "recipient") > name_score("Name", "recipient")
    True
    >>> name_score("Sitz des Begünstigten", "recipient")
    0
    """
    plain = f" {fold(header)} "
    known = read_vocabulary()[field]
    if any(word in plain if len(word) > 3 else _has(plain, word) for word in known.ruled_out):
        return 0
    for rank, word in enumerate(known.words):
        if _has(plain, word):
            return 1 - 0.6 * rank / len(known.words)
    return 0


def _has(plain: str, word: str) -> bool:
    """Short words stand alone or end another; longer ones may be any part of one."""
    if len(word) < 4:
        return f" {word} " in plain
    if len(word) < 6:
        return f"{word} " in plain or (len(word) == 5 and f" {word}" in plain)
    return word in plain
