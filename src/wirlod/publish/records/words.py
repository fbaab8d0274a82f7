"""Recipients in words, and how parts of a label are joined, in German and English."""

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


def sentence(words: Words) -> Words:
    """Begin with a capital letter."""
    return {language: text[:1].upper() + text[1:] for language, text in words.items()}


def joined(*parts: Words, separator: str = " ") -> Words:
    """Join what each language has, leaving out what is empty."""
    return {
        language: separator.join(part[language] for part in parts if part.get(language))
        for language in ("de", "en")
    }
