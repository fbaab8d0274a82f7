"""Workers answer, can be stopped, and are replaced."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from tests.query.conftest import OpenPool, lend
from tests.query.small_store import GRAPH, THINGS, strict

from wirlod.errors import (
    QueryBusy,
    QueryMalformed,
    QueryRefused,
    QueryTimeout,
    QueryTooLarge,
    WorkersUnavailable,
)
from wirlod.query.workers import wire
from wirlod.query.workers.client import Client
from wirlod.query.workers.pool import Pool
from wirlod.query.workers.wire import Question

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
CRASHING = "ASK {" + "FILTER EXISTS {" * 5_000 + "}" * 5_000 + "}"


def ask(pool: Pool, text: str, **more: object) -> bytes:
    question = Question(text=text, **{"format": "json", **more})  # type: ignore[arg-type]
    with pool.answer(question) as answer:
        return b"".join(answer)


def until(condition: object, seconds: float = 5) -> bool:
    """Wait for what happens in the background."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not condition():  # type: ignore[operator]
        time.sleep(0.01)
    return bool(condition())  # type: ignore[operator]


@pytest.fixture(params=[True, False], ids=["in memory", "on disk"])
def either_pool(open_pool: OpenPool, request: pytest.FixtureRequest) -> Pool:
    return open_pool(in_memory=request.param)


def test_a_worker_answers(either_pool: Pool) -> None:
    text = "SELECT ?o { <http://example.org/7> <http://example.org/label> ?o }"

    rows = json.loads(ask(either_pool, text))["results"]["bindings"]

    assert rows == [{"o": {"type": "literal", "value": "thing 7"}}]


@pytest.mark.parametrize(
    ("format", "start"),
    [("json", b"{"), ("xml", b"<?xml"), ("csv", b"a,b,c"), ("tsv", b"?a\t?b"), ("html", b"{")],
)
def test_rows_are_written_in_every_format(pool: Pool, format: str, start: bytes) -> None:
    assert ask(pool, "SELECT * { ?a ?b ?c }", format=format).startswith(start)


@pytest.mark.parametrize(
    "format", ["turtle", "jsonld", "rdfxml", "ntriples", "trig", "nquads", "html"]
)
def test_graphs_are_written_in_every_format(pool: Pool, format: str) -> None:
    assert b"thing 7" in ask(pool, "CONSTRUCT WHERE { ?a ?b ?c }", format=format)


def test_prefixes_of_the_dataset_need_no_declaration(pool: Pool) -> None:
    text = "ASK { ex:7 ex:label 'thing 7' }"

    assert b"true" in ask(pool, text, prefixes={"ex": "http://example.org/"})


