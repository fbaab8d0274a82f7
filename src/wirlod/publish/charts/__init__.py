"""
Pictures of an edition: drawn once, when it is published, with the rows and question behind each.

Every chart is four files below ``charts/``: ``map.de.svg`` and ``map.en.svg``, ``map.csv`` with its
rows, and ``map.json`` with all a page needs. Colours are custom properties with a fallback, so the
same bytes follow the theme of a page and stand alone as a download.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring

import msgspec
import pyoxigraph as ox

from wirlod.edition import Chart
from wirlod.kinds import prefixes
from wirlod.languages import LANGUAGES
from wirlod.publish.charts.tiles import MAP, draw_map
from wirlod.publish.charts.timelines import QUERY, draw_timeline, split_by_place
from wirlod.publish.charts.years import YEARS, draw_years
from wirlod.publish.draft import Draft

Rows = list[dict[str, Any]]

CHARTS: tuple[tuple[Chart, Callable[[Rows, str], Element]], ...] = (
    (MAP, draw_map),
    (YEARS, draw_years),
)
"""Every chart and what draws it."""


def write_charts(draft: Draft) -> None:
    """Ask the question of every chart, draw its picture in each language, write its rows."""
    folder = draft.folder / "charts"
    folder.mkdir()
    store = draft.open_store()
    for chart, draw in CHARTS:
        names, rows = _ask(store, chart.query, draft.settings.base_uri)
        for language in LANGUAGES:
            picture = tostring(draw(rows, language), encoding="utf-8")
            (folder / f"{chart.name}.{language}.svg").write_bytes(picture + b"\n")
        _write_rows(folder / f"{chart.name}.csv", names, rows)
        complete = msgspec.structs.replace(chart, rows=tuple(rows))
        (folder / f"{chart.name}.json").write_bytes(msgspec.json.encode(complete) + b"\n")
        draft.report(f"{chart.name}, {len(rows)} rows")
    _write_timelines(store, folder, draft.settings.base_uri)


def _write_timelines(store: ox.Store, folder: Path, base_uri: str) -> None:
    """Draw what happened in each district and city."""
    names = {row["place"]: row for row in _ask(store, MAP.query, base_uri)[1]}
    for key, events in split_by_place(_ask(store, QUERY, base_uri)[1]):
        for language in LANGUAGES:
            name = names[f"territory/{key}"][language]
            picture = tostring(draw_timeline(name, events, language), encoding="utf-8")
            (folder / f"timeline-{key}.{language}.svg").write_bytes(picture + b"\n")


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
