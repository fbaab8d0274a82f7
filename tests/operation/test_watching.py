"""What an operator sees of a running server: lines of its log, and its numbers."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import quote

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.running import CHECKOUT, Running, running, wait_for
from tests.web.asking import connect, get
from tests.web.conftest import write_edition

from wirlod.errors import SettingsError
from wirlod.settings import read_settings

SECRET = "SELECT ?whoever { ?whoever ?searches ?this }"
DOCUMENT = "/doc/grant/hanau-2022.ttl"
TOKEN = "0123456789abcdef"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watched") / "editions"
    write_edition(folder)
    return folder


@pytest.fixture(scope="module")
def server(editions: Path) -> Iterator[Running]:
    settings = {"query_workers": 2, "query_seconds": 0.5, "hsts_seconds": 60}
    hosts = "Daten.example.org"
    known = {"hosts": hosts, "metrics_token": TOKEN, **settings}
    with running("serve", "--workers", "2", editions=editions, **known) as server:
        yield server


def ask(server: Running, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Ask over a connection of its own."""
    with closing(connect(server)) as connection:
        return get(connection, path, **headers)


def read_numbers(server: Running) -> dict[str, float]:
    """Give every number by its name with labels; requests are counted after their last byte."""
    time.sleep(0.2)
    text = ask(server, "/metrics", Authorization=f"Bearer {TOKEN}")[1].decode()
    return {
        "|".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_family_and_status_of_all_processes(server: Running) -> None:
    before = read_numbers(server)
    for _ in range(20):
        ask(server, DOCUMENT)  # a connection each, so both processes are asked
    ask(server, "/doc/grant/nobody")
    after = read_numbers(server)

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert grown("wirlod_requests_total|doc|200") == 20
    assert grown("wirlod_requests_total|doc|404") == 1
    assert grown("wirlod_request_seconds_count|doc") == 21
    assert grown("wirlod_request_seconds_bucket|doc|+Inf") == 21
    assert grown("wirlod_request_seconds_sum|doc") > 0


def test_what_is_no_request_is_counted(server: Running) -> None:
    before = read_numbers(server).get("wirlod_requests_total|none|400", 0)
    with server.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nbroken\r\n\r\n")
        connection.recv(100)

    assert read_numbers(server)["wirlod_requests_total|none|400"] == before + 1


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


def test_queries_are_counted_with_those_that_are_killed(server: Running) -> None:
    before = read_numbers(server)
    assert ask(server, f"/sparql?query={quote('ASK {}')}")[0].status == 200
    assert ask(server, f"/sparql?query={quote(ENDLESS)}")[0].status == 503
    after = read_numbers(server)

    grown = {name: after[name] - before[name] for name in after if "wirlod_queries_total" in name}
    assert grown["wirlod_queries_total|run"] == 2
    assert grown["wirlod_queries_total|killed"] == 1
    assert after["wirlod_queries_now|running"] == 0


def test_edition_memory_and_workers_are_told(server: Running) -> None:
    ask(server, f"/sparql?query={quote('ASK {}')}")
    numbers = read_numbers(server)

    assert numbers["wirlod_edition_age_seconds"] > 0
    assert any(name.startswith("wirlod_edition_info|2026-11-22") for name in numbers)
    assert numbers["wirlod_processes|web"] >= 3
    assert numbers["wirlod_processes|queries"] >= 2
    assert numbers["wirlod_memory_bytes|web"] > 2**24
    assert numbers["wirlod_open_files|web"] > 10


@pytest.mark.parametrize("forwarded", [{}, {"X_Forwarded_For": "127.0.0.1"}], ids=["", "proxy"])
@pytest.mark.parametrize("said", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN])
def test_numbers_are_for_whoever_has_the_token(
    server: Running, said: str, forwarded: dict[str, str]
) -> None:
    response, body = ask(server, "/metrics", Authorization=said, **forwarded)

    assert (response.status, b"wirlod_requests" in body) == (401, False)
    assert response.headers["WWW-Authenticate"].startswith("Bearer")
    assert b"WIRLOD_METRICS_TOKEN" in body
    right, _ = ask(server, "/metrics", Authorization=f"bearer {TOKEN}", **forwarded)
    assert (right.status, right.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("token", ["short", "0123456789 abcdef", "0123456789äbcdef"])
def test_a_token_that_can_be_guessed_or_not_be_sent_is_refused(token: str) -> None:
    with pytest.raises(SettingsError, match="WIRLOD_METRICS_TOKEN can be guessed") as refused:
        read_settings({"WIRLOD_METRICS_TOKEN": token})

    assert token not in str(refused.value)


def test_hsts_and_hosts_are_settings(server: Running) -> None:
    response, _ = ask(server, DOCUMENT)
    ours, _ = ask(server, DOCUMENT, Host="daten.example.org:443")
    elsewhere, _ = ask(server, DOCUMENT, Host="evil.example")

    assert response.headers["Strict-Transport-Security"] == "max-age=60"
    assert (ours.status, elsewhere.status) == (200, 421)


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [
        ("0f8fad5b-d9cb-469f", True),
        ("", False),
        ("short", False),
        ("a" * 65, False),
        ("<script>alert</script>", False),
        ('"},{"level":"x', False),
    ],
)
def test_a_request_has_the_name_it_was_given_if_it_is_one(
    server: Running, given: str, is_kept: bool
) -> None:
    for address in (DOCUMENT, DOCUMENT, "/doc/grant/nobody", "/%zz"):
        response, _ = ask(server, address, X_Request_ID=given)
        named = response.headers.get_all("X-Request-ID")

        assert len(named) == 1
        assert (named[0] == given) is is_kept
        assert re.fullmatch(r"[A-Za-z0-9._\-]{8,64}", named[0])


