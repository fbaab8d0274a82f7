"""
Ten queries over HTTP, beside Oxigraph's own server and rdflib-endpoint on the same data.

``python -m tests.benchmarks.sparql_bench`` takes about four minutes. The peers are installed
into ``build/peers`` once. Each query is another text each time, by a number in a comment, for we
keep answers: what asking the same again takes is told beside it, as «kept». Fails where a goal is
missed, and where a peer is.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from itertools import count
from math import nan
from pathlib import Path
from statistics import geometric_mean
from urllib.parse import urlencode

from tests.benchmarks import load
from tests.benchmarks.results import Row, keep
from tests.running import free_port, running, wait_for

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "build/peers"
PEER_PACKAGES = ("oxigraph==0.5.13", "rdflib-endpoint==0.6.3", "uvicorn==0.54.0")
GRANTS = 12_500
SECONDS = 1.5
E = "http://example.org/"

QUERIES = {
    "a lookup": f"SELECT ?o {{ <{E}grant/77> <{E}label> ?o }}",
    "a thing": f"SELECT ?p ?o {{ <{E}grant/1234> ?p ?o }}",
    "a yes or no": f"ASK {{ <{E}grant/5> <{E}recipient> <{E}district/5> }}",
    "a graph": f"CONSTRUCT WHERE {{ <{E}grant/99> ?p ?o }}",
    "a join": f"SELECT ?g ?l {{ ?g <{E}recipient> <{E}district/7> ; <{E}label> ?l }} LIMIT 50",
    "a count": f"SELECT (COUNT(*) AS ?n) {{ ?g a <{E}Grant> }}",
    "sum by district and year": (
        f"SELECT ?d ?y (SUM(?a) AS ?s) {{ ?g <{E}recipient> ?d ; <{E}year> ?y ; <{E}amount> ?a }} "
        "GROUP BY ?d ?y"
    ),
    "a scan for a text": f"SELECT ?g {{ ?g <{E}label> ?l FILTER CONTAINS(?l, '777') }}",
    "the largest": f"SELECT ?g ?a {{ ?g <{E}amount> ?a }} ORDER BY DESC(?a) ?g LIMIT 20",
    "a large result": f"SELECT * {{ ?g <{E}label> ?l ; <{E}amount> ?a ; <{E}recipient> ?d }}",
}
SMALL = tuple(QUERIES)[:5]
SCANS = ("a count", "sum by district and year", "a scan for a text")
CLIENTS = (1, 8, 32)
KEPT = "ours, kept"
FORM = "application/x-www-form-urlencoded"
ACCEPT = "application/sparql-results+json, text/turtle"


def write_data(file: Path, grants: int = GRANTS) -> int:
    """Write *grants* as N-Triples; give the number of triples."""
    lines = [line for number in range(grants) for line in _grant(number)]
    file.write_text("".join(f"{line} .\n" for line in lines))
    return len(lines)


def _grant(number: int) -> Iterator[str]:
    grant = f"<{E}grant/{number}>"
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    yield f"{grant} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{E}Grant>"
    yield f'{grant} <{E}label> "Förderung Nummer {number}"@de'
    yield f'{grant} <{E}label> "Grant number {number}"@en'
    yield f"{grant} <{E}recipient> <{E}district/{number % 33}>"
    yield f'{grant} <{E}year> "{2013 + number % 13}"{integer}'
    yield f'{grant} <{E}amount> "{number * 7919 % 600_000}"{integer}'
    yield f"{grant} <{E}programme> <{E}programme/{number % 3}>"
    for source in range(5):
        yield f"{grant} <{E}source> <{E}release/{number % 997}-{source}>"


def install_peers() -> Path:
    """Install the peers into an environment of their own; give its folder of commands."""
    commands = PEERS / "bin"
    if not (commands / "rdflib-endpoint").exists():
        subprocess.run([sys.executable, "-m", "venv", str(PEERS)], check=True)
        install = [str(commands / "pip"), "install", "--quiet", *PEER_PACKAGES]
        subprocess.run(install, check=True)
    return commands


@contextmanager
def serving(command: list[str], port: int) -> Iterator[int]:
    """Run a peer until the block ends."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, 60)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def start_all(stack: ExitStack, data: Path) -> dict[str, tuple[int, str]]:
    """Start every server on *data*; name → port and path."""
    processes = str(os.cpu_count() or 1)  # as many as ``wirlod serve`` has, and as peers use cores
    ours = stack.enter_context(running("preview", str(data), "--workers", processes))
    commands = install_peers()
    store = str(data.with_suffix(".store"))
    oxigraph = str(commands / "oxigraph")
    loading = [oxigraph, "load", "--location", store, "--file", str(data)]
    subprocess.run(loading, check=True, capture_output=True)
    port, other = free_port(), free_port()
    serve = [oxigraph, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]
    stack.enter_context(serving(serve, port))
    rdflib = [
        str(commands / "rdflib-endpoint"),
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(other),
        str(data),
    ]
    stack.enter_context(serving(rdflib, other))
    return {
        "ours": (ours.port, "/sparql"),
        "oxigraph": (port, "/query"),
        "rdflib": (other, "/"),
    }


