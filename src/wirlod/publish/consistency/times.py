"""
Dates across tables: what ends before it starts, or happens before it can.

A date that can only lie before another comes before it as a text, too. So queries give those rows
alone in which something may be wrong; of how exact dates are, they know nothing.
"""

from collections.abc import Iterator
from datetime import date

from wirlod.errors import Problem
from wirlod.publish.register import Found, Register, origin_of
from wirlod.saying import say
from wirlod.values.partial_dates import PartialDate, may_overlap

JOINED = """
SELECT g.path, g.line, g.start, g.end, o.key AS other,
  o.{since} AS other_start, o.{until} AS other_end, o.path AS other_path, o.line AS other_line
FROM grants AS g JOIN {table} AS o ON o.key = g.{column}
WHERE g.end != '' AND g.end < o.{since} OR o.{until} != '' AND o.{until} < g.start
"""
WITHIN = (
    ("recipient", "organisations", "since", "until"),
    ("centre", "organisations", "since", "until"),
    ("funder", "organisations", "since", "until"),
    ("programme", "programmes", "start", "end"),
)
"""Columns of a grant, the table that each refers to, and the columns with its time there."""

CLAIMS = """
SELECT c.path, c.line, c.start, c.end, g.start AS other_start, g.end AS other_end,
  g.path AS other_path, g.line AS other_line
FROM claims AS c JOIN grants AS g ON g.key = c."grant"
WHERE c.end != '' AND c.end < g.start OR g.end != '' AND g.end < c.start
"""
GUIDELINES = """
SELECT g.path, g.line, g.end, g.guideline, o.date, o.in_force,
  o.path AS other_path, o.line AS other_line
FROM grants AS g JOIN guidelines AS o ON o.key = g.guideline
WHERE g.end != '' AND (g.end < o.date OR g.end < o.in_force)
"""
NOTICES = """
SELECT g.path, g.line, g.notice_date, g.end, h.date, h.path AS other_path, h.line AS other_line
FROM grants AS g
JOIN links AS l ON l.source = 'handovers' AND l.field = 'grants' AND l.cell = g.key
JOIN handovers AS h ON h.rowid = l.source_rowid
"""
REPORTED = """
SELECT h.path, h.line, h.date, r.key AS release, r.date AS released,
  r.path AS other_path, r.line AS other_line
FROM links AS l JOIN handovers AS h ON h.rowid = l.source_rowid
JOIN releases AS r ON r.key = l.cell
WHERE l.source = 'handovers' AND l.field = 'sources' AND r.date != '' AND h.date != ''
"""
ROLES = """
SELECT r.path, r.line, r.attested, o.since, o.until, o.path AS other_path, o.line AS other_line
FROM roles AS r JOIN organisations AS o ON o.key = r.organisation WHERE r.attested != ''
"""
PREDECESSORS = """
SELECT t.path, t.line, t.{when} AS begins, o.key, o.{when} AS other_begins,
  o.path AS other_path, o.line AS other_line
FROM {table} AS t JOIN {table} AS o ON o.key = t.predecessor
"""
FOLLOWING = (("programmes", "start"), ("guidelines", "date"), ("territories", "valid_from"))
SPANS = """
SELECT path, line, "{first}" AS start, "{last}" AS end FROM {table}
WHERE "{first}" != '' AND "{last}" != '' AND LENGTH("{first}") != LENGTH("{last}")
"""
MIXED = (("grants", "start", "end"), ("claims", "start", "end"), ("figures", "start", "end"),
         ("programmes", "start", "end"), ("milestones", "date", "end"),
         ("names", "valid_from", "valid_to"), ("territories", "valid_from", "valid_to"),
         ("organisations", "since", "until"))  # fmt: skip
"""Tables with the two columns of a time from … to …."""


def _read(row: Found, *names: str) -> list[PartialDate | None]:
    return [PartialDate.read(row[name]) for name in names]


def find_outside(register: Register) -> Iterator[Problem]:
    """A grant runs while its programme and organisations exist."""
    for column, table, since, until in WITHIN:
        query = JOINED.format(table=table, since=since, until=until, column=column)
        for row in register.ask(query):
            own, other = _read(row, "start", "end"), _read(row, "other_start", "other_end")
            if not may_overlap((own[0], own[1]), (other[0], other[1])):
                message = say(
                    "{other} ({other_place}) is not there while the grant runs",
                    other=row["other"],
                    other_place=origin_of(row, "other_"),
                )
                yield Problem(origin_of(row), message, column)


def find_crossed_claims(register: Register) -> Iterator[Problem]:
    """What a claim says of the period can be true together with what the grant says."""
    for row in register.ask(CLAIMS):
        start, end, other_start, other_end = _read(row, "start", "end", "other_start", "other_end")
        for column, last, first in (("end", end, other_start), ("start", other_end, start)):
            if last and first and last.is_before(first):
                message = say(
                    "{last} lies before the start {first}: see {other_place}",
                    last=last,
                    first=first,
                    other_place=origin_of(row, "other_"),
                )
                yield Problem(origin_of(row), message, column)


