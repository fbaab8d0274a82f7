"""What the kinds say of themselves is true of the data, the context, the shapes and the pages."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from wirlod.edition import Edition
from wirlod.kinds import KINDS, prefixes
from wirlod.kinds.kind import YEAR, Kind
from wirlod.namespaces import expand
from wirlod.publish.records.kinds import ROW_TYPES
from wirlod.publish.records.references import Reference
from wirlod.publish.records.tile import TileRow

IN_STORE = [kind for kind in KINDS.values() if not kind.is_catalogued]
EVERY = pytest.mark.parametrize("kind", IN_STORE, ids=lambda kind: kind.name)


@pytest.fixture(scope="module")
def context(checkout: Path) -> dict[str, object]:
    """The mapping, by term."""
    document = json.loads((checkout / "ontology" / "context.jsonld").read_text())
    terms: dict[str, object] = document["@context"]
    return terms


@pytest.fixture(scope="module")
def store(edition: Edition) -> ox.Store:
    """The real records."""
    return ox.Store.read_only(str(edition.store_folder))


@pytest.fixture(scope="module")
def parts(store: ox.Store, base_uri: str) -> dict[str, set[str]]:
    """Kind → how the parts of its things are called in the edition."""
    found = defaultdict[str, set[str]](set)
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        path, _, part = str(quad.subject.value).removeprefix(f"{base_uri}id/").partition("#")
        if part and not path.startswith(base_uri):
            found[path.partition("/")[0]].add(part.partition("-")[0])
    return found


def test_a_kind_is_called_alike_everywhere(checkout: Path) -> None:
    modules = {path.stem for path in (checkout / "src/wirlod/kinds").glob("*.py")}

    assert modules - {"__init__", "kind", "datasets"} == set(KINDS)
    assert all(kind.name == name for name, kind in KINDS.items())


def test_no_two_kinds_are_called_the_same() -> None:
    names = [name for kind in KINDS.values() for name in (kind.many.de, kind.many.en)]

    assert len(set(names)) == len(names) >= 2 * len(KINDS)


@EVERY
def test_the_things_of_a_kind_are_found_by_its_classes(
    kind: Kind, store: ox.Store, base_uri: str
) -> None:
    known = prefixes(base_uri)
    classes = [ox.NamedNode(expand(name, known)) for name in kind.classes]
    things = {
        quad.subject
        for name in classes
        for quad in store.quads_for_pattern(None, None, name, ox.DefaultGraph())
    }
    start = f"{base_uri}id/{kind.name}/"
    stated = {
        quad.subject
        for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        if str(quad.subject.value).startswith(start) and "#" not in str(quad.subject.value)
    }

    assert stated
    assert stated <= things


@EVERY
def test_a_kind_knows_its_parts(kind: Kind, parts: dict[str, set[str]], checkout: Path) -> None:
    modules = (checkout / "src/wirlod/publish/records").glob("*.py")
    built = set(re.findall(r"#([a-z]+)", "".join(path.read_text() for path in modules)))

    assert parts.get(kind.name, set()) <= set(kind.parts) <= built


@EVERY
def test_lists_speak_in_terms_of_the_context(kind: Kind, context: dict[str, object]) -> None:
    columns = [column.partition("@")[0] for column in kind.columns]
    facets = [facet.name for facet in kind.facets if facet.name != YEAR]
    terms = {term for path in (*columns, *facets, *kind.year) for term in path.split(".")}

    assert terms <= set(context)


@EVERY
def test_what_a_list_is_sorted_by_is_a_property_in_use(
    kind: Kind, edition: Edition, base_uri: str
) -> None:
    known = prefixes(base_uri)
    properties = {
        expand(name, known) for path in kind.sorts.values() for name in re.split(r"[/|]", path)
    }

    assert properties <= set(edition.manifest.properties)


def test_a_facet_by_year_has_a_date_to_read_it_from() -> None:
    by_year = {k.name for k in KINDS.values() if any(f.name == YEAR for f in k.facets)}

    assert by_year
    assert by_year <= {kind.name for kind in KINDS.values() if kind.year}


def test_every_reference_and_row_is_of_a_kind() -> None:
    referred = {kind.kind for kind in Reference.__subclasses__() if "kind" in vars(kind)}
    stated = {row.target.partition("/")[0] for row in ROW_TYPES if row is not TileRow}

    assert len(referred) > 5
    assert referred <= set(KINDS)
    assert stated == {kind.name for kind in IN_STORE} - {"concept"}
