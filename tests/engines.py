"""
SPARQL engines of others that tests start for themselves: Oxigraph's server, and Virtuoso.

Both get a folder, ports and a password of their own, and end with the block. Tests of the web ask
the store of the edition, or with ``pytest --store virtuoso`` an engine that holds the same.
"""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec
import pytest
from tests.running import free_port

from wirlod.edition import Edition
from wirlod.operation.pushing import Pushed, push
from wirlod.settings import Secret, Settings

PASSWORD = "only-for-a-test"


class Engine(msgspec.Struct, frozen=True):
    """A SPARQL engine that was started: what ``WIRLOD_STORE…`` must say to use it."""

    name: str
    store: str
    store_update: str
    store_graphs: str
    store_user: str = ""
    store_password: str = ""

    @property
    def settings(self) -> dict[str, object]:
        said = msgspec.structs.asdict(self)
        del said["name"]
        return said | {"store_password": Secret(self.store_password)}


@contextmanager
def start(name: str, folder: Path) -> Iterator[Engine]:
    """Run the engine *name* on *folder* until the block ends; skip where it is missing."""
    with ENGINES[name](folder) as engine:
        yield engine


@contextmanager
def _oxigraph(folder: Path) -> Iterator[Engine]:
    command = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if not command:
        pytest.skip("needs Oxigraph's server: pip install oxigraph")
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    with _process(
        [command, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"], address
    ):
        yield Engine("oxigraph", f"{address}query", f"{address}update", f"{address}store")


INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = {sql}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
ThreadsPerQuery = 1
MaxQueryMem = 500M
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 20
MaxKeepAlives = 20
KeepAliveTimeout = 10
HTTPThreadSize = 280000
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""
"""As Debian configures it, where that is not about its own folders: results end at 10,000 rows."""

RIGHTS = f"""
USER_CREATE('editor', '{PASSWORD}');
GRANT SPARQL_UPDATE TO "editor";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET('editor', 7);
"""


@contextmanager
def _virtuoso(folder: Path) -> Iterator[Engine]:
    if not shutil.which("virtuoso-t") or not shutil.which("isql-vt"):
        pytest.skip("needs Virtuoso 7: apt-get install virtuoso-opensource-7")
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(folder=folder, sql=sql, http=http))
    address = f"http://127.0.0.1:{http}/"
    command = ["virtuoso-t", "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _process(command, f"{address}sparql"):
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba"],
            input=RIGHTS,
            text=True,
            check=True,
            capture_output=True,
        )
        yield Engine(
            "virtuoso",
            f"{address}sparql",
            f"{address}sparql-auth",
            f"{address}sparql-graph-crud-auth",
            "editor",
            PASSWORD,
        )


@contextmanager
def _process(command: list[str], address: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(address)
        yield
    finally:
        process.terminate()
        process.wait(60)


def _wait_for(address: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=5):
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")


def load(engine: Engine, edition: Edition) -> Pushed:
    """Push *edition*."""
    base_uri = str(edition.manifest.base_uri)
    settings = Settings(base_uri=base_uri, **engine.settings)  # type: ignore[arg-type]
    return push(settings, edition, lambda line: None)


ENGINES: dict[str, Callable[[Path], "contextmanager[Engine]"]] = {
    "oxigraph": _oxigraph,
    "virtuoso": _virtuoso,
}
