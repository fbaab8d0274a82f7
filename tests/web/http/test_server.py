"""What only a real connection shows: broken-off answers, clients that go away, dead servers."""

import http.client
import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize
from tests.running import Running, running

from wirlod.cli.serving import listen

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
LIMITS = {
    "query_workers": 2,
    "query_seconds": 4,
    "query_result_mb": 30,
    "query_delivery_seconds": 2,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    name = NamedNode("http://example.org/name")
    things = (NamedNode(f"http://example.org/{number}") for number in range(700))
    quads = [Quad(thing, name, Literal(f"a thing with a name, {thing}")) for thing in things]
    file = tmp_path_factory.mktemp("data") / "things.nt"
    file.write_bytes(serialize(quads, format=RdfFormat.N_TRIPLES) or b"")
    with running("preview", str(file), **LIMITS) as server:
        yield server


def request(path: str, *headers: str, version: str = "1.1") -> bytes:
    return "\r\n".join([f"GET {path} HTTP/{version}", "Host: x", *headers, "", ""]).encode()


def read_to_end(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def query_path(query: str) -> str:
    return f"/sparql?query={quote(query)}"


def count_busy(pid: int) -> int:
    """Count the processes below *pid* that have used the processor in the last moment."""
    before = {child: used_ticks(child) for child in find_descendants(pid)}
    time.sleep(0.3)
    return sum(used_ticks(child) - used > 5 for child, used in before.items())


def find_descendants(pid: int) -> list[int]:
    children = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread may have ended meanwhile
            children += [int(child) for child in task.read_text().split()]
    return children + [further for child in children for further in find_descendants(child)]


def count_connections(port: int) -> int:
    """Count the connections that a server on *port* holds open."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and row[3] == "01" for row in rows)


def is_alive(pid: int) -> bool:
    """Tell whether *pid* runs; a zombie waits only for a parent to take notice."""
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def used_ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0
    return int(fields[11]) + int(fields[12])


def test_an_answer_beyond_the_limit_ends_so_that_a_client_notices(server: Running) -> None:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=30)
    connection.request("GET", query_path(LARGE))
    response = connection.getresponse()

    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        response.read()
    connection.close()


def test_an_old_client_that_knows_no_chunks_notices_too(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(request(query_path(LARGE), version="1.0"))

        with pytest.raises(ConnectionResetError):
            read_to_end(connection)


def test_a_client_that_goes_away_ends_its_query(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(request(query_path(ENDLESS)))
        time.sleep(0.5)
        busy = count_busy(server.pid)
    time.sleep(0.6)

    assert busy == 1
    assert count_busy(server.pid) == 0


def test_a_client_that_goes_away_in_the_middle_ends_its_query(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(request(query_path(LARGE)))
        connection.recv(1000)
    time.sleep(0.6)

    assert count_busy(server.pid) == 0


def test_a_client_that_does_not_read_is_hung_up_on(server: Running) -> None:
    with server.connect() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(request(query_path(LARGE)))
        time.sleep(1)
        before = count_connections(server.port)
        time.sleep(2)

        assert count_connections(server.port) == before - 1
        assert count_busy(server.pid) == 0


def test_a_query_that_takes_too_long_is_told_so(server: Running) -> None:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=30)
    connection.request("GET", query_path(ENDLESS))
    response = connection.getresponse()

    assert response.status == 503
    assert b"longer than 4 seconds" in response.read()
    connection.close()


def test_a_connection_is_kept_after_a_refusal(server: Running) -> None:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=30)
    connection.request("POST", "/sparql", "x" * 10_000, {"Content-Type": "text/plain"})
    assert connection.getresponse().read()
    connection.request("GET", query_path("ASK {}"))

    assert connection.getresponse().status == 200
    connection.close()


def test_no_process_is_left_when_the_server_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "one.nt"
    file.write_text("<http://a> <http://b> <http://c> .\n")
    with running("preview", str(file), query_workers=2) as server:
        with urlopen(f"{server.endpoint}?query=ASK%7B%7D", timeout=30) as response:
            assert response.status == 200
        below = find_descendants(server.pid)
        web = find_descendants(server.pid)[0]
        os.kill(web, 9)
        time.sleep(1)

    assert len(below) >= 4
    assert not [pid for pid in below if is_alive(pid)]


def test_who_connects_before_the_server_works_waits_for_no_packet_either() -> None:
    with listen("127.0.0.1", 0) as listener:
        with socket.create_connection(listener.getsockname()):
            accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
