"""
The page to ask with, and the page of an answer: one template, a plain form first.

Everything works without JavaScript; the editor with colours and completion is laid over the
form where it was built.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import msgspec
from flask import Response, request

from wirlod.formats import EXCEL, GRAPH_FORMATS, RESULT_FORMATS, Format
from wirlod.iris import local_path
from wirlod.query.endpoint import Asked
from wirlod.query.workers.answer import Answer
from wirlod.query.workers.table import Cell, Table
from wirlod.web.addresses import asked_path, relative_root
from wirlod.web.choosing import page_language
from wirlod.web.pages import page_path, render_page
from wirlod.web.serving import OpenEdition

EDITOR = Path(__file__).parent / "static/bundle/editor.js"
"""The editor with colours and completion, where it was built."""

FIRST_QUERY = """\
SELECT ?grant ?recipient ?amount
WHERE {
  ?grant a wir:Grant ;
    wir:recipient/rdfs:label ?recipient ;
    wir:amount ?amount .
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


class Download(msgspec.Struct, frozen=True):
    """The same query in another format."""

    label: str
    address: str


def editor_page(opened: OpenEdition, language: str) -> bytes:
    """Render the form with a first query in it."""
    return _render(opened, language, query=FIRST_QUERY)


def result_page(
    opened: OpenEdition, asked: Asked, form: str, answer: Answer, headers: Mapping[str, str]
) -> Response:
    """Answer with the form and the first rows below it."""
    with answer:
        table = msgspec.json.decode(b"".join(answer), type=Table)
    language = page_language()
    is_graph = form in ("CONSTRUCT", "DESCRIBE")
    formats = GRAPH_FORMATS if is_graph else (*RESULT_FORMATS, EXCEL)
    body = _render(
        opened,
        language,
        query=asked.query,
        asked=asked,
        table=table,
        rows=[[_show(cell, opened) for cell in row] for row in table.rows],
        downloads=[_download(asked, format) for format in formats],
        share=_address(asked),
    )
    headers = {**headers, "Content-Language": language}
    if table.more:
        headers["Result-Truncated"] = f"rows={len(table.rows)}"
    return Response(body, headers=headers)


def _render(opened: OpenEdition, language: str, **shown: object) -> bytes:
    return render_page(
        "sparql.html", language, prefixes=opened.prefixes, has_editor=EDITOR.exists(), **shown
    )


def _download(asked: Asked, format: Format) -> Download:
    return Download(format.label, f"{_address(asked)}&{urlencode({'format': format.name})}")


def _address(asked: Asked) -> str:
    pairs = [("query", asked.query)]
    pairs += [("default-graph-uri", graph) for graph in asked.default_graphs]
    pairs += [("named-graph-uri", graph) for graph in asked.named_graphs]
    return f"sparql?{urlencode(pairs)}"


def _show(cell: Cell | None, opened: OpenEdition) -> ShownCell:
    if cell is None:
        return ShownCell("")
    if cell.kind == "iri":
        return ShownCell(
            _shorten(cell.text, opened.prefixes), _link(cell.text, opened), "", cell.text
        )
    if cell.kind == "literal":
        return ShownCell(cell.text, "", cell.language, cell.datatype)
    return ShownCell(cell.text)


def _link(iri: str, opened: OpenEdition) -> str:
    path = local_path(iri, opened.base_uri)
    if path is not None:
        return relative_root(asked_path(request.environ)) + page_path(path, "")
    return iri if iri.startswith(("http://", "https://")) else ""


def _shorten(iri: str, prefixes: Mapping[str, str]) -> str:
    namespace = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
    for prefix, known in prefixes.items():
        if known == namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
