"""
Amounts over time, from zero up: dots at their days, or a column for each year.

Nothing is known between two days, so a broken line joins the dots and claims no value. What a year
may have besides is pale above what is certain; an arrow stands where nothing says how much.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from math import ceil
from xml.etree.ElementTree import Element, SubElement

import msgspec

from wirlod.drawing.bars import ticks
from wirlod.drawing.elements import COLOURS, RULE, canvas, link, rectangle, text
from wirlod.drawing.units import PLAIN, Unit
from wirlod.values.sums import Total

WIDTH, HEIGHT, TOP, BOTTOM, RIGHT = 440, 300, 40, 40, 30
LETTER = 7.6
"""How wide a letter above a mark is, at most."""

MOST_YEARS = 8
"""How many years are named."""

MOST_MARKS = 60
"""How many marks a picture has room for."""


class Mark(msgspec.Struct, frozen=True):
    """An amount at a day, in a month or in a year."""

    date: str
    total: Total
    written: str
    """What stands above it."""
    label: str = ""
    """What is said of it when it is pointed at."""
    path: str = ""
    """Where it leads, from the root of the site; blank for nowhere."""

    @property
    def most(self) -> Decimal:
        """Where its picture ends."""
        return self.total.most or self.total.least


class Axes(msgspec.Struct, frozen=True):
    """Years across, from zero up to the largest amount."""

    first: int
    last: int
    """The first year that is not shown any more."""
    largest: float
    start: int
    """Where the years begin, right of the numbers."""

    @classmethod
    def around(cls, marks: Sequence[Mark], start: int) -> "Axes":
        """Give the axes that have room for all *marks*."""
        years = [int(mark.date[:4]) for mark in marks]
        largest = max(mark.most for mark in marks)
        return cls(min(years), max(years) + 1, float(largest or 1), start)

    def left(self, years: float) -> float:
        """Give the place of a time."""
        share = (years - self.first) / (self.last - self.first)
        return round(self.start + share * (WIDTH - self.start - RIGHT), 1)

    def top(self, amount: Decimal) -> float:
        """Give the place of an amount."""
        return round(HEIGHT - BOTTOM - float(amount) / self.largest * (HEIGHT - TOP - BOTTOM), 1)


def draw_times(
    marks: Sequence[Mark],
    words: tuple[str, str, str],
    unit: Unit = PLAIN,
    *,
    as_columns: bool = False,
) -> Element:
    """
    Draw the *marks*, which stand in the order of time.

    :param words: the language, the title, and what the axis counts.
    :param as_columns: a column for each, where all are of years and no year has two.
    """
    language, title, axis = words
    svg = canvas(WIDTH, HEIGHT, title)
    longest = max(len(unit.write(tick, language)) for tick in _ticks(marks))
    axes = Axes.around(marks, max(40, round(longest * LETTER) + 10))
    text(svg, (0, 13), axis, font_size="12")
    _draw_amounts(svg, axes, _ticks(marks), (unit, language))
    _draw_years(svg, axes, 0.5 if as_columns else 0)
    if as_columns:
        tops = [_draw_column(svg, mark, axes) for mark in marks]
    else:
        tops = _draw_dots(svg, marks, axes)
    _write_above(svg, marks, tops)
    return svg


def is_year(date: str) -> bool:
    """Tell whether a date names a whole year."""
    return len(date) == len("2021")


def _ticks(marks: Sequence[Mark]) -> list[Decimal]:
    return ticks(max(mark.most for mark in marks))


def _draw_amounts(
    svg: Element, axes: Axes, amounts: Sequence[Decimal], written: tuple[Unit, str]
) -> None:
    unit, language = written
    for amount in amounts:
        top = axes.top(amount)
        rectangle(svg, (axes.start, top, WIDTH - axes.start - RIGHT, 1), RULE)
        named = unit.write(amount, language)
        text(svg, (axes.start - 8, top + 4), named, font_size="12", text_anchor="end")


def _draw_years(svg: Element, axes: Axes, within: float) -> None:
    """Name the years where they begin, or *within* them."""
    step = ceil((axes.last - axes.first) / MOST_YEARS)
    for year in range(axes.first, axes.last + (not within), step):
        left = axes.left(year + within)
        rectangle(svg, (left, HEIGHT - BOTTOM, 1, 6), RULE)
        text(svg, (left, HEIGHT - BOTTOM + 22), str(year), font_size="12", text_anchor="middle")


Spot = tuple[float, float]
"""The middle and the top of what is drawn."""


def _draw_column(svg: Element, mark: Mark, axes: Axes) -> Spot:
    year = int(mark.date)
    left, right = axes.left(year + 0.15), axes.left(year + 0.85)
    width, floor = right - left, HEIGHT - BOTTOM
    certain, top = axes.top(mark.total.least), axes.top(mark.most)
    parent = link(svg, mark.path) if mark.path else SubElement(svg, "g")
    SubElement(parent, "title").text = mark.label
    if top < certain:
        rest = rectangle(parent, (left, top, width, floor - top), COLOURS[1][0])
        rest.attrib |= {"stroke": COLOURS[3][0], "stroke-dasharray": "4 3"}
    rectangle(parent, (left, certain, width, max(floor - certain, 1)), COLOURS[3][0])
    if mark.total.most is None:
        top -= 12
        arrow = f"M{(left + right) / 2 - 8:g} {top + 10:g}l8 -10l8 10z"
        SubElement(parent, "path", {"d": arrow, "fill": COLOURS[3][0]})
    return (left + right) / 2, top


def _draw_dots(svg: Element, marks: Sequence[Mark], axes: Axes) -> list[Spot]:
    spots = [(axes.left(_years(mark.date)), axes.top(mark.total.least)) for mark in marks]
    ends = [axes.top(mark.most) for mark in marks]
    for (left, top), (right, end) in pairwise(spots):
        way = {"x1": f"{left:g}", "y1": f"{top:g}", "x2": f"{right:g}", "y2": f"{end:g}"}
        line = {"stroke": COLOURS[3][0], "stroke-width": "2", "stroke-dasharray": "5 5"}
        SubElement(svg, "line", way | line)
    for mark, (left, top), end in zip(marks, spots, ends, strict=True):
        parent = link(svg, mark.path) if mark.path else svg
        if end < top:
            rectangle(parent, (left - 3, end, 6, top - end), COLOURS[2][0])
        dot = {"cx": f"{left:g}", "cy": f"{top:g}", "r": "6", "fill": COLOURS[3][0]}
        SubElement(SubElement(parent, "circle", dot), "title").text = mark.label
    return [(left, min(top, end) - 6) for (left, top), end in zip(spots, ends, strict=True)]


def _write_above(svg: Element, marks: Sequence[Mark], spots: Sequence[Spot]) -> None:
    """Write above each mark what it says, where no other text is."""
    taken: list[tuple[float, float, float]] = []
    for mark, (left, top) in zip(marks, spots, strict=True):
        half = len(mark.written) * LETTER / 2
        box = (left - half, left + half, top)
        if any(box[0] < end and start < box[1] and abs(top - at) < 16 for start, end, at in taken):
            continue
        taken.append(box)
        text(svg, (left, top - 6), mark.written, font_weight="700", text_anchor="middle")


def _years(day: str) -> float:
    """
    Give the place of the middle of a day, month or year, in years.

    >>> _years("2021"), _years("2021-07")
    (2021.5, 2021.5416666666667)
    """
    year, *parts = (int(part) for part in day.split("-"))
    if not parts:
        return year + 0.5
    month, days = parts[0], parts[1] if len(parts) > 1 else 16
    return year + (month - 1 + (days - 1) / 30) / 12
