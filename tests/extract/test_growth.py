"""Any text is read in time that grows with it: patterns, lists, menus, names without end."""

import pytest
from tests.growth import LINEAR, measure_growth

from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.text.document import Document

UNITS = [
    "5 Euro, ", "1 Euro ", "Dr. ", ". . ", "startseite ", "2021-", "2013 ", "„ ", "( ", "A und ",
    "Verein für Integration und ", "der Stadt ", "Landrat Max ", "Max, Landrat, ", "Millionen ",
    "am 1. Januar ", "2020 bis ", "A e.V. ", "„A“, sagte B. ", "Der Verein A erhält 5 Euro. ",
    "Verein A: 5 Euro\n", "Stadt A\n\n", "| A | B ", "1.000.", "ü" + "\u0308", "Tel.: ", "für die ",
    "und die Stadt Hanau, ", "Prof. Dr. ", "Fotos: ", "www. ", "zwischen 1 und ", "ein",
    " ".join(map(str, range(2013, 2021))) + " ",
]  # fmt: skip


def read(text: str) -> None:
    extract_release(Document("x.txt", text), Gazetteer())


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_four_times_the_text_takes_no_sixteen_times_as_long(unit: str) -> None:
    assert measure_growth(read, unit, 2_500) < LINEAR
