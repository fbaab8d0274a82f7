"""What examples of addresses are made of: things that the edition has."""

from typing import cast

from pyoxigraph import NamedNode

from wirlod.iris import target_of
from wirlod.query.questions import load_questions
from wirlod.web.answers.serving import OpenEdition

A_GRANT = "SELECT ?found { ?found a wir:Grant } ORDER BY ?found LIMIT 1"
A_VERSION = "SELECT ?found { ?o owl:versionInfo ?found } ORDER BY DESC(?found) LIMIT 1"
OF_SHAPES = """
SELECT ?found { GRAPH ?document { ?document owl:versionInfo ?found } }
ORDER BY DESC(STRENDS(STR(?document), "/grant")) LIMIT 1
"""


def find_values(opened: OpenEdition) -> dict[str, str]:
    """Find what examples of the edition are made of; empty where it has none."""
    thing = _find(opened, A_GRANT) or f"{opened.base_uri}id/grant/none"
    name = target_of(thing, opened.base_uri)
    questions = load_questions(opened.edition)
    return {
        "thing": thing,
        "thing_name": name,
        "grant": name.partition("/")[2],
        "edition": opened.edition.name,
        "question": f"{questions[0].name}.csv" if questions else "none",
        "ontology_version": _find(opened, A_VERSION) or "1.0.0",
        "shapes_version": _find(opened, OF_SHAPES) or "1.0.0",
    }


def _find(opened: OpenEdition, query: str) -> str:
    row = next(iter(opened.store.select(query)), None)
    return cast(NamedNode, row["found"]).value if row else ""
