"""
An answer as a table, as bars, over time or as a map: what its columns allow, and what is wished.

The address carries the choice, ``?view=map&measure=grants``, so a picture can be shared like any
other page. What cannot be shown is refused with what can.
"""

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlencode
from xml.etree.ElementTree import tostring

import msgspec
from flask import request
from markupsafe import Markup

from wirlod.drawing.alone import SOURCE, Surroundings, stand_alone
from wirlod.drawing.outlines import Outlines
from wirlod.edition import Edition
from wirlod.errors import AddressMalformed
from wirlod.iris import local_path
from wirlod.query.workers.table import Table
from wirlod.web.answers.serving import OpenEdition, current_site
from wirlod.web.pages.charts import with_links
from wirlod.web.pages.columns import Columns, Known, Measure, find_columns
from wirlod.web.pages.naming import Naming
from wirlod.web.pages.pictures import Drawing, Source, draw_answer
from wirlod.web.pages.reading import Reader, message
from wirlod.web.pages.results import Shown

TABLE = "table"
NAMES = {
    TABLE: message("Table"),
    "bars": message("Bars"),
    "time": message("Over time"),
    "map": message("Map"),
}
WANTED = {
    "bars": message("a column of names and one of numbers from 0 on"),
    "time": message("a column of several days or years, each once, and one of numbers from 0 on"),
    "map": message(
        "a column of districts or cities with outlines, each once, and one of numbers from 0 on"
    ),
}
"""What a picture needs."""


