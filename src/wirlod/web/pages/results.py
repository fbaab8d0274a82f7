"""
The answer to a query as people read it: labels, written numbers, dates.

Saved questions head their columns; who wrote a query himself sees the names he gave.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec
from flask import request

from wirlod.formats import EXCEL, GRAPH_FORMATS, RESULT_FORMATS, Format
from wirlod.iris import local_path
from wirlod.query.endpoint import Asked
from wirlod.query.workers.table import NUMBERS, Cell, Table
from wirlod.questions import Texts
from wirlod.web.answers.page_makers import QueryResult
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.addresses import asked_path, relative_root
from wirlod.web.http.choosing import page_language
from wirlod.web.pages.naming import DATES, Naming, page_path
from wirlod.web.pages.reading import Reader, message

NO_COLUMNS: Mapping[str, Texts] = {}
TRIPLES = {
    "subject": message("Thing"),
    "predicate": message("Property"),
    "object": message("Value"),
}
"""How the columns of a graph are headed on the page of a saved question."""


class ShownCell(msgspec.Struct, frozen=True):
    """A term as a person reads it."""

    text: str
    address: str = ""
    """Where it leads; empty for a text."""
    language: str = ""
    title: str = ""
    """The whole IRI, or the datatype."""
    numeric: bool = False


class Shown(msgspec.Struct, frozen=True):
    """An answer as a page shows it."""

    asked: Asked
    table: Table
    headings: tuple[str, ...]
    rows: list[list[ShownCell]]
    formats: tuple[Format, ...]
    """What else the answer can be had in."""


def show_result(
    opened: OpenEdition,
    result: QueryResult,
    naming: Naming | None = None,
    columns: Mapping[str, Texts] = NO_COLUMNS,
) -> Shown:
    """
    Prepare the first rows of an answer for a page.

    :param naming: how things are called in saved questions; who wrote a query himself sees the
        names he gave.
    :param columns: how a saved question heads its columns.
    """
    is_graph = result.form in ("CONSTRUCT", "DESCRIBE")
    formats = GRAPH_FORMATS if is_graph else (*RESULT_FORMATS, EXCEL)
    table, reader = result.table, Reader(page_language())
    if naming:
        naming.learn(cell.text for row in table.rows for cell in row if cell and cell.kind == "iri")
    rows = [[_show(cell, opened, reader, naming) for cell in row] for row in table.rows]
    known = {name: heading[reader.language] for name, heading in columns.items()}
    if is_graph and naming:
        known = {name: reader.gettext(heading) for name, heading in TRIPLES.items()}
    headings = tuple(known.get(name, name) for name in table.names)
    return Shown(result.asked, table, headings, rows, formats)


def _show(
    cell: Cell | None, opened: OpenEdition, reader: Reader, naming: Naming | None
) -> ShownCell:
    if cell is None:
        return ShownCell("")
    if cell.kind == "iri":
        called = naming.thing(cell.text) if naming else None
        text = called.text if called else _shorten(cell.text, opened.prefixes)
        language = called.language if called else ""
        return ShownCell(text, _link(cell.text, opened), language, cell.text)
    if cell.kind != "literal":
        return ShownCell(cell.text)
    if cell.datatype in NUMBERS and reader.is_number(cell.text):
        return ShownCell(reader.number(cell.text), title=cell.datatype, numeric=True)
    if cell.datatype in DATES:
        return ShownCell(reader.date(cell.text), title=cell.datatype)
    return ShownCell(cell.text, "", cell.language, cell.datatype)


def _link(iri: str, opened: OpenEdition) -> str:
    path = local_path(iri, opened.base_uri)
    if path is not None:
        return relative_root(asked_path(request.environ)) + page_path(path, "")
    if opened.edition.manifest.is_preview:
        return f"describe?{urlencode({'iri': iri})}"
    return iri if iri.startswith(("http://", "https://")) else ""


def _shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
    for prefix, known in prefixes.items():
        if known == namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
