"""
The SPARQL endpoint: ``/sparql``.

With a query it answers by the SPARQL 1.1 Protocol; without one it describes itself to programs
and shows people a form.
"""

from flask import Blueprint, Response, request

from wirlod.formats import GRAPH_FORMATS, RESULT_FORMATS
from wirlod.query.service import describe_dataset, describe_service
from wirlod.web.answers.graphs import answer_description
from wirlod.web.answers.serving import OpenEdition, current
from wirlod.web.answers.sparql_answers import answer_query
from wirlod.web.answers.sparql_request import ACCEPTED, read_asked
from wirlod.web.pages import thing_page
from wirlod.web.pages.query_pages import editor_page

sparql = Blueprint("sparql", __name__)


@sparql.route("/sparql", methods=["GET", "POST", "QUERY"])
def ask() -> Response:
    """Answer a query; a bare GET asks what this endpoint is."""
    opened = current()
    asked = read_asked(request)
    if asked is None:
        return _describe_endpoint(opened, "sparql")
    response = answer_query(opened, asked)
    response.headers["Accept-Query"] = response.headers["Accept-Post"] = ACCEPTED
    return response


@sparql.get("/sparql.<suffix>")
def description(suffix: str) -> Response:
    """Describe this endpoint in the representation that the address names."""
    return _describe_endpoint(current(), f"sparql.{suffix}")


def _describe_endpoint(opened: OpenEdition, address: str) -> Response:
    formats = (*RESULT_FORMATS, *GRAPH_FORMATS)
    return answer_description(
        opened,
        address,
        lambda: describe_service(opened.store, opened.edition, formats),
        lambda choice: editor_page(opened, choice),
    )


@sparql.get("/.well-known/void", defaults={"suffix": ""})
@sparql.get("/.well-known/void<suffix>")
def void(suffix: str) -> Response:
    """Describe the data by VoID: classes and properties with their counts."""
    opened = current()
    return answer_description(
        opened,
        f".well-known/void{suffix}",
        lambda: describe_dataset(opened.edition),
        lambda choice: thing_page(opened, choice, describe_dataset(opened.edition)),
    )