def ask(connection: HTTPConnection, path: str, query: str) -> int:
    """
    Ask once and read everything; give the number of bytes.

    By POST, for an answer to GET may be kept and given again.
    """
    body = urlencode({"query": query})
    connection.request("POST", path, body, {"Accept": ACCEPT, "Content-Type": FORM})
    response = connection.getresponse()
    answer = response.read()
    assert response.status == 200, answer[:300]
    return len(answer)


def build_post(path: str, query: str) -> bytes:
    """Write the request, as a client with a connection of its own sends it."""
    body = urlencode({"query": query}).encode()
    head = [
        f"POST {path} HTTP/1.1",
        "Host: localhost",
        f"Accept: {ACCEPT}",
        f"Content-Type: {FORM}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


def ask_anew(path: str, query: str) -> Iterator[bytes]:
    """Write the same question as ever another text."""
    for number in count():
        yield build_post(path, f"{query} # {os.getpid()}-{number}")


def measure(server: tuple[int, str], query: str, clients: int, *, kept: bool = False) -> float:
    """Ask again and again from *clients* connections; give milliseconds per answer (median)."""
    port, path = server
    requests = build_post(path, query) if kept else ask_anew(path, query)
    found = load.measure(port, requests, clients, SECONDS)
    assert found.statuses == {200}, found.statuses
    return found.percentile(0.5)


def main() -> None:
    """Print the table, and fail where a goal is missed."""
    results: dict[tuple[str, str, int], float] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        data = Path(folder) / "grants.nt"
        print(f"{write_data(data):,} triples; milliseconds per answer, median")
        servers = start_all(stack, data)
        names = (*servers, KEPT)
        print(f"{'query':28}{'clients':>8}" + "".join(f"{name:>12}" for name in names))
        for query, text in QUERIES.items():
            for clients in CLIENTS:
                peers = [n for n in servers if clients == 1 or n != "rdflib"]
                for name in peers:
                    ask(HTTPConnection("127.0.0.1", servers[name][0]), servers[name][1], text)
                    results[query, name, clients] = measure(servers[name], text, clients)
                again = measure(servers["ours"], text, clients, kept=True)
                results[query, KEPT, clients] = again
                row = "".join(f"{results.get((query, name, clients), nan):12.2f}" for name in names)
                print(f"{query:28}{clients:8}{row}", flush=True)
    keep(tabulate(results))
    judge(results)


def tabulate(results: dict[tuple[str, str, int], float]) -> Iterator[Row]:
    """Give the rows of the one table of all benchmarks."""
    for (query, name, clients), taken in results.items():
        what, size = f"{query}, {name}", f"{clients} clients"
        peer = results[query, "oxigraph", clients]
        yield Row("SPARQL", what, size, taken, "ms", "Oxigraph's server", taken / peer)


def judge(results: dict[tuple[str, str, int], float]) -> None:
    """Hold the goals of one client, and say what many clients see."""
    for clients in CLIENTS[1:]:
        for name in ("ours", KEPT):
            ratio = geometric_mean(
                results[query, name, clients] / results[query, "oxigraph", clients]
                for query in SMALL
            )
            print(f"         {clients} clients wait {ratio:.1f} times as long for small ({name})")
    ours = {query: results[query, "ours", 1] for query in QUERIES}
    oxigraph = {query: results[query, "oxigraph", 1] for query in QUERIES}
    behind = max(ours[query] - oxigraph[query] for query in SMALL)
    ahead = geometric_mean(oxigraph[query] / ours[query] for query in SCANS)
    large = ours["a large result"] / oxigraph["a large result"]
    faster = sum(results[query, "rdflib", 1] for query in QUERIES) / sum(ours.values())
    goals = {
        f"small answers at most {behind:.1f} ms behind Oxigraph's server, wanted 1": behind <= 1,
        f"scans and sums {ahead:.2f} times as fast, wanted more than 1": ahead > 1,
        f"a large result takes {large:.2f} of its time, wanted at most 1.3": large <= 1.3,
        f"{faster:.0f} times rdflib-endpoint's speed over all ten, wanted at least 10": faster
        >= 10,
    }
    for goal, reached in goals.items():
        print(f"{'reached' if reached else 'MISSED '}  {goal}")
    if not all(goals.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
