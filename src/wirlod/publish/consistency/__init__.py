"""
Contradictions between records: what no single row shows.

A rule looks at the rows of several tables and names both places. What cannot both be true is an
error and stops a publication; what is strange and may be right is a warning, is shown, and is
counted in the verdict on the edition.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from wirlod.errors import Problem
from wirlod.publish.consistency import amounts, claims, events, passages, places, times
from wirlod.publish.draft import Draft
from wirlod.publish.register import Register

Rule = Callable[[Register], Iterator[Problem]]

ROOMS = (claims, passages, amounts, events, places, times)
ERRORS: tuple[Rule, ...] = tuple(rule for room in ROOMS for rule in room.ERRORS)
WARNINGS: tuple[Rule, ...] = tuple(rule for room in ROOMS for rule in room.WARNINGS)

MOST_SHOWN = 100
"""How many findings of one rule are written out; of the others the number is said."""


def compare_records(draft: Draft) -> None:
    """Look for contradictions; errors join the problems of the draft, warnings stand beside."""
    register = draft.index.register
    for rule in ERRORS:
        draft.problems += shorten(rule(register))
    for rule in WARNINGS:
        draft.warnings += shorten(rule(register))
    draft.warnings += shorten(times.find_future(register, draft.created.date()))
    rules = len(ERRORS) + len(WARNINGS) + 1
    draft.report(f"{rules} rules, {len(draft.warnings)} warnings")


def shorten(found: Iterator[Problem]) -> list[Problem]:
    """List what was found; beyond :data:`MOST_SHOWN`, say how many more there are."""
    shown = list(islice(found, MOST_SHOWN))
    more = sum(1 for _ in found)
    if more:
        last = shown[-1]
        shown.append(Problem(last.origin, f"and {more} more of this kind", last.column))
    return shown
