"""
Bars over one axis: each a sum with how exactly it is known.

What is certain is dark; what it may be besides is pale and hatched by its outline; an arrow stands
where a source says «at least» and names no end.
"""

from collections.abc import Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

import msgspec

from wirlod.drawing.elements import COLOURS, RULE, canvas, link, rectangle, shorten, text, width_of
from wirlod.drawing.units import EURO, Unit, say_short
from wirlod.values.sums import Total

WIDTH, RIGHT, TOP, ROW, HEADING = 440, 186, 30, 52, 30
"""RIGHT is how much room sums have behind the longest bar; longer ones get more."""
ARROW, GAP, LETTERS = 14, 8, 14
"""Behind a bar: an arrow where its end is open, a gap, and letters of this size."""
NEAR = 76
"""Pixels between lines that cannot both be named."""

AXIS = 20
"""How high the name of the axis stands over it, where it has one."""

MOST_BARS = 40
"""How many bars a picture shows; the table has all."""

LONGEST_LABEL = 62
LEFT_OUT = {"de": "und {count} weitere in der Tabelle", "en": "and {count} more in the table"}


class Bar(msgspec.Struct, frozen=True):
    """One sum: under which heading, what for, how much, and the page it leads to."""

    heading: str
    label: str
    total: Total
    path: str = ""


def ticks(largest: Decimal) -> list[Decimal]:
    """
    Choose two to five round numbers from 0 on that an axis up to *largest* names.

    >>> [str(tick) for tick in ticks(Decimal(1_800_000))]
    ['0', '500000', '1000000', '1500000']
    """
    if largest <= 0:
        return [Decimal(0)]
    power = Decimal(10) ** (largest.adjusted())
    step = next(s for s in (power / 5, power / 2, power, power * 2) if largest / s < 5)
    return [step * number for number in range(int(largest / step) + 1)]


class _Frame(msgspec.Struct, frozen=True):
    """Where bars are, how long one is, and how their numbers are written."""

    top: int
    scale: float
    """Pixels for each of what is counted."""
    unit: Unit
    language: str

    @classmethod
    def of(cls, bars: Sequence[Bar], unit: Unit, axis: str, language: str) -> "_Frame":
        written = (say_short(bar.total, language, unit) for bar in bars)
        beside = max((width_of(words, LETTERS) for words in written), default=0)
        longest = (WIDTH - max(RIGHT, ARROW + GAP + beside)) / float(_largest(bars) or 1)
        return cls(TOP + (AXIS if axis else 0), longest, unit, language)

    def end(self, amount: Decimal) -> float:
        """Give the place where a bar of *amount* ends; one of nearly nothing can be seen."""
        return max(float(amount) * self.scale, 2)


def _largest(bars: Sequence[Bar]) -> Decimal:
    return max((bar.total.most or bar.total.least for bar in bars), default=Decimal(1))


def draw_bars(
    bars: Sequence[Bar], title: str, language: str, unit: Unit = EURO, axis: str = ""
) -> Element:
    """
    Draw *bars* from top to bottom, a heading where it changes.

    :param axis: what the axis counts, where the title does not say it.
    """
    shown, left_out = bars[:MOST_BARS], len(bars) - MOST_BARS
    frame = _Frame.of(shown, unit, axis, language)
    begins = _find_headings(shown)
    bottom = frame.top + len(shown) * ROW + sum(begins) * HEADING
    svg = canvas(WIDTH, bottom + (26 if left_out > 0 else 6), title)
    if axis:
        text(svg, (0, 13), axis, font_size="13", font_weight="700")
    _draw_axis(svg, frame, _largest(shown), bottom)
    top = frame.top
    for bar, is_first in zip(shown, begins, strict=True):
        if is_first:
            rectangle(svg, (0, top - 4, WIDTH, 1), RULE)
            text(svg, (0, top + 18), bar.heading, font_size="16", font_weight="700")
            top += HEADING
        _draw_bar(svg, bar, top, frame)
        top += ROW
    if left_out > 0:
        text(svg, (0, bottom + 16), LEFT_OUT[language].format(count=left_out), font_size="13")
    return svg


def _find_headings(bars: Sequence[Bar]) -> list[bool]:
    """Tell before which bars a heading stands: where it is another than before."""
    before = ["", *(bar.heading for bar in bars)]
    return [
        bool(bar.heading) and bar.heading != was for bar, was in zip(bars, before, strict=False)
    ]


def _draw_axis(svg: Element, frame: _Frame, largest: Decimal, bottom: int) -> None:
    """Draw a line at each round number, and name as many as there is room for."""
    marks = ticks(largest)
    every = 2 if len(marks) > 1 and float(marks[1]) * frame.scale < NEAR else 1
    for number, tick in enumerate(marks):
        place = round(float(tick) * frame.scale, 1)
        rectangle(svg, (place, frame.top - 12, 1, bottom - frame.top + 12), RULE)
        zero = f"0 {frame.unit.name[frame.language]}".rstrip()
        named = frame.unit.write(tick, frame.language) if tick else zero
        anchor = "middle" if tick else "start"
        if number % every == 0:
            text(svg, (place, frame.top - 17), named, font_size="12", text_anchor=anchor)


def _draw_bar(svg: Element, bar: Bar, top: int, frame: _Frame) -> None:
    parent = link(svg, bar.path) if bar.path else svg
    label = shorten(bar.label, LONGEST_LABEL)
    text(parent, (2, top + 12), label, font_size="13")
    least, most = bar.total.least, bar.total.most or bar.total.least
    end = frame.end(most)
    if most > least:
        rest = rectangle(svg, (0, top + 18, end, 24), COLOURS[1][0])
        rest.attrib |= {"stroke": COLOURS[3][0], "stroke-dasharray": "4 3"}
    if least:
        rectangle(svg, (0, top + 18, frame.end(least), 24), COLOURS[3][0])
    if bar.total.most is None:
        arrow = f"M{end + 2:g} {top + 20:g}l12 10l-12 10z"
        SubElement(svg, "path", {"d": arrow, "fill": COLOURS[3][0]})
        end += ARROW
    written = say_short(bar.total, frame.language, frame.unit)
    text(svg, (end + GAP, top + 35), written, font_size=f"{LETTERS}", font_weight="700")
