"""Against the network itself: a server on the loopback must hear nothing."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from tests.query.test_guard import FEDERATED, PREFIXES

from wirlod.errors import QueryError
from wirlod.query.workers.pool import Pool
from wirlod.query.workers.wire import Question
from wirlod.sparql.guard import read_query

FETCHING = {
    "FROM": "SELECT * FROM <U> { ?s ?p ?o }",
    "FROM NAMED": "SELECT * FROM NAMED <U> { GRAPH ?g { ?s ?p ?o } }",
    "LOAD": "LOAD <U>",
    "LOAD SILENT": "LOAD SILENT <U> INTO GRAPH <http://g/>",
}


class Canary(ThreadingHTTPServer):
    """Remembers every request that reaches it."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        super().__init__(("127.0.0.1", 0), Listener)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Listener(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Canary)
        self.server.heard.append(self.path)
        self.send_error(500)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def canary() -> Iterator[Canary]:
    with Canary() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("text", (FEDERATED | FETCHING).values(), ids=(FEDERATED | FETCHING).keys())
def test_without_the_guard_a_worker_still_reaches_nobody(
    canary: Canary, pool: Pool, text: str
) -> None:
    if not pool.look().network_wall:
        pytest.skip("needs a kernel that lets this user make network namespaces")
    question = Question(text=text.replace("U", canary.address), format="json")

    with suppress(QueryError), pool.answer(question) as answer:
        b"".join(answer)

    assert canary.heard == []


@pytest.mark.parametrize("text", (FEDERATED | FETCHING).values(), ids=(FEDERATED | FETCHING).keys())
def test_the_guard_alone_keeps_the_engine_from_asking_others(canary: Canary, text: str) -> None:
    store = Store()
    store.add(Quad(NamedNode("http://a"), NamedNode("http://b"), Literal(1)))
    store.add(Quad(NamedNode("http://a"), NamedNode("http://b"), Literal(True)))
    query = text.replace("U", canary.address)

    with suppress(QueryError, SyntaxError, OSError, RuntimeError):
        read_query(query, PREFIXES, "http://base/", 10_000)
        list(store.query(query, prefixes=PREFIXES))  # type: ignore[arg-type]

    assert canary.heard == []


def test_the_canary_can_hear(canary: Canary) -> None:
    with pytest.raises(OSError, match="500"):
        list(Store().query(f"SELECT * {{ SERVICE <{canary.address}> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]

    assert canary.heard == ["/"]
