"""
Pushes to an engine that are disturbed: the one who pushes, the engine, and the line between.

Whatever happens, the pointer names the edition before or the new one, which is whole, statement by
statement; the next push that nobody disturbs ends well, and leaves no graph that no edition has and
no claim. The engine is Oxigraph's server, ended and started again on one folder and port.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from urllib.error import HTTPError
from urllib.parse import quote, urlencode

import msgspec
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, serialize
from tests.faults.children import (
    FAILED,
    busy_processor,
    disturb,
    hold,
    hold_ended,
    hold_told,
    in_a_child,
    memory_of_this,
    no_limit,
    starve,
    starve_of_cpu,
    wait_or_kill,
)
from tests.faults.relay import SPOILT, Relay, Spoiling
from tests.running import free_port

from wirlod.edition import Edition
from wirlod.editions import find_editions
from wirlod.namespaces import expand
from wirlod.operation import claims, graph_store, loading
from wirlod.operation.pushing import push
from wirlod.query.elsewhere import Elsewhere
from wirlod.query.pointer import CURRENT, place_graphs, read_register, register_iri
from wirlod.settings import Settings

NAMES = ("2026-11-23T150000Z", "2026-11-24T150000Z", "2026-11-25T150000Z")
ANSWER_SECONDS, PATIENT_SECONDS = 1.5, 60.0
"""How long a push waits for an answer that is disturbed, and one that is not."""

LONGEST_SECONDS = 280

ON_THE_LINE = (*SPOILT, "cut after", "cut within", "hanging", "late")
AT_THE_PUSHER = ("kill", "end", "interrupt", "pause", "storm", "cpu", "memory", "descriptors")
KILLING = ("kill", "end", "interrupt", "memory")
"""What may end a process without a word; for want of memory the store's own code aborts."""

AT_THE_ENGINE = ("engine killed", "engine paused", "engine full", "engine storm")
IN_THE_REGISTER = ("two pointers", "no pointer", "another push", "strangers")


