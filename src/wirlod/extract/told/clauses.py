"""
What part people play in their clauses: who acts, whom it is done to, from whom a thing comes.

German tells by article, preposition and order. Of two names without an article the first gives
and the second is given to; a pronoun or «der Minister» before a name counts as a name.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from wirlod.extract.names import read_patterns
from wirlod.extract.names.offices import ROLE_WORD, TITLE

OF_OFFICE = re.compile(
    rf".*\b(?P<article>[Dd]e[rmn]|[Dd]ie|(?:sein|ihr)e[mnr]?)\s(?:\w+e[nr]?\s)?"
    rf"(?P<office>{ROLE_WORD}|(?:[Aa]mts)?(?:[Kk]olleg|[Nn]achfolg|[Vv]orgäng)\w+)"
    r"(?:[^,;:.]|\be\.\s?V\.){3,80},\s(?:Her(?:rn?)\s|Frau\s)?(?:(?:Prof|Dr)\.\s)*$",
    re.S,
)
"""An office ahead of a name, with the body that it is of: «dem Leiter des Hauses, Eva Roth»."""

TITLES = re.compile(rf"(?:\b{TITLE})+$")
FREE = ("bare", "nom")
WORDS = read_patterns("wirlod.extract.told", "clauses")
VERBS = read_patterns("wirlod.extract.told", "deeds")
"""What is done with a notice; the first that holds counts."""

ACTS = ("bare0", "nom0")
SIDES = read_patterns("wirlod.extract.told", "sides")
"""Which side people are on, by what is done and their part: ``hand+:bare0``."""

PASSING = ("hand", "take", "bring", "get")
"""Deeds by which a notice passes from one to the other."""

LONGEST_APPROACH = 110
"""How far before a name its article is looked for."""


class Chain(NamedTuple):
    """People named one after the other; *level* is that of the highest office among them."""

    start: int
    end: int
    level: int


class Role(NamedTuple):
    """What part people play, what is done in their clause, and what else stands in it."""

    part: str
    verb: str
    others: str
    before: str = ""
    behind: str = ""

    @property
    def says(self) -> str:
        """
        Say whether the clause tells by itself who gives and who takes.

        >>> Role("source", "get+", "none").says
        'gives'
        """
        told = f"{self.verb}:{self.part}"
        return next((side for side, played in SIDES.items() if played.fullmatch(told)), "nothing")


def _is_link(words: str) -> bool:
    """Say whether *words* join two people; «und überreichte» is no adjective, but a deed."""
    return WORDS["link"].fullmatch(words) is not None and _verb(words) not in PASSING


def find_chains(text: str, people: list[Chain]) -> list[Chain]:
    """Put together the people that only commas, «und» and their bodies part."""
    found: list[Chain] = []
    for one in people:
        linked = found and _is_link(text[found[-1].end : one.start])
        apart = found and WORDS["to_her"].match(text, found[-1].end)
        if linked and not apart and not WORDS["alone"].match(text, one.end):
            found[-1] = Chain(found[-1].start, one.end, max(one.level, found[-1].level))
        else:
            found.append(one)
    return found


def role_of(text: str, chain: Chain, chains: list[Chain]) -> Role:
    """
    Say what part *chain* plays among the *chains* of a sentence.

    >>> two = [Chain(4, 17, 3), Chain(18, 29, 2)]
    >>> role_of("Hat Ministerin A Landrat B den Bescheid übergeben?", two[1], two)[:3]
    ('bare1', 'hand+', 'above')
    """
    text = WORDS["title_in_quotes"].sub(lambda title: "·" * len(title.group()), text)
    begin, end = _clause(text, chain, chains)
    before, behind = text[begin : chain.start], text[chain.end : end]
    told_whom = WORDS["whom"].match(text, chain.end)
    deed = next(filter(None, told_whom.groups()), "") if told_whom else ""
    if deed and (verb := _verb(deed)).rstrip("+") in ("hand", "bring", "take"):
        return Role("whom", verb, "none", before, behind)
    part = _part(text, begin, chain, chains)
    if outright := _told_outright(text, chain, part, before):
        return Role(*outright, "none", before, behind)
    levels = [c.level for c in chains if c != chain and begin <= c.start < end]
    above = "above" if levels and max(levels) > chain.level else "below"
    said = WORDS["says"].search(text, begin, chain.start)
    verb = "say" if said else _deed(before, behind)
    more = WORDS["more"].match(text, chain.end)
    done = _verb(next(filter(None, more.groups()))) if more else ""
    deeds = ("take", "get") if more and more["taken"] else ("hand", "take", "get", "hold")
    if more and done.rstrip("+") in deeds:
        part = "nom0" if more["done"] else part
        verb = done if part in ACTS else verb
    elif verb == "none" and (colon := text.rfind(": ", 0, begin)) > 0:
        told = text[max(0, colon - 2 * LONGEST_APPROACH) : colon]
        verb, part = _verb(told), "target" if WORDS["listed_whom"].search(told) else part
        part = "source" if told.endswith(" von") else part
    return Role(part, verb, above if levels else "none", before, behind)


def _told_outright(text: str, chain: Chain, part: str, before: str) -> tuple[str, str] | None:
    """Say what part people play and what is done where what stands right beside tells both."""
    if part == "source" and WORDS["represents"].match(text, chain.end):
        return "stead", "none"
    if part in ("target", "source") and WORDS["handing_to"].search(before):
        return part, "hand+" if part == "target" else "handed"
    if part in ACTS and WORDS["at_handing"].match(text, chain.end):
        return part, "hand+"
    if text.endswith(", ", 0, chain.start) and WORDS["to_be_given"].match(text, chain.end):
        return "dat0", "hand+"
    return None


def _part(text: str, begin: int, chain: Chain, chains: list[Chain]) -> str:
    """Say in which case people stand, and whether somebody acts before them."""
    case = _case(text, begin, chain)
    ahead = [c for c in chains if begin <= c.start < chain.start and _case(text, begin, c) in FREE]
    unnamed = WORDS["to_do"].search(text, 0, begin) is not None or any(
        not any(c.start < match.end() and match.start() < c.end for c in chains)
        and not _is_link(text[match.end() : chain.start])
        and not WORDS["own_office"].fullmatch(text, match.end(), chain.start)
        for match in WORDS["unnamed"].finditer(text, begin, chain.start)
    )
    near = text[max(begin, chain.start - LONGEST_APPROACH) : chain.start]
    if WORDS["given_before"].search(near) or (
        near.endswith(", ") and WORDS["gapped"].match(text, chain.end)
    ):
        ahead, unnamed = [], False
    if case == "together" or (ahead and WORDS["on_behalf"].search(text, begin, chain.start)):
        return "nom0"
    return f"{case}{int(unnamed or bool(ahead))}" if case in ("bare", "nom", "dat") else case


def _clause(text: str, chain: Chain, chains: list[Chain]) -> tuple[int, int]:
    with_body = {c.end for c in chains if "," in text[c.start : c.end]}
    found = WORDS["cut"].finditer(text)
    cuts = [m.span() for m in found if m.start() not in with_body or text[m.start()] != ","]
    opening = [c for c in chains if text.endswith(", ", 0, c.start)]
    cuts += [(c.start, c.start) for c in opening if WORDS["acts"].match(text, c.end)]
    cuts += [(m.end(), m.end()) for m in WORDS["ahead"].finditer(text) if m.end() <= chain.start]
    begin = max((end for _, end in cuts if end <= chain.start), default=0)
    return begin, min((start for start, _ in cuts if start >= chain.end), default=len(text))


def _deed(before: str, behind: str) -> str:
    """Say what is done beside people; of handing over and taking, what is told nearer to them."""
    words, here = f"{before} {behind}", len(before)
    verb = _verb(words)
    if (name := verb.rstrip("+-")) not in (*PASSING, "join"):
        return verb
    _, nearest = min(
        (max(here - match.end(), match.start() - here), other)
        for other in (*PASSING, "join") for match in VERBS[other].finditer(words)
        if name != "get" or not WORDS["got_handed"].fullmatch(match.group())
    )  # fmt: skip
    return _verb(words, nearest)


def _verb(words: str, verb: str = "") -> str:
    """Say what is done in a clause, and whether to a notice; *verb* if that is known."""
    verb = verb or next((name for name, deed in VERBS.items() if deed.search(words)), "none")
    if verb == "hand" and WORDS["passive"].match(words):
        verb = "handed"
    elif verb == "take" and WORDS["taken"].match(words):
        verb = "taken"
    elif verb in ("hand", "bring") and WORDS["made_known"].search(words):
        verb = "none"
    told = (("+", "thing"), ("-", "news"))
    return verb + next((sign for sign, name in told if WORDS[name].search(words)), "")


@lru_cache(maxsize=1_000)
def _case(text: str, begin: int, chain: Chain) -> str:
    """Say in which case people stand: by preposition, by article, or without either."""
    left = TITLES.sub("", text[max(begin, chain.start - LONGEST_APPROACH) : chain.start])
    calling = WORDS["calling"].search(left)
    first = calling.group().strip() if calling else text[chain.start : chain.end].partition(" ")[0]
    left = left[: calling.start()] if calling else left
    relative = ("den ", "dem ") if first.endswith("in") else "den "
    if text.endswith(", ", 0, begin) and left.endswith(relative):
        return "bare"
    governor = WORDS["governor"].search(left)
    if governor:
        return str(governor.lastgroup)
    article = OF_OFFICE.match(left) or WORDS["article"].match(left)
    if article is None:
        return "bare"
    office = article.groupdict().get("office")
    if office and (of := WORDS["governor"].search(left[: article.end("article")] + " ")):
        return str(of.lastgroup)
    word = article["article"].lower()
    office = office or first
    female = word == "der" and office.endswith(("in", "den", "ten"))
    if female or word in ("dem", "den", "einem", "einer"):
        return "dat"
    return "gen" if word == "des" else "nom"
