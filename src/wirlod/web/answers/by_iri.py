"""
What is said here of any address: ``/describe?iri=…``.

For things that have no page of their own: words of others, and everything in a preview.
"""

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode

from wirlod.errors import AddressMalformed
from wirlod.query.describe import describe_thing
from wirlod.saying import say
from wirlod.web.answers.graphs import respond_with_graph
from wirlod.web.answers.page_makers import page_makers
from wirlod.web.answers.serving import current

by_iri = Blueprint("by_iri", __name__)


@by_iri.get("/describe", defaults={"suffix": ""})
@by_iri.get("/describe.<suffix>")
def describe(suffix: str) -> Response:
    """Describe the thing whose address the parameter ``iri`` gives."""
    opened = current()
    iri = check_iri(request.args.get("iri", ""))
    description = describe_thing(opened.store, iri)
    return respond_with_graph(
        opened,
        f"describe.{suffix}" if suffix else "describe",
        lambda: description,
        lambda choice: page_makers().thing_page(opened, choice, description),
        (("iri", iri),),
    )


def check_iri(text: str) -> str:
    """Refuse what cannot be an address, before the store is asked."""
    try:
        return NamedNode(text).value
    except ValueError:
        raise AddressMalformed(
            say("{found!r} is no address: give ?iri=https://…", found=text)
        ) from None
