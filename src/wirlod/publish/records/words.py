"""Recipients, quotations and joined labels in words, in German and English."""

from wirlod.values.words import Words


def recipient_words(label: Words) -> Words:
    """
    Write «for» a recipient, with the article that its name wants.

    >>> recipient_words({"de": "Musterkreis", "en": "Muster district"})
    {'de': 'für den Musterkreis', 'en': 'for the Muster district'}
    """
    german = label["de"]
    article = ""
    if german.startswith(("Landkreis ", "Kreis ")) or german.lower().endswith("kreis"):
        article = "den "
    elif german.startswith(("Stadt ", "Gemeinde ", "Universitätsstadt ")):
        article = "die "
    english = label["en"]
    the = "the " if english.startswith(("City of ", "State ")) or "istrict" in english else ""
    return {"de": f"für {article}{german}", "en": f"for {the}{english}"}


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
    return {
        language: MARKS[language][0] + text.translate(INNER[language]) + MARKS[language][1]
        for language, text in words.items()
    }


def sentence(words: Words) -> Words:
    """Begin with a capital letter."""
    return {language: text[:1].upper() + text[1:] for language, text in words.items()}


def joined(*parts: Words, separator: str = " ") -> Words:
    """Join what each language has, leaving out what is empty."""
    return {
        language: separator.join(part[language] for part in parts if part.get(language))
        for language in ("de", "en")
    }
