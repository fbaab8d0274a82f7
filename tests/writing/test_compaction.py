"""Our compaction says what PyLD's does, of everything an edition says."""

import json
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from wirlod.edition import Edition
from wirlod.namespaces import FOREIGN_PREFIXES
from wirlod.query.describe import describe_thing
from wirlod.query.embedded import EmbeddedStore
from wirlod.web.answers import hydra
from wirlod.writing.compaction import Compactor, is_plain
from wirlod.writing.description import Description
from wirlod.writing.jsonld import expand_description, write_jsonld

THINGS = "SELECT DISTINCT ?s { ?s dct:identifier ?key } ORDER BY ?s"


@pytest.fixture(scope="module")
def context(edition: Edition) -> dict[str, Any]:
    return FOREIGN_PREFIXES | json.loads(edition.context_path.read_bytes())["@context"]


@pytest.fixture(scope="module")
def descriptions(edition: Edition) -> list[Description]:
    base_uri = edition.manifest.base_uri
    store = EmbeddedStore.from_folder(edition.store_folder, base_uri)
    return [describe_thing(store, row["s"].value) for row in store.select(THINGS)]


def by_pyld(description: Description, context: Mapping[str, Any]) -> Any:
    compact = jsonld.compact(
        [expand_description(description)], dict(context), {"skipExpansion": True}
    )
    del compact["@context"]
    return unordered(compact)


def unordered(value: Any) -> Any:
    """Sort what has no order."""
    if isinstance(value, list):
        return sorted(map(unordered, value), key=json.dumps)
    if isinstance(value, dict):
        return {name: unordered(value[name]) for name in sorted(value)}
    return value


@pytest.mark.slow
def test_every_thing_is_said_as_pyld_says_it(
    descriptions: list[Description], context: dict[str, Any]
) -> None:
    compactor = Compactor(context)

    assert len(descriptions) > 300
    for description in descriptions:
        ours = unordered(compactor.compact(expand_description(description)))
        assert ours == by_pyld(description, context), description.thing


def test_a_few_things_are_said_as_pyld_says_them(
    descriptions: list[Description], context: dict[str, Any]
) -> None:
    compactor = Compactor(context)

    for description in descriptions[::40]:
        ours = unordered(compactor.compact(expand_description(description)))
        assert ours == by_pyld(description, context), description.thing


def test_what_is_said_is_the_same_when_it_is_read_back(
    descriptions: list[Description], context: dict[str, Any]
) -> None:
    for description in descriptions[::10]:
        document = write_jsonld(description, context, "")
        read = {quad.triple for quad in ox.parse(document, format=ox.RdfFormat.JSON_LD)}

        assert read == set(description.triples)


ODD = {
    "e": "http://e/",
    "ex": "http://e/x/",
    "id": "@id",
    "p": {"@id": "e:p", "@type": "@id"},
    "q": {"@id": "e:p", "@type": "@vocab"},
    "plain": "e:p",
    "words": {"@id": "e:w", "@container": "@language"},
    "set": {"@id": "e:s", "@container": "@set"},
    "Class": "ex:Class",
}
VALUES = [
    {"@id": "http://e/x/Class"},
    {"@id": "http://e/x/y"},
    {"@id": "http://elsewhere/"},
    {"@value": "x"},
    {"@value": "x", "@language": "de"},
    {"@value": "1", "@type": "http://e/type"},
    {"@id": "http://e/z", "http://e/w": [{"@value": "a", "@language": "de"}]},
]


@pytest.mark.parametrize("property", ["p", "w", "s", "unknown"])
@pytest.mark.parametrize("value", VALUES, ids=str)
def test_each_value_stands_under_the_name_that_suits_it(
    property: str, value: dict[str, Any]
) -> None:
    node = {"@id": "http://e/x/me", "@type": ["http://e/x/Class"], f"http://e/{property}": [value]}
    theirs = jsonld.compact([node], ODD, {"skipExpansion": True})
    del theirs["@context"]

    assert unordered(Compactor(ODD).compact(node)) == unordered(theirs)


@pytest.mark.parametrize(
    "definition",
    [
        {"@id": "e:p", "@container": "@list"},
        {"@id": "e:p", "@context": {}},
        {"@id": "e:p", "@language": "de"},
    ],
    ids=str,
)
def test_a_context_that_says_more_is_left_to_pyld(definition: dict[str, Any]) -> None:
    assert not is_plain(ODD | {"p": definition})
    assert is_plain(ODD | hydra.CONTEXT)
