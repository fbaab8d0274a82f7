"""
A sentence that gives to several, cut into one clause for each sum.
"""

import itertools
import re

from wirlod.extract.grants.recipients import GIVING, RECEIVING, SUPPORTING
from wirlod.extract.grants.unlisted_recipients import RECEIVES_BY_KIND
from wirlod.extract.names.parties import PartyMention
from wirlod.extract.scene import Part
from wirlod.values.amounts import AmountMention

VERB = re.compile(rf"{RECEIVING.pattern}|{SUPPORTING.pattern}|{GIVING.pattern}")
ARTICLE_ONLY = re.compile(r"(?:(?:der|die|das|auch|und) ){0,2}")
CUT = re.compile(r",\s(?:und\s|aber\s|während\s|sowie\s)?|;\s|\s(?:und|sowie)\s")


def find_clauses(part: Part, amounts: list[AmountMention]) -> list[tuple[Part, AmountMention]]:
    """Give a part for each sum, none if a sum has no organisation of its own."""
    text = part.sentence.text
    cuts = [0]
    for one, two in itertools.pairwise(amounts):
        between = [match.end() for match in CUT.finditer(text, one.end, two.start)]
        if not between:
            return []
        cuts.append(between[0])
    edges = [*cuts, len(text)]
    clauses = [
        (
            _cut(part, begin, end),
            amount._replace(start=amount.start - begin, end=amount.end - begin),
        )
        for begin, end, amount in zip(edges, edges[1:], amounts, strict=False)
    ]
    return clauses if all(_names_one(clause) for clause, _ in clauses) else []


def _names_one(clause: Part) -> bool:
    named = any(m.sort != "funder" for m in clause.mentions)
    return named or bool(RECEIVES_BY_KIND.search(clause.sentence.text))


def find_opening_recipient(clause: Part, sentence: str) -> PartyMention | None:
    """In «A erhält 3.000 Euro, die Stadt B für Bäume 4.000 Euro» B opens a clause without verb."""
    text = clause.sentence.text
    if text == sentence or not RECEIVING.search(sentence) or VERB.search(text):
        return None
    opening = (m for m in clause.mentions if m.sort != "funder")
    return next((m for m in opening if ARTICLE_ONLY.fullmatch(text[: m.start])), None)


def _cut(part: Part, begin: int, end: int) -> Part:
    sentence = part.sentence
    clause = sentence._replace(
        start=sentence.start + begin, end=sentence.start + end, text=sentence.text[begin:end]
    )
    mentions = [
        m._replace(start=m.start - begin, end=m.end - begin)
        for m in part.mentions
        if begin <= m.start < end
    ]
    return Part(clause, part.kind, mentions)
