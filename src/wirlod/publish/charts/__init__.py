"""
Pictures of an edition: drawn once, when it is published, with the rows and question behind each.

Below ``charts/`` a chart is ``map.json`` with all a page needs, ``map.csv`` with its rows, and in
each language ``map.de.svg``, which stands alone. What pages show within themselves lies in
``charts/inline/``: there colours are custom properties that follow the theme, and the shapes of a
map are referred to in ``outlines.svg``, which pages share.
"""

import csv
from collections.abc import Callable, Mapping
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import msgspec
from pyoxigraph import Store

from wirlod.drawing.alone import SOURCE, Surroundings, stand_alone
from wirlod.drawing.areas import Area
from wirlod.drawing.outlines import SHAPES_FILE, Outlines, refer_to_shapes
from wirlod.edition import CHARTS_FOLDER, INLINE, OUTLINES, Chart
from wirlod.languages import LANGUAGES
from wirlod.publish.answers import Answers, Ask, Row, Rows, asker, find_rows, open_answers
from wirlod.publish.charts.budgets import BUDGETS, draw_budgets, find_budgets_finding
from wirlod.publish.charts.centres import CENTRES, draw_centres, find_centres_finding
from wirlod.publish.charts.layout import lay_out, read_layout
from wirlod.publish.charts.map import (
    MAP,
    TILES,
    build_scale,
    complete,
    draw_map,
    find_map_finding,
)
from wirlod.publish.charts.priorities import (
    PRIORITIES,
    draw_priorities,
    find_priorities_finding,
)
from wirlod.publish.charts.sums import COUNTING, say_left_out
from wirlod.publish.charts.tiles import draw_tiles
from wirlod.publish.charts.timelines import (
    KEY,
    TITLE,
    Timeline,
    draw_timeline,
    find_years,
    gather_timelines,
    write_query,
)
from wirlod.publish.charts.years import YEARS, draw_years, find_years_finding
from wirlod.publish.draft import Draft
from wirlod.publish.geometry import read_areas
from wirlod.publish.publication import Geometry, Publication, read_publication
from wirlod.values.words import Words, date_words

CHARTS = (MAP, TILES, YEARS, PRIORITIES, BUDGETS, CENTRES)
"""Every chart; an edition that has no rows for one, or no map of outlines, goes without."""

FINDINGS: dict[str, Callable[[Rows], Words]] = {
    MAP.name: find_map_finding,
    TILES.name: find_map_finding,
    YEARS.name: find_years_finding,
    PRIORITIES.name: find_priorities_finding,
    BUDGETS.name: find_budgets_finding,
    CENTRES.name: find_centres_finding,
}
"""Name of a chart → what says in a sentence what its rows show; empty where they do not."""

Draw = Callable[[Rows, str], Element]
"""Draws rows in a language."""

OFFICIAL_KEYS = """
SELECT ?place ?ags {
  ?place a dct:Location .
  { ?place schema:identifier ?ags }
  UNION
  { ?place dct:replaces ?form . ?form schema:identifier ?ags .
    FILTER NOT EXISTS { ?place schema:identifier ?own } }
}
"""
"""A place without a key of its own yet has that, and so the outline, of the form before it."""


def write_charts(draft: Draft) -> None:
    """Ask the question of every chart, draw its picture in each language, write its rows."""
    folder = draft.folder / CHARTS_FOLDER
    (folder / INLINE).mkdir(parents=True)
    publication, store = read_publication(draft.settings.data), draft.open_store()
    base_uri = draft.settings.base_uri
    with open_answers(draft) as answers:
        ask = answers.reuse(asker(store, base_uri))
        _write_all(draft, publication, folder, ask)
        names = {row["place"]: row for row in ask(MAP.query)[1]}
        timelines = _find_timelines(answers, store, base_uri, sorted(names))
    _write_timelines(draft, publication, names, timelines)


def _write_all(draft: Draft, publication: Publication, folder: Path, ask: Ask) -> None:
    drawing: dict[str, Draw] = {
        **_choose_maps(draft, ask, publication),
        YEARS.name: draw_years,
        PRIORITIES.name: draw_priorities,
        BUDGETS.name: draw_budgets,
        CENTRES.name: draw_centres,
    }
    left_out = say_left_out(ask(COUNTING)[1])
    for chart in CHARTS:
        names, rows = ask(chart.query)
        if rows and chart.name in drawing:
            said = msgspec.structs.replace(
                complete(chart, rows),
                finding=FINDINGS[chart.name](rows),
                left_out=left_out if chart is YEARS else {},
            )
            (folder / f"{chart.name}.json").write_bytes(msgspec.json.encode(said) + b"\n")
            _write_rows(folder / f"{chart.name}.csv", names, rows)
            for language in LANGUAGES:
                picture = drawing[chart.name](rows, language)
                picture.set("aria-label", chart.title[language])
                around = _surround(draft, said, publication, language)
                _write_picture(draft, f"{chart.name}.{language}.svg", picture, around)
        draft.report(f"{chart.name}, {len(rows)} rows")


