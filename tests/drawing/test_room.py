"""What is written in a picture has room: it ends inside, and begins behind what comes before."""

from collections.abc import Iterator
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest

from wirlod.drawing.bars import Bar, draw_bars
from wirlod.publish.charts.priorities import draw_priorities
from wirlod.values.sums import Total

LETTER = {"700": 0.6, None: 0.55}
"""Weight → how wide a letter of DejaVu Sans is on average, measured in its height."""
SUMS = ["600000", "24070500", "999999999"]


def find_texts(picture: Element) -> Iterator[tuple[float, float, float, str]]:
    """Yield where each text begins and ends, its baseline, and what it is."""
    for text in picture.iter("text"):
        if text.get("text-anchor") != "middle":
            left, words = float(text.attrib["x"]), text.text or ""
            width = len(words) * float(text.attrib["font-size"]) * LETTER[text.get("font-weight")]
            yield left, left + width, float(text.attrib["y"]), words


@pytest.mark.parametrize("amount", SUMS)
def test_the_sum_of_the_longest_bar_is_inside_the_picture(amount: str) -> None:
    rough = Total(least=Decimal(amount), most=None, about=3, at_least=1)
    picture = draw_bars([Bar("2024", "Lotsen", rough)], "Bewilligt", "de")

    assert max(end for _, end, _, _ in find_texts(picture)) <= float(picture.attrib["width"])


@pytest.mark.parametrize("count", [3, 36, 120])
@pytest.mark.parametrize("amount", SUMS)
def test_a_cell_holds_what_is_written_in_it(amount: str, count: int) -> None:
    numbers = {"sum": amount, "most": "", "grants": f"{count}", "all": f"{count}"}
    known = {"about": "1", "atLeast": "1", "place": "territory/a", "place_de": "A"}
    names = [{"priority": name, "priority_de": name} for name in "KLMN"]
    picture = draw_priorities([numbers | known | name for name in names], "de")
    cells = [
        (float(cell.attrib["x"]), float(cell.attrib["x"]) + float(cell.attrib["width"]))
        for cell in picture.iter("rect")
        if float(cell.attrib["height"]) > 1
    ]
    texts = [
        text for text in find_texts(picture) if text[0] > cells[0][0] and text[3] not in "ABCD"
    ]

    assert len(cells) == 4
    for left, right in cells:
        inside = sorted(text for text in texts if left <= text[0] < right)
        assert all(end <= right for _, end, _, _ in inside)
        number, before = (text for text in inside if "€" not in text[3])
        assert number[1] <= before[0]