def log_of(editions: Path, capfd: pytest.CaptureFixture[str], **settings: str) -> str:
    """Ask a server for a document, a query and nonsense; give what it logged."""
    capfd.readouterr()
    with running("serve", "--workers", "1", editions=editions, **settings) as server:
        for path in (DOCUMENT, f"/sparql?query={quote(SECRET)}", "/doc/grant/x?q=searched"):
            ask(server, path, X_Forwarded_For="203.0.113.77", X_Request_ID="named-by-us")
        ask(server, DOCUMENT, X_Forwarded_For="2001:db8:1:2:3:4:5:6")
    return capfd.readouterr().err


def by_path(line: dict[str, str]) -> str:
    return line["path"]


def test_json_lines_tell_requests_without_people(
    editions: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = log_of(editions, capfd, log_format="json", log_requests="paths")
    lines = [json.loads(line) for line in text.splitlines()]
    requests = sorted((line for line in lines if line["message"] == "request"), key=by_path)

    told = [(line["path"], line["status"], line["request"]) for line in requests]
    assert ("/sparql", 200, "named-by-us") in told
    assert told.count((DOCUMENT, 200, "named-by-us")) == 1
    assert {line["client"] for line in requests} == {"203.0.113.0", "2001:db8:1::"}
    assert all(line["bytes"] > 0 and line["seconds"] > 0 for line in requests)
    assert "searche" not in text
    assert "113.77" not in text


def test_text_lines_tell_requests_with_parameters_where_asked_for(
    editions: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = log_of(editions, capfd, log_requests="parameters").splitlines()

    assert len(lines) == 4  # each written after the last byte of its answer, in whatever order
    assert sum(f"path={DOCUMENT} status=200" in line for line in lines) == 2
    assert sum("whoever" in line for line in lines) == 1


def test_nothing_is_logged_of_requests_by_default(
    editions: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert log_of(editions, capfd) == ""


@contextmanager
def activated(editions: Path, listener: socket.socket) -> Iterator[subprocess.Popen[bytes]]:
    """Start the service as systemd does with a socket: it is descriptor 3."""
    script = (
        f"exec 3<&{listener.fileno()}; export LISTEN_PID=$$ LISTEN_FDS=1; "
        f"exec {sys.executable} -m wirlod serve --workers 2"
    )
    environment = {"PYTHONPATH": str(CHECKOUT / "src"), "WIRLOD_EDITIONS": str(editions)}
    process = subprocess.Popen(
        ["/bin/bash", "-c", script],
        env={**os.environ, **environment},
        pass_fds=[listener.fileno()],
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(30)


ENOUGH = 30
"""How many answers a client must have had."""


class Asking(threading.Thread):
    """A client that asks all the time, a connection for each request."""

    def __init__(self, server: Running) -> None:
        super().__init__()
        self.server, self.ending = server, threading.Event()
        self.answers: list[int | str] = []

    def run(self) -> None:
        while not self.ending.is_set():
            try:
                response, body = ask(self.server, f"{DOCUMENT}?n={len(self.answers)}")
                self.answers.append(response.status if body else "empty")
            except OSError as error:
                self.answers.append(repr(error))

    def stop(self) -> list[int | str]:
        """End it when it has been answered often enough, however slow the machine is."""
        deadline = time.monotonic() + 60
        while len(self.answers) < ENOUGH and time.monotonic() < deadline:
            time.sleep(0.1)
        self.ending.set()
        self.join(30)
        return self.answers


def test_an_upgrade_loses_no_request(editions: Path) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listener:
        port = listener.getsockname()[1]
        asking = [Asking(Running("127.0.0.1", port, 0)) for _ in range(3)]
        with activated(editions, listener):
            wait_for(port)
            for one in asking:
                one.start()
            wait_until(lambda: all(len(one.answers) > 3 for one in asking))
        with activated(editions, listener):
            time.sleep(3)
            answers = [answer for one in asking for answer in one.stop()]

    assert len(answers) >= ENOUGH
    assert set(answers) == {200}


@pytest.mark.parametrize("worker", [False, True], ids=["reload", "a worker ends"])
def test_a_reload_loses_no_request(editions: Path, worker: bool) -> None:
    with running("serve", "--workers", "2", editions=editions) as server:
        asking = Asking(server)
        asking.start()
        for round in range(3):
            wait_until(lambda: len(asking.answers) > 4 * round)  # noqa: B023 (it is called here)
            for pid in find_children(server.pid) if worker else [server.pid]:
                with suppress(ProcessLookupError):  # it may have just been replaced
                    os.kill(pid, signal.SIGTERM if worker else signal.SIGHUP)
                time.sleep(0.5)
        answers = asking.stop()

    assert len(answers) >= ENOUGH
    assert set(answers) == {200}


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for something, a minute at most."""
    deadline = time.monotonic() + 60
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.1)


def find_children(pid: int) -> list[int]:
    """Find the web processes of a server: its children that are no broker."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    commands = {int(one): Path(f"/proc/{one}/cmdline").read_bytes() for one in children}
    return [one for one, command in commands.items() if b"broker" not in command]
