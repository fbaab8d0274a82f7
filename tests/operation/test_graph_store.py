"""What an engine elsewhere answers to a write, and what is made of it."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest

from wirlod.errors import PushFailed
from wirlod.operation import graph_store
from wirlod.operation.graph_store import TRIES, GraphStore

DEADLOCK = "Virtuoso 40001 Error SR172: Transaction deadlocked"
Answering = Callable[[list[tuple[int, str]]], GraphStore]


@pytest.fixture
def answering() -> Iterator[Answering]:
    """An engine that gives these answers, the last of them for ever."""
    waiting: list[tuple[int, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            status, said = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, *told: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()

    def make(answers: list[tuple[int, str]]) -> GraphStore:
        waiting[:] = answers
        address = f"http://127.0.0.1:{server.server_port}/"
        return GraphStore(graphs=address, update_address=address)

    yield make
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note the pauses of this module, for others may sleep meanwhile, and make none."""
    found: list[float] = []
    monkeypatch.setattr(graph_store, "time", SimpleNamespace(sleep=found.append))
    return found


def test_a_write_that_collides_is_sent_again(answering: Answering, pauses: list[float]) -> None:
    store = answering([(500, DEADLOCK)] * (TRIES - 1) + [(204, "")])

    store.update("DELETE WHERE { ?a ?b ?c }")

    assert len(pauses) == TRIES - 1
    assert 0 <= min(pauses) < max(pauses) <= graph_store.PAUSE_SECONDS


def test_what_always_collides_says_what_to_do(answering: Answering, pauses: list[float]) -> None:
    store = answering([(500, DEADLOCK)])

    with pytest.raises(PushFailed, match="write to it at the same time: push again later"):
        store.update("DELETE WHERE { ?a ?b ?c }")
    assert len(pauses) == TRIES - 1


@pytest.mark.parametrize(
    ("status", "said", "advice"),
    [
        (500, "no space left", "give it more disk"),
        (403, "no", "may not write"),
        (500, "", "its log"),
    ],
)
def test_other_faults_are_told_at_once(
    answering: Answering, pauses: list[float], status: int, said: str, advice: str
) -> None:
    with pytest.raises(PushFailed, match=advice):
        answering([(status, said)]).update("DELETE WHERE { ?a ?b ?c }")
    assert pauses == []
