"""
Sums, periods and recipients in words, in German and English: what labels are made of.

>>> amount_words("500000", "approximate")
{'de': 'rund 500.000 Euro', 'en': 'about 500,000 euros'}
"""

from decimal import Decimal

Words = dict[str, str]
"""Language → text."""

PRECISION_WORDS = {
    "exact": ("", ""),
    "approximate": ("rund ", "about "),
    "at-least": ("mindestens ", "at least "),
    "at-most": ("höchstens ", "at most "),
}

MONTHS = (
    ("Januar", "January"),
    ("Februar", "February"),
    ("März", "March"),
    ("April", "April"),
    ("Mai", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("August", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Dezember", "December"),
)


def amount_words(amount: str, precision: str) -> Words:
    """Write a sum in euros with its precision."""
    english = f"{Decimal(amount):,.2f}".removesuffix(".00")
    german = english.translate(str.maketrans(",.", ".,"))
    before_de, before_en = PRECISION_WORDS[precision]
    return {"de": f"{before_de}{german} Euro", "en": f"{before_en}{english} euros"}


def date_words(text: str) -> Words:
    """
    Write a date in the precision it has.

    >>> date_words("2021-10-29"), date_words("2026-01")["de"]
    ({'de': '29. Oktober 2021', 'en': '29 October 2021'}, 'Januar 2026')
    """
    year, *rest = text.split("-")
    german, english = year, year
    if rest:
        german, english = (f"{month} {year}" for month in MONTHS[int(rest[0]) - 1])
    if len(rest) == 2:
        german, english = f"{int(rest[1])}. {german}", f"{int(rest[1])} {english}"
    return {"de": german, "en": english}


def period_words(start: str | None, end: str | None) -> Words:
    """
    Write a period of which one end may be open.

    >>> period_words("2021", "2025")["de"], period_words(None, "2025")["en"]
    ('2021 bis 2025', 'until 2025')
    """
    first, last = (date_words(text) if text else None for text in (start, end))
    if first and last:
        same = first == last
        return (
            first
            if same
            else {
                "de": f"{first['de']} bis {last['de']}",
                "en": f"{first['en']} to {last['en']}",
            }
        )
    if last:
        return {"de": f"bis {last['de']}", "en": f"until {last['en']}"}
    if first:
        return {"de": f"ab {first['de']}", "en": f"from {first['en']}"}
    return {}


def recipient_words(label: Words) -> Words:
    """
    Write «for» a recipient, with the article that its name wants.

    >>> recipient_words({"de": "Werra-Meißner-Kreis", "en": "Werra-Meißner district"})
    {'de': 'für den Werra-Meißner-Kreis', 'en': 'for the Werra-Meißner district'}
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
