"""
How fast one thing is answered, beside a bare Flask «hello» under the same server.

``python -m tests.benchmarks.http_bench`` takes about a minute; ``--servers`` compares the WSGI
servers. «Not kept» is what the first request for an address costs: store, graph and writer.
"""

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path

from tests.benchmarks.load import Measurement, build_request, measure

ROOT = Path(__file__).parents[2]
CLIENTS = (1, 8, 32)
FIRST_TIME_CLIENTS = 8
SECONDS = 1.5
WORKERS = 2
THING = "/doc/grant/werra-meissner-kreis-2021"
ACCEPTS = {"Turtle": "text/turtle", "JSON-LD": "application/ld+json", "HTML": "text/html"}

HELLO = """
from flask import Flask
app = Flask(__name__)
@app.get("/")
def hello():
    return "hello"
"""


def free_port() -> int:
    """Find a port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def server_command(server: str, target: str, port: int) -> list[str]:
    """Give the command that serves the WSGI application *target*."""
    name = target.partition(":")[2]
    binary = str(Path(sys.executable).with_name(server))
    if server == "granian":
        settings = ["--interface", "wsgi", "--http", "1", "--no-log"]
        threads = ["--workers", str(WORKERS), "--blocking-threads", "8"]
        factory = ["--factory"] if name.endswith("()") else []
        where = ["--host", "127.0.0.1", "--port", str(port)]
        return [binary, *settings, *threads, *factory, *where, target.removesuffix("()")]
    if server == "waitress-serve":
        call = ["--call"] if name.endswith("()") else []
        return [binary, f"--listen=127.0.0.1:{port}", *call, target.removesuffix("()")]
    kind = ["--threads", "4"] if server == "gunicorn" else []
    return [binary, "-b", f"127.0.0.1:{port}", "-w", str(WORKERS), *kind, target]


@contextmanager
def serving(command: Sequence[str], port: int, environment: dict[str, str]) -> Iterator[int]:
    """Run a server until the block ends."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    try:
        wait_for(port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def wait_for(port: int) -> None:
    """Wait until something listens on *port*."""
    for _ in range(150):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")


def find_etag(port: int, accept: str) -> str:
    """Ask for the thing, and give its entity tag."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", THING, headers={"Accept": accept})
    response = connection.getresponse()
    response.read()
    connection.close()
    assert response.status == 200, response.status
    return str(response.headers["ETag"])


def requests_for(port: int, extra: dict[str, str]) -> dict[str, bytes]:
    """Name the requests to measure."""
    found = {
        name: build_request(THING, {"Accept": accept, **extra}) for name, accept in ACCEPTS.items()
    }
    tag = find_etag(port, "text/turtle")
    headers = {"Accept": "text/turtle", "If-None-Match": tag, **extra}
    return found | {"304": build_request(THING, headers)}


def first_times(accept: str) -> Iterator[bytes]:
    """Ask for the thing at an address that nobody asked for before, again and again."""
    for number in count():
        yield build_request(f"{THING}?n={os.getpid()}-{number}", {"Accept": accept})


def report(name: str, clients: int, found: Measurement, bare: Measurement | None) -> None:
    """Print one line."""
    share = f"{found.rate / bare.rate:5.2f} of bare Flask" if bare else ""
    print(
        f"{name:28} {clients:3} clients {found.rate:8,.0f}/s  "
        f"p50 {found.percentile(0.5):6.2f} ms  p99 {found.percentile(0.99):6.2f} ms  {share}",
        flush=True,
    )


def compare(title: str, hello: int, ours: int) -> None:
    """Measure «hello» and every representation at every number of clients."""
    requests = requests_for(ours, {})
    for request in requests.values():
        measure(ours, request, 8, 0.3)
    measure(hello, build_request("/", {}), 8, 0.3)
    for clients in CLIENTS:
        bare = measure(hello, build_request("/", {}), clients, SECONDS)
        report(f"{title} bare Flask", clients, bare, None)
        for name, request in requests.items():
            found = measure(ours, request, clients, SECONDS)
            assert found.statuses == ({304} if name == "304" else {200}), found.statuses
            report(f"{title} {name}", clients, found, bare)
        if clients == FIRST_TIME_CLIENTS:
            for name, accept in ACCEPTS.items():
                found = measure(ours, first_times(accept), clients, SECONDS)
                report(f"{title} {name}, not kept", clients, found, bare)


def run(server: str, folder: Path, environment: dict[str, str]) -> None:
    """Measure under one WSGI server."""
    (folder / "bare.py").write_text(HELLO)
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{folder}", **environment}
    with ExitStack() as stack:
        ports = []
        for target in ("bare:app", "wirlod.cli.serving:build_app()"):
            port = free_port()
            command = server_command(server, target, port)
            ports.append(stack.enter_context(serving(command, port, path)))
        compare(server.partition("-")[0], *ports)


def publish(folder: Path) -> dict[str, str]:
    """Publish the records of this checkout; give the environment to serve them with."""
    environment = {"WIRLOD_EDITIONS": str(folder / "editions"), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "wirlod", "publish"]
    subprocess.run(
        command, env={**os.environ, **environment}, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return {"WIRLOD_EDITIONS": environment["WIRLOD_EDITIONS"]}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the benchmark and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--servers", nargs="+", default=["gunicorn"])
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        environment = publish(Path(name))
        for server in options.servers:
            run(server, Path(name), environment)


if __name__ == "__main__":
    main()
