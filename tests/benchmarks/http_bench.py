"""
How fast one thing is answered, beside a bare Flask «hello» under the same server, and beside
Trifid over Oxigraph's server.

«Kept» is an answer given before to the same request, «other address» one to a request that names
nothing new. The first answer about a thing is measured twice. «Finished» is what a small edition
gives: all its answers fit into ``WIRLOD_PREPARED_MB``, and soon after the start one process has
made them all. «Made on request» is what a large edition gives, most of whose answers do not fit: a
graph is put together from the thing's packed record, a page is asked of the store; no room at all
makes any edition such a one. Ours and «hello» are asked in turns, and the medians compared. Fails
when a goal is missed: half of bare Flask, but four fifths for 304, and ten times Trifid.
"""

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from itertools import count, islice
from pathlib import Path

from tests.benchmarks import trifid
from tests.benchmarks.generator import Size, write_records
from tests.benchmarks.load import Measurement, Round, build_request, join, measure, ratio_of
from tests.benchmarks.results import Row, keep
from tests.running import free_port, wait_for

from wirlod.cli.preparing import FILE, WANTED
from wirlod.editions import current_edition

ROOT = Path(__file__).parents[2]
CLIENTS = (1, 8, 32)
FIRST_TIME_CLIENTS = 8
SECONDS = 1.5
ROUNDS = 3
"""How often both are measured, one right after the other; the medians count."""

ROUND_SECONDS = 0.6
"""How long each, at most."""

GRANTS = 3_000
"""Things to ask for once in each format, as many in each round."""

START_SECONDS = 180
"""How long a server may take to begin: it looks whether all files are as they were written."""

WORKERS = 2
TIMES_TRIFID = 10
THING = "/doc/grant/werra-meissner-kreis-2021"
ACCEPTS = {"Turtle": "text/turtle", "JSON-LD": "application/ld+json", "HTML": "text/html"}

SMALL = "first, finished"
LARGE = "first, made on request"

BARE = "bare Flask"
COMMANDS = {
    BARE: ["tests.benchmarks.hello", "{port}", str(WORKERS)],
    "wirlod": ["wirlod", "serve", "--port", "{port}", "--workers", str(WORKERS)],
}
"""Both under the same server, with as many processes."""

IDLE_SECONDS = 60
"""How long no answer may be made beforehand until that is given up: others may want all time."""

OTHERS = 500
"""More things than come before the grants when answers are made, and fewer than there are."""

DONE_SECONDS = 4
"""How long no answer is made beforehand when all are made."""


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
        wait_for(port, START_SECONDS)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


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


def other_addresses(accept: str) -> Iterator[bytes]:
    """Ask for one thing under ever another address: chosen anew, its body kept."""
    for number in count():
        yield build_request(f"{THING}?n={os.getpid()}-{number}", {"Accept": accept})


def every_thing(accept: str) -> Iterator[bytes]:
    """Ask for one thing after the other, each for the first time in this format."""
    for number in range(GRANTS):
        yield build_request(f"/doc/grant/grant-{number}", {"Accept": accept})


def report(name: str, clients: int, found: Measurement, peer: str = "", times: float = 0) -> None:
    """Print one line, and keep its figures: *peer* is what it is so many *times* as fast as."""
    beside = f"{times:.2f} of {peer}" if peer else ""
    size = f"{clients} clients"
    rows = [Row("HTTP", name, size, found.rate, "/s", peer, times)]
    rows += [
        Row("HTTP", f"{name}, p{share * 100:.0f}", size, found.percentile(share), "ms")
        for share in (0.5, 0.99)
    ]
    keep(rows)
    print(
        f"{name:40} {clients:3} clients {found.rate:8,.0f}/s  "
        f"p50 {found.percentile(0.5):7.2f} ms  p99 {found.percentile(0.99):7.2f} ms  {beside}",
        flush=True,
    )


def in_turns(
    name: str, hello: int, ours: int, asked: Iterable[bytes | Iterator[bytes]], clients: int
) -> tuple[float, Measurement]:
    """
    Ask «hello» and ours one right after the other, once for each of *asked*, and report both.

    :returns: how many times as many answers as «hello» ours gave, and what ours gave.
    """
    rounds = [
        Round(
            measure(hello, build_request("/", {}), clients, ROUND_SECONDS),
            measure(ours, requests, clients, ROUND_SECONDS),
        )
        for requests in asked
    ]
    found, times = join([one.subject for one in rounds]), ratio_of(rounds)
    report(f"{BARE} beside {name}", clients, join([one.peer for one in rounds]))
    report(f"wirlod: {name}", clients, found, BARE, times)
    return times, found


def compare(hello: int, ours: int) -> dict[str, Measurement]:
    """Measure «hello» and every representation; give what 8 clients saw."""
    requests = requests_for(ours, {})
    for request in requests.values():
        measure(ours, request, 8, 0.3)
    measure(hello, build_request("/", {}), 8, 0.3)
    seen: dict[str, Measurement] = {}
    for clients in CLIENTS:
        for name, request in requests.items():
            asked = [request] * ROUNDS
            times, found = in_turns(f"{name}, kept", hello, ours, asked, clients)
            assert found.statuses == ({304} if name == "304" else {200}), found.statuses
            _note_goal(name, clients, times)
            seen |= {name: found} if clients == FIRST_TIME_CLIENTS else {}
    _compare_first(hello, ours, {"other address": other_addresses, LARGE: every_thing})
    return seen


