"""
Districts and cities in one table, and a few of them side by side: ``/compare``.

The rows are those behind the map; ``?sort=sum`` orders them, ``?place=kassel&place=hanau`` shows
only these and all that is known of each. ``/compare.csv`` has what is seen.
"""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, request

from wirlod.edition import Chart, Column
from wirlod.errors import ThingNotFound
from wirlod.formats import CSV, HTML
from wirlod.iris import is_key, thing_iri
from wirlod.saying import say
from wirlod.web.answers.profiles import choose_own
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.http.choosing import Choice
from wirlod.web.http.negotiation import build_offers
from wirlod.web.http.response import Content, respond
from wirlod.web.pages.charts import show_rows
from wirlod.web.pages.naming import Value
from wirlod.web.pages.rendering import render_page
from wirlod.web.pages.territory import tell_territory
from wirlod.web.pages.visit import Visit

compare = Blueprint("compare", __name__)

OFFERS = build_offers((HTML, CSV))
CHART = "map"
MOST_PLACES = 3
"""How many are shown side by side; more do not fit."""

Row = dict[str, str]


class Heading(msgspec.Struct, frozen=True):
    """The heading of a column, and the address that sorts by it."""

    title: str
    numeric: bool
    address: str
    order: str
    """``ascending`` or ``descending`` where the table is sorted by it."""


class Place(msgspec.Struct, frozen=True):
    """One district or city that is compared."""

    link: Value
    told: dict[str, object]
    """What its own page tells."""


class Asked(msgspec.Struct, frozen=True):
    """What a request wants to see."""

    places: tuple[str, ...]
    sort: str

    @property
    def parameters(self) -> tuple[tuple[str, str], ...]:
        """What the address of this page says."""
        chosen = tuple(("place", key) for key in self.places)
        return (*chosen, ("sort", self.sort)) if self.sort else chosen


@compare.get("/compare", defaults={"suffix": ""})
@compare.get("/compare<suffix>")
def comparison(suffix: str) -> Response:
    """Answer with the table, sorted and narrowed down as asked."""
    opened = current()
    chart = read_map(opened)
    asked = read_asked(chart)
    choice = choose_own(opened, f"compare{suffix}", OFFERS, asked.parameters)

    def make() -> Content:
        rows = list(order_rows(chart.rows, asked))
        body = _page(opened, choice, chart, rows, asked) if choice.is_page else _csv(rows)
        return Content(body)

    return respond(opened.version, choice, make)


def read_map(opened: OpenEdition) -> Chart:
    """
    Read the rows behind the map.

    :raises ThingNotFound: in an edition without one.
    """
    try:
        return opened.edition.read_chart(CHART)
    except FileNotFoundError:
        raise ThingNotFound(say("this edition has no map to compare places by")) from None


def read_asked(chart: Chart) -> Asked:
    """Read which places are asked for, and by what they are sorted; what is unknown is nothing."""
    known = {_place_key(row) for row in chart.rows}
    keys = dict.fromkeys(request.args.getlist("place"))
    places = [key for key in keys if is_key(key) and key in known][:MOST_PLACES]
    sort = request.args.get("sort", "")
    is_column = sort.removeprefix("-") in {column.name for column in chart.columns}
    return Asked(tuple(places), sort if is_column else "")


def order_rows(rows: Iterable[Row], asked: Asked) -> list[Row]:
    """Choose the rows of the places asked for, in the order asked for; blanks come last."""
    chosen = [row for row in rows if not asked.places or _place_key(row) in asked.places]
    name, descending = asked.sort.removeprefix("-"), asked.sort.startswith("-")
    if not name:
        return chosen
    filled = [row for row in chosen if row.get(name)]
    blank = [row for row in chosen if not row.get(name)]
    return sorted(filled, key=lambda row: _key(row, name), reverse=descending) + blank


def _place_key(row: Row) -> str:
    return row["place"].rpartition("/")[2]


def _key(row: Row, name: str) -> tuple[Decimal, str]:
    """Sort by number where the column has numbers, else by the name of the place."""
    is_number = name != "place"
    return (Decimal(row[name]) if is_number else Decimal()), row["de"]


def _csv(rows: list[Row]) -> bytes:
    written = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(written, names, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def _page(
    opened: OpenEdition, choice: Choice, chart: Chart, rows: list[Row], asked: Asked
) -> bytes:
    visit = Visit.begin(opened, choice)
    shown = msgspec.structs.replace(chart, rows=tuple(rows))
    return render_page(
        "compare.html",
        choice.language,
        about=chart.about[choice.language],
        headings=[_heading(visit, column, asked) for column in chart.columns],
        rows=list(zip((_place_key(row) for row in rows), show_rows(visit, shown), strict=True)),
        most=MOST_PLACES,
        asked=asked,
        places=[_place(visit, key) for key in asked.places],
        choice=choice,
        canonical=opened.base_uri + choice.offered.canonical,
        edition=opened.edition,
    )


def _heading(visit: Visit, column: Column, asked: Asked) -> Heading:
    is_present = asked.sort.removeprefix("-") == column.name
    order = ("descending" if asked.sort.startswith("-") else "ascending") if is_present else ""
    numeric = column.kind != "thing"
    first, other = (f"-{column.name}", column.name) if numeric else (column.name, f"-{column.name}")
    parameters = Asked(asked.places, other if asked.sort == first else first).parameters
    title = column.title[visit.reader.language]
    return Heading(title, numeric, f"compare?{urlencode(parameters)}", order)


def _place(visit: Visit, key: str) -> Place:
    iri = thing_iri(visit.opened.base_uri, "territory", key)
    return Place(visit.naming.thing(iri), tell_territory(visit, iri))
