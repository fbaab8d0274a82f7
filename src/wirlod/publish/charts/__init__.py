"""
Pictures of an edition: drawn once, when it is published, with the rows and question behind each.

Every chart is four files below ``charts/``: ``map.de.svg`` and ``map.en.svg``, ``map.csv`` with its
rows, and ``map.json`` with all a page needs. Colours are custom properties with a fallback, so the
same bytes follow the theme of a page and stand alone as a download.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

import msgspec
import pyoxigraph as ox

from wirlod.kinds import prefixes
from wirlod.languages import LANGUAGES
from wirlod.publish.charts.layout import lay_out, read_layout
from wirlod.publish.charts.map import MAP, TILES, Rows, build_scale, complete
from wirlod.publish.charts.outlines import Outlines, draw_outlines
from wirlod.publish.charts.tiles import draw_tiles
from wirlod.publish.charts.timelines import QUERY, draw_timeline, find_years, split_by_place
from wirlod.publish.charts.years import YEARS, draw_years
from wirlod.publish.draft import Draft
from wirlod.publish.publication import read_publication

CHARTS = (MAP, TILES, YEARS)
"""Every chart; an edition that has no rows for one, or no map of outlines, goes without."""

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
    folder = draft.folder / "charts"
    folder.mkdir()
    store, base_uri = draft.open_store(), draft.settings.base_uri
    drawing = {**_choose_maps(draft, store), YEARS.name: draw_years}
    for chart in CHARTS:
        names, rows = _ask(store, chart.query, base_uri)
        if rows and chart.name in drawing:
            for language in LANGUAGES:
                picture = drawing[chart.name](rows, language)
                picture.set("aria-label", chart.title[language])
                _write_picture(folder / f"{chart.name}.{language}.svg", picture)
            _write_rows(folder / f"{chart.name}.csv", names, rows)
            described = msgspec.json.encode(complete(chart, rows))
            (folder / f"{chart.name}.json").write_bytes(described + b"\n")
        draft.report(f"{chart.name}, {len(rows)} rows")
    _write_timelines(store, folder, base_uri)


def _choose_maps(draft: Draft, store: ox.Store) -> dict[str, Draw]:
    """Decide what the maps are drawn of: outlines first, and tiles where they are laid out."""
    data, base_uri = draft.settings.data, draft.settings.base_uri
    publication, layout = read_publication(data), read_layout(data)
    labels = {tile.key: tile.label for tile in layout}

    def tiles(rows: Rows, language: str) -> Element:
        scale = build_scale(rows, publication.map_steps)
        return draw_tiles(layout or lay_out(rows, language), rows, scale, language)

    if not publication.geometry:
        return {MAP.name: tiles}
    outlines = Outlines.read(data, publication.geometry)

    def draw(rows: Rows, language: str) -> Element:
        keys = {row["place"]: row["ags"] for row in _ask(store, OFFICIAL_KEYS, base_uri)[1]}
        keyed = [
            row
            | {
                "ags": keys.get(row["place"], ""),
                "label": labels.get(row["place"].removeprefix("territory/"), ""),
            }
            for row in rows
        ]
        return draw_outlines(keyed, build_scale(rows, publication.map_steps), outlines, language)

    return {MAP.name: draw, TILES.name: tiles} if layout else {MAP.name: draw}


def _write_picture(path: Path, picture: Element) -> None:
    path.write_bytes(tostring(picture, encoding="utf-8") + b"\n")


def _write_timelines(store: ox.Store, folder: Path, base_uri: str) -> None:
    """Draw what happened in each district and city."""
    names = {row["place"]: row for row in _ask(store, MAP.query, base_uri)[1]}
    rows = _ask(store, QUERY, base_uri)[1]
    for key, events in split_by_place(rows):
        for language in LANGUAGES:
            name = names[f"territory/{key}"][language]
            picture = draw_timeline(name, events, find_years(rows), language)
            _write_picture(folder / f"timeline-{key}.{language}.svg", picture)


def _ask(store: ox.Store, query: str, base_uri: str) -> tuple[list[str], Rows]:
    solutions = store.query(query, prefixes=prefixes(base_uri))
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return names, [
        {
            name: term.value.removeprefix(f"{base_uri}id/")
            for name, term in zip(names, solution, strict=True)
            if isinstance(term, ox.Literal | ox.NamedNode)
        }
        for solution in solutions
    ]


def _write_rows(path: Path, names: list[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
