"""The pictures of an edition: complete, well-formed, and equal to what their question answers."""

import csv
import io
from xml.etree.ElementTree import fromstring

import pytest

from wirlod.edition import Edition
from wirlod.publish.charts import CHARTS
from wirlod.publish.charts.tiles import GRID, MAP, WITHIN
from wirlod.publish.charts.timelines import draw_timeline

NAMES = [chart.name for chart, _ in CHARTS]


def places() -> list[str]:
    tiles = [tile[0] for row in GRID for tile in row if tile]
    return tiles + [city for city, _ in WITHIN.values()]


def test_the_map_has_a_tile_for_each_district_and_city() -> None:
    assert len(places()) == len(set(places())) == 27 + 6


def test_every_tile_is_a_place_of_the_edition(edition: Edition) -> None:
    rows = edition.read_chart(MAP.name).rows

    assert set(places()) <= {row["place"].removeprefix("territory/") for row in rows}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_picture_is_well_formed_and_has_no_style_of_its_own(
    edition: Edition, name: str, language: str
) -> None:
    picture = (edition.charts_folder / f"{name}.{language}.svg").read_text(encoding="utf-8")

    assert fromstring(picture).get("aria-label") == edition.read_chart(name).title[language]
    assert "<style" not in picture
    assert " style=" not in picture


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_to_download_are_those_of_the_table(edition: Edition, name: str) -> None:
    text = (edition.charts_folder / f"{name}.csv").read_text(encoding="utf-8")
    rows = [
        {key: value for key, value in row.items() if value}
        for row in csv.DictReader(io.StringIO(text))
    ]

    assert rows == list(edition.read_chart(name).rows)
    assert rows


def test_a_year_is_drawn_as_the_whole_of_it() -> None:
    event = {"thing": "grant/x", "de": "x", "en": "x", "start": "2021", "end": "2021"}

    picture = draw_timeline("x", [event], "de")

    bar = next(link for link in picture if link.tag == "a")[0]
    assert float(bar.get("width", "0")) == pytest.approx(640 / 18, abs=0.2)
