"""What a query here needs not declare, and the words it can use: ``/prefixes`` and a vocabulary."""

import msgspec
from flask import Blueprint, Response

from wirlod.query.service import describe_prefixes
from wirlod.query.vocabulary import find_vocabulary
from wirlod.web.answers.graphs import answer_description
from wirlod.web.answers.serving import current
from wirlod.web.http.caching import FRESH
from wirlod.web.pages import render_page

prefixes = Blueprint("prefixes", __name__)


@prefixes.get("/prefixes", defaults={"suffix": ""})
@prefixes.get("/prefixes<suffix>")
def prefix_list(suffix: str) -> Response:
    """List the prefixes that are known without declaring them."""
    opened = current()
    return answer_description(
        opened,
        f"prefixes{suffix}",
        lambda: describe_prefixes(opened.base_uri),
        lambda choice: render_page(
            "prefixes.html", choice.language, prefixes=opened.prefixes, choice=choice
        ),
    )


@prefixes.get("/sparql-vocabulary.json")
def vocabulary() -> Response:
    """Give prefixes, classes and properties of the data, for the editor to complete."""
    opened = current()
    found = find_vocabulary(opened.store, opened.edition.manifest, opened.prefixes)
    headers = {"Content-Type": "application/json", "Cache-Control": FRESH}
    return Response(msgspec.json.encode(found), headers=headers)