class Wish(msgspec.Struct, frozen=True):
    """How an answer shall be shown."""

    view: str = TABLE
    measure: str = ""
    """The column to draw; blank for the first that can be."""

    @classmethod
    def of_request(cls) -> "Wish":
        """Read it off the address, or off the form that asks."""
        measure = request.values.get("measure", "")
        return cls(request.values.get("view") or ("bars" if measure else TABLE), measure)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What an address says of it; nothing of a table."""
        said = [("view", self.view), ("measure", self.measure)] if self.view != TABLE else []
        return [(name, value) for name, value in said if value]


class Option(msgspec.Struct, frozen=True):
    """One of several ways to show the answer."""

    label: str
    parameters: str
    """What the address of the page ends with."""
    is_current: bool


class Views(msgspec.Struct, frozen=True):
    """How an answer is shown, how else it can be, and why not as wished."""

    wish: Wish
    options: tuple[Option, ...] = ()
    measures: tuple[Option, ...] = ()
    """The numbers to choose from, where there are several."""
    drawing: Drawing | None = None
    refusal: str = ""

    def show(self, naming: Naming) -> Markup:
        """Write the picture for a page, whose links hold there."""
        assert self.drawing is not None
        return with_links(naming, tostring(self.drawing.picture, encoding="unicode"))


class Answer(msgspec.Struct, frozen=True):
    """An answer, and what of it can be drawn."""

    shown: Shown
    columns: Columns
    known: Known
    outlines: Outlines | None

    @classmethod
    def read(
        cls, opened: OpenEdition, naming: Naming, shown: Shown, euros: Collection[str]
    ) -> "Answer":
        """Look through the columns of what is *shown*; a graph has none to draw."""
        known = Known.of(opened, naming, shown.table, euros)
        is_drawn = bool(shown.table.rows) and not shown.is_graph
        columns = find_columns(shown.table, known) if is_drawn else Columns()
        outlines = read_outlines(opened.edition) if columns.places and columns.measures else None
        return cls(shown, columns, known, outlines)

    def find_views(self) -> Iterator[str]:
        """Yield the views that the columns allow, the table first."""
        yield TABLE
        columns, table = self.columns, self.shown.table
        if columns.measures and (columns.labels or columns.dates):
            yield "bars"
        dates = _texts(table, columns.dates[0]) if columns.measures and columns.dates else []
        if len(dates) > 1 and _is_each_once(dates):
            yield "time"
        if self.outlines and _is_each_once(self._areas(self.outlines)):
            yield "map"

    def _areas(self, outlines: Outlines) -> list[str]:
        places = _texts(self.shown.table, self.columns.places[0])
        paths = (local_path(iri, self.known.base_uri) or "" for iri in places)
        keys = (outlines.keys.get(path.removeprefix("id/")) for path in paths)
        return [key for key in keys if key]

    def choose_measure(self, name: str) -> Measure | None:
        """Choose the column called *name*, or the first that can be drawn; None where none is."""
        names = self.shown.table.names
        found = [n for n in self.columns.measures if not name or names[n] == name]
        return Measure(self.shown.table, found[0], self.columns, self.known) if found else None


def read_outlines(edition: Edition) -> Outlines | None:
    """Read the outlines of an edition; None where it keeps none."""
    path = edition.outlines_path
    return msgspec.json.decode(path.read_bytes(), type=Outlines) if path.exists() else None


def _texts(table: Table, column: int) -> list[str]:
    return [cell.text for row in table.rows if (cell := row[column])]


def _is_each_once(values: Sequence[str]) -> bool:
    return bool(values) and len(set(values)) == len(values)


def show_views(
    opened: OpenEdition, naming: Naming, shown: Shown, euros: Collection[str] = ()
) -> Views:
    """Show an answer as it is wished, or say why that cannot be."""
    answer, reader = Answer.read(opened, naming, shown, euros), naming.reader
    possible = list(answer.find_views())
    wish = Wish.of_request()
    if shown.is_picture and wish.view == TABLE:
        wish = Wish(*possible[1:2])
    options = tuple(
        Option(reader.gettext(NAMES[view]), _write(Wish(view)), view == wish.view)
        for view in (possible if len(possible) > 1 else ())
    )
    is_empty = bool(shown.table.names) and not shown.is_graph and not shown.table.rows
    if wish.view == TABLE or (wish.view in NAMES and is_empty):
        return Views(wish, options)
    measure = answer.choose_measure(wish.measure)
    if wish.view not in possible or measure is None:
        return Views(wish, options, refusal=_refuse(wish, possible, answer, reader))
    source = Source(shown, answer.columns, measure, reader, opened.base_uri, answer.outlines)
    measures = tuple(_offer_measures(answer, wish.view, measure))
    return Views(wish, options, measures, draw_answer(wish.view, source))


def _write(wish: Wish) -> str:
    return urlencode(wish.parameters)


def _offer_measures(answer: Answer, view: str, chosen: Measure) -> Iterator[Option]:
    columns, shown = answer.columns, answer.shown
    for number in columns.measures if len(columns.measures) > 1 else ():
        wish = Wish(view, shown.table.names[number])
        yield Option(shown.headings[number], _write(wish), number == chosen.number)


def _refuse(wish: Wish, possible: Sequence[str], answer: Answer, reader: Reader) -> str:
    """Say in a sentence why an answer cannot be shown as wished, and in another how it can be."""
    there_is = ", ".join(reader.gettext(NAMES[view]) for view in possible)
    if wish.view not in NAMES:
        said = reader.say("There is no view “%(view)s”.", view=wish.view[:40])
    elif wish.view not in possible:
        said = reader.say(
            "This answer cannot be shown as “%(view)s”: that needs %(wanted)s.",
            view=reader.gettext(NAMES[wish.view]),
            wanted=reader.gettext(WANTED[wish.view]),
        )
    else:
        said = reader.say("“%(measure)s” is no column of numbers here.", measure=wish.measure[:40])
        names = answer.shown.table.names
        there_is = ", ".join(names[number] for number in answer.columns.measures)
    return f"{said} " + reader.say("What there is: %(views)s.", views=there_is)


def draw_alone(opened: OpenEdition, reader: Reader, views: Views, words: tuple[str, str]) -> bytes:
    """
    Write the picture of an answer as SVG that needs no page around it.

    :param words: its title, blank for what it shows, and where it comes from.
    :raises AddressMalformed: where there is none.
    """
    drawing, manifest = views.drawing, opened.edition.manifest
    if drawing is None:
        refusal = views.refusal or reader.gettext("There is nothing to draw.")
        raise AddressMalformed(refusal)
    title, address = words
    source = SOURCE[reader.language].format(
        site=current_site().name.say(reader.language),
        address=address,
        day=reader.date(manifest.created.date().isoformat()),
        edition=opened.edition.name,
        licence=manifest.licence_name.get(reader.language, manifest.licence),
    )
    below = drawing.title if title else ""
    around = Surroundings(title or drawing.title, below, (*drawing.notes, source))
    return stand_alone(drawing.picture, around, opened.base_uri)
