"""
Drafts whose sentence names no recipient: given to those that other sentences name.
"""

from rapidfuzz import fuzz

from wirlod.extract.grants.drafts import Draft
from wirlod.extract.grants.unlisted_recipients import names_by_kind
from wirlod.extract.names.parties import PartyMention
from wirlod.extract.scene import HEADLINES, Scene


def distributed(drafts: list[Draft]) -> list[Draft]:
    """Give «jeweils 600.000 Euro» to each of those the next sentences name without a sum."""
    open_sum = next((d for d in drafts if d.amount and d.amount.each and not d.recipient), None)
    waiting = [d for d in drafts if d.amount is None and d.recipient]
    if open_sum is None or not waiting:
        return drafts
    rest = [d for d in drafts if d is not open_sum and d not in waiting]
    return [*rest, *(d._replace(amount=open_sum.amount, said_in=open_sum.part) for d in waiting)]


def with_recipients(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Give drafts without a recipient the only one that the text has."""
    named = {d.recipient.party.label: d.recipient for d in drafts if d.recipient}
    only = next(iter(named.values())) if len(named) == 1 else None
    only = only if named else _only_body(scene)
    return [
        d if d.recipient or only is None or (not named and names_by_kind(d.part.sentence.text))
        else d._replace(recipient=only, recipient_basis="derived")
        for d in drafts
    ]  # fmt: skip


def _only_body(scene: Scene) -> PartyMention | None:
    """The one organisation or authority that a text without any recipient is about."""
    for kinds in (HEADLINES, (*HEADLINES, "text", "line", "heading")):
        bodies: dict[str, PartyMention] = {}
        for part in scene.parts:
            if part.kind in kinds:
                for m in part.mentions:
                    if m.sort in ("authority", "organisation", "place"):
                        offset = part.sentence.start
                        bodies.setdefault(
                            m.party.key or m.party.label or "",
                            m._replace(start=m.start + offset, end=m.end + offset),
                        )
        if len(bodies) == 1:
            return next(iter(bodies.values()))
    return None


def same_recipient(one: PartyMention | None, two: PartyMention | None) -> bool:
    """Tell whether two names are one body: by key, else by their words."""
    if one is None or two is None:
        return one is two
    if one.party.key and two.party.key:
        return one.party.key == two.party.key
    a, b = one.party.label or "", two.party.label or ""
    return fuzz.token_set_ratio(a, b) >= 90
