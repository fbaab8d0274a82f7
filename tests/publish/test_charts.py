"""The pictures of an edition: complete, well-formed, and equal to what their question answers."""

import csv
import io
import tracemalloc
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import fromstring

import msgspec
import pytest
from pyoxigraph import RdfFormat, Store

from wirlod.drawing.bars import Bar, draw_bars
from wirlod.drawing.elements import SVG
from wirlod.drawing.outlines import SHAPES_FILE, Outlines
from wirlod.edition import INLINE, Edition
from wirlod.kinds import prefixes
from wirlod.publish.charts import CHARTS
from wirlod.publish.charts.budgets import join_statements
from wirlod.publish.charts.layout import Tile, lay_out, read_layout
from wirlod.publish.charts.map import MAP, build_scale, complete, draw_map
from wirlod.publish.charts.timelines import (
    WIDTH,
    Timeline,
    Years,
    draw_timeline,
    gather_timelines,
    write_query,
)
from wirlod.publish.charts.years import find_years_finding
from wirlod.values.sums import Total

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


def test_outlines_are_drawn_with_sums_links_and_their_source(edition: Edition) -> None:
    outlines = msgspec.json.decode(edition.outlines_path.read_bytes(), type=Outlines)
    row = {"place": "territory/kassel", "de": "Kassel", "sum": "300000"}
    row |= {"most": "300000", "grants": "1", "about": "1"}

    picture = draw_map([row], build_scale([row]), outlines, "de")

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
    path = edition.charts_folder / INLINE / f"{name}.{language}.svg"
    picture = path.read_text(encoding="utf-8")

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

    picture = draw_timeline("x", Timeline("x", [event], 0, DECADE), Years(2013, 2031), "de")

    bar = next(link for link in picture if link.tag == "a")[0]
    assert float(bar.get("width", "0")) == pytest.approx(WIDTH / 18, abs=0.2)


DECADE = Years(2020, 2030)
ONE_YEAR = WIDTH / 10


@pytest.mark.parametrize(
    ("date", "begins", "is_over"),
    [
        ("2020", 0, 12),
        ("2021-01", 12, 13),
        ("2021-07", 18, 19),
        ("2021-12-31", 23, 24),
        ("2019-06", 0, 0),
        ("2031", 120, 120),
    ],
)
def test_a_date_stands_at_its_month_and_nothing_outside_the_picture(
    date: str, begins: int, is_over: int
) -> None:
    month = ONE_YEAR / 12

    assert DECADE.position(date) == pytest.approx(begins * month, abs=0.06)
    assert DECADE.position(date, after=True) == pytest.approx(is_over * month, abs=0.06)


def test_a_picture_says_how_many_events_it_leaves_out() -> None:
    (timeline,) = gather_timelines(map(_happen, range(33)))

    picture = draw_timeline("x", timeline, DECADE, "en")

    assert len([link for link in picture if link.tag == "a"]) == 30
    assert [text.text for text in picture if text.tag == "text"][-1] == "and 3 more in the list"


def _happen(number: int, place: str = "territory/fulda") -> dict[str, str]:
    year, thing = f"{2000 + number // 1000}", f"milestone/{number}"
    return {"place": place, "thing": thing, "de": "x", "en": "x", "start": year}


def test_what_two_bodies_of_a_place_share_happened_once() -> None:
    twice = [_happen(1), _happen(1), _happen(2), _happen(2, "territory/kassel")]

    first, second = gather_timelines(twice)

    assert [event["thing"] for event in first.events] == ["milestone/1", "milestone/2"]
    assert (first.left_out, second.place, len(second.events)) == (0, "kassel", 1)


