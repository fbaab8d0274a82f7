"""A grant says what its preferred claim says, and cites the releases that report it."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from wirlod.errors import Problem
from wirlod.publish.register import Found, Register, origin_of
from wirlod.saying import say

SAME = (
    "amount",
    "minimum",
    "maximum",
    "precision",
    "sum_kind",
    "per",
    "currency",
    "start",
    "end",
)
"""The columns in which a grant repeats its preferred claim."""

TWO_PREFERRED = """
SELECT later.key, later.path, later.line, earlier.path AS other_path, earlier.line AS other_line
FROM claims AS later JOIN claims AS earlier ON earlier."grant" = later."grant"
WHERE later.preferred = 'yes' AND earlier.preferred = 'yes' AND earlier.rowid < later.rowid
"""
NONE_PREFERRED = """
SELECT g.key, g.path, g.line, MIN(c.rowid), c.path AS other_path, c.line AS other_line
FROM claims AS c JOIN grants AS g ON g.key = c."grant"
GROUP BY c."grant" HAVING SUM(c.preferred = 'yes') = 0
"""
DIFFERENT = f"""
SELECT g.path, g.line, c.key, c.path AS other_path, c.line AS other_line,
  {", ".join(f'g."{name}" AS "g_{name}", c."{name}" AS "c_{name}"' for name in SAME)}
FROM claims AS c JOIN grants AS g ON g.key = c."grant"
WHERE c.preferred = 'yes' AND ({" OR ".join(f'g."{name}" != c."{name}"' for name in SAME)})
"""
NOT_CITED = """
SELECT g.key, g.path, g.line, c.source, c.path AS other_path, c.line AS other_line
FROM claims AS c JOIN grants AS g ON g.key = c."grant"
WHERE instr(' ' || g.sources || ' ', ' ' || c.source || ' ') = 0
"""
NOT_CLAIMED = """
SELECT g.key, g.path, g.line, r.key AS release, r.path AS other_path, r.line AS other_line
FROM grants AS g
JOIN links AS l ON l.source = 'grants' AND l.source_rowid = g.rowid AND l.field = 'sources'
JOIN releases AS r ON r.key = l.cell
WHERE g.precision != '' AND NOT EXISTS (SELECT 1 FROM claims WHERE "grant" = g.key)
GROUP BY g.key
"""
REPORTED_NOT_CITED = """
SELECT g.path, g.line, r.key AS release, r.path AS other_path, r.line AS other_line
FROM links AS l JOIN grants AS g ON g.key = l.cell
JOIN releases AS r ON r.rowid = l.source_rowid
WHERE l.source = 'releases' AND l.field = 'reports'
  AND instr(' ' || g.sources || ' ', ' ' || r.key || ' ') = 0
"""
CITED_NOT_REPORTED = """
SELECT g.key, g.path AS other_path, g.line AS other_line, r.path, r.line
FROM links AS l JOIN releases AS r ON r.key = l.cell
JOIN grants AS g ON g.rowid = l.source_rowid
WHERE l.source = 'grants' AND l.field = 'sources' AND NOT EXISTS (
  SELECT 1 FROM links AS m WHERE m.source = 'releases' AND m.field = 'reports'
    AND m.cell = g.key AND m.source_rowid = r.rowid)
"""
CITED_ELSEWHERE = """
SELECT h.path, h.line, r.key AS release, g.key AS grant_key,
  g.path AS other_path, g.line AS other_line
FROM links AS l JOIN handovers AS h ON h.rowid = l.source_rowid
JOIN links AS m ON m.source = 'handovers' AND m.field = 'sources' AND m.source_rowid = h.rowid
JOIN grants AS g ON g.key = l.cell JOIN releases AS r ON r.key = m.cell
WHERE l.source = 'handovers' AND l.field = 'grants'
  AND instr(' ' || g.sources || ' ', ' ' || r.key || ' ') = 0
"""


def find_two_preferred(register: Register) -> Iterator[Problem]:
    """Of the claims on a grant, one is preferred."""
    for row in register.ask(TWO_PREFERRED):
        message = say(
            "is 'yes', as in {other_place}: prefer one claim of the grant",
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "preferred")


def find_none_preferred(register: Register) -> Iterator[Problem]:
    """A grant with claims has a preferred one."""
    for row in register.ask(NONE_PREFERRED):
        message = say(
            "no claim on {key} ({place}) is preferred: say 'yes' for one",
            key=row["key"],
            place=origin_of(row),
        )
        yield Problem(origin_of(row, "other_"), message, "preferred")


def find_different_claims(register: Register) -> Iterator[Problem]:
    """A grant and its preferred claim state the same sum and period."""
    for row in register.ask(DIFFERENT):
        for name in SAME:
            stated, claimed = row[f"g_{name}"], row[f"c_{name}"]
            if not _is_same(stated, claimed):
                yield Problem(
                    origin_of(row),
                    say(
                        "found {stated}, but the preferred claim {key!r} ({other_place}) "
                        "says {claimed}",
                        stated=stated or say("nothing"),
                        key=row["key"],
                        other_place=origin_of(row, "other_"),
                        claimed=claimed or say("nothing"),
                    ),
                    name,
                )


def _is_same(one: str, other: str) -> bool:
    """Tell whether two cells mean the same; ``600000.00`` is ``600000``."""
    try:
        return one == other or Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def find_uncited_claims(register: Register) -> Iterator[Problem]:
    """The source of a claim is a source of the grant."""
    for row in register.ask(NOT_CITED):
        message = say(
            "does not name {source}, whose claim stands in {other_place}",
            source=row["source"],
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "sources")


def find_unclaimed(register: Register) -> Iterator[Problem]:
    """What a release says of the sum of a grant is a claim."""
    for row in register.ask(NOT_CLAIMED):
        message = say(
            "{key} states a sum and cites {release} ({other_place}), but claims.csv has "
            "no claim on it",
            key=row["key"],
            release=row["release"],
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "amount")


def find_uncited_reports(register: Register) -> Iterator[Problem]:
    """A grant cites the releases that report it."""
    for row in register.ask(REPORTED_NOT_CITED):
        yield _uncited(
            row, say("does not name {release}, which reports the grant", release=row["release"])
        )


def _uncited(row: Found, message: str) -> Problem:
    return Problem(origin_of(row), f"{message} ({origin_of(row, 'other_')})", "sources")


def find_unreported(register: Register) -> Iterator[Problem]:
    """A release reports the grants that cite it."""
    for row in register.ask(CITED_NOT_REPORTED):
        message = say(
            "does not name {key}, which cites it ({other_place})",
            key=row["key"],
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "reports")


def find_uncited_handovers(register: Register) -> Iterator[Problem]:
    """What reports the handover of a grant is a source of the grant."""
    for row in register.ask(CITED_ELSEWHERE):
        message = say(
            "names {release}, which is no source of {grant_key}",
            release=row["release"],
            grant_key=row["grant_key"],
        )
        yield _uncited(row, message)


ERRORS = (
    find_two_preferred,
    find_none_preferred,
    find_different_claims,
    find_uncited_claims,
    find_uncited_reports,
)
WARNINGS = (find_unclaimed, find_unreported, find_uncited_handovers)
NEEDS = {find_none_preferred: "claims.csv", find_unclaimed: "claims.csv"}
