"""Which amount has which colour on a map, and the legend that says so."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

import msgspec

from wirlod.drawing.elements import COLOURS, rectangle, text
from wirlod.drawing.units import EURO, Unit
from wirlod.values.words import Words

USUAL_STEPS = (Decimal(100_000), Decimal(500_000))
LEGEND_STEP = 200
NO_SUM = {"de": "keine Summe belegt", "en": "no sum documented"}
STEPS = {
    "de": ("unter {low}", "bis unter {high}", "ab {high}"),
    "en": ("under {low}", "to under {high}", "{high} and more"),
}


class Scale(msgspec.Struct, frozen=True):
    """Which amount has which colour."""

    low: Decimal
    high: Decimal
    """Amounts at which an area takes the next colour."""
    unit: Unit = EURO
    nothing: Words = msgspec.field(default_factory=lambda: NO_SUM)
    """What is said of an area without an amount."""

    def colours(self, amount: Decimal | None) -> tuple[str, str]:
        """Give the colour of an area with *amount*, and that of text on it."""
        if amount is None:
            return COLOURS[0]
        return COLOURS[1 + sum(amount >= step for step in (self.low, self.high))]

    def legend(self, language: str) -> tuple[str, ...]:
        """Say what each colour means."""
        low, high = (self.unit.write(step, language) for step in (self.low, self.high))
        steps = (words.format(low=low, high=high) for words in STEPS[language])
        return (self.nothing[language], *steps)


def find_steps(amounts: Iterable[Decimal], given: Sequence[str] = ()) -> tuple[Decimal, Decimal]:
    """
    Take the steps that are *given*, or such that about a third of the amounts lies in each.

    They are rounded down, so that the darkest colour is always the largest amount's.

    >>> [str(step) for step in find_steps(map(Decimal, (40_000, 130_000, 480_000)))]
    ['100000', '450000']
    """
    if given:
        low, high = sorted(Decimal(step) for step in given)
        return low, high
    ordered = sorted(amount for amount in amounts if amount)
    if not ordered:
        return USUAL_STEPS
    low, high = (_round_down(ordered[len(ordered) * third // 3]) for third in (1, 2))
    return low if low < high else high / 2, high


def _round_down(amount: Decimal) -> Decimal:
    """Give a number that people would choose: one digit, or one and a half."""
    step = Decimal(10) ** amount.adjusted() / 2
    return amount // step * step


def draw_legend(svg: Element, scale: Scale, language: str, note: str = "") -> None:
    """Say what the colours mean, and below it what else is drawn."""
    for number, (name, (colour, _)) in enumerate(zip(scale.legend(language), COLOURS, strict=True)):
        left, top = number % 2 * LEGEND_STEP, number // 2 * 24
        rectangle(svg, (left, top + 2, 18, 18), colour)
        text(svg, (left + 24, top + 16), name, font_size="13")
    if note:
        text(svg, (0, 64), note, font_size="13")
