"""Connections to an engine are kept, and never one on which something was left unread."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

import pytest

from wirlod.errors import QueryError
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.kept import keep_connections
from wirlod.query.remote import RemoteStore
from wirlod.sparql.confinement import Graphs

MANY = 20_000


class FakeEngine(ThreadingHTTPServer):
    """Answers the n-th query with rows that all say n, in one of several ways."""

    daemon_threads = True

    def __init__(self, way: str) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.way = way
        self.rows = 3
        self.connections = self.queries = 0

    def ask(self) -> list[str]:
        return [str(row["n"]) for row in self.store().select("SELECT ?n {}")]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    def store(self) -> RemoteStore:
        engine = Elsewhere(address=self.address, seconds=30)
        return RemoteStore(engine, Graphs("urn:g"), "http://a/")


class Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: FakeEngine

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.queries += 1
        row = {"n": {"type": "literal", "value": str(self.server.queries)}}
        rows = {"head": {"vars": ["n"]}, "results": {"bindings": [row] * self.server.rows}}
        self.answer(json.dumps(rows).encode(), self.server.way)

    def answer(self, body: bytes, way: str) -> None:
        self.send_response(200)
        if way.startswith("chunks"):
            self.send_header("Transfer-Encoding", "chunked")
            end = b"garbage\r\n" if way == "chunks that break" else b"0\r\n\r\n"
            body = b"%x\r\n%s\r\n%s" % (len(body), body, end)
        else:
            self.send_header("Content-Length", str(len(body)))
        if way == "closes and says so":
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = way.startswith("closes")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> Iterator[FakeEngine]:
    server = FakeEngine(request.param)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


KEPT = ("length", "chunks")


@pytest.mark.parametrize("engine", KEPT, indirect=True)
def test_queries_share_a_connection(engine: FakeEngine) -> None:
    said = [engine.ask() for _ in range(10)]

    assert said == [[f'"{number}"'] * 3 for number in range(1, 11)]
    assert engine.connections == 1


@pytest.mark.parametrize("engine", ["closes", "closes and says so"], indirect=True)
def test_a_connection_that_was_closed_is_opened_anew(engine: FakeEngine) -> None:
    for number in range(1, 6):
        assert engine.ask() == [f'"{number}"'] * 3

    assert engine.connections == 5


@pytest.mark.parametrize("engine", ["chunks that break"], indirect=True)
def test_a_broken_answer_is_told_and_spoils_no_other(engine: FakeEngine) -> None:
    with pytest.raises(QueryError):
        engine.ask()
    engine.way = "chunks"

    assert engine.ask() == ['"2"'] * 3
    assert engine.connections == 2


@pytest.mark.parametrize("engine", KEPT, indirect=True)
def test_who_asks_while_reading_gets_another_connection(engine: FakeEngine) -> None:
    engine.rows = MANY
    outer = engine.store().select("SELECT ?n {}")
    first = str(next(outer)["n"])
    inner = engine.ask()
    rest = [str(row["n"]) for row in outer]

    assert (first, set(inner), set(rest)) == ('"1"', {'"2"'}, {'"1"'})
    assert (len(inner), len(rest)) == (MANY, MANY - 1)
    assert engine.connections == 2


@pytest.mark.parametrize("engine", KEPT, indirect=True)
def test_an_answer_that_was_left_spoils_no_other(engine: FakeEngine) -> None:
    engine.rows = MANY
    for number in range(1, 6):
        rows = engine.store().select("SELECT ?n {}")
        assert str(next(rows)["n"]) == f'"{number}"'
        rows.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("engine", ["length"], indirect=True)
def test_an_engine_that_is_gone_is_told(engine: FakeEngine) -> None:
    engine.ask()
    engine.way = "closes"
    engine.ask()
    engine.shutdown()
    engine.socket.close()

    with pytest.raises(QueryError, match="cannot be reached"):
        engine.ask()


@pytest.mark.parametrize("engine", KEPT, indirect=True)
def test_who_names_no_time_to_wait_is_served_over_a_kept_connection_too(engine: FakeEngine) -> None:
    keep_connections(engine.address)
    request = Request(engine.address, data=b"")

    for _ in range(2):
        with urlopen(request) as answer:
            assert answer.read()

    assert (engine.queries, engine.connections) == (2, 1)


@pytest.mark.parametrize("engine", KEPT, indirect=True)
def test_what_is_no_engine_is_asked_as_ever(engine: FakeEngine) -> None:
    keep_connections("http://127.0.0.1:9/sparql")

    for _ in range(2):
        with urlopen(Request(engine.address, data=b"")) as answer:
            assert answer.read()

    assert (engine.queries, engine.connections) == (2, 2)
