"""The pictures of an edition: complete, well-formed, and equal to what their question answers."""

import csv
import io
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from wirlod.edition import Edition
from wirlod.publish.charts import CHARTS
from wirlod.publish.charts.layout import Tile, lay_out, read_layout
from wirlod.publish.charts.map import MAP, build_scale, complete
from wirlod.publish.charts.outlines import Outlines, draw_outlines
from wirlod.publish.charts.timelines import Years, draw_timeline
from wirlod.publish.publication import read_publication

NAMES = [chart.name for chart in CHARTS]


@pytest.fixture(scope="module")
def layout(checkout: Path) -> list[Tile]:
    return read_layout(checkout / "data")


def test_the_map_has_a_tile_for_each_district_and_city(layout: list[Tile]) -> None:
    assert len({tile.key for tile in layout}) == len(layout) == 27 + 6


def test_every_tile_is_a_place_of_the_edition(edition: Edition, layout: list[Tile]) -> None:
    rows = edition.read_chart(MAP.name).rows

    assert {tile.key for tile in layout} <= {
        row["place"].removeprefix("territory/") for row in rows
    }


def test_outlines_are_drawn_with_sums_links_and_their_source(
    edition: Edition, checkout: Path
) -> None:
    geometry = read_publication(checkout / "data").geometry
    assert geometry
    row = {"place": "territory/kassel", "de": "Kassel", "ags": "06611", "sum": "300000"}
    row |= {"most": "300000", "grants": "1", "about": "1"}

    picture = draw_outlines(
        [row], build_scale([row]), Outlines.read(checkout / "data", geometry), "de"
    )

    links = [anchor.get("href") for anchor in picture.iter("a")]
    assert links == ["doc/territory/kassel", "http://www.bkg.bund.de"]
    texts = [element.text for element in picture.iter("text")]
    assert "rund 300.000 €" in texts
    assert texts[-1] == "© GeoBasis-DE / BKG 2021 (Daten verändert)"
    assert len(list(picture.iter("path"))) == 26 + 7
    assert "Kassel: rund 300.000 €" in [title.text for title in picture.iter("title")]


def test_without_a_layout_every_place_gets_a_tile_in_the_order_of_names() -> None:
    rows = [{"place": f"territory/{name}", "de": name} for name in ("ulm", "aachen", "bonn")]

    tiles = lay_out(rows, "de")

    assert [(tile.key, tile.row, tile.column) for tile in tiles] == [
        ("aachen", 1, 1),
        ("bonn", 1, 2),
        ("ulm", 1, 3),
    ]


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

    picture = draw_timeline("x", [event], Years(2013, 2031), "de")

    bar = next(link for link in picture if link.tag == "a")[0]
    assert float(bar.get("width", "0")) == pytest.approx(640 / 18, abs=0.2)


def test_every_district_and_city_of_the_map_is_a_link_to_it(edition: Edition) -> None:
    picture = fromstring((edition.charts_folder / "map.de.svg").read_bytes())
    links = {anchor.get("href") for anchor in picture.iter("{http://www.w3.org/2000/svg}a")}

    assert {f"doc/{row['place']}" for row in edition.read_chart(MAP.name).rows} <= links


def test_a_chart_speaks_of_centres_only_where_a_place_has_one() -> None:
    with_one, without = ([{"place": "territory/x", **more}] for more in ({"centres": "1"}, {}))

    told, untold = complete(MAP, with_one), complete(MAP, without)

    assert "names the centre" in told.about["en"]
    assert "centre" not in untold.about["en"]
    assert {c.name for c in told.columns} - {c.name for c in untold.columns} == {"centres"}
