"""
The answer to a query as people read it: labels, written numbers, dates.

Saved questions head their columns; who wrote a query himself sees the names he gave, and what has
no label as a prefixed name.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import msgspec

from wirlod.formats import EXCEL, GRAPH_FORMATS, PICTURE_FORMATS, RESULT_FORMATS, Format
from wirlod.iris import local_path
from wirlod.query.endpoint import Asked
from wirlod.query.workers.table import NUMBERS, Cell, Table
from wirlod.questions import Question
from wirlod.web.answers.page_makers import QueryResult
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.pages.columns import is_bare_year
from wirlod.web.pages.naming import BOOLEAN, BOOLEANS, DATES, Naming, page_path
from wirlod.web.pages.reading import Reader, message

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
    is_graph: bool = False
    """Whether its rows are statements."""
    left_out: frozenset[int] = frozenset()
    """The columns that a table for people does without; pictures and downloads have them."""
    is_picture: bool = False
    """Whether a picture is wanted in place of a page."""

    @property
    def numeric(self) -> set[int]:
        """The columns of numbers, which stand on the right."""
        return {n for row in self.rows for n, cell in enumerate(row) if cell.numeric}


def show_result(
    opened: OpenEdition, result: QueryResult, naming: Naming, question: Question | None = None
) -> Shown:
    """
    Prepare the first rows of an answer for a page.

    :param question: the saved question, which heads its columns; who wrote a query himself sees
        the names he gave.
    """
    is_graph = result.form in ("CONSTRUCT", "DESCRIBE")
    formats = GRAPH_FORMATS if is_graph else (*RESULT_FORMATS, EXCEL)
    table = result.table
    naming.learn(cell.text for row in table.rows for cell in row if cell and cell.kind == "iri")
    prefixes = {} if question else opened.prefixes
    rows = [
        [
            _show(name, cell, opened, naming, prefixes) if cell else ShownCell("")
            for name, cell in zip(table.names, row, strict=True)
        ]
        for row in table.rows
    ]
    known = _head(question, is_graph, naming.reader) if question else {}
    headings = tuple(known.get(name, name) for name in table.names)
    is_picture = result.format in PICTURE_FORMATS
    left_out = _find_repetitions(rows) if question else frozenset()
    return Shown(result.asked, table, headings, rows, formats, is_graph, left_out, is_picture)


def _find_repetitions(rows: list[list[ShownCell]]) -> frozenset[int]:
    """Find the columns that only call by its name what stands beside them as a link."""
    columns = list(zip(*rows, strict=True))
    links = [column for column in columns if any(cell.address for cell in column)]
    return frozenset(
        n for n, column in enumerate(columns) if any(_repeats(column, link) for link in links)
    )


def _repeats(column: Sequence[ShownCell], links: Sequence[ShownCell]) -> bool:
    return not any(cell.address for cell in column) and all(
        cell.text == link.text for cell, link in zip(column, links, strict=True)
    )


def _head(question: Question, is_graph: bool, reader: Reader) -> dict[str, str]:
    """Head the columns of a saved question, sums of money with their unit."""
    if is_graph:
        return {name: reader.gettext(heading) for name, heading in TRIPLES.items()}
    heads = {name: heading[reader.language] for name, heading in question.columns.items()}
    money = {name: heads[name] for name in question.euros if name in heads}
    return heads | {
        name: reader.say("%(what)s in euros", what=head) for name, head in money.items()
    }


def _show(
    name: str, cell: Cell, opened: OpenEdition, naming: Naming, prefixes: Mapping[str, str]
) -> ShownCell:
    """Show a term; what has no label in words of *prefixes*, where they say it shorter."""
    if cell.kind == "iri":
        called, short = naming.thing(cell.text), _shorten(cell.text, prefixes)
        has_label = naming.has_label(cell.text) or short == cell.text
        language = called.language if has_label else ""
        text = called.text if has_label else short
        return ShownCell(text, _link(cell.text, opened, naming), language, cell.text)
    return _show_literal(name, cell, naming.reader)


def _show_literal(name: str, cell: Cell, reader: Reader) -> ShownCell:
    if is_bare_year(name, cell) or cell.kind != "literal":
        return ShownCell(cell.text, title=cell.datatype)
    if cell.datatype in NUMBERS and reader.is_number(cell.text):
        return ShownCell(reader.number(cell.text), title=cell.datatype, numeric=True)
    if cell.datatype == BOOLEAN and cell.text in BOOLEANS:
        return ShownCell(reader.gettext(BOOLEANS[cell.text]), title=cell.datatype)
    if cell.datatype in DATES:
        return ShownCell(reader.date(cell.text), title=cell.datatype)
    return ShownCell(cell.text, "", cell.language, cell.datatype)


def _link(iri: str, opened: OpenEdition, naming: Naming) -> str:
    path = local_path(iri, opened.base_uri)
    if path is not None:
        return naming.root + page_path(path, naming.sticky)
    if opened.edition.manifest.is_preview:
        return f"describe?{urlencode({'iri': iri})}"
    return iri if iri.startswith(("http://", "https://")) else ""


def _shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
    for prefix, known in prefixes.items():
        if known == namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
