"""The context: its keys mean terms that exist, and the shapes look at all that it can say."""

import json
from pathlib import Path

import pytest
from rdflib import SH, Graph
from tests.ontology.own_terms import CLASSES, PROPERTIES

from wirlod.kinds import prefixes

FOLDER = Path(__file__).parents[2] / "ontology"
CONTEXT: dict[str, str | dict[str, str]] = json.loads((FOLDER / "context.jsonld").read_text())[
    "@context"
]
TERMS = {
    key: str(value.get("@id")) if isinstance(value, dict) else value
    for key, value in CONTEXT.items()
    if not key.startswith("@") and (isinstance(value, str) or "@id" in value)
}
"""Key → what it means, without keys that read a property backwards."""
PREFIXES = {key for key, value in TERMS.items() if value.endswith(("/", "#"))}
BACKWARDS = [key for key, value in CONTEXT.items() if "@reverse" in str(value)]
OWN = {key: value.removeprefix("wir:") for key, value in TERMS.items() if value[:4] == "wir:"}


def paths_of(shapes: Graph) -> set[str]:
    return {str(path) for path in shapes.objects(None, SH.path)}


def expand(term: str, base: str) -> str:
    prefix, _, name = term.partition(":")
    return prefixes(base)[prefix] + name


@pytest.mark.parametrize("key", OWN)
def test_a_key_of_ours_means_a_term_that_exists(key: str) -> None:
    assert OWN[key] in {*CLASSES, *PROPERTIES}


@pytest.mark.parametrize("name", [*CLASSES, *PROPERTIES])
def test_a_term_of_ours_has_a_key(name: str) -> None:
    assert name in OWN.values()


@pytest.mark.parametrize("prefix", sorted(PREFIXES - {"thing"}))
def test_a_prefix_is_the_one_that_queries_use(prefix: str) -> None:
    assert prefixes("")[prefix] == TERMS[prefix]


@pytest.mark.parametrize("key", sorted(set(TERMS) - PREFIXES - set(CLASSES) - {"id", "type"}))
def test_a_shape_looks_at_what_a_key_says(key: str, shapes: Graph, base: str) -> None:
    assert expand(TERMS[key], base) in paths_of(shapes)


@pytest.mark.parametrize(
    "key",
    [key for key, value in CONTEXT.items() if isinstance(value, dict) and "@reverse" in value],
)
def test_a_key_that_reads_backwards_has_one_that_reads_forwards(key: str) -> None:
    term = CONTEXT[key]

    assert isinstance(term, dict)
    assert term["@reverse"] in TERMS.values()
