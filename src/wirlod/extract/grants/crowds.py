"""
Money for many, or for one that is not named: a figure of the programme, or still a grant.
"""

import re

from wirlod.extract.grants.funding_words import (
    BUDGET,
    COLLECTIVE,
    EVERYWHERE,
    HANDING_OVER,
    NOTICE_DOCUMENT,
)  # fmt: skip
from wirlod.extract.grants.granting import is_for_nobody_yet
from wirlod.extract.scene import HEADLINES, Part, Scene
from wirlod.values.numerals import NUMBER_WORD

COUNTED_MANY = re.compile(
    rf"\b(?:\d[\d.]*|{NUMBER_WORD})\s(?:[a-zäöüß]+e[nr]?\s)?{COLLECTIVE.pattern}"
)
SIZE_OF_GRANT = re.compile(
    r"\b(?:\w*[Ff]örder(?:ung|summe|betrag|höhe)|Zuwendung|Zuschuss|Fördermittel)"
    r"\s(?:des Landes\s|des Bundes\s)?"
    r"(?:beträgt|betrug|beläuft|belief|liegt|umfasst)\b"
)
WITH_MONEY = re.compile(
    r"\b(?:beteiligt sich|fördert|gefördert|unterstützt|bezuschusst|bewilligt)\b"
)
ONE_THING = re.compile(
    r"\b(?:(?:das|dieses|Das)\s(?:Vorhaben|Projekt|Gebäude|Konzept)|(?:die|diese|Die)"
    r"\s(?:Maßnahme|\w+ung|Arbeiten)|"
    r"(?:den|der|Der)\s(?:\w*[Bb]au|Umbau|Neubau|Ausbau|\w*weg))\b"
)


def speaks_of_many(scene: Scene, part: Part) -> bool:
    """«Insgesamt …» after a sentence or headline about many is the sum of all of them."""
    parts = scene.parts
    earlier = [p for p in parts if p.sentence.end <= part.sentence.start]
    before = earlier[-1].sentence.text if earlier else ""
    return bool(COLLECTIVE.search(before) or COLLECTIVE.search(scene.title_text))


def is_notice(scene: Scene, part: Part) -> bool:
    """A sum that nobody is said to get is a grant only where a notice is spoken of."""
    text = part.sentence.text
    if SIZE_OF_GRANT.search(text) or NOTICE_DOCUMENT.search(text):
        return True
    headline_names_one = any(
        m.sort in ("authority", "organisation", "place")
        for p in scene.parts
        if p.kind in HEADLINES
        for m in p.mentions
    )
    if headline_names_one and (WITH_MONEY.search(text) and ONE_THING.search(text)):
        return True
    notice = NOTICE_DOCUMENT.search(scene.reading.text)
    return bool(notice and (part.kind in HEADLINES or WITH_MONEY.search(text)))


def is_for_many(scene: Scene, text: str) -> bool:
    """Money for «Kommunen» or «hessenweit», unless the headline names one body."""
    if COUNTED_MANY.search(text) or is_for_nobody_yet(text):
        return True
    if HANDING_OVER.search(text) and NOTICE_DOCUMENT.search(text):
        return False
    if EVERYWHERE.search(text):
        return True
    one_body = re.search(r"\b(?:Stadt|Landkreis|Gemeinde|Verein)\b(?! und)", scene.title_text)
    return not one_body and bool(COLLECTIVE.search(text) or BUDGET.search(text))
