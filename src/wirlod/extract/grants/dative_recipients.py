"""
Recipients without a form of name that is known: told by a dative, or as subjects joined by «und».
"""

import re

from wirlod.extract.facts import Party
from wirlod.extract.names.noun_phrases import to_nominative
from wirlod.extract.names.parties import PLACE, PartyFinder, PartyMention

GIVES = r"(?:übergab|überreichte|überbrachte|übergibt|überreicht|gewährte?|bewilligte?)"
QUOTED_DATIVE = re.compile(
    rf"\b{GIVES}\s(?:\w+\s)?(?:der|dem|den)\s(?P<name>[„»\"][^“”«\"]{{3,80}}[“”«\"])"
)
CLUB_DATIVE = re.compile(
    r"\bdem\s(?P<name>[A-ZÄÖÜ][\wäöüß-]{2,}(?:verein|verband|zentrum|werk|museum|bund))e?s?\b"
    r"(?!\s[A-ZÄÖÜ„»\"])(?=.*\b(?:übergeben|überreicht|gewährt|bewilligt|zugesagt|ausgehändigt)\b)"
)
JOINT_SUBJECTS = re.compile(
    rf"^(?:(?:Auch|Die Städte|Die Gemeinden)\s)?"
    rf"(?P<names>{PLACE}(?:,\ {PLACE}){{0,5}}\s(?:und|sowie)\s{PLACE})"
    r"\s(?:erhalten|bekommen|erhielten|bekamen)\b"
)


def find_dative_recipients(text: str, finder: PartyFinder) -> list[PartyMention]:
    """Give who receives in *text* by a dative or as joined subjects, if the words are clear."""
    for pattern in (QUOTED_DATIVE, CLUB_DATIVE):
        if match := pattern.search(text):
            name = to_nominative(match["name"])
            return [PartyMention(*match.span("name"), Party(name), "unknown")]
    match = JOINT_SUBJECTS.match(text)
    if match is None:
        return []
    return [
        PartyMention(
            match.start("names") + place.start(),
            match.start("names") + place.end(),
            finder.party_of_place(place.group()),
            "authority",
        )
        for place in re.finditer(PLACE, match["names"])
    ]
