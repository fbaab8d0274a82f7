"""The languages that people are spoken to in, and what people and clients call them."""

LANGUAGES = ("de", "en")
"""The first is the answer where a reader has no preference of these."""

_NAMES = {
    "de": ("deu", "ger", "deutsch", "german"),
    "en": ("eng", "englisch", "english"),
}


def read_language(text: str) -> str:
    """
    Give the language of ours that *text* names, empty where it names none.

    >>> read_language("en"), read_language(" DE-at "), read_language("English"), read_language("fr")
    ('en', 'de', 'en', '')
    """
    name = text.strip().lower().replace("_", "-").partition("-")[0]
    return next((tag for tag in LANGUAGES if name == tag or name in _NAMES[tag]), "")
