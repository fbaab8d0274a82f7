"""
How long an honest client waits beside twelve hostile ones of one address, behind the shipped nginx.

The hostile ones ask what never ends, again and again; the honest one, elsewhere, asks something
small and times it. A row is printed for each number of processes.
"""

import http.client
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

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
            p99 = seconds[int(len(seconds) * 0.99)]
            whole, half = statuses.count(200), seconds[len(seconds) // 2]
            print(f"{processes} processes: {len(seconds)} honest answers, {whole} whole, ", end="")
            print(f"alone {alone:.3f} s, p50 {half:.3f} s, p99 {p99:.3f} s", flush=True)


def _time(port: int, number: int) -> float:
    started = time.monotonic()
    ask(port, HONEST, SMALL.format(number=number))
    return time.monotonic() - started


if __name__ == "__main__":
    main()
