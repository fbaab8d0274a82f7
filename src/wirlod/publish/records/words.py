"""Recipients, quotations and joined labels in words, in German and English."""

import re
from functools import lru_cache

from wirlod.values.words import SAID_AGAIN, Words

ARTICLES = {
    "den": ("kreis", "verein", "verband", "bund"),
    "die": ("stadt", "gemeinde", "hilfe", "stiftung", "gesellschaft", "universität", "schule"),
    "das": ("zentrum", "werk", "amt", "ministerium"),
}
"""The German article → what the word ends with that it stands before."""

WITH_THE = re.compile(
    r"^(City|Town|Municipality|State|University|Friends) |"
    r"\b(district|association|parish|group|community|foundation|society|university|ministry)\b",
    re.IGNORECASE,
)
"""English names that are called with their article."""


def recipient_words(label: Words) -> Words:
    """
    Write «for» a recipient, with the article that its name wants.

    >>> recipient_words({"de": "Musterkreis", "en": "Muster district"})
    {'de': 'für den Musterkreis', 'en': 'for the Muster district'}
    >>> recipient_words({"de": "Katholische Kirchengemeinde A", "en": "Catholic parish of A"})
    {'de': 'für die Katholische Kirchengemeinde A', 'en': 'for the Catholic parish of A'}
    >>> recipient_words({"de": "VfL A e.V.", "en": "VfL A (sports association)"})
    {'de': 'für VfL A e.V.', 'en': 'for VfL A (sports association)'}
    """
    return dict(_recipient_words(label["de"], label["en"]))


@lru_cache(maxsize=SAID_AGAIN)
def _recipient_words(german: str, english: str) -> Words:
    the = "the " if WITH_THE.search(english.partition(" (")[0]) else ""
    return {"de": f"für {_article(german)}{german}", "en": f"for {the}{english}"}


def _article(name: str) -> str:
    """Give the article of a German *name*; none where its first noun is not known."""
    first, *others = re.findall(r"[\w-]+", name.lower())
    if first.endswith("ische") and others and others[0].endswith(ARTICLES["die"]):
        return "die "
    known = (article for article, endings in ARTICLES.items() if first.endswith(endings))
    return "".join(f"{article} " for article in known)


MARKS = {"de": "„“", "en": "“”"}
"""How a language opens and closes a quotation."""

INNER = {"de": str.maketrans("„“«»", "‚‘‚‘"), "en": str.maketrans("“”«»", "‘’‘’")}
"""The marks of a quotation within another."""


def quoted(words: Words) -> Words:
    """
    Put quotation marks around *words*, those of each language.

    >>> quoted({"de": "Das „Programm“", "en": "The “Programme”"})
    {'de': '„Das ‚Programm‘“', 'en': '“The ‘Programme’”'}
    """
    return {language: _quote(text, language) for language, text in words.items()}


@lru_cache(maxsize=SAID_AGAIN)
def _quote(text: str, language: str) -> str:
    return MARKS[language][0] + text.translate(INNER[language]) + MARKS[language][1]


def sentence(words: Words) -> Words:
    """Begin with a capital letter."""
    return {language: text[:1].upper() + text[1:] for language, text in words.items()}


def joined(*parts: Words, separator: str = " ") -> Words:
    """Join what each language has, leaving out what is empty."""
    return {
        language: separator.join(part[language] for part in parts if part.get(language))
        for language in ("de", "en")
    }
