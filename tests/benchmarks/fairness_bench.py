"""
How long an honest client waits beside twelve hostile ones of one address, behind the shipped nginx.

The hostile ones ask what never ends, again and again; the honest one, elsewhere, asks something
small and times it. A row is kept for each number of processes, beside what the honest one waits
alone. Fails where one of its answers is not whole.
"""

import http.client
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from tests.benchmarks.results import Row, keep
from tests.running import free_port, running, wait_for
from tests.web.asking import need
from tests.web.http.test_nginx import make_certificate, write_configuration

from wirlod.publish.publisher import publish
from wirlod.settings import Settings

HOSTILE, HONEST = "127.0.0.66", "127.0.0.77"
HOSTILE_CLIENTS = 12
SECONDS = 20.0
PROCESSES = (1, 2, 4)
ENDLESS = "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?n != {number}) }}"
SMALL = "SELECT ?o {{ ?s rdfs:label ?o }} LIMIT 1 OFFSET {number}"


def ask(port: int, source: str, query: str) -> int:
    """Ask through nginx from the address *source*; give the status, 0 where there was none."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection(
        "127.0.0.1", port, timeout=60, context=context, source_address=(source, 0)
    )
    with closing(connection), suppress(OSError, http.client.HTTPException):
        headers = {"Host": "daten.example.org", "Accept": "application/sparql-results+json"}
        connection.request("GET", f"/wir/sparql?query={quote(query)}", headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status
    return 0


@contextmanager
def nginx_before(editions: Path, processes: int) -> Iterator[int]:
    """Serve *editions* behind the shipped configuration; give the port of nginx."""
    with (
        running("serve", "--workers", str(processes), editions=editions) as server,
        tempfile.TemporaryDirectory() as name,
    ):
        folder, port = Path(name), free_port()
        make_certificate(folder)
        frame = write_configuration(folder, [server], port)
        process = subprocess.Popen([need("nginx"), "-p", name, "-c", str(frame)])
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def measure(port: int) -> tuple[list[float], list[int]]:
    """Give the seconds that the honest client waited, sorted, and its statuses."""
    end = time.monotonic() + SECONDS

    def attack(number: int) -> None:
        while time.monotonic() < end:
            number += HOSTILE_CLIENTS
            if ask(port, HOSTILE, ENDLESS.format(number=number)) in (0, 429, 503):
                time.sleep(0.05)

    threads = [threading.Thread(target=attack, args=[n]) for n in range(HOSTILE_CLIENTS)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    seconds, statuses, number = [], [], 0
    while time.monotonic() < end - 1:
        number += 1
        started = time.monotonic()
        statuses.append(ask(port, HONEST, SMALL.format(number=number)))
        seconds.append(time.monotonic() - started)
        time.sleep(0.25)
    for thread in threads:
        thread.join()
    return sorted(seconds), statuses


def main() -> None:
    """Print what an honest client waits, with one, two and four processes."""
    broken = 0
    with tempfile.TemporaryDirectory() as name:
        settings = Settings(
            base_uri="https://daten.example.org/wir/", data=Path("data"), editions=Path(name)
        )
        publish(settings, datetime(2026, 11, 22, 15, tzinfo=UTC), lambda line: None)
        for processes in PROCESSES:
            with nginx_before(settings.editions, processes) as port:
                ask(port, HONEST, "ASK {}")
                alone = min(_time(port, number) for number in range(1000, 1010))
                seconds, statuses = measure(port)
            refused = sum(status != 200 for status in statuses)
            print(
                f"{processes} processes: {len(statuses)} answers, {refused} not whole", flush=True
            )
            keep(_tabulate(f"{processes} processes", alone, seconds))
            broken += refused
    if broken:
        sys.exit(f"{broken} answers of the honest client were not whole")


def _tabulate(size: str, alone: float, seconds: list[float]) -> Iterator[Row]:
    """Give the rows of the one table of all benchmarks; *seconds* are sorted."""
    yield Row("fairness", "honest client alone", size, alone * 1000, "ms")
    for share in (0.5, 0.99):
        waited = seconds[int(len(seconds) * share)]
        what = f"beside {HOSTILE_CLIENTS} hostile ones, p{share * 100:.0f}"
        yield Row("fairness", what, size, waited * 1000, "ms", "alone", waited / alone)


def _time(port: int, number: int) -> float:
    started = time.monotonic()
    ask(port, HONEST, SMALL.format(number=number))
    return time.monotonic() - started


if __name__ == "__main__":
    main()
