"""``wirlod preview``: any RDF, shown as if it were published."""

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize
from tests.running import Running, running

from wirlod.cli.previewing import load_file

TURTLE = """
@prefix s: <https://schema.org/> .
<https://elsewhere.example/haus#1> a s:House ; s:name "Ein Haus"@de ; s:owner <urn:x:owner> .
"""
QUADS = '<urn:x:owner> <https://schema.org/name> "Eva" <https://elsewhere.example/people> .'
HOUSE = "https://elsewhere.example/haus#1"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("files")
    (folder / "house.ttl").write_text(TURTLE)
    (folder / "people.nq").write_text(QUADS)
    with running("preview", str(folder / "house.ttl"), str(folder / "people.nq")) as server:
        yield server


def fetch(address: str, accept: str = "text/html") -> str:
    with urlopen(Request(address, headers={"Accept": accept}), timeout=30) as response:
        return str(response.read().decode())


def describe(server: Running, iri: str) -> str:
    return f"{server.address}describe?iri={quote(iri, safe='')}"


def test_addresses_of_the_data_stay_and_lead_to_what_is_said_here(server: Running) -> None:
    page = fetch(describe(server, HOUSE))

    assert HOUSE in page
    assert "describe?iri=urn%3Ax%3Aowner" in page


def test_what_a_named_graph_says_is_shown(server: Running) -> None:
    assert "Eva" in fetch(describe(server, "urn:x:owner"))


def test_a_description_is_served_as_rdf_too(server: Running) -> None:
    assert '"Ein Haus"@de' in fetch(describe(server, HOUSE), "text/turtle")


def test_rows_link_to_what_is_said_here(server: Running) -> None:
    query = quote("SELECT ?s { ?s a <https://schema.org/House> }")

    page = fetch(f"{server.endpoint}?query={query}")

    assert "describe?iri=https%3A%2F%2Felsewhere.example%2Fhaus%231" in page


def test_named_graphs_are_kept(server: Running) -> None:
    query = quote("SELECT ?g { GRAPH ?g { ?s ?p ?o } }")

    rows = fetch(f"{server.endpoint}?query={query}", "text/csv")

    assert "https://elsewhere.example/people" in rows


@pytest.mark.parametrize(
    ("iri", "status"), [("https://nowhere.example/", "404"), ("no address", "400"), ("", "400")]
)
def test_an_address_that_is_not_here_is_told(server: Running, iri: str, status: str) -> None:
    with pytest.raises(HTTPError, match=status) as caught:
        fetch(describe(server, iri))
    caught.value.close()


def test_every_rdf_format_can_be_previewed(tmp_path: Path) -> None:
    quad = Quad(NamedNode("urn:x:s"), NamedNode("https://schema.org/name"), Literal("x"))
    store = Store(str(tmp_path / "store"))
    for suffix in ("ttl", "nt", "nq", "trig", "rdf", "jsonld", "n3"):
        file = tmp_path / f"data.{suffix}"
        file.write_bytes(serialize([quad], format=RdfFormat.from_extension(suffix)) or b"")
        load_file(store, file)

    assert list(store) == [quad]
