"""
Pictures of an answer: bars, amounts over time, or a map, drawn as the charts of the edition are.

What a picture leaves out it says: rows without a number, places without an outline, and how many
there was room for.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from xml.etree.ElementTree import Element

import msgspec

from wirlod.drawing.bars import MOST_BARS, Bar, draw_bars
from wirlod.drawing.elements import shorten
from wirlod.drawing.outlines import Outlines, Place, draw_outlines
from wirlod.drawing.scale import Scale, find_steps
from wirlod.drawing.times import MOST_MARKS, Mark, draw_times, is_year
from wirlod.drawing.units import EURO, PLAIN, Unit, say_short
from wirlod.iris import local_path
from wirlod.values.sums import Total
from wirlod.web.pages.columns import Columns, Measure
from wirlod.web.pages.naming import page_path
from wirlod.web.pages.reading import Reader
from wirlod.web.pages.results import Shown

NO_AMOUNT = {"de": "keine Angabe", "en": "nothing stated"}
LONGEST_HEADING = 60


class Drawing(msgspec.Struct, frozen=True):
    """A picture with what it shows and what it leaves out."""

    picture: Element
    title: str
    notes: tuple[str, ...]


class Source(msgspec.Struct, frozen=True):
    """What a picture is drawn of."""

    shown: Shown
    columns: Columns
    measure: Measure
    reader: Reader
    base_uri: str
    outlines: Outlines | None = None

    @property
    def language(self) -> str:
        """The language of whoever looks."""
        return self.reader.language

    @property
    def unit(self) -> Unit:
        """What its numbers count."""
        return EURO if self.measure.is_money else PLAIN

    def heading(self, number: int) -> str:
        """Give the heading of a column, as far as there is room for it."""
        return shorten(self.shown.headings[number], LONGEST_HEADING)

    @property
    def axis(self) -> str:
        """What the numbers are."""
        return self.heading(self.measure.number)

    def amounts(self) -> list[tuple[int, Total]]:
        """List the rows that have an amount, each by its number."""
        read = ((n, self.measure.read(row)) for n, row in enumerate(self.shown.table.rows))
        return [(number, total) for number, total in read if total is not None]

    def path(self, row: int, column: int) -> str:
        """Give the path of the page of a thing of ours, from the root of the site."""
        cell = self.shown.table.rows[row][column]
        local = local_path(cell.text, self.base_uri) if cell and cell.kind == "iri" else None
        return page_path(local, "") if local else ""

    def text(self, row: int, column: int) -> str:
        """Give what a cell says."""
        return self.shown.rows[row][column].text


def draw_answer(view: str, source: Source) -> Drawing:
    """Draw an answer as one of the views that its columns allow."""
    return DRAWN[view](source)


def _draw_bars(source: Source) -> Drawing:
    column = (*source.columns.labels, *source.columns.dates)[0]
    rows = source.amounts()
    names = _tell_apart(source, [row for row, _ in rows])
    bars = [
        Bar("", name or "–", total, source.path(row, column))
        for name, (row, total) in zip(names, rows, strict=True)
    ]
    title = _name(source, column)
    picture = draw_bars(bars, title, source.language, source.unit, source.axis)
    return Drawing(picture, title, tuple(_notes(source, rows, min(len(bars), MOST_BARS))))


def _tell_apart(source: Source, rows: Sequence[int]) -> list[str]:
    """Name each row by its first label; where that names several, by what tells them apart, too."""
    columns, dates = source.columns.labels, source.columns.dates
    first, *others = (*columns, *dates)
    names = [source.text(row, first) for row in rows]
    for column in others:
        if len(set(names)) == len(names):
            break
        more = [(name, source.text(row, column)) for name, row in zip(names, rows, strict=True)]
        joined = [f"{name} – {said}" if said and said != name else name for name, said in more]
        names = joined if len(set(joined)) > len(set(names)) else names
    return names


def _draw_times(source: Source) -> Drawing:
    column, language = source.columns.dates[0], source.language
    dated = [(row, total) for row, total in source.amounts() if source.text(row, column)]
    dates = {row: _date(source, row, column) for row, _ in dated}
    marks = [
        _mark(source, row, dates[row], total)
        for row, total in sorted(dated, key=lambda pair: dates[pair[0]])
    ][-MOST_MARKS:]
    title = _name(source, column)
    as_columns = all(is_year(mark.date) for mark in marks)
    picture = draw_times(
        marks,
        (language, title, source.axis),
        source.unit,
        as_columns=as_columns,
    )
    notes = _notes(source, dated, len(marks))
    if not as_columns:
        notes.append(
            source.reader.gettext(
                "Nothing is known between two dots; the broken line only joins them."
            )
        )
    if undated := len(source.amounts()) - len(dated):
        notes.append(
            source.reader.ngettext(
                "%(num)s row without a day or year is in the table alone.",
                "%(num)s rows without a day or year are in the table alone.",
                undated,
            )
            % {"num": source.reader.number(undated)}
        )
    return Drawing(picture, title, tuple(notes))


def _mark(source: Source, row: int, date: str, total: Total) -> Mark:
    written = say_short(total, source.language, source.unit)
    names = [source.text(row, label) for label in source.columns.labels[:1]]
    label = " – ".join([*names, source.reader.date(date), written])
    path = next((source.path(row, label) for label in source.columns.labels[:1]), "")
    return Mark(date, total, written, label, path)


def _date(source: Source, row: int, column: int) -> str:
    cell = source.shown.table.rows[row][column]
    return cell.text if cell else ""


def _draw_map(source: Source) -> Drawing:
    assert source.outlines is not None
    column, outlines = source.columns.places[0], source.outlines
    rows = source.amounts()
    places = dict(_find_places(source, outlines, column, rows))
    amounts = [place.amount or Decimal(0) for place in places.values()]
    scale = Scale(*find_steps(amounts), unit=source.unit, nothing=NO_AMOUNT)
    title = _name(source, column)
    picture = draw_outlines(places, scale, outlines, (source.language, title, ""))
    notes = _notes(source, rows, len(rows))
    if outside := len(rows) - len(places):
        notes.append(
            source.reader.ngettext(
                "%(num)s place has no outline here and is in the table alone.",
                "%(num)s places have no outline here and are in the table alone.",
                outside,
            )
            % {"num": outside}
        )
    return Drawing(picture, title, tuple(notes))


def _find_places(
    source: Source, outlines: Outlines, column: int, rows: Sequence[tuple[int, Total]]
) -> Sequence[tuple[str, Place]]:
    found = []
    for row, total in rows:
        path = source.path(row, column).removeprefix("doc/")
        if key := outlines.keys.get(path):
            label = outlines.labels.get(path, "")
            found.append((key, Place(source.text(row, column), path, total, label)))
    return found


def _name(source: Source, column: int) -> str:
    """Say what is drawn: «Summe in Euro nach Förderung», “Sum in euros by grant”."""
    by = source.heading(column)
    by = by[:1].lower() + by[1:] if source.language == "en" and not by.isupper() else by
    return source.reader.say("%(what)s by %(by)s", what=source.axis, by=by)


def _notes(source: Source, drawn: Sequence[tuple[int, Total]], shown: int) -> list[str]:
    """Say what is drawn how, and what is left out."""
    reader, every = source.reader, len(source.shown.table.rows)
    notes = []
    if any(total.precision in ("range", "at-least", "at-most") for _, total in drawn):
        notes.append(reader.gettext("Pale is what it may be besides; an arrow means “at least”."))
    if shown < len(drawn):
        counts = {"shown": reader.number(shown), "all": reader.number(len(drawn))}
        notes.append(
            reader.say("%(shown)s of %(all)s rows are drawn; the table has all of them.", **counts)
        )
    if without := every - len(source.amounts()):
        notes.append(
            reader.ngettext(
                "%(num)s row without a number to compare is in the table alone.",
                "%(num)s rows without a number to compare are in the table alone.",
                without,
            )
            % {"num": reader.number(without)}
        )
    if source.shown.table.more:
        first = reader.number(every)
        notes.append(reader.say("Of the answer only the first %(count)s rows.", count=first))
    return notes


DRAWN: Mapping[str, Callable[[Source], Drawing]] = {
    "bars": _draw_bars,
    "time": _draw_times,
    "map": _draw_map,
}
"""What each view is drawn by."""
