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
    Make a key of *words*; where all grow too long, the longest is cut, between its words.

    >>> make_key("Süd-Weiß-Kreis", "2021"), make_key("Gemeinde Heilig Kreuz", "2021", longest=21)
    ('sued-weiss-kreis-2021', 'gemeinde-heilig-2021')
    >>> make_key("2024-02-20", "Land fördert Vorhaben in der Region", longest=30)
    '2024-02-20-land-foerdert'
    """
    parts = [key for word in words if (key := _plain(word))] or ["ohne-namen"]
    while (over := len("-".join(parts)) - longest) > 0:
        at = max(range(len(parts)), key=lambda number: len(parts[number]))
        shorter = parts[at].rpartition("-")[0] or parts[at][:-over]
        parts[at : at + 1] = [shorter] if shorter else []
    return "-".join(parts)


def _plain(word: str) -> str:
    text = unicodedata.normalize("NFKD", word.translate(GERMAN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_key(text: str) -> bool:
    """
    Tell whether *text* can be a key: small letters and digits, joined by single hyphens.

    >>> is_key("stadt-a-2021"), is_key("../x"), is_key("ä")
    (True, False, False)
    """
    return KEY.fullmatch(text) is not None and len(text) <= 100
