"""Charts on pages: the picture drawn when the edition was published, its table, its question."""

from decimal import Decimal
from urllib.parse import urlencode

import msgspec
from markupsafe import Markup

from wirlod.edition import INLINE, Chart, Column
from wirlod.values.sums import Total
from wirlod.web.pages.naming import Naming, Value, page_path
from wirlod.web.pages.visit import Visit

NAMES = ("map", "tiles", "years", "priorities", "budgets", "centres")
"""The charts of an edition, in the order they are shown."""


class ShownChart(msgspec.Struct, frozen=True):
    """A chart as a page shows it."""

    name: str
    title: str
    """What it shows, as the title of the page: the finding, where there is one."""
    subject: str
    """What it is about, where the title says the finding; else blank."""
    about: str
    left_out: str
    picture: Markup
    headings: tuple[str, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Value, ...], ...]
    query: str
    """The part of an address after ``sparql?`` that asks the question behind the chart."""


def show_charts(visit: Visit) -> dict[str, object]:
    """Show every chart of the edition without its table, and of several views of one the first."""
    charts = [chart for name in NAMES if (chart := read_chart(visit, name))]
    first = {chart.query: chart.name for chart in reversed(charts)}
    return {
        "charts": [
            msgspec.structs.replace(chart, rows=())
            for chart in charts
            if first[chart.query] == chart.name
        ],
        "views": [chart for chart in charts if first[chart.query] != chart.name],
    }


def read_chart(visit: Visit, name: str) -> ShownChart | None:
    """Read the chart *name*; None in an edition that has none."""
    language, edition = visit.reader.language, visit.opened.edition
    try:
        chart = edition.read_chart(name)
        path = edition.charts_folder / INLINE / f"{name}.{language}.svg"
        drawn = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    finding = chart.finding.get(language, "")
    return ShownChart(
        name=name,
        title=finding or chart.title[language],
        subject=chart.title[language] if finding else "",
        about=chart.about[language],
        left_out=chart.left_out.get(language, ""),
        picture=with_links(visit.naming, drawn),
        headings=tuple(column.title[language] for column in chart.columns),
        numeric=tuple(column.kind in ("money", "total", "number") for column in chart.columns),
        rows=show_rows(visit, chart),
        query=urlencode({"query": chart.query}),
    )


def show_rows(visit: Visit, chart: Chart) -> tuple[tuple[Value, ...], ...]:
    """Show the rows behind a chart."""
    return tuple(tuple(_cell(visit, column, row) for column in chart.columns) for row in chart.rows)


def read_picture(visit: Visit, name: str) -> Markup | None:
    """Read the picture *name* alone; None where the edition has none."""
    path = visit.opened.edition.charts_folder / INLINE / f"{name}.{visit.reader.language}.svg"
    return with_links(visit.naming, path.read_text(encoding="utf-8")) if path.is_file() else None


def with_links(naming: Naming, drawn: str) -> Markup:
    """Let the links of a picture, written from the root of the site, hold on this page."""
    before, *rest = drawn.split(' href="')
    parts = [before]
    for part in rest:
        path, _, after = part.partition('"')
        is_ours = not path.startswith(("http://", "https://"))
        address = naming.root + page_path(path, naming.sticky) if is_ours else path
        parts.append(f' href="{address}"{after}')
    return Markup("".join(parts))


def _cell(visit: Visit, column: Column, row: dict[str, str]) -> Value:
    value, reader = row.get(column.name, ""), visit.reader
    if column.kind == "total":
        words = Total.of_row(row).words
        return Value(words[reader.language] if words else reader.gettext("not stated"))
    if not value:
        return Value(reader.gettext("not stated") if column.kind == "money" else "")
    if column.kind == "thing":
        address = visit.naming.root + page_path(f"id/{value}", visit.naming.sticky)
        own = f"{column.name}_{reader.language}"
        return Value(row.get(own) or row.get(reader.language, value), "", address)
    if column.kind == "date":
        return Value(reader.date(value))
    if column.kind == "money":
        return Value(reader.money(Decimal(value)))
    return Value(reader.number(value) if column.kind == "number" else value)
