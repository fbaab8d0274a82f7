"""
Precision and recall of extraction, per kind of fact, on the texts in ``tests/extract/texts``.

``python -m tests.benchmarks.extraction [FOLDER]`` prints the table and fails below the goals.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from wirlod.extract.facts import GrantFact, ReleaseFacts
from wirlod.extract.names.gazetteer import read_gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.text.document import read_document

TEXTS = Path(__file__).parents[1] / "extract" / "texts"
GAZETTEER = Path(__file__).parents[1] / "extract" / "gazetteer"
PRECISION_GOAL, RECALL_GOAL = 0.97, 0.95
UNASKED = ("organisations", "programme", "priority")
"""Kinds that only count in texts whose gold file speaks of them."""

Fact = tuple[Any, ...]


class Score(NamedTuple):
    """How many facts of one kind were right, wrong and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of what there is that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def gold_facts(gold: dict[str, Any]) -> Iterator[tuple[str, Fact]]:
    """Give the facts of a gold file as (kind, comparable values)."""
    for name, value in gold.get("release", {}).items():
        yield name, (value,)
    for grant in gold.get("grants", ()):
        yield from _gold_grant(grant)
    for figure in gold.get("figures", ()):
        yield "figures", (figure.get("number"), figure.get("amount"))
    for name, role, *organisation in gold.get("people", ()):
        yield "people", (name,)
        yield "roles", (name, role)
        if organisation and organisation[0]:
            yield "organisations", (name, organisation[0])
    for speaker, text in gold.get("quotations", ()):
        yield "quotations", (speaker, text)
    for date, subject, event in gold.get("milestones", ()):
        yield "milestones", (date, subject, event)


def _gold_grant(grant: dict[str, Any]) -> Iterator[tuple[str, Fact]]:  # noqa: C901
    who = grant["recipient"]
    yield "grants", (who, grant.get("amount"))
    if grant.get("amount") is not None:
        yield "amounts", (who, grant["amount"], grant["precision"], grant.get("kind", "grant"))
    if grant.get("start") or grant.get("end"):
        yield "periods", (who, grant.get("start"), grant.get("end"))
    for name in ("purpose", "programme", "priority"):
        if grant.get(name):
            yield name, (who, grant[name])
    handover = grant.get("handover", {})
    for name in ("date", "place"):
        if handover.get(name):
            yield f"handover {name}", (who, handover[name])
    for name in ("givers", "receivers"):
        for person in handover.get(name, ()):
            yield name, (who, person)


def found_facts(facts: ReleaseFacts) -> Iterator[tuple[str, Fact]]:  # noqa: C901, PLR0912
    """Give what was extracted in the same form."""
    release = facts.release
    for name in ("title", "date", "place", "publisher"):
        if (value := getattr(release, name)) is not None:
            yield name, (value,)
    for grant in (*facts.grants, *facts.possible):
        yield from _found_grant(grant)
    for figure in facts.figures:
        yield "figures", (figure.number, figure.amount.figure if figure.amount else None)
    for person in facts.people:
        yield "people", (person.name,)
        if person.role:
            yield "roles", (person.name, person.role)
        if person.organisation:
            yield "organisations", (person.name, person.organisation)
    for quotation in facts.quotations:
        yield "quotations", (quotation.speaker, quotation.text)
    for milestone in facts.milestones:
        yield "milestones", (milestone.date, milestone.subject, milestone.event)


def _found_grant(grant: GrantFact) -> Iterator[tuple[str, Fact]]:  # noqa: C901, PLR0912
    who = grant.recipient.label
    amount = grant.amount
    yield "grants", (who, amount.figure if amount else None)
    if amount:
        yield "amounts", (who, amount.figure, amount.precision, amount.kind)
    if grant.period:
        yield "periods", (who, grant.period.start, grant.period.end)
    for name in ("purpose", "programme", "priority"):
        if value := getattr(grant, name):
            yield name, (who, value)
    if grant.handover:
        for name in ("date", "place"):
            if value := getattr(grant.handover, name):
                yield f"handover {name}", (who, value)
        for name in ("givers", "receivers"):
            for person in getattr(grant.handover, name):
                yield name, (who, person)


def same(one: Any, other: Any) -> bool:
    """Compare values; texts may differ a little at their edges."""
    if isinstance(one, str) and isinstance(other, str):
        return (
            one == other
            or fuzz.ratio(one, other) >= 92
            or (
                min(len(one), len(other)) >= 5
                and fuzz.partial_ratio(one, other) >= 97
                and min(len(one), len(other)) / max(len(one), len(other)) > 0.3
            )
        )
    return bool(one == other)


def compare(gold: list[Fact], found: list[Fact]) -> tuple[Score, list[Fact], list[Fact]]:
    """Pair gold and found facts of one kind; return the score, the missed and the wrong."""
    missed = []
    rest = list(found)
    for fact in gold:
        match = next(
            (f for f in rest if all(same(a, b) for a, b in zip(fact, f, strict=True))), None
        )
        if match is None:
            missed.append(fact)
        else:
            rest.remove(match)
    return Score(len(gold) - len(missed), len(rest), len(missed)), missed, rest


def run(folder: Path) -> tuple[dict[str, Score], list[str]]:
    """Score every text of *folder*; also say each difference in one line."""
    gazetteer = read_gazetteer(GAZETTEER)
    totals: Counter[tuple[str, str]] = Counter()
    lines = []
    for path in sorted(p for p in folder.iterdir() if p.suffix in (".txt", ".html", ".md")):
        gold = json.loads(path.with_suffix(".json").read_text("utf-8"))
        expected = list(gold_facts(gold))
        actual = list(found_facts(extract_release(read_document(path), gazetteer)))
        ignored = set(gold.get("ignore", ()))
        if "handover" in ignored:
            ignored |= {"handover date", "handover place", "givers", "receivers"}
        for kind in sorted({kind for kind, _ in expected + actual} - ignored):
            if kind in UNASKED and not any(k == kind for k, _ in expected):
                continue
            score, missed, wrong = compare(
                [f for k, f in expected if k == kind], [f for k, f in actual if k == kind]
            )
            for name, value in zip(Score._fields, score, strict=True):
                totals[kind, name] += value
            lines += [f"{path.stem}: missed {kind} {fact}" for fact in missed]
            lines += [f"{path.stem}: wrong  {kind} {fact}" for fact in wrong]
    kinds = sorted({kind for kind, _ in totals})
    return {k: Score(*(totals[k, name] for name in Score._fields)) for k in kinds}, lines


def table(scores: dict[str, Score]) -> str:
    """Say the scores as a table."""
    rows = [
        f"{'kind of fact':18}{'right':>7}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}"
    ]
    total = Score(*(sum(s[i] for s in scores.values()) for i in range(3)))
    for kind, score in [*scores.items(), ("all", total)]:
        rows.append(
            f"{kind:18}{score.right:7}{score.wrong:7}{score.missed:8}"
            f"{score.precision:11.3f}{score.recall:8.3f}"
        )
    return "\n".join(rows)


def main() -> int:
    """Print the table; return 1 where a goal is missed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TEXTS
    scores, lines = run(folder)
    print(table(scores))
    print("\n".join(lines), file=sys.stderr)
    total = Score(*(sum(s[i] for s in scores.values()) for i in range(3)))
    return int(total.precision < PRECISION_GOAL or total.recall < RECALL_GOAL)


if __name__ == "__main__":
    sys.exit(main())
