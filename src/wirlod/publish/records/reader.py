"""
From the files of ``data/`` to rows of a kind, each with its place.

The rows of every file come out one by one, in the order of :data:`~.kinds.TABLES`, then the
releases in the order of their names. Nothing is understood here but which file holds what.
"""

import os
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path
from string import Formatter

import msgspec

from wirlod.errors import Origin, Problem
from wirlod.folding import find_meant
from wirlod.publish.records.kinds import ENTRIES, OTHER_FILES, RELEASES, TABLE_FILES
from wirlod.publish.records.offices import find_office_rows
from wirlod.publish.records.release import ReleaseRow
from wirlod.publish.records.row import TableRow, columns, target_of
from wirlod.publish.sources.documents import Document, line_of, read_document
from wirlod.publish.sources.tables import Row, TornRow, read_table
from wirlod.saying import say

NOT_PUBLISHED = frozenset({"proposed", "trace"})
"""Lists in the header of a release that stay in the file: unreviewed facts, rejected ones."""

VERBATIM = frozenset({"exact", "prefix", "suffix", "text"})
"""Words of a source, with the white space around them."""

ENGLISH = "\n## English"


class Places(msgspec.Struct, frozen=True):
    """Where the cells of a row stand that is written in the header of a document."""

    document: Document
    path: tuple[str | int, ...] = ()
    """What leads to the row."""

    def find(self, name: str) -> Origin:
        """Find the line of a cell; it is looked for only where something is wrong with it."""
        return line_of(self.document, iter((*self.path, name)))


class SourceRow(msgspec.Struct, frozen=True):
    """Cells as text, of which kind, and where they stand."""

    row_type: type[TableRow]
    cells: Mapping[str, str]
    origin: Origin
    places: Places | None = None
    """Where single cells stand, if they have lines of their own."""

    @property
    def target(self) -> str:
        """``kind/key`` of what the row states, well-formed or not."""
        return target_of(self.row_type, self.cells)

    def localise(self, problem: Problem) -> Problem:
        """Give the problem of a cell the line of the cell."""
        origin = self.places.find(problem.column) if self.places else problem.origin
        return Problem(origin, problem.message, problem.column)


class UnreadRow(msgspec.Struct, frozen=True):
    """A row of which only the first cells are known."""

    row_type: type[TableRow]
    cells: Mapping[str, str]
    problem: Problem

    @property
    def target(self) -> str:
        """``kind/key`` of what the row states, empty where the cells that say so are not there."""
        if all(self.cells.get(name) for name in _names_in(self.row_type.target)):
            return target_of(self.row_type, self.cells)
        return ""


def find_rows(data: Path) -> Iterator[SourceRow | UnreadRow | Problem]:
    """Yield everything that *data* holds, and what cannot be read of it as problems."""
    yield from find_table_rows(data)
    for path in find_releases(data):
        yield from read_release(path)


def find_table_rows(data: Path) -> Iterator[SourceRow | UnreadRow | Problem]:
    """Yield the rows of all tables, ours and those of offices; problems with *data* come first."""
    if not data.is_dir():
        yield Problem(
            Origin(data), say("no such folder: give the folder of records as WIRLOD_DATA")
        )
        return
    yield from _strange_files(data)
    for name, row_type in TABLE_FILES.items():
        if row_type.is_optional and not (data / name).exists():
            continue
        for row in read_table(data / name, columns(row_type)):
            if isinstance(row, Row):
                yield SourceRow(row_type, row.cells, row.origin)
            elif isinstance(row, TornRow):
                yield UnreadRow(row_type, row.cells, row.problem)
            else:
                yield row
    for found in find_office_rows(data):
        yield found if isinstance(found, Problem) else SourceRow(*found)


def find_releases(data: Path) -> list[Path]:
    """Name the files of releases, sorted."""
    return sorted((data / RELEASES).glob("*.md"), key=attrgetter("name"))


