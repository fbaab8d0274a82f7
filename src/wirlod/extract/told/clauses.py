"""
What part people play in their clauses: who acts, whom it is done to, from whom a thing comes.

German tells by article, preposition and order. Of two names without an article the first gives
and the second is given to; a pronoun or «der Minister» before a name counts as a name.
"""

import re
from typing import NamedTuple

from wirlod.extract.grants.money_words import verb_class
from wirlod.extract.names.phrases import tokenize

LINK = re.compile(
    r"(?:\s?\([^()]{1,40}\))?,?\s(?:(?:und|sowie|&|gemeinsam mit|zusammen mit)\s)?"
    r"(?:(?:der|die|dem|den|ihr\w*|sein\w*|dessen|deren)\s)?(?:[a-zäöü]\w+(?:[ns]|er|e)\s)?"
    r"(?:[A-ZÄÖÜ][\w-]+\s){0,2}"
)
"""What may stand between two people of one enumeration."""

CUT = re.compile(
    r"[;:–]\s|[„“”»«\"]|,\s(?:als|während|nachdem|weil|dass|wo|wobei|denn|aber|doch|bevor|damit|"
    r"sodass|um|indem)\s"
)
"""What parts one clause from another."""

SOMEBODY = re.compile(
    r"\b(?:[Ee]r|[Ss]ie|(?:[Dd]er|[Dd]ie) (?:\w+e )?\w*(?i:minister|sekretär|präsident|rat|rätin|"
    r"meister|abgeordnete|politiker)(?:in)?)\b(?! [A-ZÄÖÜ][a-zäöü])"
)
"""Who acts without being named."""

GOVERNOR = re.compile(
    r"\b(?:(?P<source>von|vom|durch|aus den Händen|aus der Hand|seitens)|(?P<target>an|beim|bei)|"
    r"(?P<behalf>für|namens)|"
    r"(?P<company>mit|samt|nebst|neben|Beisein|Gegenwart|Anwesenheit|Begleitung|Vertretung)|"
    r"(?P<other>nach|vor|über|gegen|auf|unter|laut|wie|so|als))"
    r"\s(?:de[rmns]\s)?(?:[\wäöü]+e[nrm]?\s)?(?:[A-ZÄÖÜ]\w+s\s)?$",
    re.I,
)
ARTICLE = re.compile(
    r"\b(?P<article>de[rmns]|die|einem|einer|dessen|deren|ihre\w*|seine\w*)\s(?:[\w.-]+\s){0,2}$",
    re.I,
)
FREE = ("bare", "nom")
MOVES = ("hand", "take", "receive", "give")
PASSIVE = re.compile(r"\b(?:wurden?|worden|werden|wird)\b")
BRINGS = re.compile(
    r"\b(?:dabei|Gepäck|Tasche|Mappe|mit(?:ge)?brach\w*|vorbei(?:ge)?brach\w*|gebracht|brachten?|"
    r"drückt\w*|aus den Händen|aus der Hand)\b"
)
"""How else a notice comes to somebody."""

LONGEST_APPROACH = 80
"""How far before a name its article is looked for."""


class Chain(NamedTuple):
    """People named one after the other; *level* is that of the highest office among them."""

    start: int
    end: int
    level: int


class Role(NamedTuple):
    """What part people play, what is done in their clause, and who else stands in it."""

    part: str
    verb: str
    others: str


def find_chains(text: str, people: list[Chain]) -> list[Chain]:
    """Put together the people that only commas, «und» and their bodies part."""
    found: list[Chain] = []
    for one in people:
        if found and LINK.fullmatch(text, found[-1].end, one.start):
            found[-1] = Chain(found[-1].start, one.end, max(one.level, found[-1].level))
        else:
            found.append(one)
    return found


def role_of(text: str, chain: Chain, chains: list[Chain]) -> Role:
    """
    Say what part *chain* plays among the *chains* of a sentence.

    >>> two = [Chain(4, 17, 3), Chain(18, 29, 2)]
    >>> role_of("Hat Ministerin A Landrat B den Bescheid übergeben?", two[1], two)
    Role(part='bare1', verb='hand', others='above')
    """
    begin, end = _clause(text, chain)
    case = _case(text, begin, chain)
    ahead = [c for c in chains if begin <= c.start < chain.start and _case(text, begin, c) in FREE]
    unnamed = any(
        not any(c.start <= match.start() < c.end for c in chains)
        for match in SOMEBODY.finditer(text, begin, chain.start)
    )
    part = f"{case}{int(unnamed or bool(ahead))}" if case in ("bare", "nom", "dat") else case
    levels = [c.level for c in chains if c != chain and begin <= c.start < end]
    above = "above" if levels and max(levels) > chain.level else "below"
    words = f"{text[begin : chain.start]} {text[chain.end : end]}"
    return Role(part, _verb(words), above if levels else "none")


def _clause(text: str, chain: Chain) -> tuple[int, int]:
    begin = 0
    for match in CUT.finditer(text):
        if match.end() <= chain.start:
            begin = match.end()
        elif match.start() >= chain.end:
            return begin, match.start()
    return begin, len(text)


def _verb(words: str) -> str:
    classes = {verb_class(word.text) for word in tokenize(words)}
    verb = next((name for name in MOVES if name in classes), "none")
    if verb == "hand":
        passive = "handed" if PASSIVE.search(words) else "hand"
        return "receive" if "receive" in classes else passive
    return "bring" if verb in ("none", "give") and BRINGS.search(words) else verb


def _case(text: str, begin: int, chain: Chain) -> str:
    """Say in which case people stand: by preposition, by article, or without either."""
    left = text[max(begin, chain.start - LONGEST_APPROACH) : chain.start]
    governor = GOVERNOR.search(left)
    if governor:
        return str(governor.lastgroup)
    article = ARTICLE.search(left)
    if article is None:
        return "bare"
    word = article["article"].lower()
    if word in ("dem", "den", "einem", "einer"):
        return "dat"
    if word == "der" and text[chain.start : chain.end].split(" ", maxsplit=1)[0].endswith("in"):
        return "dat"
    return "gen" if word == "des" else "nom"
