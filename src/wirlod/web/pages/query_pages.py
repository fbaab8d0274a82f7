"""
Pages to ask with and pages of answers: plain forms first.

Everything works without JavaScript; the editor with colours and completion is laid over the
form where it was built.
"""

from collections.abc import Mapping, Sequence
from typing import Self
from urllib.parse import urlencode

import msgspec
from flask import request

from wirlod.formats import EXCEL, GRAPH_FORMATS, RESULT_FORMATS, Format
from wirlod.iris import local_path
from wirlod.query.endpoint import Asked
from wirlod.query.workers.table import Cell, Table
from wirlod.questions import Question
from wirlod.web.answers.page_makers import QueryResult
from wirlod.web.answers.serving import OpenEdition
from wirlod.web.http.addresses import asked_path, relative_root
from wirlod.web.http.choosing import Choice, page_language
from wirlod.web.pages.assets import read_assets
from wirlod.web.pages.naming import page_path
from wirlod.web.pages.rendering import render_page

EDITOR = "editor.js"
"""The editor with colours and completion, where it was built."""

FIRST_QUERY = """\
SELECT ?grant ?recipient ?amount
WHERE {
  ?grant a wir:Grant ;
    wir:recipient/rdfs:label ?recipient ;
    wir:grantedAmount ?amount .
  FILTER (lang(?recipient) = "de")
}
ORDER BY DESC(?amount)
LIMIT 20
"""
"""What the form shows at first."""


class ShownCell(msgspec.Struct, frozen=True):
    """A term as a person reads it."""

    text: str
    address: str = ""
    """Where it leads; empty for a text."""
    language: str = ""
    title: str = ""
    """The whole IRI, or the datatype."""


class Shown(msgspec.Struct, frozen=True):
    """An answer as a page shows it."""

    asked: Asked
    table: Table
    rows: list[list[ShownCell]]
    formats: tuple[Format, ...]
    """What else the answer can be had in."""

    @classmethod
    def from_result(cls, opened: OpenEdition, result: QueryResult) -> Self:
        """Prepare the first rows of an answer for a page."""
        is_graph = result.form in ("CONSTRUCT", "DESCRIBE")
        formats = GRAPH_FORMATS if is_graph else (*RESULT_FORMATS, EXCEL)
        rows = [[_show(cell, opened) for cell in row] for row in result.table.rows]
        return cls(result.asked, result.table, rows, formats)


class Download(msgspec.Struct, frozen=True):
    """The same answer in another format."""

    label: str
    address: str


def editor_page(choice: Choice) -> bytes:
    """Render the form with a first query in it."""
    return _render("sparql.html", choice.language, query=FIRST_QUERY, choice=choice)


def result_page(opened: OpenEdition, result: QueryResult) -> bytes:
    """Render the form with an answer below it."""
    shown = Shown.from_result(opened, result)
    address = f"sparql?{urlencode(_parameters(shown.asked))}"
    downloads = [
        Download(format.label, f"{address}&{urlencode({'format': format.name})}")
        for format in shown.formats
    ]
    return _render(
        "sparql.html",
        page_language(),
        query=shown.asked.query,
        shown=shown,
        downloads=downloads,
        share=address,
    )


def prefixes_page(opened: OpenEdition, choice: Choice) -> bytes:
    """Render the prefixes that a query need not declare."""
    return render_page("prefixes.html", choice.language, prefixes=opened.prefixes, choice=choice)


def questions_page(choice: Choice, questions: Sequence[Question]) -> bytes:
    """Render the list of saved questions."""
    return render_page("questions.html", choice.language, questions=questions, choice=choice)


def question_page(opened: OpenEdition, question: Question, result: QueryResult) -> bytes:
    """Render a saved question, its parameters and its answer."""
    shown = Shown.from_result(opened, result)
    given = {name: request.args.get(name) or p.default for name, p in question.parameters.items()}
    parameters = f"?{urlencode(given)}" if given else ""
    address = f"questions/{question.name}"
    downloads = [
        Download(format.label, f"{address}.{format.suffix}{parameters}") for format in shown.formats
    ]
    return _render(
        "question.html",
        page_language(),
        question=question,
        given=given,
        shown=shown,
        downloads=downloads,
        share=address + parameters,
        editor=f"sparql?{urlencode({'query': shown.asked.query})}",
    )


def _render(template: str, language: str, **shown: object) -> bytes:
    return render_page(template, language, has_editor=EDITOR in read_assets(), **shown)


def _parameters(asked: Asked) -> list[tuple[str, str]]:
    return [
        ("query", asked.query),
        *(("default-graph-uri", graph) for graph in asked.default_graphs),
        *(("named-graph-uri", graph) for graph in asked.named_graphs),
    ]


def _show(cell: Cell | None, opened: OpenEdition) -> ShownCell:
    if cell is None:
        return ShownCell("")
    if cell.kind == "iri":
        text = _shorten(cell.text, opened.prefixes)
        return ShownCell(text, _link(cell.text, opened), "", cell.text)
    if cell.kind == "literal":
        return ShownCell(cell.text, "", cell.language, cell.datatype)
    return ShownCell(cell.text)


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
