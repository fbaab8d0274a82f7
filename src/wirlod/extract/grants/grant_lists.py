"""
Lists of recipients: «A (100.000 Euro), B (50.000 Euro)» and lines «A: 5.000 Euro».
"""

import re

from wirlod.extract.facts import Party
from wirlod.extract.grants.unlisted_recipients import GENERIC_NAME
from wirlod.extract.names.noun_phrases import to_nominative
from wirlod.extract.names.parties import PartyMention
from wirlod.extract.scene import Part
from wirlod.values.amounts import AmountMention, find_amounts
from wirlod.values.dates import find_dates

BRACKET = re.compile(r"\((?:[^()\d€]{0,30})$")
BEFORE_BRACKET = re.compile(
    r"(?:^|[,;:]\s|\b(?:und|sowie|an|für)\s)(?:(?:den|die|das|der|dem)\s)"
    r"?(?P<name>[A-ZÄÖÜ„][^,;:()]{2,90}?)\s?$"
)
NAME_BESIDE = re.compile(
    r"(?:[,:;]\s|(?<!-\s)\b(?:und|sowie|erhält|erhalten|bekommt|bekommen|bekam)\s)(?:(?:die|der|das)\s)?"
    r"(?P<name>[A-ZÄÖÜ][a-zäöüß]+(?:-[A-ZÄÖÜ][a-zäöüß]+)*(?:\s(?:am|an der|im|[A-ZÄÖÜ])"
    r"[\w-]*){0,3}(?:\s\([^)]{2,30}\))?)\s$"
)
ATTRIBUTE = re.compile(r"[A-ZÄÖÜ][\w-]* (?:der|des|in|im) $")
"""«Für den Neubau der Kita 3.000 Euro»: the name says what is built."""

DIRECT_OBJECT = re.compile(r"\b(?:erhält|bekommt|bekam|erhielt)\s[A-ZÄÖÜ][\w-]+(?:\s\([^)]+\))?\s$")
NO_NAME = re.compile(
    r"(?:Insgesamt|Rund|Etwa|Höhe|Mittel|Förder\w*|Zuschüsse?|Geld|Summe|Land|Bund|Euro|"
    r"Davon|Weitere|Jeweils|Kosten|"
    r"Gesamt\w*|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|"
    r"Dezember|Eigen\w*)\b"
)
LIST_LINE = re.compile(
    r"^[-•*–\s\d.)]{0,6}(?P<name>[A-ZÄÖÜ„][^:\n]{2,110}?)\s?(?::|\s[–-]|,|\|)\s*(?:mit\s|"
    r"erhält\s|je\s|rund\s|ca\.\s|\w{0,12}\s)?$"
)
MEMBER_OF_LIST = re.compile(
    r"(?:(?:Der|Die|Das) )?\b(?:Gesamt|Insgesamt|Summe|Kosten|Förder|Datum|Laufzeit|"
    r"Budget|Eigen|Zeitraum|Höhe|"
    r"Land\b|Bund\b)"
)


def owner_in_list(part: Part, amount: AmountMention) -> PartyMention | None:
    """Give whose sum *amount* is by its place in a list, ``None`` outside of lists."""
    text = part.sentence.text
    before = text[: amount.start]
    bracket = BRACKET.search(before)
    if bracket:
        return _name_before(part, bracket.start())
    if len(find_amounts(text)) > 1 or DIRECT_OBJECT.search(before):
        named = _name_beside(part, amount)
        if named is not None:
            return named
    line = LIST_LINE.match(before) if len(text) < 220 and part.kind != "title" else None
    if (
        line
        and not MEMBER_OF_LIST.match(line["name"])
        and not find_dates(line["name"])
        and not text.rstrip().endswith("?")
    ):
        known = [
            m for m in part.mentions if m.start <= line.start("name") + 3 and m.sort != "funder"
        ]
        return known[0] if known else _unknown(line["name"], line.start("name"))
    return None


def _name_beside(part: Part, amount: AmountMention) -> PartyMention | None:
    """In «A 12.000 Euro, B 7.500 Euro» each name stands directly before its sum."""
    before = part.sentence.text[: amount.start]
    for mention in part.mentions:
        if mention.end <= amount.start and not before[mention.end :].strip(' “”"'):
            if ATTRIBUTE.search(before, 0, mention.start):
                return None
            return None if mention.sort == "funder" else mention
    match = NAME_BESIDE.search(before)
    if match is None or NO_NAME.match(match["name"]) or GENERIC_NAME.match(match["name"]):
        return None
    return _unknown(match["name"], match.start("name"))


def _name_before(part: Part, bracket: int) -> PartyMention | None:
    text = part.sentence.text
    for mention in part.mentions:
        if mention.end <= bracket and not text[mention.end : bracket].strip(' “”"'):
            return None if mention.sort == "funder" else mention
    match = BEFORE_BRACKET.search(text[:bracket])
    return _unknown(match["name"], match.start("name")) if match else None


def _unknown(name: str, start: int) -> PartyMention | None:
    if re.search(
        r"\b(?:erhält|wird|ist|sind|werden|hat|haben|mit|Förderung|Kosten|Euro|Jahr|Höhe|"
        r"Zuschuss|Summe)\b",
        name,
    ):
        return None
    return PartyMention(start, start + len(name), Party(to_nominative(name)), "unknown")