def read_release(path: Path) -> Iterator[SourceRow | Problem]:
    """Yield the release in the file *path*, and what else its header states."""
    document = read_document(path)
    if isinstance(document, Problem):
        yield document
    elif not _is_only_proposed(document):
        yield from _release_rows(document)


def _names_in(target: str) -> list[str]:
    return [name for _, name, *_ in Formatter().parse(target) if name]


def _is_only_proposed(document: Document) -> bool:
    """A release file that nobody has reviewed yet has nothing but what is not published."""
    return bool(document.header) and document.header.keys() <= NOT_PUBLISHED


def _strange_files(data: Path) -> Iterator[Problem]:
    known = [*TABLE_FILES, *sorted(OTHER_FILES), RELEASES]
    for path in sorted(data.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            yield Problem(
                Origin(path),
                say("nothing reads this file, wanted one of {known}", known=", ".join(known)),
            )
        elif path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            yield Problem(Origin(path), say("cannot be read: you have no permission"))
    folder = data / RELEASES
    is_open = folder.is_dir() and os.access(folder, os.R_OK | os.X_OK)
    for path in sorted(folder.iterdir(), key=attrgetter("name")) if is_open else ():
        if path.suffix != ".md" and not path.name.startswith("."):
            yield Problem(
                Origin(path),
                say(
                    "nothing reads this file: a release is a text called {stem}.md; 'wirlod "
                    "extract --propose' makes one",
                    stem=path.stem,
                ),
            )


def _release_rows(document: Document) -> Iterator[SourceRow | Problem]:
    key = document.origin.path.stem
    german, _, english = f"\n{document.body}".partition(ENGLISH)
    header = {
        **{name: "" for name in columns(ReleaseRow)},
        **document.header,
        "key": key,
        "abstract": _flowing(german),
        "abstract_en": _flowing(english),
    }
    known = {*columns(ReleaseRow), *ENTRIES, *NOT_PUBLISHED}
    for name in document.header.keys() - known:
        meant = find_meant(name, known - document.header.keys())
        header[meant] = document.header[name]
        yield _no_such(name, meant, line_of(document, iter([name])))
    cells = {name: header[name] for name in columns(ReleaseRow)}
    yield from _row(ReleaseRow, cells, document.origin, Places(document))
    for name in ENTRIES:
        yield from _entries(document, name, key)


def _entries(document: Document, name: str, release: str) -> Iterator[SourceRow | Problem]:
    entries = document.header.get(name) or []
    if not isinstance(entries, list):
        yield Problem(line_of(document, iter([name])), say("wanted a list of '- …' entries"), name)
        return
    for number, entry in enumerate(entries):
        origin = line_of(document, iter([name, number]))
        if not isinstance(entry, dict):
            yield Problem(
                origin, say("found {entry!r}, wanted 'name: value' lines", entry=entry), name
            )
            continue
        cells = {column: entry.get(column, "") for column in columns(ENTRIES[name])}
        places = Places(document, (name, number))
        for unknown in entry.keys() - cells.keys():
            meant = find_meant(unknown, cells.keys() - entry.keys())
            cells |= {meant: entry[unknown]} if meant else {}
            yield _no_such(unknown, meant, places.find(unknown))
        yield from _row(ENTRIES[name], {**cells, "release": release}, origin, places)


def _no_such(name: str, meant: str, origin: Origin) -> Problem:
    hint = say("; did you mean {guess}?", guess=meant) if meant else ""
    return Problem(origin, say("no such property{hint}", hint=hint), name)


def _row(
    row_type: type[TableRow],
    values: Mapping[str, object],
    origin: Origin,
    places: Places,
) -> Iterator[SourceRow | Problem]:
    cells = {}
    for name, value in values.items():
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            cells[name] = " ".join(value)
        elif isinstance(value, str):
            cells[name] = value.strip() if name not in VERBATIM else value
        else:
            yield Problem(places.find(name), say("found {value!r}, wanted text", value=value), name)
            return
    yield SourceRow(row_type, cells, origin, places)


def _flowing(text: str) -> str:
    """Join the lines of paragraphs, keep the paragraphs."""
    return "\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))
