"""
A sentence that gives to several, cut into one clause for each sum.
"""

import itertools
import re

from wirlod.extract.amounts import AmountMention
from wirlod.extract.scene import Part

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
    named = all(any(m.sort != "funder" for m in clause.mentions) for clause, _ in clauses)
    return clauses if named else []


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
