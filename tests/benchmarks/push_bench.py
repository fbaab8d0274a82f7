"""
What it takes to push an edition into an engine elsewhere, beside that engine's own loader.

``python -m tests.benchmarks.push_bench [GRANTS]`` makes that many grants, pushes them to each
engine (Oxigraph's server, Virtuoso), pushes again when all is there, and gives the engine the
same statements in one request without comparing anything: the limit. Seconds are those of the
clock, for most of the work is the engine's. Fails when no engine is there or a goal is missed.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest
from tests.benchmarks.results import Row, keep
from tests.benchmarks.sparql_bench import write_data
from tests.engines import ENGINES, Engine, load, start

from wirlod.edition import Edition, Manifest
from wirlod.operation.graph_store import GraphStore
from wirlod.settings import Settings

GRANTS = 10_000
BASE = "http://localhost:8000/"
TIMES_LIMIT = 25
"""How many times the limit a push may take, comparing everything."""

LIMIT = "one request, nothing compared (the limit)"


def make_edition(folder: Path, grants: int) -> Edition:
    """Make a folder with a store of so many grants, as far as pushing looks at it."""
    data = folder / "grants.nt"
    triples = write_data(data, grants)
    store = ox.Store(str(folder / "store"))
    store.bulk_load(path=str(data), format=ox.RdfFormat.N_TRIPLES)
    store.flush()
    manifest = Manifest(
        edition="2026-11-22T150000Z",
        created=datetime(2026, 11, 22, 15, tzinfo=UTC),
        base_uri=BASE,
        source_fingerprint="",
        versions={},
        triples=triples,
        records={},
        classes={},
        properties={},
        shapes={},
    )
    return Edition(folder, manifest)


def measure(engine: Engine, edition: Edition) -> Iterator[tuple[str, float]]:
    """Load the edition in three ways; give the seconds of each."""
    settings = Settings(base_uri=BASE, **engine.settings)  # type: ignore[arg-type]
    for what in ("push", "push again, all there"):
        started = time.monotonic()
        load(engine, edition)
        yield what, time.monotonic() - started
    body = (edition.folder / "grants.nt").read_bytes()
    started = time.monotonic()
    GraphStore.from_settings(settings).add("urn:x-all-at-once", body)
    yield LIMIT, time.monotonic() - started


def main(grants: int) -> None:
    """Print what each engine takes, and fail where that is too long."""
    rows: list[Row] = []
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        edition = make_edition(Path(name), grants)
        triples = edition.manifest.triples
        print(f"{grants:,} grants, {triples:,} triples")
        for engine_name in ENGINES:
            (Path(name) / engine_name).mkdir()
            try:
                with start(engine_name, Path(name) / engine_name) as engine:
                    taken = dict(measure(engine, edition))
            except pytest.skip.Exception as missing:
                print(f"{engine_name}: {missing}")
                continue
            for what, seconds in taken.items():
                print(f"{engine_name:10}{what:44}{seconds:8.1f} s{triples / seconds:10,.0f}/s")
                times = seconds / taken[LIMIT]
                size = f"{grants:,} grants"
                rows.append(Row(f"push, {engine_name}", what, size, seconds, "s", LIMIT, times))
            if taken["push"] > TIMES_LIMIT * taken[LIMIT]:
                missed.append(f"{engine_name}: {taken['push']:.0f} s")
    keep(rows)
    if missed or not rows:
        sys.exit(f"MISSED {missed or 'no engine is here'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else GRANTS)
