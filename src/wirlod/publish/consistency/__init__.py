"""
Contradictions between records: what no single row shows.

A rule looks at the rows of several tables and names both places. What cannot both be true is an
error and stops a publication; what is strange and may be right is a warning, is shown, and is
counted in the verdict on the edition.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice

from wirlod.errors import Origin, Problem
from wirlod.publish.consistency import amounts, claims, events, passages, places, times
from wirlod.publish.draft import Draft
from wirlod.publish.register import Register
from wirlod.publish.statements import Refused
from wirlod.saying import say

Rule = Callable[[Register], Iterator[Problem]]
Findings = dict[Rule, Iterator[Problem]]

ROOMS = (claims, passages, amounts, events, places, times)
ERRORS: tuple[Rule, ...] = tuple(rule for room in ROOMS for rule in room.ERRORS)
WARNINGS: tuple[Rule, ...] = tuple(rule for room in ROOMS for rule in room.WARNINGS)

COMPLAINING = (claims, events, places)
NEEDS: dict[Rule, str] = {rule: file for room in COMPLAINING for rule, file in room.NEEDS.items()}
"""A rule that complains of a row that there is not → the file that must be read in full for it."""

MOST_SHOWN = 100
"""How many findings of one rule are written out; of the others the number is said."""


def compare_records(draft: Draft) -> None:
    """Look for contradictions; errors join the problems of the draft, warnings stand beside."""
    register = draft.index.register
    if draft.restated is not None:
        register.note_restated(draft.restated)

    def find_future(register: Register) -> Iterator[Problem]:
        return times.find_future(register, draft.created.date())

    strange = (*WARNINGS, find_future)
    rules = [rule for rule in (*ERRORS, *strange) if NEEDS.get(rule) not in register.unread]
    found: Findings = {rule: rule(register) for rule in rules}
    if draft.refused:
        found = _without_consequences(found, register, draft.refused)
    draft.problems += chain(*(shorten(found[rule]) for rule in ERRORS if rule in found))
    draft.warnings += chain(*(shorten(found[rule]) for rule in strange if rule in found))
    count = len(draft.warnings)
    draft.report(say("{rules} rules, {warnings} warnings", rules=len(rules), warnings=count))


def _without_consequences(
    found: Findings, register: Register, refused: Iterable[Refused]
) -> Findings:
    """
    Leave out what may only follow from rows that are refused.

    That is what is said of a refused cell itself, and what is not found any more once nothing is
    known of those cells.
    """
    before = {rule: list(problems) for rule, problems in found.items()}
    cells = defaultdict[Origin, set[str]](set)
    for row in refused:
        cells[row.origin] |= row.columns
        register.forget(row.table, row.origin, row.columns)
    kept: Findings = {}
    for rule, problems in before.items():
        still = set(rule(register))
        kept[rule] = iter([p for p in problems if p in still and p.column not in cells[p.origin]])
    return kept


def shorten(found: Iterator[Problem]) -> list[Problem]:
    """List what was found; beyond :data:`MOST_SHOWN`, say how many more there are."""
    shown = list(islice(found, MOST_SHOWN))
    more = sum(1 for _ in found)
    if more:
        last = shown[-1]
        shown.append(
            Problem(last.origin, say("and {more} more of this kind", more=more), last.column)
        )
    return shown
