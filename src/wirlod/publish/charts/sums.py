"""What grants add up to in the rows of a chart, and how it is written in few characters."""

from collections.abc import Mapping, Sequence

from wirlod.drawing.units import say_short
from wirlod.values.sums import Total

COUNTED = """
      ?grant wir:counting concept:counted ; schema:amount/wir:precision ?precision .
      OPTIONAL { ?grant wir:grantedAmount ?granted }
      OPTIONAL { ?grant wir:grantedMaximum ?maximum }
"""
"""The grants whose sums are added, with their bounds."""

ADDED = (
    "(SUM(COALESCE(?granted, 0)) AS ?sum) (SUM(COALESCE(?maximum, 0)) AS ?most) "
    "(COUNT(?grant) AS ?grants) "
    "(SUM(IF(?precision = concept:approximate, 1, 0)) AS ?about) "
    "(SUM(IF(?precision = concept:at-least, 1, 0)) AS ?atLeast) "
    "(SUM(IF(?precision = concept:at-most, 1, 0)) AS ?atMost)"
)
"""What they come to, and how many are known how exactly; :meth:`Total.of_row` reads it."""

COUNTING = """
SELECT ?how ?de ?en ?grants {
  { SELECT ?how (COUNT(?grant) AS ?grants) { ?grant wir:counting ?how } GROUP BY ?how }
  ?how a skos:Concept ; rdfs:label ?de, ?en
  FILTER(LANG(?de) = "de" && LANG(?en) = "en")
}
ORDER BY DESC(?grants) ?how
"""
"""How many grants count, and why the others do not."""

LEFT_OUT = {
    "de": "Nicht dabei: {left} von {all} Förderungen – {reasons}.",
    "en": "Left out: {left} of {all} grants – {reasons}.",
}


def say_left_out(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """
    Say how many grants are not added up, and why; nothing where all are.

    >>> counted = {"how": "concept/counted", "grants": "2"}
    >>> other = {"how": "concept/no-sum", "grants": "1", "de": "-", "en": "no sum"}
    >>> say_left_out([counted, other])["en"]
    'Left out: 1 of 3 grants – no sum (1).'
    """
    aside = [row for row in rows if row["how"].rpartition("/")[2] != "counted"]
    if not aside:
        return {}
    left, every = (sum(int(row["grants"]) for row in of) for of in (aside, rows))
    return {
        tag: said.format(
            left=left,
            all=every,
            reasons=", ".join(f"{row[tag]} ({row['grants']})" for row in aside),
        )
        for tag, said in LEFT_OUT.items()
    }


def short_total(row: Mapping[str, str], language: str) -> str:
    """
    Write what the grants of *row* come to; a dash where none counts.

    >>> short_total({"sum": "500000", "most": "500000", "grants": "1", "about": "1"}, "de")
    'rund 500.000 €'
    """
    return say_short(Total.of_row(row), language)
