"""
How the names of bodies are written: how far they reach, their nominative, what their words tell.

Names of associations run on: «Förderverein der Grundschule Musterdorf e.V.», «Hilfe für Kinder
in Not e.V.»; from a legal form the name is read backward. The kinds (commune, club, church, house,
funder, office, place) are features of a model, no list of recipients: a thing of no kind may
receive, too.
"""

import re
from functools import cache, lru_cache

from wirlod.extract.names import read_alternatives, read_patterns, read_words
from wirlod.folding import fold
from wirlod.values.places import read_places

TOKEN = re.compile(r"[„“”\"»«‚‘]?[\w&][\w&.'’/-]*(?:!(?=\s[A-ZÄÖÜ]))?[“”\"«»‘]?|[–&]|,")
INNER = read_words("phrase_inner")
STOP = read_words("phrase_stops")
ROLE_WORD = re.compile(rf"(?i:{read_alternatives('office_endings')}|mitglied|team)$")
WORDS = read_patterns("wirlod.extract.names", "bodies")
LEGAL_FORM = WORDS["legal_form"]
ENDINGS = {"er": WORDS["masculine"], "e": WORDS["feminine"]}
"""How an adjective ends before a name of that gender; before a neuter it is «es»."""


def chunk_before(text: str, position: int) -> int | None:
    """Give the start of the name that a legal form at *position* closes, ``None`` if none."""
    window = max(0, position - 120)
    tokens = list(TOKEN.finditer(text, window, position))
    start: int | None = None
    for token in reversed(tokens):
        word = token.group()
        if word == "," or word in STOP or ROLE_WORD.search(word) or re.match(r"\d+\.\d", word):
            break
        if word[0].isupper() or word[0] in '„»"“‚' or re.search(r"[“”«\"]$", word):
            start = token.start()
        elif not text.endswith(" für ", 0, token.start()) and _ends_the_way_back(token):
            break
    return None if start is None else _without_thing(text, start, position)


def _without_thing(text: str, start: int, end: int) -> int:
    """In «das Spielmobil des Jugendrings Weidenau e.V.» the name begins after «des»."""
    match = WORDS["thing_of_body"].match(text, start, end)
    return match.end() if match and not WORDS["body"].search(match["thing"]) else start


def _ends_the_way_back(token: re.Match[str]) -> bool:
    """Small words may stand inside a name, but «an den» opens a phrase of its own."""
    word = token.group()
    if word == "an" and WORDS["article_ahead"].match(token.string, token.end()):
        return True
    return word not in INNER and not re.fullmatch(r"(18|19|20)\d\d", word)


def to_nominative(name: str) -> str:
    """
    Give *name* without quotation marks, in the nominative.

    >>> to_nominative("Landkreises Kassel")
    'Landkreis Kassel'
    >>> to_nominative("Freiwilligen Feuerwehr Musterstadt")
    'Freiwillige Feuerwehr Musterstadt'
    """
    name = re.sub(r"^(?:das|dem|vom|des|Das|Vom|Dem|den|der|Der) ", "", name.strip())
    name = re.sub(r"[„“”\"»«]", "", name).strip()
    name = WORDS["genitive_head"].sub(r"\1", name)
    name = WORDS["office"].sub(r"\1es \2", name)
    name = re.sub(r"\b(\w*[Mm]inisterium)s\b", r"\1", name)
    if WORDS["adjective"].match(name) and not WORDS["office"].match(name):
        ending = next((e for e, gender in ENDINGS.items() if gender.search(name)), "es")
        name = WORDS["adjective"].sub(rf"\1{ending}", name)
        name = re.sub(r"^(Deutsches) Roten Kreuz(?:es)?", r"\1 Rotes Kreuz", name)
    return re.sub(r"\s+", " ", name)


LEGAL = read_words("legal_forms")
BESIDE = f"(?:{read_alternatives('beside_places')})"
"""What goes on with the name of a place: «am Main», «(Hessen)»."""

KINDS = read_patterns("wirlod.extract.names", "kinds")
"""What the words of a phrase say that it is, the first that fits; else it is a thing."""

PLURALS = {
    "städte": "Stadt", "städten": "Stadt", "gemeinden": "Gemeinde", "landkreise": "Landkreis",
    "landkreisen": "Landkreis", "kreise": "Kreis", "kreisen": "Kreis",
    "ortsgemeinden": "Ortsgemeinde",
    "verbandsgemeinden": "Verbandsgemeinde", "märkte": "Markt", "feuerwehren": "Feuerwehr",
    "mehrgenerationenhäuser": "Mehrgenerationenhaus", "samtgemeinden": "Samtgemeinde",
    "vereine": "", "vereinen": "",
}  # fmt: skip

ANY_ADJECTIVE = re.compile(r"[A-ZÄÖÜa-zäöü][a-zäöüß-]+e[nr]?")
BEHIND_A_PLACE = re.compile(r"(?<=[a-zäöüß])\ (?:bei|an\ der|a\.\ ?d\.)\ [A-ZÄÖÜ][a-zäöüß]+$")
GOVERNORS = {
    "an": "an",
    "von": "vom von durch seitens",
    "for": "für zugunsten",
    "loc": "in im bei beim auf am aus zwischen nahe",
    "to": "nach",
    "with": "mit",
    "official": "official",
    "bracket": "(",
}
CASES = {word: case for case, words in GOVERNORS.items() for word in words.split()}


@lru_cache(maxsize=20_000)
def is_place(name: str) -> bool:
    """Tell whether *name* is the whole name of a German place, or its core."""
    places = read_places()
    plain = fold(name)
    return plain in places.by_name or plain in places.by_core


def is_town(name: str) -> bool:
    """Tell whether *name* is officially a town's, which nobody calls «die Gemeinde»."""
    return any(p.designation == "Stadt" for p in read_places().by_name.get(fold(name), ()))


@cache
def _states() -> frozenset[str]:
    names = [fold(p.name) for p in read_places().by_ags.values() if p.level == "state"]
    return frozenset(name for name in names if name not in ("berlin", "bremen", "hamburg"))


def is_state(word: str) -> bool:
    """
    Tell whether *word* is the name of a federal state that is no city, or its genitive.

    >>> is_state("Hessens"), is_state("Hamburg")
    (True, False)
    """
    plain = fold(word)
    return plain in _states() or plain.removesuffix("s") in _states()


@lru_cache(maxsize=20_000)
def kind_of(words: str) -> str:
    """
    Say what the words of a name tell about it.

    >>> kind_of("Freiwillige Feuerwehr Queck"), kind_of("Landkreis Nordsachsen"), kind_of("Dach")
    ('club', 'commune', 'thing')
    """
    parts = [part.strip('„“”"»«') for part in BEHIND_A_PLACE.sub("", words).split()]
    if any(part in LEGAL for part in parts) or LEGAL_FORM.search(words):
        return "club"
    if KINDS["many"].search(parts[-1]) and all(ANY_ADJECTIVE.fullmatch(p) for p in parts[:-1]):
        return "many"
    place = "place" if is_place(" ".join(parts)) else "thing"
    for name, pattern in KINDS.items():
        if any(pattern.search(part) for part in parts):
            like_a_town = name in ("house", "church") and len(parts) == 1
            return "place" if like_a_town and place == "place" else name.partition("-")[0]
    return "funder" if is_state(words) else place
