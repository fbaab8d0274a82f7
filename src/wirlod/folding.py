"""
What is left of a text when it is compared by somebody who types it from memory.

Case, umlauts in either spelling, accents and everything between words go. Index and search fold
alike, so that what is lost on one side is lost on the other, too.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import filterfalse
from unicodedata import combining, normalize

_UMLAUTS = (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ß", "ss"))
_OTHERS = str.maketrans({"æ": "a", "ø": "o", "œ": "o"} | dict.fromkeys("–—„“”‚‘’«»…·•", " "))
_SPACED = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
"""Everything but plain letters and digits becomes a space."""


def fold(text: str) -> str:
    """
    Fold *text* into lower-case words of plain letters.

    >>> fold("Süd-Weiß-Kreis"), fold("Rüsselsheim") == fold("Ruesselsheim")
    ('sud weiss kreis', True)
    """
    plain = text.lower()
    if not plain.isascii():
        for umlaut, letter in _UMLAUTS:
            plain = plain.replace(umlaut, letter)
    if not plain.isascii():
        plain = plain.translate(_OTHERS)
    if not plain.isascii():
        plain = "".join(filterfalse(combining, normalize("NFKD", plain)))
    # in lower case again, for NFKD makes capitals of letters such as «ᴬ»
    letters = plain.encode("ascii", "replace").lower().translate(_SPACED)
    for pair in (b"ae", b"oe", b"ue"):
        letters = letters.replace(pair, pair[:1])
    return b" ".join(letters.split()).decode()


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