def test_a_query_that_cannot_be_read_says_where(pool: Pool) -> None:
    with pytest.raises(QueryMalformed, match="not complete") as caught:
        ask(pool, "SELECT * {\n ?s ?p }")

    assert (caught.value.line, caught.value.column) == (2, 8)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        pytest.param(ENDLESS, QueryTimeout, id="time"),
        pytest.param(GREEDY, QueryTooLarge, id="memory"),
        pytest.param(CRASHING, QueryTooLarge, id="stack"),
    ],
)
def test_a_query_that_overruns_dies_alone(
    either_pool: Pool, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        ask(either_pool, text)

    assert b"true" in ask(either_pool, "ASK {}")


def test_a_dead_worker_is_replaced(either_pool: Pool) -> None:
    before = set(either_pool.look().worker_pids)

    with pytest.raises(QueryTooLarge):
        ask(either_pool, CRASHING)

    assert until(lambda: len(either_pool.look().worker_pids) == 2)
    assert set(either_pool.look().worker_pids) != before


def test_a_worker_that_was_killed_while_idle_is_not_asked(either_pool: Pool) -> None:
    for pid in either_pool.look().worker_pids:
        os.kill(pid, 9)
    time.sleep(0.05)

    assert b"true" in ask(either_pool, "ASK {}")


def test_a_nursery_that_was_killed_is_replaced(either_pool: Pool) -> None:
    os.kill(either_pool.look().nursery_pid, 9)
    time.sleep(1)  # its workers die with it, but not in the same instant

    assert b"true" in ask(either_pool, "ASK {}")


def test_a_large_answer_flows_without_being_held(open_pool: OpenPool) -> None:
    pool = open_pool(query_seconds=120.0)

    with pool.answer(Question(text=LARGE, format="json")) as answer:
        assert not answer.complete
        assert sum(map(len, answer)) > 100_000_000


def test_a_small_answer_is_complete_and_knows_its_size(pool: Pool) -> None:
    with pool.answer(Question(text="ASK {}", format="json")) as answer:
        assert answer.complete
        assert answer.size == len(b"".join(answer))


def test_a_result_beyond_the_limit_breaks_off(open_pool: OpenPool) -> None:
    pool = open_pool(query_result_mb=5)

    with pytest.raises(QueryTooLarge, match="larger than 5 MB"):
        ask(pool, LARGE)


def test_a_result_that_nobody_fetches_is_ended(open_pool: OpenPool) -> None:
    pool = open_pool(query_delivery_seconds=0.3)

    answer = pool.answer(Question(text=LARGE, format="json"))
    time.sleep(0.6)

    with pytest.raises(QueryTimeout, match="not fetched"):
        list(answer)
    answer.close()


def test_a_client_that_goes_away_ends_its_query(pool: Pool) -> None:
    started = time.monotonic()

    with pytest.raises(QueryTimeout, match="went away"):
        pool.answer(Question(text=ENDLESS, format="json"), Client(is_gone=lambda: True))
    assert time.monotonic() - started < pool.query_seconds


def test_an_answer_that_is_closed_early_frees_its_worker(pool: Pool) -> None:
    answer = pool.answer(Question(text=LARGE, format="json"))
    next(answer)
    answer.close()

    assert until(lambda: len(pool.look().worker_pids) == 2)


def test_more_queries_than_may_wait_are_turned_away_at_once(open_pool: OpenPool) -> None:
    pool = open_pool(query_workers=1, query_waiting=0)
    large = pool.answer(Question(text=LARGE, format="json"))

    with large, pytest.raises(QueryBusy, match="too many"):
        ask(pool, "ASK {}")


def test_a_query_waits_no_longer_than_it_may(open_pool: OpenPool) -> None:
    pool = open_pool(query_workers=1, query_waiting_seconds=0.2)
    large = pool.answer(Question(text=LARGE, format="json"))

    with large, pytest.raises(QueryBusy, match="every worker"):
        ask(pool, "ASK {}")


def test_one_client_cannot_take_every_worker(open_pool: OpenPool) -> None:
    pool = open_pool(query_workers_per_client=1, query_waiting_seconds=0.3)
    large, small = Question(text=LARGE, format="json"), Question(text="ASK {}", format="json")

    with pool.answer(large, Client("1.2.3.4")):
        with pytest.raises(QueryBusy):
            pool.answer(small, Client("1.2.3.4"))
        assert pool.answer(small, Client("5.6.7.8")).complete


def test_many_threads_get_the_bodies_that_one_would_get(pool: Pool) -> None:
    texts = [f"SELECT ?o {{ <http://example.org/{n}> ?p ?o }}" for n in range(100)]
    alone = [ask(pool, text) for text in texts]
    together: dict[str, bytes] = {}

    def work(share: list[str]) -> None:
        together.update((text, ask(pool, text)) for text in share)

    threads = [threading.Thread(target=work, args=[texts[n::8]]) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [together[text] for text in texts] == alone


def test_a_store_that_cannot_be_opened_is_an_error_not_a_hang(tmp_path: Path) -> None:
    with lend(tmp_path / "nothing", strict()) as nowhere:
        with pytest.raises(WorkersUnavailable, match="cannot be opened"):
            nowhere.look()
        with pytest.raises(WorkersUnavailable, match="cannot be opened"):
            ask(nowhere, "ASK {}")


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_a_graph_that_is_not_here_is_refused(pool: Pool, clause: str) -> None:
    with pytest.raises(QueryRefused, match="no graph <file:///etc/passwd>"):
        ask(
            pool,
            f"SELECT * {clause} <file:///etc/passwd> {{}}",
            required_graphs=("file:///etc/passwd",),
        )


def test_the_graphs_of_a_request_are_honoured(pool: Pool) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    assert f'"{2 * THINGS}"'.encode() in ask(pool, text)
    assert b'"1"' in ask(pool, text, default_graphs=(GRAPH,))
    assert b'"0"' in ask(pool, text, named_graphs=(GRAPH,))


def test_a_nursery_whose_broker_is_gone_ends_without_a_word(store_folder: Path) -> None:
    ours, theirs = socket.socketpair()
    with theirs, Connection(ours.detach()) as line:
        nursery = subprocess.Popen(
            [sys.executable, "-m", "wirlod.query.workers.nursery", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            stderr=subprocess.PIPE,
        )
        wire.send(line, wire.Nursery(wire.Place(str(store_folder), in_memory=False), memory_mb=64))
        wire.receive(line, wire.NurseryReady)
        nursery.send_signal(signal.SIGSTOP)
        wire.send(line, wire.Birth())
    nursery.send_signal(signal.SIGCONT)
    _, said = nursery.communicate(timeout=30)

    assert (nursery.returncode, said) == (0, b"")
