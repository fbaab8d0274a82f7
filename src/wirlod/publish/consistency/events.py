"""Handovers: who takes and gives the notice of which grant; figures that contradict each other."""

import re
from collections.abc import Iterator
from decimal import Decimal

from wirlod.errors import Problem
from wirlod.publish.register import Register, origin_of
from wirlod.saying import say
from wirlod.values.amounts import find_amounts

TAKEN = """
SELECT h.path, h.line, h.grants, h.receipts, h.received_by FROM handovers AS h
WHERE h.grants LIKE '% %' AND h.received_by LIKE '% %'
"""
TWICE = """
SELECT later.path, later.line, l.cell, earlier.path AS other_path, earlier.line AS other_line
FROM links AS l
JOIN links AS m ON m.source = 'handovers' AND m.field = 'grants' AND m.cell = l.cell
  AND m.source_rowid < l.source_rowid
JOIN handovers AS later ON later.rowid = l.source_rowid
JOIN handovers AS earlier ON earlier.rowid = m.source_rowid
WHERE l.source = 'handovers' AND l.field = 'grants'
"""
RECEIVERS = """
SELECT h.path, h.line, l.cell AS person, h.grants,
  (SELECT path || ':' || line FROM roles WHERE person = l.cell LIMIT 1) AS role
FROM links AS l JOIN handovers AS h ON h.rowid = l.source_rowid
WHERE l.source = 'handovers' AND l.field = 'received_by'
  AND EXISTS (SELECT 1 FROM roles WHERE person = l.cell)
  AND NOT EXISTS (
    SELECT 1 FROM roles AS r
    JOIN links AS g ON g.source = 'handovers' AND g.field = 'grants'
      AND g.source_rowid = h.rowid
    JOIN grants AS t ON t.key = g.cell
    LEFT JOIN organisations AS u ON u.key = r.organisation
    WHERE r.person = l.cell
      AND (t.recipient IN (r.organisation, u.unit_of) OR t.centre = r.organisation))
"""
WRONG_RECEIPTS = """
SELECT h.path, h.line, l.cell, t.recipient, t.path AS other_path, t.line AS other_line
FROM links AS l JOIN handovers AS h ON h.rowid = l.source_rowid
JOIN grants AS t ON t.key = substr(l.cell, 1, instr(l.cell, '=') - 1)
WHERE l.source = 'handovers' AND l.field = 'receipts'
  AND EXISTS (SELECT 1 FROM roles WHERE person = substr(l.cell, instr(l.cell, '=') + 1))
  AND NOT EXISTS (
    SELECT 1 FROM roles AS r LEFT JOIN organisations AS u ON u.key = r.organisation
    WHERE r.person = substr(l.cell, instr(l.cell, '=') + 1)
      AND (t.recipient IN (r.organisation, u.unit_of) OR t.centre = r.organisation))
"""
FIGURES = """
SELECT later.key, later.path, later.line, later.note,
  later.number || ' ' || later.amount || ' ' || later.minimum || ' ' || later.maximum AS said,
  earlier.key AS other, earlier.note AS other_note,
  earlier.number || ' ' || earlier.amount || ' ' || earlier.minimum || ' ' || earlier.maximum
    AS other_said,
  earlier.path AS other_path, earlier.line AS other_line
FROM figures AS later JOIN figures AS earlier
  ON earlier.measure = later.measure AND earlier.counted = later.counted
  AND earlier.start = later.start AND earlier.end = later.end AND earlier.as_of = later.as_of
  AND earlier.rowid < later.rowid
WHERE earlier.number || '|' || earlier.amount || '|' || earlier.minimum || '|' || earlier.maximum
  != later.number || '|' || later.amount || '|' || later.minimum || '|' || later.maximum
"""


def find_unclear_receipts(register: Register) -> Iterator[Problem]:
    """Where several took several notices, each notice has somebody who took it."""
    for row in register.ask(TAKEN):
        named = {receipt.partition("=")[0] for receipt in row["receipts"].split()}
        for grant in row["grants"].split():
            if grant not in named:
                message = say(
                    "does not say who took the notice of {grant}: grant=person", grant=grant
                )
                yield Problem(origin_of(row), message, "receipts")


def find_second_handovers(register: Register) -> Iterator[Problem]:
    """A notice is handed over once."""
    for row in register.ask(TWICE):
        message = say(
            "{cell} is handed over in {other_place} too",
            cell=row["cell"],
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "grants")


def find_strange_receivers(register: Register) -> Iterator[Problem]:
    """Whoever takes a notice has a role at a recipient."""
    for row in register.ask(RECEIVERS):
        message = say(
            "{person} has no role at a recipient of {grants} ({role})",
            person=row["person"],
            grants=row["grants"],
            role=row["role"],
        )
        yield Problem(origin_of(row), message, "received_by")


def find_wrong_receipts(register: Register) -> Iterator[Problem]:
    """Whoever took the notice of a grant has a role at its recipient."""
    for row in register.ask(WRONG_RECEIPTS):
        message = say(
            "{cell}: the person has no role at the recipient {recipient} ({other_place})",
            cell=row["cell"],
            recipient=row["recipient"],
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "receipts")


def find_unnamed_conflicts(register: Register) -> Iterator[Problem]:
    """Two figures of the same that differ name each other in their notes, by key or by number."""
    for row in register.ask(FIGURES):
        is_named = _names(row["note"], row["other"], row["other_said"])
        if not is_named and not _names(row["other_note"], row["key"], row["said"]):
            message = say(
                "differs from {other} ({other_place}) on the same: let their notes name each other",
                other=row["other"],
                other_place=origin_of(row, "other_"),
            )
            yield Problem(origin_of(row), message, "note")


def _names(note: str, key: str, numbers: str) -> bool:
    """Tell whether *note* speaks of the figure *key*, or of one of its *numbers*."""
    spoken = {mention.low for mention in find_amounts(note)}
    spoken |= {Decimal(digits) for digits in re.findall(r"(?<![\d.,])\d{1,15}(?![\d.,]*\d)", note)}
    return key in note or not spoken.isdisjoint(map(Decimal, numbers.split()))


ERRORS = (find_wrong_receipts,)
WARNINGS = (
    find_unclear_receipts,
    find_second_handovers,
    find_strange_receivers,
    find_unnamed_conflicts,
)
NEEDS = {find_strange_receivers: "roles.csv", find_wrong_receipts: "roles.csv"}