def test_a_timeline_is_gathered_without_holding_what_it_leaves_out() -> None:
    tracemalloc.start()
    (timeline,) = gather_timelines(map(_happen, range(20_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert (len(timeline.events), timeline.left_out) == (30, 19_970)
    assert timeline.years == Years(2000, 2020)
    assert peak < 500_000


HAPPENED = """
id:here dct:type concept:district . id:other dct:type concept:district .
id:body schema:areaServed id:here . id:there schema:areaServed id:other .
id:late wir:recipient id:body ; wir:firstDay "2023-05-06"^^xsd:date .
id:late wir:lastDay "2023"^^xsd:gYear .
id:zero wir:recipient id:body ; wir:firstDay "2021"^^xsd:gYear .
id:mile a wir:Milestone ; schema:about id:body ; schema:startDate "2022-01"^^xsd:gYearMonth .
id:away wir:recipient id:there ; wir:firstDay "2020"^^xsd:gYear .
id:late rdfs:label "l"@de, "l"@en . id:zero rdfs:label "z"@de, "z"@en .
id:mile rdfs:label "m"@de, "m"@en . id:away rdfs:label "a"@de, "a"@en .
"""


def test_what_happened_at_a_place_comes_in_the_order_of_time() -> None:
    base = "http://example.org/"
    names = prefixes(base) | {"id": f"{base}id/"}
    store = Store()
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in names.items())
    store.load(head + HAPPENED, format=RdfFormat.TURTLE)

    rows = store.query(write_query(["here", "other"], base), prefixes=names)

    found = [tuple(str(row[name].value) for name in ("place", "thing", "start")) for row in rows]
    assert [tuple(part.removeprefix(f"{base}id/") for part in row) for row in found] == [
        ("here", "zero", "2021"),
        ("here", "mile", "2022-01"),
        ("here", "late", "2023-05-06"),
        ("other", "away", "2020"),
    ]
    alone = store.query(write_query(["other"], base), prefixes=names)
    assert [row["thing"].value for row in alone] == [f"{base}id/away"]


def test_every_district_and_city_of_the_map_is_a_link_to_it(edition: Edition) -> None:
    picture = fromstring((edition.charts_folder / INLINE / "map.de.svg").read_bytes())
    links = {anchor.get("href") for anchor in picture.iter("{http://www.w3.org/2000/svg}a")}

    assert {f"doc/{row['place']}" for row in edition.read_chart(MAP.name).rows} <= links


def test_a_chart_speaks_of_centres_only_where_a_place_has_one() -> None:
    with_one, without = ([{"place": "territory/x", **more}] for more in ({"centres": "1"}, {}))

    told, untold = complete(MAP, with_one), complete(MAP, without)

    assert "names the centre" in told.about["en"]
    assert "centre" not in untold.about["en"]
    assert {c.name for c in told.columns} - {c.name for c in untold.columns} == {"centres"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["de", "en"])
def test_a_picture_to_download_needs_no_page_around_it(
    edition: Edition, name: str, language: str
) -> None:
    chart, manifest = edition.read_chart(name), edition.manifest
    picture = (edition.charts_folder / f"{name}.{language}.svg").read_text(encoding="utf-8")

    said = " ".join(element.text or "" for element in fromstring(picture).iter(f"{{{SVG}}}text"))
    assert "var(" not in picture
    assert (chart.finding.get(language) or chart.title[language]) in said
    assert manifest.licence_name[language] in said
    assert manifest.edition in said
    assert f"{manifest.base_uri}charts/{name}" in said
    links = [link.get("href", "") for link in fromstring(picture).iter(f"{{{SVG}}}a")]
    assert all(link.startswith("http") for link in links)


def test_every_picture_of_a_place_stands_alone_too(edition: Edition) -> None:
    inline = {path.name for path in (edition.charts_folder / INLINE).glob("*.svg")}

    assert inline
    assert inline | {SHAPES_FILE} == {path.name for path in edition.charts_folder.glob("*.svg")}


def test_a_page_refers_to_the_shapes_that_all_share(edition: Edition) -> None:
    inline = fromstring((edition.charts_folder / INLINE / "map.de.svg").read_bytes())
    alone = fromstring((edition.charts_folder / "map.de.svg").read_bytes())
    shared = fromstring((edition.charts_folder / SHAPES_FILE).read_bytes())

    shapes = {path.get("id"): path.get("d") for path in shared}
    used = [use.get("href", "").partition("#") for use in inline.iter(f"{{{SVG}}}use")]
    assert {file for file, _, _ in used} == {f"chart/{SHAPES_FILE}"}
    assert [shapes[name] for _, _, name in used] == [
        path.get("d") for path in alone.iter(f"{{{SVG}}}path") if path.get("id")
    ]
    assert not [path for path in inline.iter(f"{{{SVG}}}path") if path.get("id")]


def test_where_sources_contradict_each_other_a_bar_is_a_range(edition: Edition) -> None:
    rows = edition.read_chart("budgets").rows

    said = {(s.year, s.counted["en"]): s.total for s in join_statements(rows)}

    assert said["2014", "WIR programme budget"].words["en"] == "3,080,000 to 3,800,000 euros"
    assert said["2018", "WIR programme budget"].most is None


def test_the_title_of_a_chart_follows_the_data(edition: Edition) -> None:
    rows = list(edition.read_chart("years").rows)
    more = {"year": "2030", "sum": "9000000", "most": "9000000", "grants": "1"}

    changed, unsure = find_years_finding([*rows, more]), find_years_finding([*rows, more, MAYBE])

    assert "beginnt 2030: 9.000.000 Euro" in changed["de"]
    assert changed != edition.read_chart("years").finding != {}
    assert unsure == {}


MAYBE = {"year": "2031", "sum": "1", "most": "0", "grants": "1", "atLeast": "1"}


def test_what_years_leave_out_are_all_grants_that_do_not_count(edition: Edition) -> None:
    chart = edition.read_chart("years")
    counted = sum(int(row["grants"]) for row in chart.rows)
    every = edition.manifest.records["grant"]

    assert f"{every - counted} of {every} grants" in chart.left_out["en"]


def test_a_picture_names_some_bars_and_says_how_many_more_there_are() -> None:
    total = Total.of("exact", Decimal(5), Decimal(5))

    picture = draw_bars([Bar(str(year), "x", total) for year in range(100)], "x", "en")

    assert [e.text for e in picture.iter("text")][-1] == "and 60 more in the table"
