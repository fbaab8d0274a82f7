"""
What a decision does: an accepted item becomes a row with evidence, every other one leaves a trace.

Each decision is written at once, so that a review can stop anywhere and go on later. The text of a
release is not republished: a first abstract says in plain sentences, German and English, what the
proposed facts are; the reviewer may write it anew.
"""

from pathlib import Path

import msgspec

from wirlod.errors import SourceError
from wirlod.extract.review.release_file import (
    Item,
    ReleaseFile,
    append_row,
    read_labels,
    read_release_file,
    write_release_file,
)
from wirlod.table_form import replace_file
from wirlod.together import changing_together
from wirlod.values.words import Words, amount_words, period_words, range_words

CLAIMED = (
    "amount", "minimum", "maximum", "precision", "sum_kind", "currency", "start", "end",
)  # fmt: skip
NOTHING = {"de": "Die Meldung nennt keine Förderung.", "en": "The release reports no grant."}
OF = {"de": " über ", "en": " of "}
GRANT = {
    "de": "Die Meldung berichtet von einer Förderung{money}; Empfänger: {who}{period}.",
    "en": "The release reports a grant{money}; recipient: {who}{period}.",
}

Labels = dict[str, dict[str, str]]
"""Key of an organisation → its name by language."""

UNKNOWN = {"de": "unbekannt", "en": "unknown"}

QUOTED = ("supports", "property", "exact", "prefix", "suffix", "start", "end")
HEADER_COLUMNS = ("title", "title_en", "type", "date", "publisher", "place", "url", "language")


class Reviewer(msgspec.Struct, frozen=True):
    """Who reviews, and on which day."""

    name: str
    date: str

    @property
    def signature(self) -> dict[str, str]:
        """What stands beside each thing that was decided."""
        return {"reviewed_by": self.name, "reviewed_on": self.date}


class Decision(msgspec.Struct, frozen=True):
    """Accept, or reject with a reason; *corrected* has the cells that the reviewer changed."""

    accepted: bool
    corrected: dict[str, str] = {}
    reason: str = ""


Before = dict[Path, bytes | None]
"""The files that a decision changed, as they were; ``None`` where there was none."""


def decide(
    file: ReleaseFile, item: Item, decision: Decision, reviewer: Reviewer
) -> tuple[Before, list[Item]]:
    """
    Carry out *decision* on *item* of *file*; give what was before, and what falls with it.

    :raises SourceError: if a table does not take the row; nothing is changed then.
    """
    along = file.along(item, "claims") if decision.accepted else []
    before = _before(file, [item, *along])
    try:
        with changing_together(file.data, before):
            if not decision.accepted:
                return before, _reject(file, item, decision, reviewer)
            _accept(file, item, decision.corrected, reviewer)
            for claim in along:
                _accept(file, claim, _shared(decision), reviewer)
            write_release_file(file)
    except SourceError:
        _read_again(file)
        raise
    return before, []


def undo(file: ReleaseFile, before: Before) -> None:
    """Put the files back as they were, and *file* with them."""
    with changing_together(file.data, before):
        for path, content in before.items():
            if content is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, content)
    _read_again(file)


def _read_again(file: ReleaseFile) -> None:
    old = read_release_file(file.path)
    file.header, file.body, file.proposed = old.header, old.body, old.proposed


def _before(file: ReleaseFile, items: list[Item]) -> Before:
    paths = sorted({file.path, *(file.table_of(item) for item in items)})
    return {path: path.read_bytes() if path.is_file() else None for path in paths}


def _shared(decision: Decision) -> dict[str, str]:
    """A corrected sum or period of a grant is that of its claim, too; so is its key."""
    shared = {name: v for name, v in decision.corrected.items() if name in CLAIMED}
    return shared | ({"grant": decision.corrected["key"]} if "key" in decision.corrected else {})


def _reject(file: ReleaseFile, item: Item, decision: Decision, reviewer: Reviewer) -> list[Item]:
    fallen = _dependents(file.proposed, item)
    for gone in [item, *fallen]:
        reason = decision.reason if gone is item else f"needs {item.target}"
        _trace(file, gone, {"rejected": reason or "yes"}, reviewer)
        file.proposed.remove(gone)
    write_release_file(file)
    return fallen


def _accept(file: ReleaseFile, item: Item, corrected: dict[str, str], reviewer: Reviewer) -> None:
    _record(file, item, {**item.row, **corrected})
    _keep_evidence(file, item, corrected, reviewer)
    for column, value in corrected.items():
        found = item.row.get(column, "")
        _trace(file, item, {"column": column, "found": found, "corrected": value}, reviewer)
    file.proposed.remove(item)


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
        labels = read_labels(file.data / "organisations.csv")
        file.body = file.body or write_abstracts(file.proposed, labels)
    elif item.record == "quotations":
        file.header.setdefault("quotations", []).append(row)
    elif not item.exists:
        append_row(file.table_of(item), row)
    if item.record == "grants":
        file.header.setdefault("reports", []).append(row["key"])


def _keep_evidence(
    file: ReleaseFile, item: Item, corrected: dict[str, str], reviewer: Reviewer
) -> None:
    """Evidence stays for what the reviewer left as it was found."""
    entries = file.header.setdefault("evidence", [])
    for said in item.evidence:
        if said.column not in corrected:
            key = f"{item.record}-{len(entries) + 1}"
            quoted = {name: str(getattr(said, name)) for name in QUOTED}
            entries.append({"key": key, **quoted, **reviewer.signature})
    if not entries:
        del file.header["evidence"]


def _trace(file: ReleaseFile, item: Item, what: dict[str, str], reviewer: Reviewer) -> None:
    row = {"row": item.row} if "rejected" in what else {}
    traced = {"target": item.target, **what, **row, **reviewer.signature}
    file.header.setdefault("trace", []).append(traced)


def write_abstracts(items: list[Item], labels: Labels) -> str:
    """Write the German and the English abstract; *labels* are of the organisations there are."""
    grants = [item.row for item in items if item.record == "grants"]
    new = [item.row for item in items if item.record == "organisations"]
    names = {row["key"]: dict.fromkeys(("de", "en"), row["label"]) for row in new} | labels
    german, english = (
        " ".join(_sentence(grant, names, language) for grant in grants) or NOTHING[language]
        for language in ("de", "en")
    )
    return f"{german}\n\n## English\n\n{english}"


def _sentence(grant: dict[str, str], names: Labels, language: str) -> str:
    money = _sum(grant).get(language, "")
    period = period_words(grant.get("start"), grant.get("end")).get(language, "")
    return GRANT[language].format(
        money=OF[language] + money if money else "",
        who=names.get(grant["recipient"], UNKNOWN)[language],
        period=f", {period}" if period else "",
    )


def _sum(grant: dict[str, str]) -> Words:
    low, high = grant.get("minimum"), grant.get("maximum")
    if low and high:
        return range_words(low, high)
    figure = grant.get("amount") or low or high
    return amount_words(figure, grant.get("precision") or "exact") if figure else {}
