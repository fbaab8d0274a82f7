"""
Facts as rows of the tables of ``data/``: which cell takes which value.

A function for each table gives one row as a mapping from column to text; what a fact does not say
is an empty cell, never a guess. The table is the authority: columns are spelt as in its header, and
``review/release_file.py`` adds the row once a person has accepted it. What a text counts is told to
the code lists by words, ``measures.txt`` and ``milestone_types.txt``; where none fits, it is
«other» and the person says what it is.
"""

from wirlod.extract.facts import FigureFact, GrantFact, Handover, MilestoneFact
from wirlod.extract.names import read_patterns
from wirlod.values.amounts import Amount
from wirlod.values.keys import make_key
from wirlod.values.periods import Period

MEASURES = read_patterns("wirlod.extract.review", "measures")
MILESTONE_TYPES = read_patterns("wirlod.extract.review", "milestone_types")
"""Codes and the words that say so, the first that fits."""

HANDOVER_PROPERTIES = {
    "handover.date": ("startDate", "date"),
    "handover.place": ("place", "place"),
    "handover.givers": ("givenBy", "given_by"),
    "handover.receivers": ("receivedBy", "received_by"),
}
"""Kind of evidence → property in the context, column in the table."""

OF_CENTRES = "centre-funding"


def sum_cells(amount: Amount | None) -> dict[str, str]:
    """The cells that state a sum; all empty where there is none."""
    if amount is None:
        return {}
    kind = "other-share" if amount.kind == "other" else amount.kind
    return {
        "amount": _cell(amount.value), "minimum": _cell(amount.min), "maximum": _cell(amount.max),
        "precision": amount.precision, "sum_kind": kind, "currency": amount.currency,
    }  # fmt: skip


def period_cells(period: Period | None) -> dict[str, str]:
    """The cells that state a period."""
    return {"start": period.start or "", "end": period.end or ""} if period else {}


def grant_row(
    grant: GrantFact, recipient: str, programme: str, key: str, release: str
) -> dict[str, str]:
    """A row of grants.csv."""
    derived = any(e.property == "recipient" and e.basis == "derived" for e in grant.evidence)
    return {
        "key": key, "recipient": recipient, "programme": programme,
        "priority": grant.priority or "", "purpose": grant.purpose or "",
        **sum_cells(grant.amount), **period_cells(grant.period),
        "sources": release, "basis": "derived" if derived else "stated",
    }  # fmt: skip


def handover_row(
    handover: Handover, grant: str, places: dict[str, str], people: dict[str, str]
) -> dict[str, str]:
    """A row of handovers.csv; a place without a key goes into the note."""
    place = handover.place or ""
    return {
        "key": f"uebergabe-{grant}", "grants": grant, "basis": "stated",
        "date": handover.date or "", "place": places.get(place, ""),
        "given_by": _keys(handover.givers, people),
        "received_by": _keys(handover.receivers, people),
        "note": f"Ort nach der Meldung: {place}" if place and place not in places else "",
    }  # fmt: skip


def is_another_s(row: dict[str, str], grant: GrantFact, others: list[GrantFact]) -> bool:
    """Tell whether all that is known of a handover is who took the notice of another grant."""
    if any(row[column] for column in ("date", "place", "given_by", "note")):
        return False
    said = {e.start for e in grant.evidence if e.property in HANDOVER_PROPERTIES}
    elsewhere = {e.start for other in others for e in other.evidence}
    return bool(said) and said <= elsewhere


def _keys(names: tuple[str, ...], people: dict[str, str]) -> str:
    return " ".join(people[name] for name in names if people.get(name))


def figure_rows(figure: FigureFact, release: str) -> list[dict[str, str]]:
    """Rows of figures.csv: one for the count, one for the sum."""
    as_of = figure.as_of or ""
    shared = {"as_of": as_of, "sources": release, "basis": "stated"}
    rows = []
    if figure.number is not None:
        rows.append({
            "key": make_key(figure.counted, as_of), "measure": _measure(figure.counted),
            "counted": figure.counted, "number": _cell(figure.number), "precision": "exact",
            **shared,
        })  # fmt: skip
    if figure.amount is not None:
        for_all = f"Mittel für {figure.number:n} " if figure.number else ""
        cells = sum_cells(figure.amount)
        cells.pop("sum_kind")
        centres = figure.number is not None and "zentren" in figure.counted.lower()
        rows.append({
            "key": make_key(figure.counted, as_of, "betrag"),
            "measure": OF_CENTRES if centres else "measure-other",
            "counted": f"{for_all}{figure.counted}", **cells, **shared,
        })  # fmt: skip
    return rows


def milestone_row(milestone: MilestoneFact, subject: str, release: str) -> dict[str, str]:
    """A row of milestones.csv; *subject* is the key of an organisation."""
    kind = next((k for k, words in MILESTONE_TYPES.items() if words.search(milestone.event)), "")
    return {
        "key": make_key(milestone.event, subject, milestone.date),
        "type": kind or "milestone-other", "label": milestone.event, "date": milestone.date,
        "subjects": f"organisation/{subject}", "sources": release, "basis": "stated",
    }  # fmt: skip


def _measure(counted: str) -> str:
    found = (name for name, words in MEASURES.items() if words.search(counted))
    return next(found, "measure-other")


def _cell(value: float | int | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)
