"""
Trifid, the linked-data server to compare with, over Oxigraph's own server.

Installed once into ``build/benchmarks`` from the package registries; where that is not
possible the benchmark says so and why.
"""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.running import free_port, wait_for

FOLDER = Path(__file__).parents[2] / "build/benchmarks"
TRIFID = FOLDER / "node_modules/trifid"
OXIGRAPH = FOLDER / "oxigraph/bin/oxigraph"
VERSIONS = {"trifid": "5.3.0", "oxigraph": "0.5.13"}


def install() -> str:
    """Install what is missing; give the reason where that fails, else nothing."""
    npm = shutil.which("npm")
    if not npm:
        return "npm is missing"
    FOLDER.mkdir(parents=True, exist_ok=True)
    node = [npm, "install", "--silent", "--no-fund", "--prefix", str(FOLDER)]
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(OXIGRAPH.parents[1])]
    for present, command in (
        (TRIFID, [*node, f"trifid@{VERSIONS['trifid']}"]),
        (OXIGRAPH, [*pip, f"oxigraph=={VERSIONS['oxigraph']}"]),
    ):
        if not present.exists() and (reason := _run(command)):
            return reason
    return ""


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
    return done.stderr[-300:] if done.returncode else ""


@contextmanager
def trifid(dump: Path, base_uri: str, folder: Path) -> Iterator[int]:
    """Serve the N-Triples in *dump* by Trifid until the block ends; *folder* is for its files."""
    data = folder / "dump.nt"
    data.write_bytes(gzip.decompress(dump.read_bytes()))
    store = ["--location", str(folder / "oxigraph")]
    load = [str(OXIGRAPH), "load", *store, "--file", str(data)]
    subprocess.run(load, check=True, env=QUIET, capture_output=True)
    ports = free_port(), free_port()
    bind = f"127.0.0.1:{ports[0]}"
    with (
        _serving([str(OXIGRAPH), "serve-read-only", *store, "--bind", bind], ports[0]),
        _serving(_command(ports, base_uri), ports[1]),
    ):
        yield ports[1]


QUIET = {
    **os.environ,
    "RUST_LOG": "error",
    "SPARQL_ENDPOINT_USERNAME": "",
    "SPARQL_ENDPOINT_PASSWORD": "",
}


def _command(ports: tuple[int, int], base_uri: str) -> list[str]:
    """Start Trifid as it comes, but without a log line for every request."""
    source = TRIFID / "instances/docker-sparql/config.yaml"
    quiet = source.with_name("quiet.yaml")
    quiet.write_text(source.read_text().replace("logLevel: debug", "logLevel: warn"))
    endpoint = ["--sparql-endpoint-url", f"http://127.0.0.1:{ports[0]}/query"]
    options = ["--config", str(quiet), "--port", str(ports[1]), "--dataset-base-url", base_uri]
    return ["node", str(TRIFID / "server.js"), *options, *endpoint]


@contextmanager
def _serving(command: Sequence[str], port: int) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(20)
