"""
Which column is what: the surest by name and cells together, the rest by their cells alone.
"""

from wirlod.intake.profiles import Profile
from wirlod.intake.vocabulary import SUM_KINDS, name_score, read_vocabulary
from wirlod.saying import say
from wirlod.sheets.lines import column_letter

ENOUGH = 0.6
"""Share of cells that must look like what a column is taken for."""


def _fits(field: str, profile: Profile) -> float:
    """Tell how well the cells of a column fit a field: 0 rules it out."""
    number = profile.number * (profile.postal_codes < ENOUGH or profile.typed_numbers > ENOUGH)
    text = profile.words * (profile.day < ENOUGH)
    fits = {
        "recipient": text * (profile.length > 4) * (0.6 + profile.legal_forms),
        "place": text * (0.2 + profile.places) * (profile.length < 45),
        "district": text * (0.2 + profile.places) * (profile.length < 45),
        "state": text * (0.2 + profile.places) * (profile.length < 30),
        "postal_code": profile.postal_codes,
        "official_key": float(profile.number > ENOUGH and profile.length > 4),
        "purpose": text * (profile.length > 8) * (0.5 + profile.distinct / 2),
        "start": max(profile.day, 0.8 * profile.years),
        "end": max(profile.day, 0.8 * profile.years),
        "period": max(profile.spans, profile.years, 0.5 * profile.day),
        "notice_date": profile.day,
        "granting_authority": text * (profile.distinct < 0.3 or profile.filled > 0.5) * 0.9,
        "file_number": profile.distinct * (profile.length < 40) * (profile.day < ENOUGH),
        "legal_form": text * (profile.length < 40),
        "natural_person": float(profile.length < 20),
        **{kind: number * (profile.years < 0.9) for kind in SUM_KINDS},
    }
    return fits[field] if fits[field] >= 0.3 else 0


def assign_meanings(profiles: list[Profile], named: bool, doubts: list[str]) -> dict[int, str]:
    """Take each column for the field that name and cells tell, the surest first."""
    scored = sorted(
        (
            (name_score(profile.header, field) * _fits(field, profile), field, profile.position)
            for profile in profiles
            for field in read_vocabulary()
        ),
        key=lambda found: -found[0],
    )
    meanings: dict[int, str] = {}
    for score, field, position in scored:
        taken = field in meanings.values() and field not in ("purpose", *SUM_KINDS)
        if score > 0.15 and position not in meanings and not taken:
            meanings[position] = field
    _assign_by_cells(profiles, meanings, doubts)
    return meanings


def _assign_by_cells(profiles: list[Profile], meanings: dict[int, str], doubts: list[str]) -> None:
    """Find by the cells alone what no header told."""
    free = [profile for profile in profiles if profile.position not in meanings]

    def take(field: str, candidates: list[Profile]) -> None:
        if field not in meanings.values() and candidates:
            chosen = candidates[0]
            meanings[chosen.position] = field
            free.remove(chosen)
            doubts.append(
                say(
                    "{field}: column {column} is taken for it by its cells, not by its name",
                    field=field,
                    column=_call(chosen),
                )
            )

    take(
        "recipient", sorted([p for p in free if p.legal_forms > 0.2], key=lambda p: -p.legal_forms)
    )
    take("recipient", sorted([p for p in free if p.words > ENOUGH], key=lambda p: -p.distinct))
    days = sorted([p for p in free if p.day > ENOUGH], key=lambda p: p.position)
    if len(days) == 2 or "start" not in meanings.values():
        take("start", days)
        take("end", [profile for profile in days if profile.position not in meanings])
    take("period", [p for p in free if p.spans > ENOUGH])
    texts = sorted([p for p in free if p.words > ENOUGH], key=lambda p: -p.length * p.distinct)
    take("purpose", [profile for profile in texts if profile.length > 15])
    take("place", [p for p in free if p.places > 0.8 and p.distinct < 0.9 and p.length < 40])
    if not any(kind in meanings.values() for kind in SUM_KINDS):
        sums = [p for p in free if p.number > 0.9 and p.years < 0.5 and p.distinct > 0.2]
        take("grant", sorted(sums, key=lambda p: (-p.distinct * p.length, -p.position))[:1] and
             sorted(sums, key=lambda p: -p.position))  # fmt: skip


def _call(profile: Profile) -> str:
    letter = column_letter(profile.position)
    return f"{letter} «{profile.header}»" if profile.header else letter
