"""
Whether a sentence grants money, or offers, demands, promises or recalls it.
"""

import re

from wirlod.extract.grants.funding_words import (
    APPLIED,
    BUDGET,
    CALL,
    DEMAND,
    DONATION,
    EARLIER,
    FUNDING,
    GRANTED,
    INTO_A_REGION,
    LATER,
    MANY_NOTICES,
    NO_GRANT_MONEY,
    NOTICE,
    NOTICE_DOCUMENT,
    PART_OF_IT,
    PER_YEAR,
    PRIZE,
    STANDS_READY,
)  # fmt: skip
from wirlod.extract.grants.sums import Sum, classify_sum
from wirlod.values.amounts import AmountMention


def is_for_nobody_yet(text: str) -> bool:
    """Tell whether a sentence that names no recipient speaks of a programme or of a total."""
    return bool(
        STANDS_READY.search(text)
        or INTO_A_REGION.search(text)
        or MANY_NOTICES.search(text)
        or PART_OF_IT.match(text)
    )


NOW = re.compile(
    r"\b(?:nun|jetzt|heute|aktuell|diesmal|in diesem Jahr|dieses Jahr|erneut|weitere[nr]?|"
    r"künftig)\b"
)


def classify_sums(text: str, amounts: list[AmountMention]) -> list[Sum]:
    """Say of every sum of a sentence what it is a sum of."""
    sums = []
    for number, amount in enumerate(amounts):
        begin = amounts[number - 1].end if number else 0
        finish = amounts[number + 1].start if number + 1 < len(amounts) else len(text)
        sums.append(classify_sum(text[begin : amount.start], text[amount.end : finish]))
    return sums


def is_granted(text: str, in_list: bool = False) -> bool:
    """Tell whether the sentence grants money, instead of offering, demanding or recalling it."""
    granted = bool(GRANTED.search(text))
    if CALL.search(text) or (NO_GRANT_MONEY.search(text) and not NOTICE_DOCUMENT.search(text)):
        return False
    if (DEMAND.search(text) or APPLIED.search(text)) and not granted:
        return False
    if (PRIZE.search(text) or DONATION.search(text)) and not NOTICE.search(text):
        return False
    looks_elsewhere = EARLIER.search(text) or LATER.search(text)
    if looks_elsewhere and not NOW.search(text):
        return False
    if BUDGET.search(text) and not granted:
        return False
    return in_list or bool(FUNDING.search(text))


def without_parts(text: str, amounts: list[AmountMention], recipients: int) -> list[AmountMention]:
    """Leave out «davon …» and «jährlich …» where the whole sum stands beside them."""
    if len(amounts) < 2 or len(amounts) <= recipients:
        return amounts
    whole = [
        amount
        for amount in amounts
        if not PER_YEAR.search(text[amount.end : amount.end + 12])
        and not re.search(r"jährlich\s(?:\w+\s)?$", text[: amount.start])
        and not re.search(r"\b(?:davon|darin|darunter|hiervon|wovon)\b", text[: amount.start])
    ]
    return whole or amounts
