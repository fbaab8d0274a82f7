"""One run reports all it can know: each fault once, whatever finds it, and nothing that follows."""

import csv
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from tests.running import CHECKOUT

from wirlod.cli import main

CELLS = {
    # cells that cannot be read
    ("grants.csv", "hochtaunuskreis-2026", "amount", "1,5 Mio"): "'1,5 Mio'",
    ("grants.csv", "werra-meissner-kreis-2021", "basis", "guessed"): "'guessed'",
    ("grants.csv", "stadt-kassel-2022", "notice_date", "31.02.2022"): "'31.02.2022'",
    ("claims.csv", "ministerium-text", "precision", "roughly"): "'roughly'",
    ("figures.csv", "budget-2014-dpa", "measure", "weight"): "'weight'",
    ("milestones.csv", "modellregionen-integration", "label_en", ""): "",
    ("milestones.csv", "richtlinie-2013", "date", "2013-13"): "'2013-13'",
    ("organisations.csv", "sozialministerium", "homepage", "www.example.org"): "'www.example.org'",
    ("people.csv", "antje-van-der-heide", "name", ""): "",
    ("territories.csv", "hochtaunuskreis", "nuts", "XX"): "'XX'",
    ("names.csv", "hmsi", "valid_from", "Januar"): "'Januar'",
    ("roles.csv", "landrat", "role", ""): "",
    # cells that contradict each other
    ("figures.csv", "budget-2014-plenum", "end", "1999"): "1999",
    ("claims.csv", "landkreis", "amount", ""): "'exact'",
    # what is named and nowhere stated
    ("grants.csv", "kiv-dreieich", "recipient", "stadt-dreieck"): "organisation/stadt-dreieck",
    ("programmes.csv", "wir", "predecessor", "nothing"): "programme/nothing",
    ("guidelines.csv", "wir-2013", "programme", "kein-programm"): "programme/kein-programm",
    ("priorities.csv", "modellprojekte", "guideline", "wir-2021"): "guideline/wir-2021",
    ("handovers.csv", "uebergabe-stadt-kassel-2022", "given_by", "w-schindl"): "person/w-schindl",
    ("organisations.csv", "land-hessen", "territory", "hesse"): "territory/hesse",
    # rows that contradict each other
    ("claims.csv", "offenbach-text", "preferred", "yes"): "'yes'",
    ("grants.csv", "landkreis-kassel-2026", "end", "2029"): "2029",
    ("territories.csv", "landkreis-kassel", "within", "landkreis-kassel"): "landkreis-kassel",
    # what only the shapes know
    ("figures.csv", "lotsen-2016", "sources", ""): "sources",
    ("milestones.csv", "koordination-stadt-hanau", "sources", ""): "sources",
}
"""Table, key, column and what is written there → what the line about it says besides words."""

FILES = {
    ("releases/hmsi-2021-10-29-werra-meissner.md", "language: de", "language: fr"): "'fr'",
    ("releases/dpa-fr-2016.md", "title:", "title: ["): "YAML",
    ("releases/hef-2025-04.md", "publisher:", "publischer:"): "publischer",
    ("publication.yaml", "\n  question:", "\n  questoin:"): "questoin",
    ("publication.yaml", "\ncontact:", "\ncontakt:"): "contakt",
    ("questions/handovers.rq", "SELECT", "SELCT"): "SELCT",
    ("map.csv", "within\n", "within\na,b\n"): "2",
    ("people.csv", "sources,note\n", "sources,note\nx,y\n"): "2",
}
"""File, what stands there and what is written in its place → what the line about it says."""

LINE = re.compile(r"^\S*/data/(?P<file>\S+?):(?P<line>\d+): (?P<told>.*)$")
TOTAL = re.compile(r"^ +(?P<count>\d+) in \S*/data/(?P<file>\S+)$")


def spoil(data: Path) -> dict[tuple[str, int], str]:
    """Spoil a copy of the records; give the place of each fault and what is said there."""
    for name, old, new in FILES:
        text = (data / name).read_text(encoding="utf-8")
        assert old in text, (name, old)
        (data / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    places = {
        (name, set_cell(data / name, key, column, value)): told
        for (name, key, column, value), told in CELLS.items()
    }
    for (name, _, new), told in FILES.items():
        places[name, 1 if name.endswith(".rq") else line_of(data / name, new)] = told
    return places


def line_of(path: Path, text: str) -> int:
    """Give the line in which the words of *text* stand."""
    lines = path.read_text(encoding="utf-8").splitlines()
    wanted = text.strip().splitlines()[-1]
    return next(number for number, line in enumerate(lines, start=1) if wanted in line)


def set_cell(path: Path, key: str, column: str, value: str) -> int:
    """Write *value* into the first row *key* of a table; give the line it stands in."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    at = next(n for n, row in enumerate(rows) if key in row[:2])
    rows[at][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return at + 1


class Told(NamedTuple):
    """What a check says of the spoiled records, and where they were spoiled."""

    places: dict[tuple[str, int], str]
    lines: dict[str, list[str]]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    folder = tmp_path_factory.mktemp("spoiled")
    shutil.copytree(CHECKOUT / "data", folder / "data")
    places = spoil(folder / "data")
    lines = {}
    for locale in ("de_DE.UTF-8", "C"):
        settings = {"WIRLOD_DATA": f"{folder}/data", "WIRLOD_EDITIONS": f"{folder}/editions"}
        done = CliRunner().invoke(main, ["check"], env={**settings, "LC_ALL": locale})
        lines[locale] = done.stderr.splitlines()
    return Told(places, lines)


@pytest.mark.parametrize("locale", ["de_DE.UTF-8", "C"])
def test_every_fault_is_told_once_and_nothing_else(told: Told, locale: str) -> None:
    found = [match for line in told.lines[locale] if (match := LINE.match(line))]
    said = {(match["file"], int(match["line"])): match["told"] for match in found}

    assert len(found) == len(CELLS) + len(FILES) >= 30
    assert said.keys() == told.places.keys()
    assert [place for place, words in told.places.items() if words not in said[place]] == []


@pytest.mark.parametrize("locale", ["de_DE.UTF-8", "C"])
def test_the_total_of_each_file_is_told(told: Told, locale: str) -> None:
    totals = {m["file"]: int(m["count"]) for line in told.lines[locale] if (m := TOTAL.match(line))}

    assert totals == Counter(name for name, _ in told.places)
    assert str(len(told.places)) in told.lines[locale][-1]


def test_no_line_is_the_same_in_both_languages(told: Told) -> None:
    german, english = (
        {line for line in lines if LINE.match(line)} for lines in told.lines.values()
    )

    assert len(german) == len(english)
    assert german & english == set()


def test_numbers_are_written_as_the_language_does(told: Told) -> None:
    assert any(re.search(r"\d\.\d{3} Dinge", line) for line in told.lines["de_DE.UTF-8"])
    assert any(re.search(r"\d,\d{3} things", line) for line in told.lines["C"])