def find_before_guideline(register: Register) -> Iterator[Problem]:
    """A grant does not end before its guideline is there."""
    for row in register.ask(GUIDELINES):
        end, date, in_force = _read(row, "end", "date", "in_force")
        begins = date or in_force
        if end and begins and end.is_before(begins):
            message = say(
                "{end} lies before the guideline {guideline} of {begins} ({other_place})",
                end=end,
                guideline=row["guideline"],
                begins=begins,
                other_place=origin_of(row, "other_"),
            )
            yield Problem(origin_of(row), message, "end")


def find_early_handovers(register: Register) -> Iterator[Problem]:
    """A notice is issued before it is handed over."""
    for row in register.ask(NOTICES):
        notice, handed_over = _read(row, "notice_date", "date")
        if notice and handed_over and handed_over.is_before(notice):
            message = say(
                "{notice} lies after the handover on {handed_over}",
                notice=notice,
                handed_over=handed_over,
            )
            yield Problem(origin_of(row), f"{message} ({origin_of(row, 'other_')})", "notice_date")


def find_late_handovers(register: Register) -> Iterator[Problem]:
    """A notice is handed over before the grant ends."""
    for row in register.ask(NOTICES):
        end, handed_over = _read(row, "end", "date")
        if end and handed_over and end.is_before(handed_over):
            message = say(
                "{end} lies before the handover on {handed_over}", end=end, handed_over=handed_over
            )
            yield Problem(origin_of(row), f"{message} ({origin_of(row, 'other_')})", "end")


def find_reported_before(register: Register) -> Iterator[Problem]:
    """A release that reports a handover appears when it has happened."""
    for row in register.ask(REPORTED):
        date, released = _read(row, "date", "released")
        if date and released and released.is_before(date):
            message = say(
                "{date} lies after {release} of {released} ({other_place}), which reports it",
                date=date,
                release=row["release"],
                released=released,
                other_place=origin_of(row, "other_"),
            )
            yield Problem(origin_of(row), message, "date")


def find_roles_outside(register: Register) -> Iterator[Problem]:
    """Somebody holds a role while the organisation exists."""
    for row in register.ask(ROLES):
        attested, since, until = _read(row, "attested", "since", "until")
        if attested and not may_overlap((attested, attested), (since, until)):
            message = say(
                "{attested} lies outside the time of {other_place}",
                attested=attested,
                other_place=origin_of(row, "other_"),
            )
            yield Problem(origin_of(row), message, "attested")


def find_followers_before(register: Register) -> Iterator[Problem]:
    """What follows another begins later."""
    for table, when in FOLLOWING:
        for row in register.ask(PREDECESSORS.format(table=table, when=when)):
            begins, other = _read(row, "begins", "other_begins")
            if begins and other and begins.is_before(other):
                message = say(
                    "{begins} lies before its predecessor {key} begins, {other} ({other_place})",
                    begins=begins,
                    key=row["key"],
                    other=other,
                    other_place=origin_of(row, "other_"),
                )
                yield Problem(origin_of(row), message, when)


def find_mixed(register: Register) -> Iterator[Problem]:
    """Where a day or month stands beside the same month or year, one may lie before the other."""
    for table, first, last in MIXED:
        for row in register.ask(SPANS.format(table=table, first=first, last=last)):
            start, end = _read(row, "start", "end")
            if start and end and start.may_equal(end):
                message = say(
                    "{start} to {end} can be no time at all: state both in the same precision",
                    start=start,
                    end=end,
                )
                yield Problem(origin_of(row), message, last)


DATED = (
    ("releases", "date"),
    ("handovers", "date"),
    ("grants", "notice_date"),
    ("roles", "attested"),
    ("figures", "as_of"),
)
"""Tables and the column that says when something was said or done."""


def find_future(register: Register, today: date) -> Iterator[Problem]:
    """What has been said or done is past when it is published, unless a clock is wrong."""
    for table, column in DATED:
        query = f'SELECT path, line, "{column}" AS day FROM {table} WHERE "{column}" > :today'
        for row in register.ask(query, today=today.isoformat()):
            day = PartialDate.read(row["day"])
            if day and day.first_day > today:
                message = say(
                    "{day} is still to come on the day of publication, {today}",
                    day=day,
                    today=today,
                )
                yield Problem(origin_of(row), message, column)


ERRORS = (
    find_crossed_claims,
    find_before_guideline,
    find_early_handovers,
    find_followers_before,
)
WARNINGS = (
    find_outside,
    find_late_handovers,
    find_reported_before,
    find_roles_outside,
    find_mixed,
)
