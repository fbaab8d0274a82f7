"""
How far a name reaches, and its nominative.

Names of associations run on: «Förderverein der Grundschule Musterdorf e.V.», «Hilfe für Kinder
in Not e.V.». From a legal form the name is read backward.
"""

import re

from wirlod.extract.names import read_words

LEGAL_FORM = re.compile(
    r"(?:\be\.\s?V\.?(?!\w)|\bg?GmbH\b|\bgUG\b|\beG\b|\bgAG\b|\bAG\b|\bmbH\b|\bKdöR\b)"
)
TOKEN = re.compile(r"[„“”\"»«‚‘]?[\w&][\w&.'’/-]*(?:!(?=\s[A-ZÄÖÜ]))?[“”\"«»‘]?|[–&]|,")
INNER = read_words("phrase_inner")
STOP = read_words("phrase_stops")
ROLE_WORD = re.compile(
    r"(?i:minister(in)?|sekretär(in)?|rätin|landrat|stadtrat|bürgermeister(in)?|vorsitzende[rn]?|"
    r"leiter(in)?|führer(in)?|sprecher(in)?|präsident(in)?|beigeordnete[rn]?|dezernent(in)?|"
    r"vorstand|direktor(in)?|mitglied|team|vertreter(in)?)$"
)
GENITIVE_HEAD = re.compile(
    r"^((?:[A-ZÄÖÜ]\w+-\sund\s)?[\w-]*?(?i:kreis|verein|verband|beirat|zentrum|werk|haus|"
    r"netzwerk|bündnis|kolleg|"
    r"ring|bund|museum|theater|institut|klinikum|gymnasium|ministerium|präsidium|amt|land))"
    r"(?:e?s)\b"
)
ADJECTIVE = re.compile(r"^((?i:\w+isch|freiwillig|deutsch|interkulturell|kommunal|rot))e[nrs]\b")
ARTICLE_AHEAD = re.compile(r"\s(?:die|den|das|der|dem)\b")
OFFICE = re.compile(r"^([A-ZÄÖÜ]\w+isch)e[nsm]? (\w*(?i:ministerium|landesamt|präsidium))s?\b")
CHANCELLERY = re.compile(r"^([A-ZÄÖÜ]\w+isch)e[nr] (?=Staatskanzlei\b)")
FEMININE = re.compile(
    r"(?i:feuerwehr|gemeinde|hochschule|universität|schule|stiftung|initiative|union|gesellschaft|"
    r"akademie|diakonie|tafel|hilfe)\b"
)
MASCULINE = re.compile(r"^\S+ [\w-]*(?i:verein|verband|bund|ring|chor|beirat|dienst)\b")
ENDINGS = {"er": MASCULINE, "e": FEMININE}
"""How an adjective ends before a name of that gender; before a neuter it is «es»."""

BODY = re.compile(
    r"(?i:verein|verband|stiftung|initiative|feuerwehr|ring|bund|werk|netzwerk|bündnis|"
    r"gesellschaft|"
    r"kreis|chor|club|hilfe|freunde|zentrum|dienst|gruppe)\w*$"
)
THING_OF_BODY = re.compile(
    r"(?P<thing>[A-ZÄÖÜ„][\w„“”-]*)(?:\s(?!e\.)\S+){0,5}?\s(?:des|der)\s"
    r"(?=[A-ZÄÖÜ][\w-]*(?i:verein|verband|ring|bund|werk|netzwerk|stiftung|initiative|hilfe)s?\b)"
)


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
    match = THING_OF_BODY.match(text, start, end)
    return match.end() if match and not BODY.search(match["thing"]) else start


def _ends_the_way_back(token: re.Match[str]) -> bool:
    """Small words may stand inside a name, but «an den» opens a phrase of its own."""
    word = token.group()
    if word == "an" and ARTICLE_AHEAD.match(token.string, token.end()):
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
    name = GENITIVE_HEAD.sub(r"\1", name)
    name = re.sub(r"^([\w-]+[Kk]reis)es$", r"\1", name)
    name = CHANCELLERY.sub(r"\1e ", OFFICE.sub(r"\1es \2", name))
    name = re.sub(r"\b(\w*[Mm]inisterium)s\b", r"\1", name)
    if ADJECTIVE.match(name) and not OFFICE.match(name):
        ending = next((e for e, gender in ENDINGS.items() if gender.search(name)), "es")
        name = ADJECTIVE.sub(rf"\1{ending}", name)
        name = re.sub(r"^(Deutsches) Roten Kreuz(?:es)?", r"\1 Rotes Kreuz", name)
    return re.sub(r"\s+", " ", name)
