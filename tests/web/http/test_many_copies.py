"""
Three copies of the service behind our nginx while editions are published.

Each edition says the same of as many things, in words of its own, so that a mixture shows. Nobody
sees one within an address or within a list that was followed, and nobody an error.
"""

import http.client
import re
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from tests.engines import load, start
from tests.running import free_port, running, wait_for
from tests.web.asking import need
from tests.web.conftest import BASE, write_edition
from tests.web.http.test_nginx import make_certificate, write_configuration

from wirlod.edition import read_edition
from wirlod.namespaces import FOREIGN_PREFIXES

COPIES = 3
CLIENTS = 4
EDITIONS = [f"2026-12-0{day}T120000Z" for day in range(1, 7)]
BETWEEN_SECONDS = 1.5
THINGS, PAGE = 23, 5

MARK = re.compile(r"2026-12-\d\dT120000Z")


def describe(edition: str) -> Iterator[Quad]:
    """Say of some places in which edition they are said to be."""
    for number in range(THINGS):
        place = NamedNode(f"{BASE}id/priority/p{number:02}")
        for name, value in {
            f"{FOREIGN_PREFIXES['rdf']}type": NamedNode(f"{FOREIGN_PREFIXES['skos']}Concept"),
            f"{FOREIGN_PREFIXES['rdfs']}label": Literal(f"{number} in {edition}", language="de"),
            f"{FOREIGN_PREFIXES['dct']}description": Literal(f"it is {edition}"),
        }.items():
            yield Quad(place, NamedNode(name), value)


class Visitor(threading.Thread):
    """Asks for things, lists and queries until it is told to stop."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__()
        self.port, self.number = port, number
        self.stopped = threading.Event()
        self.seen: Counter[str] = Counter()
        self.faults: list[str] = []
        self.asked = 0

    def run(self) -> None:
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=20, context=context
        )
        with closing(connection):
            while not self.stopped.is_set() and not self.faults:
                self.visit(connection)

    def visit(self, connection: http.client.HTTPSConnection) -> None:
        new = f"utm_source={self.number}-{self.asked}"  # so that no answer comes from the cache
        thing = self.get(connection, f"doc/priority/p{self.asked % THINGS:02}.nt?{new}")[0]
        self.note("a thing", [thing])
        query = f"query=SELECT+%2A+%7B%3Fs+dct%3Adescription+%3Fo%7D&{new}"
        self.note("a query", [self.get(connection, f"sparql?{query}")[0]], THINGS)
        self.note("a list", list(self.follow(connection, f"doc/priority.csv?size={PAGE}&{new}")))

    def follow(self, connection: http.client.HTTPSConnection, path: str) -> Iterator[str]:
        while path:
            body, links = self.get(connection, path)
            yield body
            found = re.search(r'<([^>]*)>; rel="next"', links)
            path = (
                found[1].removeprefix(BASE).replace("priority?", "priority.csv?") if found else ""
            )

    def get(self, connection: http.client.HTTPSConnection, path: str) -> tuple[str, str]:
        self.asked += 1
        connection.request("GET", f"/wir/{path}", headers={"Host": "daten.example.org"})
        response = connection.getresponse()
        body = response.read().decode()
        if response.status != 200:
            self.faults.append(f"{path}: {response.status} {body[:200]}")
        return body, response.headers.get("Link", "")

    def note(self, what: str, bodies: list[str], wanted: int = 0) -> None:
        marks = set(MARK.findall("".join(bodies)))
        if len(marks) != 1:
            self.faults.append(f"{what} is of {sorted(marks)}")
        if what == "a list" and len(bodies) != -(-THINGS // PAGE):
            self.faults.append(f"a list had {len(bodies)} pages")
        if wanted and bodies[0].count("it is") != wanted:
            self.faults.append(f"{what} had {bodies[0].count('it is')} of {wanted} rows")
        self.seen.update(marks)


@contextmanager
def open_to_the_world(folder: Path, editions: Path, settings: dict[str, object]) -> Iterator[int]:
    """Run the copies, and our nginx before them; give its port."""
    nginx = need("nginx")
    make_certificate(folder)
    given = {"editions": editions, "base_uri": BASE, "query_workers": 2, **settings}
    given["query_rate"] = "100000/minute"  # visitors here ask as fast as they can
    with ExitStack() as stack:
        copies = [
            stack.enter_context(running("serve", "--workers", "1", **given)) for _ in range(COPIES)
        ]
        port = free_port()
        frame = write_configuration(folder, copies, port)
        process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(frame)])
        try:
            wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["", "oxigraph"], ids=["one folder", "one engine"])
def test_nobody_sees_a_mixture_or_an_error(tmp_path: Path, engine: str) -> None:
    editions = tmp_path / "editions"
    write_edition(editions, EDITIONS[0], more=describe(EDITIONS[0]))
    with ExitStack() as stack:
        settings: dict[str, object] = {}
        if engine:
            (tmp_path / engine).mkdir()
            started = stack.enter_context(start(engine, tmp_path / engine))
            load(started, read_edition(editions / EDITIONS[0]))
            settings = {"store": started.store}
        port = stack.enter_context(open_to_the_world(tmp_path, editions, settings))
        visitors = [Visitor(port, number) for number in range(CLIENTS)]
        for visitor in visitors:
            visitor.start()
        for name in EDITIONS[1:]:
            time.sleep(BETWEEN_SECONDS)
            write_edition(editions, name, more=describe(name))
            if engine:
                load(started, read_edition(editions / name))
        time.sleep(2 * BETWEEN_SECONDS)
        for visitor in visitors:
            visitor.stopped.set()
        for visitor in visitors:
            visitor.join(30)

    seen = sum((visitor.seen for visitor in visitors), Counter())
    assert [fault for visitor in visitors for fault in visitor.faults] == []
    assert len(seen) > 3, seen
    assert EDITIONS[-1] in seen
    assert all(visitor.asked > 20 for visitor in visitors)