def _write_picture(draft: Draft, name: str, picture: Element, around: Surroundings) -> None:
    """Write a picture as pages show it, and as it stands alone."""
    folder = draft.folder / CHARTS_FOLDER
    inline, shapes = refer_to_shapes(picture)
    if len(shapes):
        (folder / SHAPES_FILE).write_bytes(tostring(shapes, encoding="utf-8") + b"\n")
    (folder / INLINE / name).write_bytes(tostring(inline, encoding="utf-8") + b"\n")
    (folder / name).write_bytes(stand_alone(picture, around, draft.settings.base_uri))


def _name_source(draft: Draft, publication: Publication, path: str, language: str) -> str:
    """Say where a picture comes from, below which path, and what it may be used for."""
    return SOURCE[language].format(
        site=publication.site.name.say(language),
        address=f"{draft.settings.base_uri}{path}",
        day=date_words(draft.created.date().isoformat())[language],
        edition=draft.name,
        licence=publication.licence_name.say(language),
    )


def _surround(draft: Draft, chart: Chart, publication: Publication, language: str) -> Surroundings:
    """Say around a picture that stands alone what a page would say beside it."""
    source = _name_source(draft, publication, f"charts/{chart.name}", language)
    finding = chart.finding.get(language, "")
    notes = (chart.about[language], chart.left_out.get(language, ""), source)
    title = chart.title[language]
    return Surroundings(finding or title, title if finding else "", tuple(filter(None, notes)))


def _choose_maps(draft: Draft, ask: Ask, publication: Publication) -> dict[str, Draw]:
    """Decide what the maps are drawn of: outlines first, and tiles where they are laid out."""
    layout = read_layout(draft.settings.data)

    def tiles(rows: Rows, language: str) -> Element:
        scale = build_scale(rows, publication.map_steps)
        return draw_tiles(layout or lay_out(rows, language), rows, scale, language)

    if not publication.geometry:
        return {MAP.name: tiles}
    outlines = _read_outlines(draft, ask, publication.geometry)
    written = msgspec.json.encode(outlines, enc_hook=str)  # cells are kinds of str
    (draft.folder / CHARTS_FOLDER / OUTLINES).write_bytes(written + b"\n")

    def draw(rows: Rows, language: str) -> Element:
        return draw_map(rows, build_scale(rows, publication.map_steps), outlines, language)

    return {MAP.name: draw, TILES.name: tiles} if layout else {MAP.name: draw}


def _read_outlines(draft: Draft, ask: Ask, geometry: Geometry) -> Outlines:
    """Read the outlines that *geometry* names, and which place has which; they were checked."""
    data = draft.settings.data
    found = read_areas(data / geometry.file)
    keyed = ask(OFFICIAL_KEYS)[1]
    return Outlines(
        areas=[area for area in found if isinstance(area, Area)],
        source=geometry.source,
        source_url=geometry.source_url,
        keys={row["place"]: row["ags"] for row in keyed},
        labels={f"territory/{tile.key}": tile.label for tile in read_layout(data)},
    )


def _write_timelines(
    draft: Draft, publication: Publication, names: Mapping[str, Row], timelines: list[Timeline]
) -> None:
    """Draw what happened in each district and city, under its names."""
    if not timelines:
        return
    years = find_years(timelines)
    for timeline in timelines:
        place = f"territory/{timeline.place}"
        for language in LANGUAGES:
            title = TITLE[language].format(name=names[place][language])
            picture = draw_timeline(title, timeline, years, language)
            source = _name_source(draft, publication, f"id/{place}", language)
            around = Surroundings(title, "", (KEY[language], source))
            _write_picture(draft, f"timeline-{timeline.place}.{language}.svg", picture, around)


def _find_timelines(
    answers: Answers, store: Store, base_uri: str, places: list[str]
) -> list[Timeline]:
    """Ask what happened, one place after the other; what no picture shows is not kept."""
    query = write_query(places, base_uri)
    found: list[Timeline] | None = answers.find(query, list[Timeline])
    if found is None:
        asked = (write_query([place], base_uri) for place in places)
        rows = chain.from_iterable(find_rows(store, base_uri, one)[1] for one in asked)
        found = list(gather_timelines(rows))
    answers.keep(query, found)
    return found


def _write_rows(path: Path, names: list[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
