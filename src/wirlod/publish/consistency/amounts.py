"""Sums that cannot be: larger than any programme, or far from what another source says."""

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


ERRORS = (find_impossible,)
WARNINGS = (find_trifles, find_above_programme, find_far_apart)
