"""
Lists in which one line names who receives and the next one opens with the sum.
"""

import itertools
import re

from wirlod.extract.facts import Party
from wirlod.extract.names.noun_phrases import to_nominative
from wirlod.extract.names.parties import PartyMention
from wirlod.extract.scene import Part
from wirlod.values.amounts import find_amounts

NAME_LINE = re.compile(r"(?:(?:Der|Die|Das) )?(?P<name>[A-ZÄÖÜ][^.:;!?„“\"]{2,80})")
SUM_LINE = re.compile(r"(?:rund |ca\. |bis zu )?\d[\d. ]*(?:,\d\d)? (?:Euro|€|EUR) für ")
NO_NAME_LINE = re.compile(
    r"\b(?:[Ff]örder\w*|ist|sind|hat|haben|wird|werden|für|und|mit|Programm|Projekte|Vereine)\b"
)


def find_owners_above(parts: list[Part]) -> dict[int, PartyMention]:
    """
    Give for each line that opens with a sum, by its start, the name in the line above.

    A single such pair may be a headline and its subtitle; only several are a list.
    """
    owners = {
        below.sentence.start: owner
        for above, below in itertools.pairwise(parts)
        if (owner := _owner(above, below)) is not None
    }
    return owners if len(owners) > 2 else {}


def _owner(above: Part, below: Part) -> PartyMention | None:
    """Positions count from the start of the line below, as those of its own mentions do."""
    text = above.sentence.text
    if not SUM_LINE.match(below.sentence.text) or "title" in (above.kind, below.kind):
        return None
    line = NAME_LINE.fullmatch(text)
    if line is None or NO_NAME_LINE.search(text) or find_amounts(text):
        return None
    known = [m for m in above.mentions if m.start <= line.start("name") and m.end == len(text)]
    found = PartyMention(*line.span("name"), Party(to_nominative(line["name"])), "unknown")
    found = known[0] if known and known[0].sort != "funder" else found
    back = above.sentence.start - below.sentence.start
    return found._replace(start=found.start + back, end=found.end + back)
