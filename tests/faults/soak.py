"""
``python -m tests.faults.soak --minutes 30 --clients 32``: many clients for a long time.

Meanwhile the records change and are published every minute, a process that answers is killed
every ten seconds, and the whole server every minute. An answer that was under way on what was
killed may end visibly broken, and is asked for again; every other failure counts as an error.
"""

import argparse
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from bisect import bisect_right
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

import msgspec
from prometheus_client.parser import text_string_to_metric_families
from tests.faults.service import Service, find_descendants, wait_for_end
from tests.running import CHECKOUT

GRANT = "werra-meissner-kreis-2021"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?c a ?d . FILTER(STRLEN(STR(?a)) > 5) }"
REQUESTS: list[tuple[str, str, set[int]]] = [
    ("/", "text/html", {200}),
    (f"/doc/grant/{GRANT}.de.html", "text/html", {200}),
    (f"/doc/grant/{GRANT}.ttl", "text/turtle", {200}),
    (f"/doc/grant/{GRANT}.jsonld", "application/ld+json", {200}),
    ("/doc/organisation/land-hessen", "text/html", {200}),
    ("/doc/grant.csv?size=50&recipient.label={n}", "text/csv", {200, 400}),
    ("/doc/grant?amount.from={n}", "text/html", {200}),
    (f"/id/grant/{GRANT}", "text/turtle", {303}),
    ("/search?q=kreis{n}", "text/html", {200}),
    ("/suggest?q=wer", "application/json", {200}),
    ("/catalogue.jsonld", "application/ld+json", {200}),
    ("/download/wirlod.nt.gz", "*/*", {200, 302, 303, 307}),
    ("/compare?n={n}", "text/html", {200, 400}),
    ("/quality.ttl", "text/turtle", {200}),
    ("/readyz", "application/json", {200}),
    ("/doc/grant/nobody-{n}", "text/html", {404}),
    (f"/sparql?query={quote('SELECT * { ?s a wir:Grant } LIMIT ')}{{n}}", "text/csv", {200}),
    (
        f"/sparql?query={quote('CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT ')}{{n}}",
        "text/turtle",
        {200},
    ),
    (f"/sparql?query={quote(HEAVY)}", "application/sparql-results+json", {200, 503}),
]
"""Address, what is accepted, which statuses are an answer."""

GRACE_SECONDS = 0.7
"""How long after a kill the kernel and the server may need until a connection is well again."""

RETRIES = 5
TOKEN = "of-nobody-but-this-soak"


class Told(msgspec.Struct):
    """What clients saw."""

    seconds: list[float] = []
    broken: int = 0
    """Answers that were under way on what was killed."""
    errors: list[str] = []
    """Failures that nobody asked for."""