class FragileEngine:
    """Oxigraph's server on one folder and port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def pid(self) -> int:
        """Its process."""
        assert self._process
        return self._process.pid

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Start it, again where it was ended; it answers when this returns."""
        command = shutil.which(
            "oxigraph", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        )
        assert command, "needs Oxigraph's server: pip install oxigraph"
        self._process = subprocess.Popen(
            [command, "serve", "--location", str(self._folder), "--bind", f"127.0.0.1:{self.port}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            restore_signals=False,  # a file that grows too large is an error, no death
        )
        for _ in range(600):
            with suppress(OSError):
                self.ask("ASK {}")
                return
            time.sleep(0.05)
        raise AssertionError("Oxigraph's server does not start")

    def end(self) -> None:
        """Kill it."""
        assert self._process
        self._process.kill()
        self._process.wait()

    def fill(self) -> None:
        """Let no file grow any more."""
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (1, 1))

    def ask(self, query: str) -> bytes:
        """Ask it without anybody between."""
        headers = {"Accept": "application/sparql-results+json"}
        asked = urllib.request.Request(
            f"{self.address}query?{urlencode({'query': query})}", headers=headers
        )
        with urllib.request.urlopen(asked, timeout=20) as response:
            return bytes(response.read())

    def update(self, text: str) -> None:
        """Change it without anybody between."""
        headers = {"Content-Type": "application/sparql-update"}
        asked = urllib.request.Request(f"{self.address}update", text.encode(), headers)
        with urllib.request.urlopen(asked, timeout=20):
            pass

    def graphs(self) -> set[str]:
        """Name all graphs that are not empty."""
        found = json.loads(self.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
        return {row["g"]["value"] for row in found["results"]["bindings"]}

    def read(self, graph: str) -> set[str]:
        """Read a graph as lines."""
        headers = {"Accept": "application/n-triples"}
        address = f"{self.address}store?graph={quote(graph, safe='')}"
        asked = urllib.request.Request(address, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=20) as response:
                return set(response.read().decode().splitlines())
        except HTTPError as error:
            with error:
                return set()  # there is no such graph


def make_editions(published: Edition, folder: Path) -> None:
    """Make small editions out of one, each a little different, with what is in their graphs."""
    base = str(published.manifest.base_uri)
    old = Store.read_only(str(published.store_folder))
    kept = [quad for quad in old if "/def/" not in str(quad.graph_name)][:400]
    kept += [quad for quad in old if str(quad.graph_name).endswith(("/grant>", "/person>"))]
    label = NamedNode(expand("rdfs:label"))
    for name in NAMES:
        (folder / name).mkdir()
        store = Store(str(folder / name / "store"))
        added = [Quad(NamedNode(f"urn:x-{n}"), label, Literal(name)) for n in range(20)]
        store.bulk_extend([*kept, *added])
        store.flush()
        named = {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
        graphs = place_graphs(base, name, named)
        places = {graphs.default: None} | {there: NamedNode(n) for n, there in graphs.named}
        lines = {
            there: _write([quad for quad in store if _is_in(quad, graph)])
            for there, graph in places.items()
        }
        (folder / name / "lines.json").write_text(json.dumps(lines))


def _is_in(quad: Quad, graph: NamedNode | None) -> bool:
    return quad.graph_name == graph if graph else "Default" in type(quad.graph_name).__name__


def _write(quads: list[Quad]) -> list[str]:
    written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b""
    return written.decode().splitlines()


class Pushing:
    """Pushes of three editions by turns to one engine, each disturbed once."""

    def __init__(self, editions: Path, folder: Path) -> None:
        self._folder = folder / "pushed"
        self._folder.mkdir()
        (folder / "engine").mkdir()
        [*_, self._published] = find_editions(editions)
        making = in_a_child(lambda: make_editions(self._published, self._folder), no_limit)
        code = wait_or_kill(making, LONGEST_SECONDS, signal.SIGKILL)
        hold_told(making, code, "making editions")
        self._base = str(self._published.manifest.base_uri)
        self._register = register_iri(self._base)
        self._lines = {
            name: json.loads((self._folder / name / "lines.json").read_text()) for name in NAMES
        }
        self.engine = FragileEngine(folder / "engine")
        self._turn = 0
        self._requests = self._push_well(NAMES[0])

    def close(self) -> None:
        """End the engine."""
        self.engine.end()

    def disturb(self, chance: Random) -> str:
        """Disturb one push, and let the next one be."""
        old, new = (NAMES[(self._turn + step) % len(NAMES)] for step in (0, 1))
        way = chance.choice(ON_THE_LINE + AT_THE_PUSHER + AT_THE_ENGINE + IN_THE_REGISTER)
        number = chance.randrange(1, self._requests + 1)
        always = way in SPOILT and chance.random() < 0.5
        spoiling = Spoiling(way, number, always) if way in ON_THE_LINE else Spoiling()
        code = self._push(new, spoiling, way, number, chance)
        if way.startswith("engine"):
            self.engine.end()
            self.engine.start()
        what = f"push: {way} at request {number} of {self._requests}{' and on' * always}"
        if way in ("two pointers", "no pointer"):
            self._half_move(way, old, new)
        else:
            self._hold_served({old, new} if code else {new}, what)
        hold(code in (0, FAILED) or way in KILLING, f"{what}: ended by {code}")
        self._push_well(new, what)
        self._turn += 1
        return f"push: {way}"

    def _push(self, name: str, spoiling: Spoiling, way: str, number: int, chance: Random) -> int:
        """Push through a relay; what is not done on the line is done at the request *number*."""
        relay = Relay(self.engine.port, spoiling)
        child = in_a_child(lambda: self._work(name, relay.port), self._limit(way, chance))
        try:
            while relay.passed() < number and not _has_ended(child):
                time.sleep(0.001)
            with suppress(ProcessLookupError):
                self._interfere(way, child, chance)
            code = wait_or_kill(child, LONGEST_SECONDS, signal.SIGKILL)
        finally:
            relay.close()
        hold(code != -signal.SIGKILL or way == "kill", f"push: {way}: no end")
        if way != "interrupt":
            hold_told(child, code, f"push: {way} at request {number}")
        hold_ended(child)
        return code

    def _limit(self, way: str, chance: Random):  # type: ignore[no-untyped-def]
        if way == "cpu":
            return starve_of_cpu
        if way == "memory":
            return starve(resource.RLIMIT_AS, memory_of_this() + chance.randrange(1, 40) * 2**20)
        if way == "descriptors":
            return starve(resource.RLIMIT_NOFILE, chance.randrange(6, 30))
        return no_limit

    def _interfere(self, way: str, child: int, chance: Random) -> None:
        """Do what is not done on the line."""
        if way in ("kill", "end", "interrupt", "pause", "storm"):
            disturb(child, way, chance)
        elif way.startswith("engine"):
            self._harm_engine(way, chance)
        elif way == "cpu":
            with busy_processor():
                time.sleep(1)
        elif way == "another push":
            other = in_a_child(lambda: self._work(NAMES[2], self.engine.port, "other"), no_limit)
            code = wait_or_kill(other, LONGEST_SECONDS, signal.SIGKILL)
            hold_told(other, code, way)
            hold(code in (0, FAILED), f"push: {way}: {code}")
        elif way == "strangers":
            place = chance.choice(sorted(self._lines[NAMES[0]]))
            self.engine.update(f"INSERT DATA {{ GRAPH <{place}> {{ <urn:x> <urn:y> <urn:z> }} }}")

    def _harm_engine(self, way: str, chance: Random) -> None:
        if way == "engine killed":
            self.engine.end()
        elif way == "engine full":
            self.engine.fill()
        elif way == "engine storm":
            disturb(self.engine.pid, "storm", chance)
        else:
            os.kill(self.engine.pid, signal.SIGSTOP)
            time.sleep(chance.choice([0.2, ANSWER_SECONDS + 1]))
            os.kill(self.engine.pid, signal.SIGCONT)

    def _work(
        self, name: str, port: int, machine: str = "editions", seconds: float = ANSWER_SECONDS
    ) -> None:
        """What a child does: push, in small portions, and wait for nobody long."""
        loading.PORTION = 100  # type: ignore[misc]
        graph_store.SECONDS = seconds  # type: ignore[misc]
        claims.PAUSE_SECONDS = 0.2  # type: ignore[misc]
        manifest = msgspec.structs.replace(self._published.manifest, edition=name)
        address = f"http://127.0.0.1:{port}/"
        settings = Settings(
            base_uri=self._base,
            editions=self._folder / machine,
            store=f"{address}query",
            store_update=f"{address}update",
            store_graphs=f"{address}store",
            query_seconds=seconds,
            query_waiting_seconds=0,
            query_delivery_seconds=-seconds - 1,  # so that what was replaced goes at once
        )
        push(settings, Edition(self._folder / name, manifest), lambda line: None)

    def _push_well(self, name: str, after: str = "") -> int:
        """Push, undisturbed; count the requests, and see that nothing is left over."""
        relay = Relay(self.engine.port, Spoiling())
        work = partial(self._work, name, relay.port, seconds=PATIENT_SECONDS)
        child = in_a_child(work, no_limit)
        code = wait_or_kill(child, LONGEST_SECONDS, signal.SIGKILL)
        requests = relay.passed()
        relay.close()
        hold_told(child, code, f"a push undisturbed, after {after}")
        hold(code == 0, f"a push fails, undisturbed, after {after}: {code}")
        self._hold_served({name}, f"after {after}, undisturbed")
        self._hold_tidy(after)
        return requests

    def _hold_served(self, wanted: set[str], what: str) -> None:
        """Check that the pointer names one of *wanted*, which is whole."""
        register = read_register(Elsewhere(address=f"{self.engine.address}query"), self._base)
        hold(len(register.pointers) == 1, f"{what}: the pointer names {register.pointers}")
        [name] = register.pointers
        hold(name in wanted or "another" in what, f"{what}: {name} is served, wanted {wanted}")
        for place, lines in self._lines[name].items():
            found = self.engine.read(place)
            if "strangers" in what and "undisturbed" not in what:
                found.discard("<urn:x> <urn:y> <urn:z> .")
            hold(found == set(lines), f"{what}: <{place}> has {len(found)} of {len(lines)}")

    def _hold_tidy(self, after: str) -> None:
        """Check that every graph is that of an edition that may be read, and no claim is left."""
        register = read_register(Elsewhere(address=f"{self.engine.address}query"), self._base)
        readable = {*register.pointers, *register.replaced} - register.removed.keys()
        known = {self._register}
        for name in readable & self._lines.keys():
            known |= self._lines[name].keys()
        left = self.engine.graphs() - known
        hold(not left, f"after {after}: graphs are left: {sorted(left)}")
        claimed = json.loads(self.engine.ask(f"SELECT * {{ GRAPH ?g {{ ?c {claims.VALID} ?u }} }}"))
        hold(not claimed["results"]["bindings"], f"after {after}: a claim is left")

    def _half_move(self, way: str, old: str, new: str) -> None:
        """Leave the pointer as an engine would that was ended between its two statements."""
        point = f"<{self._register}> {CURRENT}"
        graph = f"GRAPH <{self._register}>"
        self.engine.update(f"DELETE WHERE {{ {graph} {{ {point} ?any }} }}")
        for name in (old, new) if way == "two pointers" else ():
            self.engine.update(f"INSERT DATA {{ {graph} {{ {point} <{self._register}{name}> }} }}")


def _has_ended(pid: int) -> bool:
    found = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return found is not None
