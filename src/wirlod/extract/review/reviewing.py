"""
What a decision does: an accepted item becomes a row with evidence, every other one leaves a trace.

Each decision is written at once, so that a review can stop anywhere and go on later.
"""

from pathlib import Path
from typing import Any

import msgspec

from wirlod.extract.review.abstracts import write_abstracts
from wirlod.extract.review.release_file import (
    Item,
    ProposedEvidence,
    ReleaseFile,
    write_release_file,
)
from wirlod.extract.review.tables import append_row

HEADER_COLUMNS = ("title", "title_en", "type", "date", "publisher", "place", "url", "language")


class Reviewer(msgspec.Struct, frozen=True):
    """Who reviews, and on which day."""

    name: str
    date: str


class Decision(msgspec.Struct, frozen=True):
    """Accept, or reject with a reason; *corrected* has the cells that the reviewer changed."""

    accepted: bool
    corrected: dict[str, str] = {}
    reason: str = ""


def decide(file: ReleaseFile, item: Item, decision: Decision, reviewer: Reviewer) -> list[Item]:
    """
    Carry out *decision* on *item* of *file*, and give the items that fall with a rejected one.

    :raises SourceError: if a table does not take the row; nothing is changed then.
    """
    if not decision.accepted:
        fallen = _dependents(file.proposed, item)
        for gone in [item, *fallen]:
            reason = decision.reason if gone is item else f"needs {item.target}"
            _trace(file, gone, {"rejected": reason or "yes"}, reviewer)
            file.proposed.remove(gone)
        write_release_file(file)
        return fallen
    row = {**item.row, **decision.corrected}
    _record(file, item, row)
    _keep_evidence(file, item, decision.corrected, reviewer)
    for column, value in decision.corrected.items():
        found = item.row.get(column, "")
        _trace(file, item, {"column": column, "found": found, "corrected": value}, reviewer)
    file.proposed.remove(item)
    write_release_file(file)
    return []


def _dependents(items: list[Item], rejected: Item) -> list[Item]:
    """Everything that refers to *rejected*, directly or through another."""
    gone = [rejected]
    for item in items:
        if item is not rejected and any(one.target in item.needs for one in gone):
            gone.append(item)
    return gone[1:]


def _record(file: ReleaseFile, item: Item, row: dict[str, str]) -> None:
    if item.record == "release":
        file.header.update({name: row[name] for name in HEADER_COLUMNS if row.get(name)})
        file.body = file.body or write_abstracts(row, file.proposed)
    elif item.record == "quotations":
        file.header.setdefault("quotations", []).append(row)
    elif not item.exists:
        append_row(_data_folder(file.path) / f"{item.record}.csv", row)
    if item.record == "grants":
        file.header.setdefault("reports", []).append(row["key"])


def _data_folder(path: Path) -> Path:
    return path.parent.parent


def _keep_evidence(
    file: ReleaseFile, item: Item, corrected: dict[str, str], reviewer: Reviewer
) -> None:
    """Evidence stays for what the reviewer left as it was found."""
    entries = file.header.setdefault("evidence", [])
    for said in item.evidence:
        if said.column not in corrected:
            entries.append(_evidence_entry(said, f"{item.record}-{len(entries) + 1}", reviewer))
    if not entries:
        del file.header["evidence"]


def _evidence_entry(said: ProposedEvidence, key: str, reviewer: Reviewer) -> dict[str, Any]:
    return {
        "key": key,
        "supports": said.supports,
        "property": said.property,
        "exact": said.exact,
        "prefix": said.prefix,
        "suffix": said.suffix,
        "start": str(said.start),
        "end": str(said.end),
        "reviewed_by": reviewer.name,
        "reviewed_on": reviewer.date,
    }


def _trace(file: ReleaseFile, item: Item, what: dict[str, str], reviewer: Reviewer) -> None:
    entry: dict[str, Any] = {"target": item.target, **what}
    if "rejected" in what:
        entry["row"] = item.row
    entry |= {"reviewed_by": reviewer.name, "reviewed_on": reviewer.date}
    file.header.setdefault("trace", []).append(entry)
