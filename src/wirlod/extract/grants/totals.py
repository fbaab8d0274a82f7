"""
Sums that are the total of what others receive, and so nobody's grant.
"""

from wirlod.extract.grants.drafts import Draft
from wirlod.extract.scene import HEADLINES


def find_totals(drafts: list[Draft]) -> list[Draft]:
    """Give those of *drafts*, one for each grant, whose sum the others share among them."""
    added = next((draft for draft in drafts if _is_added_up(draft, drafts)), None)
    return [d for d in drafts if d is added or _is_shared_out(d, drafts)]


def _is_added_up(draft: Draft, drafts: list[Draft]) -> bool:
    """A headline may round what the others add up to."""
    others = [d.amount.low for d in drafts if d.amount is not None and d is not draft]
    if draft.amount is None or len(others) < 2:
        return False
    slack = draft.amount.low / 100 if draft.part.kind in HEADLINES else 0
    return abs(sum(others) - draft.amount.low) <= slack


def _is_shared_out(draft: Draft, drafts: list[Draft]) -> bool:
    """One sum for several, of whom the text elsewhere tells what each of them gets."""
    labels = (draft.recipient.party.label or "").split(" und ") if draft.recipient else []
    if not draft.doubt or len(labels) < 2:
        return False
    told = [d.recipient for d in drafts if d is not draft and d.amount and d.recipient]
    return {recipient.party.label for recipient in told}.issuperset(labels)