Ask = Callable[[str], Iterator[bytes]]


def _compare_first(hello: int, ours: int, asks: dict[str, Ask]) -> None:
    """Measure requests that were never made before, beside «hello»."""
    for accept in ACCEPTS.values():  # each process opens the edition with its first request
        measure(ours, build_request(THING, {"Accept": accept}), FIRST_TIME_CLIENTS, 1)
    for name, accept in ACCEPTS.items():
        for what, ask in asks.items():
            requests = ask(accept)
            asked = [islice(requests, GRANTS // ROUNDS) for _ in range(ROUNDS)]
            kind = f"{name}, {what}"
            times, found = in_turns(kind, hello, ours, asked, FIRST_TIME_CLIENTS)
            assert found.statuses == {200}, found.statuses
            _note_goal(kind, FIRST_TIME_CLIENTS, times)


def _wait_until_prepared(folder: Path) -> bool:
    """
    Wait until no more answers are put on the shelf in *folder*; tell whether the grants' are there.

    Whoever makes answers takes time from both that are measured, but not as much from each.
    """
    found, wanted = 0, (GRANTS + OTHERS) * len(WANTED)
    end = time.monotonic() + IDLE_SECONDS
    while time.monotonic() < end:
        time.sleep(1)
        if (now := _count_prepared(folder)) > found:
            found = now
            end = time.monotonic() + (IDLE_SECONDS if found < wanted else DONE_SECONDS)
    print(f"{found:,} answers were made beforehand, wanted {wanted:,}")
    return found >= wanted


def _count_prepared(folder: Path) -> int:
    for path in folder.glob(f"wirlod-answers-*/{FILE}"):
        with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as shelf:
            return int(shelf.execute("SELECT count(*) FROM answer").fetchone()[0])
    return 0


MISSED: list[str] = []
"""The goals that were missed."""


def _note_goal(name: str, clients: int, share: float) -> None:
    goal = 0.8 if name == "304" else 0.5
    if share < goal:
        MISSED.append(f"{name}, {clients} clients: {share:.2f} of bare Flask, wanted {goal}")


def beside_trifid(editions: Path, seen: dict[str, Measurement], folder: Path) -> None:
    """Measure Trifid with the same data, or say why not."""
    if reason := trifid.install():
        MISSED.append(f"Trifid could not be installed: {reason}")
        return
    edition = current_edition(editions)
    dump = edition.dumps_folder / "wirlod.nt.gz"
    with trifid.trifid(dump, edition.manifest.base_uri, folder) as port:
        for name, accept in ACCEPTS.items():
            request = build_request(THING.replace("/doc/", "/id/"), {"Accept": accept})
            measure(port, request, 2, 1)
            found = measure(port, request, FIRST_TIME_CLIENTS, SECONDS)
            assert found.statuses == {200}, found.statuses
            times = seen[name].rate / found.rate
            report(f"Trifid: {name}", FIRST_TIME_CLIENTS, found, "wirlod, kept", 1 / times)
            if times < TIMES_TRIFID:
                MISSED.append(f"{name}: {times:.1f} times Trifid, wanted {TIMES_TRIFID}")


def run(editions: Path) -> dict[str, Measurement]:
    """Measure both under the same server, ours first with nothing made beforehand."""
    path = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "WIRLOD_EDITIONS": str(editions)}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        hello = stack.enter_context(_start(BARE, path))
        with _start("wirlod", path | {"WIRLOD_PREPARED_MB": "0"}) as ours:
            seen = compare(hello, ours)
        with _start("wirlod", path | {"TMPDIR": str(folder)}) as ours:
            if _wait_until_prepared(folder):
                _compare_first(hello, ours, {SMALL: every_thing})
            else:
                MISSED.append("the machine had no time to make answers beforehand")
    return seen


def _start(name: str, environment: dict[str, str]) -> AbstractContextManager[int]:
    port = free_port()
    module = [argument.format(port=port) for argument in COMMANDS[name]]
    return serving([sys.executable, "-m", *module], port, environment)


def publish(folder: Path) -> None:
    """Publish the records of this checkout, and as many grants as are asked for once."""
    write_records(folder / "data", Size(GRANTS))
    environment = {
        "WIRLOD_DATA": str(folder / "data"),
        "WIRLOD_EDITIONS": str(folder / "editions"),
        "PYTHONPATH": str(ROOT / "src"),
    }
    subprocess.run(
        [sys.executable, "-m", "wirlod", "publish"],
        env={**os.environ, **environment},
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main() -> None:
    """Run the benchmark, print it, and fail where a goal is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        publish(folder)
        seen = run(folder / "editions")
        beside_trifid(folder / "editions", seen, folder)
    if MISSED:
        sys.exit("missed: " + "; ".join(MISSED))


if __name__ == "__main__":
    main()
