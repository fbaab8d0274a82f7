"""The ontology, the code lists, the shapes and the examples, under the base of the edition."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Graph

from wirlod.edition import Edition
from wirlod.kinds import KINDS, prefixes

BASE = "https://daten.example.org/wir/"
WORLD = "https://example.org/"
"""Where the things of the examples live."""


def read_turtle(*paths: Path) -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in paths:
        graph.parse(path, format="turtle", publicID=BASE)
    return graph


@pytest.fixture(scope="session")
def base(base_uri: str) -> str:
    """The base of everything here, which is that of the edition."""
    assert base_uri == BASE
    return BASE


@pytest.fixture(scope="session")
def terms(checkout: Path) -> Graph:
    """``ontology/wir.ttl``."""
    return read_turtle(checkout / "ontology/wir.ttl")


@pytest.fixture(scope="session")
def concepts(checkout: Path) -> Graph:
    """``ontology/concepts.ttl``."""
    return read_turtle(checkout / "ontology/concepts.ttl")


@pytest.fixture(scope="session")
def alignments(checkout: Path) -> Graph:
    """``ontology/alignments.ttl``."""
    return read_turtle(checkout / "ontology/alignments.ttl")


@pytest.fixture(scope="session")
def shapes(checkout: Path) -> Graph:
    """All files of ``shapes/``, except the one for the catalogue."""
    return read_turtle(*(p for p in (checkout / "shapes").glob("*.ttl") if p.stem != "catalogue"))


@pytest.fixture(scope="session")
def examples(checkout: Path) -> Graph:
    """A small world that conforms: all examples, with the ontology they are written in."""
    return read_turtle(
        *(checkout / "ontology/examples").glob("*.ttl"), *(checkout / "ontology").glob("*.ttl")
    )


@pytest.fixture(scope="session")
def world(examples: Graph) -> Store:
    """The same small world, to be asked by SPARQL."""
    store = Store()
    store.load(examples.serialize(format="nt").encode(), RdfFormat.N_TRIPLES)
    return store


@pytest.fixture(scope="session")
def world_prefixes(base: str) -> dict[str, str]:
    """Terms and concepts under the base of the edition, all other things at example addresses."""
    things = {kind: f"{WORLD}id/{kind}/" for kind in KINDS if kind != "concept"}
    return prefixes(base) | things


@pytest.fixture(scope="session")
def published(edition: Edition) -> Store:
    """The store of the published edition."""
    return Store.read_only(str(edition.store_folder))
