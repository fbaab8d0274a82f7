"""Any text is read in time that grows with it: patterns, lists, menus, names without end."""

import time

import pytest

from wirlod.extract.names.gazetteer import Gazetteer
from wirlod.extract.release import extract_release
from wirlod.extract.text.document import Document

UNITS = [
    "5 Euro, ", "1 Euro ", "Dr. ", ". . ", "startseite ", "2021-", "2013 ", "„ ", "( ", "A und ",
    "Verein für Integration und ", "der Stadt ", "Landrat Max ", "Max, Landrat, ", "Millionen ",
    "am 1. Januar ", "2020 bis ", "A e.V. ", "„A“, sagte B. ", "Der Verein A erhält 5 Euro. ",
    "Verein A: 5 Euro\n", "Stadt A\n\n", "| A | B ", "1.000.", "ü" + "\u0308", "Tel.: ", "für die ",
    "und die Stadt Hanau, ", "Prof. Dr. ", "Fotos: ", "www. ", "zwischen 1 und ", "ein",
]  # fmt: skip


def seconds(text: str) -> float:
    began = time.process_time()
    extract_release(Document("x.txt", text), Gazetteer())
    return time.process_time() - began


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_four_times_the_text_takes_no_sixteen_times_as_long(unit: str) -> None:
    short = unit * (2_500 // len(unit))
    seconds(short)

    once, four_times = min(seconds(short) for _ in range(2)), seconds(short * 4)

    assert four_times < 9 * once + 0.15


@pytest.mark.parametrize("unit", ["5 Euro, ", "startseite ", "2013 "])
def test_what_once_took_minutes_takes_a_moment(unit: str) -> None:
    assert seconds(unit * 400) < 3


def test_the_years_of_a_menu_take_a_moment() -> None:
    assert seconds(" ".join(map(str, range(2013, 2021)))) < 1
