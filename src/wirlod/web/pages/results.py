"""
The answer to a query as people read it: labels, written numbers, dates.

Saved questions have columns with names; who wrote a query himself sees the names he gave.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

import msgspec
from flask import request

from wirlod.formats import EXCEL, GRAPH_FORMATS, RESULT_FORMATS, Format
from wirlod.iris import local_path
from wirlod.query.endpoint import Asked
from wirlod.query.workers.table import NUMBERS, Cell, Table
from wirlod.web.answers.page_makers import QueryResult
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.addresses import asked_path, relative_root
from wirlod.web.http.choosing import page_language
from wirlod.web.pages.naming import DATES, Naming, page_path
from wirlod.web.pages.reading import Reader, message

COLUMN_NAMES = {
    "about": message("About"),
    "abbreviation": message("Short"),
    "address": message("Original"),
    "amount": message("Sum"),
    "answer": message("Answer"),
    "asOf": message("As of"),
    "atLeast": message("Of these “at least”"),
    "atMost": message("Of these “at most”"),
    "centre": message("Diversity centre"),
    "centres": message("Diversity centres"),
    "counted": message("What is counted"),
    "counting": message("Does it count?"),
    "counts": message("Sums that count"),
    "date": message("Date"),
    "end": message("End"),
    "figure": message("Reported figure"),
    "from": message("From"),
    "givenBy": message("Handed over by"),
    "grant": message("Grant"),
    "granted": message("Sum"),
    "grants": message("Grants"),
    "handover": message("Handover of a notice"),
    "issued": message("Date of issue"),
    "known": message("With a known sum"),
    "maximum": message("At most"),
    "milestone": message("Milestone"),
    "minimum": message("At least"),
    "name": message("Name"),
    "number": message("Number"),
    "object": message("Value"),
    "place": message("Place"),
    "predicate": message("Property"),
    "precision": message("Precision"),
    "preferred": message("Used here"),
    "priority": message("Priority"),
    "property": message("Statement"),
    "receivedBy": message("Received by"),
    "recipient": message("Recipient"),
    "release": message("Release or report"),
    "sentence": message("Sentence"),
    "since": message("Since"),
    "subject": message("Thing"),
    "territory": message("District or city"),
    "text": message("Words"),
    "title": message("Title"),
    "to": message("To"),
    "type": message("Kind"),
    "value": message("Value"),
    "year": message("Year"),
}
"""Variable of a saved question → the heading of its column."""


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


def show_result(opened: OpenEdition, result: QueryResult, naming: Naming | None) -> Shown:
    """
    Prepare the first rows of an answer for a page.

    :param naming: how things and columns are called by saved questions; who wrote a query
        himself sees the names he gave.
    """
    is_graph = result.form in ("CONSTRUCT", "DESCRIBE")
    formats = GRAPH_FORMATS if is_graph else (*RESULT_FORMATS, EXCEL)
    table, reader = result.table, Reader(page_language())
    if naming:
        naming.learn(cell.text for row in table.rows for cell in row if cell and cell.kind == "iri")
    rows = [[_show(cell, opened, reader, naming) for cell in row] for row in table.rows]
    headings = tuple(
        reader.gettext(COLUMN_NAMES[name]) if naming and name in COLUMN_NAMES else name
        for name in table.names
    )
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
