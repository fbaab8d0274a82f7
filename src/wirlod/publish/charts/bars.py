"""
Bars over one axis: each a sum with how exactly it is known.

What is certain is dark; what it may be besides is pale and hatched by its outline; an arrow stands
where a source says «at least» and names no end.
"""

from collections.abc import Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

import msgspec

from wirlod.publish.charts.drawing import COLOURS, RULE, canvas, link, rectangle, short_sum, text
from wirlod.publish.charts.sums import say_short
from wirlod.values.sums import Total

WIDTH, LEFT, RIGHT, TOP, ROW = 640, 122, 190, 30, 52
MOST_BARS = 40
"""How many bars a picture shows; the table has all."""

LONGEST_LABEL = 80
LEFT_OUT = {"de": "und {count} weitere in der Tabelle", "en": "and {count} more in the table"}
UNIT = {"de": "Euro", "en": "euros"}


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


def draw_bars(bars: Sequence[Bar], title: str, language: str) -> Element:
    """Draw *bars* from top to bottom, a heading where it changes."""
    shown, left_out = bars[:MOST_BARS], len(bars) - MOST_BARS
    largest = max((bar.total.most or bar.total.least for bar in shown), default=Decimal(1))
    bottom = TOP + len(shown) * ROW
    svg = canvas(WIDTH, bottom + (26 if left_out > 0 else 6), title)
    scale = (WIDTH - LEFT - RIGHT) / float(largest or 1)
    for tick in ticks(largest):
        place = round(LEFT + float(tick) * scale, 1)
        rectangle(svg, (place, 18, 1, bottom - 18), RULE)
        named = short_sum(tick, language) if tick else f"0 {UNIT[language]}"
        text(svg, (place, 13), named, font_size="12", text_anchor="middle" if tick else "start")
    for number, bar in enumerate(shown):
        if number == 0 or shown[number - 1].heading != bar.heading:
            top = TOP + number * ROW
            rectangle(svg, (0, top - 4, WIDTH, 1), RULE)
            text(svg, (0, top + 34), bar.heading, font_size="16", font_weight="700")
        _draw_bar(svg, bar, (TOP + number * ROW, scale), language)
    if left_out > 0:
        text(svg, (0, bottom + 16), LEFT_OUT[language].format(count=left_out), font_size="13")
    return svg


def _draw_bar(svg: Element, bar: Bar, place: tuple[float, float], language: str) -> None:
    top, scale = place
    parent = link(svg, bar.path) if bar.path else svg
    label = bar.label
    label = label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"
    text(parent, (LEFT, top + 12), label, font_size="13")
    least, most = bar.total.least, bar.total.most or bar.total.least
    end = LEFT + max(float(most) * scale, 2)
    if most > least:
        rest = rectangle(svg, (LEFT, top + 18, end - LEFT, 24), COLOURS[1][0])
        rest.attrib |= {"stroke": COLOURS[3][0], "stroke-dasharray": "4 3"}
    if least:
        rectangle(svg, (LEFT, top + 18, max(float(least) * scale, 2), 24), COLOURS[3][0])
    if bar.total.most is None:
        arrow = f"M{end + 2:g} {top + 20:g}l12 10l-12 10z"
        SubElement(svg, "path", {"d": arrow, "fill": COLOURS[3][0]})
        end += 14
    text(svg, (end + 8, top + 35), say_short(bar.total, language), font_weight="700")
