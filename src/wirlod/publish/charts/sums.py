"""What grants add up to in the rows of a chart, and how it is written in few characters."""

from collections.abc import Mapping
from decimal import Decimal

from wirlod.publish.charts.drawing import short_sum
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

BEFORE = {
    "de": {"at-least": "mind. ", "at-most": "höchst. ", "about": "rund "},
    "en": {"at-least": "min. ", "at-most": "max. ", "about": "about "},
}


def short_total(row: Mapping[str, str], language: str) -> str:
    """
    Write what the grants of *row* come to; a dash where none counts.

    >>> short_total({"sum": "500000", "most": "500000", "grants": "1", "about": "1"}, "de")
    'rund 500.000 €'
    """
    total = Total.of_row(row)
    if not total.counted:
        return "–"
    words = BEFORE[language]
    before = words.get(total.precision, "") + (words["about"] if total.about else "")
    figure = total.most if total.precision == "at-most" else total.least
    return before + short_sum(figure or Decimal(0), language)
