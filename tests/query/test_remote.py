"""An engine elsewhere answers like a store of our own, or fails in time and in words."""

import gc
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize
from tests.query.small_store import GRAPH, quads
from tests.running import Running, running

from wirlod.errors import QueryError, QueryMalformed, QueryTimeout
from wirlod.query.describe import describe_thing
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.embedded import EmbeddedStore
from wirlod.query.remote import RemoteStore
from wirlod.query.store import Store as AnyStore
from wirlod.sparql.confinement import Graphs

BASE = "http://example.org/"


@pytest.fixture(scope="module")
def data() -> bytes:
    named = NamedNode(GRAPH)
    everything = (Quad(quad.subject, quad.predicate, quad.object, named) for quad in quads())
    return serialize(everything, format=RdfFormat.N_QUADS) or b""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> Iterator[Running]:
    file = tmp_path_factory.mktemp("data") / "things.nq"
    Path(file).write_bytes(data)
    with running("preview", str(file), query_workers=2, query_seconds=2) as server:
        yield server


GRAPHS = Graphs(GRAPH, ((GRAPH, GRAPH),))


def at(address: str, seconds: float = 10) -> RemoteStore:
    return RemoteStore(Elsewhere(address=address, seconds=seconds), GRAPHS, BASE)


@pytest.fixture
def remote(server: Running) -> RemoteStore:
    return at(server.endpoint)


@pytest.fixture
def embedded(data: bytes) -> AnyStore:
    store = Store()
    store.extend(Quad(*quad.triple) for quad in parse(data, RdfFormat.N_QUADS))
    return EmbeddedStore(store, BASE)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s <http://example.org/near> ?o } ORDER BY ?s LIMIT 20",
        "SELECT ?s ?none { ?s <http://example.org/label> 'thing 7' OPTIONAL { ?s wir:x ?none } }",
        "SELECT (1.5 AS ?a) ('x'@de AS ?b) (true AS ?c) {}",
        "SELECT ?s { ?s wir:nothing ?o }",
    ],
)
def test_rows_are_those_of_a_store_of_our_own(
    remote: RemoteStore, embedded: AnyStore, query: str
) -> None:
    assert list(remote.select(query)) == list(embedded.select(query))


def test_triples_are_those_of_a_store_of_our_own(remote: RemoteStore, embedded: AnyStore) -> None:
    query = "CONSTRUCT WHERE { ?s <http://example.org/label> ?o }"

    assert set(remote.construct(query)) == set(embedded.construct(query))


def test_a_thing_is_described_from_elsewhere(remote: RemoteStore, embedded: AnyStore) -> None:
    thing = "http://example.org/7"

    assert describe_thing(remote, thing) == describe_thing(embedded, thing)


def test_a_query_that_cannot_be_read_is_told(remote: RemoteStore) -> None:
    with pytest.raises(QueryMalformed, match="cannot read the query"):
        list(remote.select("SELECT {"))


def test_a_query_that_is_refused_or_ended_is_told(remote: RemoteStore) -> None:
    with pytest.raises(QueryError, match=r"answers 503|in time"):
        list(remote.select("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))


def test_an_endpoint_that_hangs_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        remote = at(f"http://127.0.0.1:{silent.getsockname()[1]}/", 1)
        started = time.monotonic()

        with pytest.raises(QueryTimeout, match="did not answer in time"):
            list(remote.select("SELECT * {}"))
    assert time.monotonic() - started < 20


def test_an_endpoint_that_stops_in_the_middle_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as stopping:
        thread = threading.Thread(target=answer_half, args=[stopping])
        thread.start()
        remote = at(f"http://127.0.0.1:{stopping.getsockname()[1]}/", 1)

        with pytest.raises(QueryTimeout):
            list(remote.construct("CONSTRUCT WHERE { ?s ?p ?o }"))
        thread.join()


def answer_half(server: socket.socket) -> None:
    """Begin an answer and say no more."""
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<http://a> <http")
        time.sleep(1.5)


TURTLE = b"<http://a> <http://b> <http://c> .\n"
ROWS = b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","value":"http://a"}},'
BROKEN = {
    "cut where a line ends": b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + TURTLE,
    "cut in a line": b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + TURTLE[:20],
    "cut in a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\n" + TURTLE,
    "rows that are cut": b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + ROWS,
    "rows that end": b"HTTP/1.1 200 OK\r\n\r\n" + ROWS,
    "rows in a chunk": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\n" + ROWS,
    "no head": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
    "rows of Virtuoso's": b"HTTP/1.1 200 OK\r\nServer: Virtuoso/7\r\nContent-Length: 2\r\n\r\n{}",
    "a page": b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>",
    "nothing of HTTP": b"\x00\x01garbage\r\n\r\n",
    "nothing": b"",
}


@pytest.mark.parametrize("said", BROKEN.values(), ids=BROKEN.keys())
def test_an_answer_that_is_no_whole_one_is_an_error(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        remote = at(f"http://127.0.0.1:{server.getsockname()[1]}/", 5)
        for ask in (
            lambda: list(remote.construct("CONSTRUCT WHERE { ?s ?p ?o }")),
            lambda: list(remote.select("SELECT ?s { ?s ?p ?o }")),
        ):
            thread = threading.Thread(target=answer, args=[server, said])
            thread.start()
            with pytest.raises(QueryError) as told:
                ask()
            thread.join()
            assert "\n" not in str(told.value)
            del told
            gc.collect()  # rows must be dropped where they were read


def answer(server: socket.socket, said: bytes) -> None:
    """Say something to whoever comes next, and hang up."""
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(said)
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(0.3)
        with suppress(TimeoutError):  # whoever asked may keep the connection
            while connection.recv(65536):
                pass


def test_an_endpoint_that_is_not_there_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]

    with pytest.raises(QueryError, match="refused"):
        list(at(f"http://127.0.0.1:{port}/").select("SELECT * {}"))


def test_terms_are_terms_of_the_one_kind(remote: RemoteStore) -> None:
    [row] = remote.select("SELECT ?s { VALUES ?s { <http://example.org/7> } }")

    assert row == {"s": NamedNode("http://example.org/7")}


def test_what_names_a_thing_is_found_once_and_no_more_than_asked_for(
    remote: RemoteStore, embedded: AnyStore
) -> None:
    near, things = "http://example.org/near", [f"{BASE}{number}" for number in (3, 4, 5, 4)]
    naming = {f"{BASE}{number}" for number in (2, 3, 4)}

    for store in (remote, embedded):
        assert sorted(store.naming(near, things, 10)) == sorted(naming)
        assert len(store.naming(near, things, 2)) == 2
        assert store.naming(f"{BASE}nothing", things, 10) == []