class Soak:
    """The clients, and what happens to the service meanwhile."""

    def __init__(self, folder: Path, minutes: float, clients: int) -> None:
        self._data, self.editions = folder / "data", folder / "editions"
        shutil.copytree(CHECKOUT / "data", self._data)
        self.deadline = time.monotonic() + minutes * 60
        settings = {"log_format": "json", "metrics_token": TOKEN}
        self.service = Service(self.editions, "--workers", "2", **settings)
        self.kills: list[float] = []
        self.told = Told()
        self.published = 0
        self._lock = threading.Lock()
        self._clients = [
            threading.Thread(target=self._ask_always, args=[random.Random(number)])
            for number in range(clients)
        ]

    def run(self) -> dict[str, object]:
        """Do everything; give the figures."""
        self._publish()
        self.service.start()
        before = self._measure()
        stirring = [threading.Thread(target=do) for do in (self._publish_always, self._kill_always)]
        for thread in (*self._clients, *stirring):
            thread.start()
        for thread in (*self._clients, *stirring):
            thread.join()
        time.sleep(6)  # until workers of the edition before are dismissed
        after = self._measure()
        pids = list(find_descendants(self.service.pid))
        self.service.close()
        return {**self._summary(), "before": before, "after": after, "left": wait_for_end(pids)}

    def _summary(self) -> dict[str, object]:
        seconds = sorted(self.told.seconds)
        cuts = statistics.quantiles(seconds, n=100)
        return {
            "requests": len(seconds),
            "errors": len(self.told.errors),
            "examples": self.told.errors[:5],
            "broken by a kill, and asked again": self.told.broken,
            "kills": len(self.kills),
            "published": self.published,
            "p50": round(cuts[49], 3),
            "p99": round(cuts[98], 3),
            "max": round(seconds[-1], 3),
        }

    def _ask_always(self, chance: random.Random) -> None:
        while time.monotonic() < self.deadline:
            path, accept, expected = chance.choice(REQUESTS)
            self._ask(path.replace("{n}", str(chance.randrange(1, 400))), accept, expected)
            time.sleep(chance.random() * 0.4)

    def _ask(self, path: str, accept: str, expected: set[int]) -> None:
        """Ask until there is an answer; what a kill broke is asked for again."""
        for _ in range(RETRIES):
            started = time.monotonic()
            try:
                status = self._get(path, accept)
            except (OSError, HTTPException) as error:
                told = repr(error)
            else:
                if status in expected:
                    with self._lock:
                        self.told.seconds.append(time.monotonic() - started)
                    return
                told = f"status {status}"
            if not self._was_killed_since(started):
                with self._lock:
                    self.told.errors.append(f"{path}: {told}")
                return
            with self._lock:
                self.told.broken += 1
        with self._lock:
            self.told.errors.append(f"{path}: broken {RETRIES} times")

    def _was_killed_since(self, started: float) -> bool:
        time.sleep(0.05)
        earliest = started - GRACE_SECONDS
        return bisect_right(self.kills, earliest) < len(self.kills)

    def _get(self, path: str, accept: str) -> int:
        with closing(HTTPConnection("127.0.0.1", self.service.port, timeout=60)) as connection:
            connection.request("GET", path, headers={"Accept": accept})
            response = connection.getresponse()
            body = response.read()
            if response.status == 200 and "json" in response.headers["Content-Type"]:
                json.loads(body)
            if response.status == 200 and "html" in response.headers["Content-Type"]:
                assert body.rstrip().endswith(b"</html>"), path
            return response.status

    def _publish_always(self) -> None:
        while time.monotonic() < self.deadline - 30:
            began = time.monotonic()
            self._publish()
            time.sleep(max(0.0, min(60 - (time.monotonic() - began), self.deadline - began)))

    def _publish(self) -> None:
        table = self._data / "figures.csv"
        text = (CHECKOUT / "data/figures.csv").read_text()
        table.write_text(text.replace("Programmbudget WIR", f"Budget {self.published} von WIR", 1))
        run = subprocess.run(
            [sys.executable, "-m", "wirlod", "publish", "--yes"],
            env={
                **os.environ,
                "PYTHONPATH": str(CHECKOUT / "src"),
                "WIRLOD_DATA": str(self._data),
                "WIRLOD_EDITIONS": str(self.editions),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            self.told.errors.append(f"publish: {run.stdout[-200:]}{run.stderr[-300:]}")
        self.published += 1

    def _kill_always(self) -> None:
        chance = random.Random(1)
        number = 0
        while time.monotonic() < self.deadline - 20:
            time.sleep(10)
            number += 1
            self.kills.append(time.monotonic())
            if number % 6:
                workers = self.service.web_workers()
                os.kill(chance.choice(workers), signal.SIGKILL)
            else:
                self.service.end(signal.SIGKILL if number % 12 else signal.SIGTERM)
                self.service.start()
                self.kills.append(time.monotonic())

    def _measure(self) -> dict[str, float]:
        """Read memory, open files and processes, when everything has been started."""
        for path, accept, _ in REQUESTS:
            self._get(path.replace("{n}", "7"), accept)
        with closing(HTTPConnection("127.0.0.1", self.service.port, timeout=60)) as connection:
            connection.request("GET", "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
            text = connection.getresponse().read().decode()
        wanted = ("wirlod_memory_bytes", "wirlod_open_files", "wirlod_processes")
        return {
            f"{sample.name} {sample.labels['part']}": sample.value
            for family in text_string_to_metric_families(text)
            if family.name in wanted
            for sample in family.samples
        }


def main() -> None:
    """Read what is wanted, run it, and fail where there was an error nobody asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--clients", type=int, default=32)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wirlod-soak-") as folder:
        figures = Soak(Path(folder), wanted.minutes, wanted.clients).run()
    print(json.dumps(figures, indent=2))
    sys.exit(1 if figures["errors"] or figures["left"] else 0)


if __name__ == "__main__":
    main()
