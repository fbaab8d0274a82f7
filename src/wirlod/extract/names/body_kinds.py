"""
What the words of a name tell about the body: commune, club, church, house, funder, office, place.

No list of recipients: the kinds are features of a model, and a thing of no kind may receive, too.
"""

import re
from functools import cache, lru_cache

from wirlod.extract.names import read_patterns
from wirlod.extract.names.noun_phrases import LEGAL_FORM
from wirlod.folding import fold
from wirlod.values.places import read_places

LEGAL = frozenset(
    ["e.V.", "e.V", "gGmbH", "GmbH", "gUG", "UG", "eG", "AG", "mbH", "gAG", "KdöR", "KG"]
)
NAME = r"[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*"
NO_PLACE = (
    r"(?!(?:Mo|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Januar|Februar|März|April|Mai\b|Juni|Juli|"
    r"August|September|Oktober|November|Dezember|Rahmen|Ende|Anfang|Euro\b)"
)
BESIDE = (
    r"(?:\ am\ (?:Main|Rhein|Taunus|Neckar|See|Bodensee|Inn|Lech|Harz|Berg|Kocher|Meißner|Edersee|"
    r"Ammersee|Wald|Sand)\b|\ (?:an|ob|vor)\ der\ [A-ZÄÖÜ][a-zäöüß]+|\ im\ (?:Odenwald|Taunus|"
    r"Breisgau|Allgäu|Schwarzwald|Harz|Westerwald|Rheingau|Vogelsberg)\b|\ v\.\ ?d\.\ ?(?:Höhe|H\.|"
    r"Rhön)|\ a\.\ ?(?:d\.\ ?[A-ZÄÖÜ][a-zäöüß]+|M\.|Main\b|Rh\.)|\ \((?:Efze|Ohm|Hessen|Main|"
    r"Oder|Saale|Taunus|Eder|Odenwald|Westerwald)\))"
)
PLACE = (
    rf"{NO_PLACE}(?:(?:Bad|Groß|Klein|Neu|Alt|Ober|Unter|Hohen|Sankt|St\.|Schloß|Burg|"
    rf"Hessisch|Markt)\ )?"
    rf"{NAME}{BESIDE}?"
)
"""How German places are written."""

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


ADJECTIVE = re.compile(r"[A-ZÄÖÜa-zäöü][a-zäöüß-]+e[nr]?")
BEHIND_A_PLACE = re.compile(r"(?<=[a-zäöüß])\ (?:bei|an\ der|a\.\ ?d\.)\ [A-ZÄÖÜ][a-zäöüß]+$")
COMMON = re.compile(
    r"(?i:\w*(?:schule|haus|häuser|halle|kindergarten|kita|gebäude|bad|kirche|stätte|platz|klinik|"
    r"museum|straße|weg|brücke|spielplatz|turm|stelle|park|schloss|burg|kapelle|saal|dach))"
)
"""A building or a place that many towns have one of: no name of a body."""


MASCULINE = re.compile(
    r"(?i:verein|verband|kreis|club|klub|bund|chor|markt|ring|dienst|zoo|beirat|flecken|fonds|"
    r"bezirk)$"
)
CASES = {
    "an": "an", "vom": "von", "von": "von", "durch": "von", "seitens": "von", "für": "for",
    "zugunsten": "for", "in": "loc", "im": "loc", "bei": "loc", "beim": "loc", "auf": "loc",
    "am": "loc", "nach": "to", "aus": "loc", "zwischen": "loc", "nahe": "loc", "mit": "with",
    "official": "official", "(": "bracket",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def is_place(name: str) -> bool:
    """Tell whether *name* is the whole name of a German place, or its core."""
    places = read_places()
    plain = fold(name)
    return plain in places.by_name or plain in places.by_core


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
    if KINDS["many"].search(parts[-1]) and all(ADJECTIVE.fullmatch(p) for p in parts[:-1]):
        return "many"
    place = "place" if is_place(" ".join(parts)) else "thing"
    for name, pattern in KINDS.items():
        if any(pattern.search(part) for part in parts):
            like_a_town = name in ("house", "church") and len(parts) == 1
            return "place" if like_a_town and place == "place" else name.partition("-")[0]
    return "funder" if is_state(words) else place
