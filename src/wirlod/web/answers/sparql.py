"""
The SPARQL endpoint: ``/sparql``.

With a query it answers by the SPARQL 1.1 Protocol; without one it describes itself to programs
and shows people a form. ``/prefixes`` has what a query need not declare, ``/.well-known/void``
and ``/sparql-vocabulary.json`` the words it can use.
"""

from urllib.parse import urlencode

import msgspec
from flask import Blueprint, Response, request

from wirlod.errors import QueryError
from wirlod.formats import GRAPH_FORMATS, HTML, RESULT_FORMATS
from wirlod.query.endpoint import Asked
from wirlod.query.service_description import (
    describe_prefixes,
    describe_service,
    find_vocabulary,
)
from wirlod.void import PATH as VOID
from wirlod.void import dataset_iri, describe_dataset
from wirlod.web.answers.graphs import respond_with_graph
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.answers.sparql_answers import answer_query
from wirlod.web.answers.sparql_request import TAKEN, read_asked, read_parameters
from wirlod.web.http.addresses import asked_path, read_address, relative_root
from wirlod.web.http.caching import FRESH
from wirlod.web.http.choosing import page_language
from wirlod.web.http.errors import headers_of, status_of, wants_page
from wirlod.web.http.negotiation import build_offers
from wirlod.writing.description import Description

sparql = Blueprint("sparql", __name__)

ANSWERS = build_offers((*RESULT_FORMATS, *GRAPH_FORMATS, HTML))
"""How answers to queries are written, whatever kind of query it is."""


@sparql.route("/sparql", methods=["GET", "POST", "QUERY"])
def ask() -> Response:
    """Answer a query; a bare GET asks what this endpoint is."""
    opened = current()
    asked = read_asked(request)
    if asked is None:
        return _describe_endpoint(opened, "sparql")
    try:
        response = answer_query(
            opened, asked, lambda result: page_makers().result_page(opened, result)
        )
    except QueryError as error:
        if not wants_page():
            raise
        response = _show_fault(opened, asked, error)
    response.headers.update(TAKEN)
    return response


def _show_fault(opened: OpenEdition, asked: Asked, error: QueryError) -> Response:
    """Give a person the query back, with the place at fault marked where there is one."""
    status = status_of(error)
    headers = {
        **headers_of(status),
        "Content-Type": HTML.content_type,
        "Content-Language": page_language(),
    }
    return Response(page_makers().fault_page(opened, asked, error), status, headers)


@sparql.get("/sparql.<suffix>")
def description(suffix: str) -> Response:
    """Describe this endpoint, or lead to an answer, in the form that the address names."""
    if "query" in request.args:
        return _lead_to_answer(f"sparql.{suffix}")
    return _describe_endpoint(current(), f"sparql.{suffix}")


def _lead_to_answer(address: str) -> Response:
    """Lead to where queries are answered, with what the end of *address* says of the answer."""
    read = read_address(address, ANSWERS)
    chosen = {"format": read.offer.format.name if read.offer else "", "lang": read.language}
    sent = [field for field in read_parameters(request.query_string) if field[0] not in chosen]
    asked = urlencode([*sent, *((name, value) for name, value in chosen.items() if value)])
    location = f"{relative_root(asked_path(request.environ))}sparql?{asked}"
    return Response(status=307, headers={"Location": location, "Cache-Control": FRESH})


def _describe_endpoint(opened: OpenEdition, address: str) -> Response:
    formats = (*RESULT_FORMATS, *GRAPH_FORMATS)
    return respond_with_graph(
        opened,
        address,
        lambda: describe_service(opened.store, opened.edition, formats),
        lambda choice: page_makers().editor_page(opened, choice),
    )


@sparql.get("/.well-known/void", defaults={"suffix": ""})
@sparql.get("/.well-known/void<suffix>")
def void(suffix: str) -> Response:
    """Describe the data by VoID: classes and properties with their counts."""
    opened = current()
    base_uri = opened.edition.manifest.base_uri

    def describe() -> Description:
        triples = describe_dataset(opened.edition.manifest)
        return Description(thing=dataset_iri(base_uri), own=tuple(triples))

    return respond_with_graph(
        opened,
        f"{VOID}{suffix}",
        describe,
        lambda choice: page_makers().thing_page(opened, choice, describe()),
    )


@sparql.get("/prefixes", defaults={"suffix": ""})
@sparql.get("/prefixes<suffix>")
def prefix_list(suffix: str) -> Response:
    """List the prefixes that are known without declaring them."""
    opened = current()
    return respond_with_graph(
        opened,
        f"prefixes{suffix}",
        lambda: describe_prefixes(opened.base_uri),
        lambda choice: page_makers().prefixes_page(opened, choice),
    )


@sparql.get("/sparql-vocabulary.json")
def vocabulary() -> Response:
    """Give prefixes, classes and properties of the data, for the editor to complete."""
    opened = current()
    found = find_vocabulary(opened.store, opened.edition.manifest, opened.prefixes)
    headers = {"Content-Type": "application/json", "Cache-Control": FRESH}
    return Response(msgspec.json.encode(found), headers=headers)
