"""
What is published of a row that names a natural person: neither the name nor what leads to it.

As the European Union publishes beneficiaries: the district instead of the place, years instead of
days, and no words of the purpose if they name the person.
"""

import re

import msgspec

from wirlod.sheets.cells import Stated
from wirlod.sheets.entries import Entry
from wirlod.values.places import locate

HIDDEN_NAME = (
    "Natürliche Person (Name nicht veröffentlicht)",
    "Natural person (name not published)",
)
"""What stands in place of a name, German and English."""


def place_text(entry: Entry) -> str:
    """Say where the recipient is as exactly as the row does: the official key, or the place."""
    return entry.stated.official_key or entry.stated.place


def hide_person(stated: Stated, state: str) -> Stated:
    """Give what may be published of a row about a natural person."""
    words = [word.casefold() for word in re.findall(r"\w{3,}", stated.recipient)]
    purpose = stated.purpose.casefold()
    return msgspec.structs.replace(
        stated,
        recipient=HIDDEN_NAME[0],
        place=_district(stated, state),
        postal_code="",
        official_key="",
        purpose="" if any(word in purpose for word in words) else stated.purpose,
        start=stated.start[:4],
        end=stated.end[:4],
        notice_date=stated.notice_date[:4],
    )


def _district(stated: Stated, state: str) -> str:
    """Give the official key of the district, blank where the place is not certain."""
    place = locate(stated.official_key or stated.place, state)
    return place.district_ags if place else ""
