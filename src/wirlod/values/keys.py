"""
Keys of our own: ASCII words joined by hyphens.
"""

import re
import unicodedata

GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def make_key(*words: str, longest: int = 80) -> str:
    """
    Make a key of *words*, cut at a word where it grows too long.

    >>> make_key("Süd-Weiß-Kreis", "2021")
    'sued-weiss-kreis-2021'
    """
    text = " ".join(word for word in words if word).translate(GERMAN)
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    key = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")
    if len(key) > longest:
        key = key[: longest + 1].rpartition("-")[0] or key[:longest]
    return key or "ohne-namen"


KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_key(text: str) -> bool:
    """
    Tell whether *text* can be a key: small letters and digits, joined by single hyphens.

    >>> is_key("stadt-a-2021"), is_key("../x"), is_key("ä")
    (True, False, False)
    """
    return KEY.fullmatch(text) is not None and len(text) <= 100
