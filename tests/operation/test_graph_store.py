"""What an engine elsewhere answers to a write, or a question on the way, and what comes of it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest

from wirlod.errors import EngineFailed, PushFailed
from wirlod.operation.graph_store import GraphStore
from wirlod.query import collisions
from wirlod.query.collisions import TRIES
from wirlod.query.elsewhere import Elsewhere
from wirlod.saying import speaking
from wirlod.sparql.confinement import Confined

DEADLOCK = "Virtuoso 40001 Error SR172: Transaction deadlocked"
ROWS = (
    '{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "bnode", "value": "b"}}]}}'
)
QUERY = Confined("SELECT ?a {}", (), ())
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
    monkeypatch.setattr(collisions, "time", SimpleNamespace(sleep=found.append))
    return found


def test_a_write_that_collides_is_sent_again(answering: Answering, pauses: list[float]) -> None:
    store = answering([(500, DEADLOCK)] * (TRIES - 1) + [(204, "")])

    store.update("DELETE WHERE { ?a ?b ?c }")

    assert len(pauses) == TRIES - 1
    assert 0 <= min(pauses) < max(pauses) <= collisions.PAUSE_SECONDS


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


def test_a_question_that_collides_is_asked_again(answering: Answering, pauses: list[float]) -> None:
    store = answering([(500, DEADLOCK)] * (TRIES - 1) + [(200, ROWS)])

    with closing(Elsewhere(address=store.graphs).find_rows(QUERY)) as rows:
        assert [row["a"].value for row in rows] == ["b"]
    assert len(pauses) == TRIES - 1


@pytest.mark.parametrize(
    ("said", "times"),
    [(DEADLOCK, TRIES), ("SQ074: syntax SPARQL query: SELECT 40001", 1), ("", 1)],
    ids=["always collides", "repeats the query", "says nothing"],
)
def test_a_question_that_fails_is_told(
    answering: Answering, pauses: list[float], said: str, times: int
) -> None:
    store = answering([(500, said)])

    with pytest.raises(EngineFailed, match="behind this service gives no answer"):
        Elsewhere(address=store.graphs).find_rows(QUERY)
    assert len(pauses) == times - 1


def test_what_an_engine_answers_is_told_in_the_language_of_the_run(answering: Answering) -> None:
    store = answering([(403, "no")])

    with speaking("de"), pytest.raises(PushFailed, match="antwortet 403: dieser Benutzer darf"):
        store.update("DELETE WHERE { ?a ?b ?c }")
