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
