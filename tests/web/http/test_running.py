"""What only running servers show: equal bytes, swapped editions, graceful ends."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from tests.running import CHECKOUT, Running, free_port, running
from tests.web.asking import connect, get
from tests.web.conftest import switch_to, write_edition

from wirlod.edition import Edition
from wirlod.formats import THING_FORMATS
from wirlod.query.embedded import EmbeddedStore
from wirlod.web.http.negotiation import build_offers

SUFFIXES = [offer.suffix for offer in build_offers(THING_FORMATS)]
THINGS = "SELECT DISTINCT ?thing { ?thing dct:identifier ?key . ?thing a ?class }"


def find_documents(edition: Edition) -> list[str]:
    """Give the path of the document about every thing of *edition*."""
    base = edition.manifest.base_uri
    store = EmbeddedStore.from_folder(edition.store_folder, base)
    paths = {row["thing"].value.removeprefix(base) for row in store.select(THINGS)}
    return sorted(path.replace("id/", "/doc/", 1) for path in paths if path.startswith("id/"))


def serve(editions: Path, workers: int = 1) -> AbstractContextManager[Running]:
    """Serve *editions* by ``wirlod serve``."""
    return running("serve", "--workers", str(workers), editions=editions)


def collect(server: Running, addresses: list[str]) -> dict[str, tuple[int, str | None, bytes]]:
    """Ask for every address; give status, entity tag and body."""
    connection = connect(server)
    found = {}
    for address in addresses:
        response, body = get(connection, address)
        found[address] = (response.status, response.headers["ETag"], body)
    connection.close()
    return found


def assert_equal_answers(
    editions: Path, documents: list[str], environment: pytest.MonkeyPatch
) -> None:
    """Ask three processes with three hash seeds, the third after the first has ended."""
    addresses = [f"{path}.{suffix}" for path in documents for suffix in SUFFIXES]
    environment.setenv("PYTHONHASHSEED", "1")
    with serve(editions) as one:
        environment.setenv("PYTHONHASHSEED", "2")
        with serve(editions) as other:
            first, second = collect(one, addresses), collect(other, addresses)
    environment.setenv("PYTHONHASHSEED", "3")
    with serve(editions) as again:
        third = collect(again, addresses)

    assert {status for status, _, _ in first.values()} == {200}
    assert first == second == third
    assert len({tag for _, tag, _ in first.values()}) == len(addresses)


def test_two_processes_and_a_restart_give_the_same_bytes(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = find_documents(edition)
    one_per_kind = {path.split("/")[2]: path for path in documents}

    assert_equal_answers(edition.folder.parent, sorted(one_per_kind.values()), monkeypatch)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_all_things_in_all_formats_are_the_same_everywhere(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = find_documents(edition)

    assert len(documents) > 400
    assert_equal_answers(edition.folder.parent, documents, monkeypatch)


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    """Two small editions; the older one is current."""
    folder = tmp_path / "editions"
    write_edition(folder, "2026-11-23T150000Z")
    write_edition(folder, "2026-11-22T150000Z")
    return folder


def ready(server: Running) -> str:
    """Ask which edition is open."""
    with closing(connect(server)) as connection:
        response, body = get(connection, "/readyz")
    return body.decode() if response.status == 200 else ""


def test_a_new_edition_is_served_without_a_restart(editions: Path) -> None:
    address = "/doc/grant/hanau-2022.ttl"
    with serve(editions) as server:
        before = collect(server, [address])[address]

        switch_to(editions, "2026-11-23T150000Z")
        shutil.rmtree(editions / "2026-11-22T150000Z")
        time.sleep(1.2)

        assert "2026-11-23" in ready(server)
        after = collect(server, [address])[address]
    assert before[2] == after[2]
    assert before[1] != after[1]


def test_no_request_fails_while_editions_are_switched(editions: Path) -> None:
    with serve(editions, workers=2) as server:
        stop, statuses = threading.Event(), set()
        asking = threading.Thread(target=ask_until, args=(server, stop, statuses))
        asking.start()
        for number in range(8):
            switch_to(editions, f"2026-11-2{2 + number % 2}T150000Z")
            time.sleep(0.4)
        stop.set()
        asking.join()

    assert statuses == {200}


def ask_until(server: Running, stop: threading.Event, statuses: set[int]) -> None:
    connection = connect(server)
    number = 0
    while not stop.is_set():
        number += 1
        statuses.add(get(connection, f"/doc/grant/hanau-2022.jsonld?n={number}")[0].status)
    connection.close()


def test_the_server_stops_gracefully(editions: Path) -> None:
    with serve(editions) as server:
        assert ready(server)

        os.kill(server.pid, signal.SIGTERM)
        time.sleep(1)

        with pytest.raises(ConnectionRefusedError):
            server.connect()


def test_the_server_replaces_its_processes_without_missing_a_request(editions: Path) -> None:
    with serve(editions) as server:
        assert ready(server)

        os.kill(server.pid, signal.SIGHUP)
        answers = []
        for _ in range(30):
            answers.append(ready(server))
            time.sleep(0.1)

    assert all(answers)


def test_nothing_to_serve_is_told_before_anything_starts(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "wirlod", "serve", "--port", str(free_port())],
        env={"PYTHONPATH": str(CHECKOUT / "src"), "WIRLOD_EDITIONS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert run.returncode == 1
    assert "run 'wirlod publish' first" in run.stderr


def test_the_server_ends_without_a_complaint(
    editions: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with serve(editions, workers=2) as server:
        assert ready(server)

    assert capfd.readouterr().err == ""


def test_a_port_that_is_taken_is_one_clear_line(editions: Path) -> None:
    with serve(editions) as server:
        run = subprocess.run(
            [sys.executable, "-m", "wirlod", "serve", "--port", str(server.port)],
            env={"PYTHONPATH": str(CHECKOUT / "src"), "WIRLOD_EDITIONS": str(editions)},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    assert (run.returncode, run.stdout) == (1, "")
    assert len(run.stderr.splitlines()) == 1
    assert "cannot listen" in run.stderr
