"""Sums that cannot be: larger than any programme, far from another source, stated in two files."""

from collections.abc import Iterator

from wirlod.errors import Problem
from wirlod.publish.register import Register, origin_of
from wirlod.saying import say

IMPOSSIBLE = 10_000_000_000
"""Euros that no funding programme of a German state has to give."""

TRIFLE = 10
"""Euros below which nobody writes a notice."""

FIGURES = ("amount", "minimum", "maximum")
TABLES = ("grants", "claims", "figures")
SUM = "MAX({cells})".format(cells=", ".join(f"CAST({{row}}.{name} AS REAL)" for name in FIGURES))
"""The largest number of a row; a blank cell is 0."""

LARGE = """
SELECT path, line, {sum} AS euros FROM {table} WHERE {sum} > {most}
"""
SMALL = """
SELECT path, line, {sum} AS euros FROM {table}
WHERE {sum} > 0 AND {sum} < {least}
"""
ABOVE_PROGRAMME = f"""
SELECT g.path, g.line, {SUM.format(row="g")} AS euros,
  f.path AS other_path, f.line AS other_line, most.euros AS budget
FROM grants AS g, (
  SELECT rowid AS figure, MAX({SUM.format(row="figures")}) AS euros FROM figures
  WHERE measure IN ('programme-budget', 'measure-programme-volume', 'centre-funding')
) AS most JOIN figures AS f ON f.rowid = most.figure
WHERE {SUM.format(row="g")} > most.euros
"""
FAR_APART = f"""
SELECT later.path, later.line, earlier.path AS other_path, earlier.line AS other_line,
  {SUM.format(row="later")} AS euros, {SUM.format(row="earlier")} AS others
FROM claims AS later JOIN claims AS earlier ON earlier."grant" = later."grant"
WHERE earlier.rowid < later.rowid AND earlier.per = later.per
  AND {SUM.format(row="earlier")} > 0 AND {SUM.format(row="later")} > 0
  AND ({SUM.format(row="later")} >= 9 * {SUM.format(row="earlier")}
    OR {SUM.format(row="earlier")} >= 9 * {SUM.format(row="later")})
"""
"""A separator too many or too few makes a sum ten times as large, or a tenth."""
STATED_TWICE = """
SELECT later.path, later.line, later.recipient, later.euros,
  earlier.path AS other_path, earlier.line AS other_line
FROM (
  SELECT recipient, euros, MIN(path) AS first FROM granted WHERE euros > 0
  GROUP BY recipient, euros HAVING MIN(path) <> MAX(path)
) AS alike
JOIN granted AS later USING (recipient, euros)
JOIN granted AS earlier ON earlier.rowid = (
  SELECT rowid FROM granted AS other
  WHERE other.recipient = later.recipient AND other.euros = later.euros AND other.path = first
    AND other.kind = later.kind AND other.programme = later.programme
    AND (other.year = '' OR later.year = '' OR other.year = later.year)
  LIMIT 1
)
WHERE later.path <> first
ORDER BY later.path, later.line
"""
"""The same sum of the same programme and year for the same body, in another file."""


def find_impossible(register: Register) -> Iterator[Problem]:
    """No sum is larger than what there is to give."""
    for table in TABLES:
        query = LARGE.format(sum=SUM.format(row=table), table=table, most=IMPOSSIBLE)
        for row in register.ask(query):
            message = say(
                "found {euros:,.0f} euros, wanted less than {impossible:,}",
                euros=row["euros"],
                impossible=IMPOSSIBLE,
            )
            yield Problem(origin_of(row), message, "amount")


def find_trifles(register: Register) -> Iterator[Problem]:
    """A grant is more than a trifle."""
    query = SMALL.format(sum=SUM.format(row="grants"), table="grants", least=TRIFLE)
    for row in register.ask(query):
        message = say(
            "found {euros:g} euros: are thousands or millions missing?", euros=row["euros"]
        )
        yield Problem(origin_of(row), message, "amount")


def find_above_programme(register: Register) -> Iterator[Problem]:
    """A grant is no larger than the largest sum reported of the whole programme."""
    for row in register.ask(ABOVE_PROGRAMME):
        message = say(
            "found {euros:,.0f} euros, more than the {budget:,.0f} that {other_place} "
            "reports of the programme",
            euros=row["euros"],
            budget=row["budget"],
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "amount")


def find_far_apart(register: Register) -> Iterator[Problem]:
    """Two sources of one grant do not differ by a digit."""
    for row in register.ask(FAR_APART):
        message = say(
            "found {euros:,.0f} euros, where {other_place} says {others:,.0f} of the "
            "same grant: is a digit missing?",
            euros=row["euros"],
            other_place=origin_of(row, "other_"),
            others=row["others"],
        )
        yield Problem(origin_of(row), message, "amount")


def find_stated_twice(register: Register) -> Iterator[Problem]:
    """No grant is counted twice because two files state it."""
    for row in register.ask(STATED_TWICE):
        message = say(
            "found {euros:,.0f} euros for {recipient}, as {other_place} states: is it the same "
            "grant? Both are counted; state it in one of the files",
            euros=row["euros"],
            recipient=row["recipient"],
            other_place=origin_of(row, "other_"),
        )
        yield Problem(origin_of(row), message, "amount")


ERRORS = (find_impossible,)
WARNINGS = (find_trifles, find_above_programme, find_far_apart, find_stated_twice)
