"""Hostile queries, three times in a row each, with eight honest clients beside them."""

import threading
import time
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from tests.query.hostile import HOSTILE
from tests.running import Running, running
from tests.web.http.test_server import find_descendants, is_alive

HONEST = 8
SETTINGS = {"query_seconds": 2, "query_memory_mb": 256, "query_workers": 8, "query_result_mb": 64}
MEMORY_MB = 400 + 8 * 256
"""Web process, nursery and data, and what the settings allow eight workers."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


class Honest(threading.Thread):
    """Asks small questions whose answers it knows, until it is stopped."""

    def __init__(self, server: Running, number: int) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.number = number
        self.seconds: list[float] = []
        self.failures: list[str] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        thing = self.number
        while not self.stopped.wait(0.02):
            thing = (thing + 7) % 500
            query = f"SELECT ?n {{ <http://example.org/{thing}> <http://example.org/name> ?n }}"
            started = time.monotonic()
            self.check(ask(self.server, query), f'"a thing called {thing}"')
            self.seconds.append(time.monotonic() - started)

    def check(self, answer: tuple[int, bytes], wanted: str) -> None:
        status, body = answer
        if status != 200 or wanted not in body.decode():
            self.failures.append(f"{status} {body[:200]!r}")


def ask(server: Running, query: str) -> tuple[int, bytes]:
    """Ask by POST and read everything; 0 where the answer was broken off."""
    request = Request(server.endpoint, urlencode({"query": query}).encode())
    try:
        with urlopen(request, timeout=60) as response:
            return response.status, response.read()
    except HTTPError as error:
        with error:
            return error.code, error.read()
    except (OSError, HTTPException) as error:
        return 0, str(error).encode()


def used_mb(pid: int) -> float:
    """Memory of a server and everything below it; what is shared is counted in shares."""
    total = 0
    for process in [pid, *find_descendants(pid)]:
        with suppress(OSError, StopIteration):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += int(next(line for line in lines if line.startswith("Pss:")).split()[1])
    return total / 1024


class Watch(threading.Thread):
    """Remembers the most memory that a server took."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.most_mb = 0.0
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.wait(0.1):
            self.most_mb = max(self.most_mb, used_mb(self.pid))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    name, near = NamedNode("http://example.org/name"), NamedNode("http://example.org/near")
    things = [NamedNode(f"http://example.org/{number}") for number in range(500)]
    quads = [Quad(s, name, Literal(f"a thing called {n}")) for n, s in enumerate(things)]
    quads += [Quad(s, near, things[(n * 7 + 1) % 500]) for n, s in enumerate(things)]
    file = tmp_path / "things.nt"
    file.write_bytes(serialize(quads, format=RdfFormat.N_TRIPLES) or b"")
    return file


def test_hostile_queries_harm_nobody_else(data: Path) -> None:
    with running("preview", str(data), **SETTINGS) as server:
        assert ask(server, "ASK {}")[0] == 200
        honest = [Honest(server, number) for number in range(HONEST)]
        watch = Watch(server.pid)
        for thread in (*honest, watch):
            thread.start()
        statuses = {name: [ask(server, q)[0] for _ in range(3)] for name, q in HOSTILE.items()}
        for thread in (*honest, watch):
            thread.stopped.set()
            thread.join()
        time.sleep(1)
        left = len(find_descendants(server.pid))
        processes = find_descendants(server.pid)
    seconds = sorted(second for client in honest for second in client.seconds)
    tell(statuses, seconds, watch.most_mb)

    assert [failure for client in honest for failure in client.failures] == []
    assert seconds[int(len(seconds) * 0.99)] < 0.5
    assert watch.most_mb < MEMORY_MB
    assert left == len(["web", "watch", "broker", "nursery"]) + int(SETTINGS["query_workers"])
    assert not [pid for pid in processes if is_alive(pid)]


def tell(statuses: dict[str, list[int]], seconds: list[float], most_mb: float) -> None:
    """Print the figures, for ``pytest -s``."""
    for name, three in statuses.items():
        print(f"{name:32} {three}")
    p99, worst = seconds[int(len(seconds) * 0.99)], seconds[-1]
    print(
        f"{len(seconds)} honest answers, p50 {seconds[len(seconds) // 2] * 1000:.0f} ms, ", end=""
    )
    print(f"p99 {p99 * 1000:.0f} ms, worst {worst * 1000:.0f} ms; at most {most_mb:.0f} MB")
