"""
What publishing costs, step by step, beside what others take for the same: one table.

``python -m tests.benchmarks.publish_bench [GRANTS …]`` makes records of each size, measures in
processes of their own, prints the table and leaves it for the one table of all. Seconds
are those of processors, for a machine that does other things too; memory is the peak of all
processes together, and of the largest. The limit is pyoxigraph's bulk loader on the finished
N-Triples: nothing that stores them can be faster. Fails when a peer is missing or a goal is missed.
"""

import gzip
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pyshacl
import rdflib
from tests.benchmarks import morph
from tests.benchmarks.generator import Size, write_records
from tests.benchmarks.memory import Peak, Watch
from tests.benchmarks.results import Row, keep

from wirlod.editions import current_edition
from wirlod.publish.code_lists import find_concepts
from wirlod.publish.conversion import Converter, Setup, find_batches
from wirlod.publish.index import new_index
from wirlod.publish.processes import few_collections
from wirlod.publish.publisher import publish
from wirlod.publish.statements import find_entries
from wirlod.settings import Settings

SIZES = (1_000, 10_000)
CLOCK = datetime(2026, 11, 22, 15, tzinfo=UTC)
PEER_THINGS = 500
"""Grants that the slow peers get; what they take is given for a triple."""

WHOLE = "publish, whole"
AGAIN = "publish again, one grant changed"
RAW = "raw bulk load (the limit)"
TIMES_RAW = 8
"""How many times the limit a whole publication may take, in processor seconds."""
MOST_MIB = 2_000
"""What all its processes together may hold at any one time, whatever is published."""


class Measured(msgspec.Struct):
    """What one piece of work took."""

    what: str
    grants: int
    triples: int
    cpu_seconds: float
    seconds: float
    peak_mib: int
    """Of the largest process."""
    together_mib: int = 0
    """Of all of them at any one time."""

    @property
    def microseconds(self) -> float:
        """Processor time for a triple."""
        return self.cpu_seconds / max(self.triples, 1) * 1e6


def used() -> float:
    """Give the processor seconds of this process and its children so far."""
    own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


CHILDREN = resource.RUSAGE_CHILDREN
CONVERT = "convert: read, understand, write N-Triples"


def peak() -> int:
    """Give the peak memory of the largest process, in MiB."""
    found = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, CHILDREN))
    return max(found) // 1024


def convert(folder: Path) -> Iterator[tuple[str, int]]:
    """Read and understand all records, and write them as N-Triples."""
    settings = Settings(data=folder / "data")
    with few_collections(), new_index(folder / "index.sqlite") as index:
        is_sound = index.add(find_entries(settings.data, index))
        index.add(find_concepts(settings.ontology))
        index.settle()
        setup = Setup.from_settings(settings, folder / "index.sqlite", is_sound=is_sound)
        convert_batch = Converter(setup)
        said = (piece for b in find_batches(settings.data) for piece in convert_batch(b).said)
        yield CONVERT, sum(lines.count(b"\n") for _, lines in said)


def load_raw(folder: Path) -> Iterator[tuple[str, int]]:
    """Load the finished N-Triples, as fast as the store can."""
    store = ox.Store(str(folder / "raw"))
    with gzip.open(newest(folder) / "dumps" / "wirlod.nt.gz") as file:
        yield "", 0
        store.bulk_load(file, format=ox.RdfFormat.N_TRIPLES)
    store.optimize()
    yield RAW, len(store)


def newest(folder: Path) -> Path:
    """Give the folder of the current edition."""
    return current_edition(folder / "editions").folder


def publish_again(folder: Path) -> Iterator[tuple[str, int]]:
    """Change one grant, and publish once more."""
    change_one(folder / "data" / "grants.csv")
    yield AGAIN, publish_by_steps(folder, CLOCK + timedelta(days=1), "one changed: ")


def change_one(table: Path) -> None:
    """Change one grant; what that takes is let go of before anything is measured."""
    text = table.read_text(encoding="utf-8")
    changed = text.replace('project 7"', 'project seven"', 1)
    assert changed != text
    table.write_text(changed, encoding="utf-8")


def publish_all(folder: Path) -> Iterator[tuple[str, int]]:
    """Publish everything."""
    yield WHOLE, publish_by_steps(folder, CLOCK)


def publish_by_steps(folder: Path, created: datetime, mark: str = "") -> int:
    """Publish, and name each step, with a *mark*, when it is done; give the number of triples."""
    steps: list[tuple[str, float]] = []
    watch, peaks = Watch(), list[Peak]()

    def report(line: str) -> None:
        if line.endswith(" …"):
            steps.append((line.removesuffix(" …"), used()))
            peaks.append(watch.take())

    settings = Settings(data=folder / "data", editions=folder / "editions")
    edition = publish(settings, created, report)
    ends = [started for _, started in steps[1:]] + [used()]
    peaks = [*peaks[1:], watch.take()]
    for (title, started), ended, peaked in zip(steps, ends, peaks, strict=True):
        STEPS.append((f"  {mark}{title[0].lower()}{title[1:]}", ended - started, peaked))
    return edition.manifest.triples


STEPS: list[tuple[str, float, Peak]] = []


def read_with_rdflib(folder: Path) -> Iterator[tuple[str, int]]:
    """Read some N-Triples into rdflib's memory."""
    lines = some_lines(folder)
    yield "", 0
    yield "rdflib, reading N-Triples", len(rdflib.Graph().parse(data=lines, format="nt"))


