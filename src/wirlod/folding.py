"""
What is left of a text when it is compared by somebody who types it from memory.

Case, umlauts in either spelling, accents and everything between words go. Index and search fold
alike, so that what is lost on one side is lost on the other, too.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

_UMLAUTS = str.maketrans({
    "ä": "a", "ö": "o", "ü": "u", "ß": "ss", "æ": "a", "ø": "o", "œ": "o",
})  # fmt: skip
_SECOND_OF_PAIR = re.compile("(?<=[aou])e")
_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """
    Fold *text* into lower-case words of plain letters.

    >>> fold("Süd-Weiß-Kreis"), fold("Rüsselsheim") == fold("Ruesselsheim")
    ('sud weiss kreis', True)
    """
    plain = text.lower().translate(_UMLAUTS)
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(_SECOND_OF_PAIR.sub("", plain)))


def compact(text: str) -> str:
    """
    Fold *text* and leave out the spaces, too.

    >>> compact("Sued Weiss") == compact("südweiß")
    True
    """
    return fold(text).replace(" ", "")


def find_meant(name: str, names: Iterable[str]) -> str:
    """
    Give which of *names* was meant by *name*, which is none of them; empty where none is alike.

    >>> find_meant("titel", ["note", "title"]), find_meant("x", ["note"])
    ('title', '')
    """
    return next(iter(get_close_matches(name, names, n=1)), "")
