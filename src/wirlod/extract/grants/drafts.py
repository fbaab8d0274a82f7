"""
What the reading of a sentence gives: drafts of grants, and sums that are none.
"""

from typing import NamedTuple

from wirlod.extract.grants.sums import Sum
from wirlod.extract.names.parties import PartyMention
from wirlod.extract.scene import Part
from wirlod.values.amounts import AmountMention, find_amounts


class Draft(NamedTuple):
    """A sum and who gets it, as one sentence says; positions count in the whole text."""

    part: Part
    recipient: PartyMention | None
    recipient_basis: str
    amount: AmountMention | None
    kind: str
    doubt: str = ""
    said_in: Part | None = None
    """The sentence with the sum, where the recipient stands in another."""


class Aside(NamedTuple):
    """A sum that is no grant: a cost, a programme, somebody else's share."""

    part: Part
    amount: AmountMention
    sum: Sum


def moved(mention: PartyMention, offset: int) -> PartyMention:
    """Give *mention* with positions *offset* further on."""
    return mention._replace(start=mention.start + offset, end=mention.end + offset)


def moved_amount(amount: AmountMention, offset: int) -> AmountMention:
    """Give *amount* with positions *offset* further on."""
    return amount._replace(start=amount.start + offset, end=amount.end + offset)


def own_words(draft: Draft) -> tuple[int, int]:
    """The stretch of the sentence that speaks of this sum: in a list from it to the next."""
    sentence = draft.part.sentence
    amounts = find_amounts(sentence.text)
    if draft.amount is None or len(amounts) < 2:
        return 0, len(sentence.text)
    start = draft.amount.start - sentence.start
    following = [a.start for a in amounts if a.start > start]
    return max(start, 0), min(following, default=len(sentence.text))