def validate_with_pyshacl(folder: Path) -> Iterator[tuple[str, int]]:
    """Validate some things with pySHACL alone."""
    data = rdflib.Graph().parse(data=some_lines(folder), format="nt")
    settings = Settings()
    shapes = rdflib.Graph()
    for path in settings.shapes.glob("*.ttl"):
        if path.stem != "catalogue":
            shapes.parse(path, format="turtle", publicID=settings.base_uri)
    yield "", 0
    pyshacl.validate(data, shacl_graph=shapes, inference="none", advanced=False)
    yield "pySHACL alone, validating", len(data)


def some_lines(folder: Path) -> str:
    """Give the statements about some grants."""
    found: list[str] = []
    subjects = set()
    with gzip.open(newest(folder) / "dumps" / "grants.nt.gz", "rt", encoding="utf-8") as file:
        for line in file:
            subjects.add(line.partition(" ")[0])
            if len(subjects) > PEER_THINGS:
                break
            found.append(line)
    return "".join(found)


def map_with_morph(folder: Path) -> Iterator[tuple[str, int]]:
    """Map the table of grants with morph-kgc and a mapping of its own."""
    morph.install()
    yield "", 0
    yield "morph-kgc, mapping grants.csv", morph.run(folder)


WORK: dict[str, Callable[[Path], Iterator[tuple[str, int]]]] = {
    "publish": publish_all,
    "again": publish_again,
    "convert": convert,
    "raw": load_raw,
    "rdflib": read_with_rdflib,
    "pyshacl": validate_with_pyshacl,
    "morph": map_with_morph,
}


def work(name: str, path: str, size: str) -> None:
    """Do one piece of work in this process, and print what it took."""
    folder, grants = Path(path), int(size)
    started, clock, watch = used(), time.perf_counter(), Watch()
    for what, triples in WORK[name](folder):
        if not what:
            started, clock = used(), time.perf_counter()
            continue
        taken = used() - started
        wall = time.perf_counter() - clock
        together = watch.take().together
        found = [Measured(what, grants, triples, taken, wall, peak(), together)]
        found += [Measured(title, grants, triples, cpu, 0, *most) for title, cpu, most in STEPS]
        print(msgspec.json.encode(found).decode())


ALONE = f"import sys; from {__spec__.name} import work; work(*sys.argv[1:])"
"""No main module, which each process that helps would import with all the peers."""


def measure(name: str, folder: Path, grants: int) -> list[Measured]:
    """Do one piece of work in a process of its own."""
    command = [sys.executable, "-c", ALONE, name, str(folder), str(grants)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = done.stdout.splitlines()[-1]  # a library may draw how far it is before that
    return msgspec.json.decode(found, type=list[Measured])


def write_line(found: Measured, raw: float) -> str:
    """Write one line of the table."""
    return (
        f"{found.what:44}{found.grants:10,}{found.triples:12,}{found.cpu_seconds:10.1f}"
        f"{found.microseconds:9.2f}{1e6 / max(found.microseconds, 1e-9):12,.0f}"
        f"{found.microseconds / raw:8.1f}{found.peak_mib:8,}{found.together_mib:9,}"
    )


HEAD = f"{'':44}{'grants':>10}{'triples':>12}{'CPU s':>10}{'µs each':>9}{'triples/s':>12}"
HEAD += f"{'× limit':>8}{'MiB':>8}{'together':>9}"


def run(grants: int) -> list[Measured]:
    """Measure everything at one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_records(folder / "data", Size(grants))
        found = [line for work_name in WORK for line in measure(work_name, folder, grants)]
    raw = next(line.microseconds for line in found if line.what == RAW)
    for line in found:
        print(write_line(line, raw), flush=True)
    return found


def tabulate(found: list[Measured]) -> Iterator[Row]:
    """Give the rows of the one table of all benchmarks."""
    limits = {line.grants: line.cpu_seconds for line in found if line.what == RAW}
    each = {line.grants: line.microseconds for line in found if line.what == RAW}
    for line in found:
        size, what = f"{line.grants:,} grants", line.what.strip()
        times = line.microseconds / each[line.grants]
        memory = float(line.together_mib)
        yield Row("publishing", what, size, line.microseconds, "µs/triple", RAW, times, memory)
        if line.what in (WHOLE, AGAIN, RAW):
            seconds, limit = line.cpu_seconds, limits[line.grants]
            yield Row("publishing", what, size, seconds, "CPU s", RAW, seconds / limit)


def judge(found: list[Measured]) -> list[str]:
    """Name the goals that are missed."""
    missed = []
    for grants in sorted({line.grants for line in found}):
        of_size = {line.what: line for line in found if line.grants == grants}
        times = of_size[WHOLE].cpu_seconds / of_size[RAW].cpu_seconds
        if grants >= SIZES[-1] and times > TIMES_RAW:
            missed.append(f"{grants:,} grants: {times:.1f} × the limit, wanted {TIMES_RAW}")
        for line in (of_size[WHOLE], of_size[AGAIN]):
            if line.together_mib > MOST_MIB:
                missed.append(f"{grants:,} grants, {line.what}: {line.together_mib} MiB")
        if of_size[CONVERT].microseconds > of_size["morph-kgc, mapping grants.csv"].microseconds:
            missed.append(f"{grants:,} grants: slower than morph-kgc")
    return missed


def main(sizes: tuple[int, ...]) -> None:
    """Print the table and leave its files."""
    print(HEAD)
    found = [line for grants in sizes for line in run(grants)]
    keep(tabulate(found))
    if missed := judge(found):
        sys.exit("MISSED " + "; ".join(missed))


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
